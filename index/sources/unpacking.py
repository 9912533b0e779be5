"""Packed bodies of answers, unpacked piece by piece and never past a limit."""

import zlib

from index.errors import FetchFailed, SourceTooLarge


class Unpacker:
    """Unpacks gzip and deflate piece by piece, never to more than the limit."""

    def __init__(self, encoding: str, source: str, limit_bytes: int) -> None:
        self._encoding = encoding.strip().lower() or "identity"
        self._source = source
        self._limit_bytes = limit_bytes
        self._body = bytearray()
        self._inflater = zlib.decompressobj(wbits=31) if self._encoding in {"gzip", "x-gzip"} else None
        if self._inflater is None and self._encoding not in {"identity", "deflate"}:
            raise self._failure("is packed in a way that wasn't asked for")

    def feed(self, chunk: bytes) -> None:
        """Unpack a piece; raise SourceTooLarge as soon as the whole is past the limit."""
        if self._encoding == "identity":
            self._body += chunk
        while chunk and self._encoding != "identity":
            if self._inflater is None:
                # Some servers send deflate without its two bytes of header, which zlib must be told.
                has_header = chunk[0] & 0x0F == 8
                self._inflater = zlib.decompressobj(wbits=15 if has_header else -15)
            elif self._inflater.eof:
                if self._encoding == "deflate" or not chunk.startswith(b"\x1f"):
                    return  # padding after the end
                self._inflater = zlib.decompressobj(wbits=31)
            chunk = self._inflate(chunk)
        if len(self._body) > self._limit_bytes:
            raise SourceTooLarge(self._source, self._limit_bytes)

    def _inflate(self, chunk: bytes) -> bytes:
        """Unpack up to one byte past the limit and return what belongs to the next part."""
        inflater = self._inflater
        assert inflater is not None
        room = self._limit_bytes - len(self._body) + 1
        try:
            self._body += inflater.decompress(chunk, max(room, 1))
        except zlib.error as error:
            raise self._failure("is packed wrongly") from error
        return inflater.unused_data if inflater.eof else b""

    def finish(self) -> bytes:
        """Return the whole body; raise FetchFailed when it was cut off."""
        if self._inflater is not None and not self._inflater.eof:
            raise self._failure("was cut off on its way")
        return bytes(self._body)

    def _failure(self, what: str) -> FetchFailed:
        return FetchFailed(
            self._source, f"the page {what}; try again later, or give the text itself", is_transient=True
        )
