"""What goes wrong on the way to a page: one clear line each, against real servers on loopback."""

import asyncio
import gzip
import inspect
import socket
import ssl
import time
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from index.errors import AddressRefused, FetchFailed, SourceError, SourceTooLarge, SourceUnreadable
from index.settings import LibrarySettings
from index.sources import read_address
from index.sources.fetch import translate
from index.sources.network import LookupFailed

from .conftest import STORM
from .site import PUBLIC, URL, LoopbackResolver, MakeLimits, answering, draft_of, error_of, raw_error_of, serve_raw
from .test_html import page


@pytest.mark.parametrize(
    ("status", "words", "is_transient"),
    [
        (401, "asks for a login (401)", False),
        (403, "refuses to show this page to programs (403)", False),
        (404, "no page at this address (404)", False),
        (410, "removed for good (410)", False),
        (429, "fewer requests (429)", True),
        (500, "trouble of its own (500)", True),
        (503, "trouble of its own (503)", True),
        (418, "status 418", False),
        (204, "status 204", False),
        (206, "status 206", False),
        (304, "status 304", False),
        (300, "status 300", False),
    ],
)
@pytest.mark.asyncio
async def test_each_status_is_one_clear_line(
    status: int, words: str, is_transient: bool, limits: LibrarySettings
) -> None:
    error = await error_of(answering(page(), status=status), limits)
    assert isinstance(error, FetchFailed)
    assert words in str(error)
    assert error.is_transient is is_transient


@pytest.mark.parametrize(
    "content_type", ["image/png", "application/octet-stream", "video/mp4", "application/json", "x", ""]
)
@pytest.mark.asyncio
async def test_what_is_no_document_is_refused_by_its_kind(content_type: str, limits: LibrarySettings) -> None:
    error = await error_of(answering(page(), content_type=content_type), limits)
    assert isinstance(error, SourceUnreadable)
    assert "not an article; give the address of a web page" in str(error)


@pytest.mark.asyncio
async def test_an_answer_that_states_no_kind_is_refused(limits: LibrarySettings) -> None:
    error = await raw_error_of(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", limits)
    assert "of no stated kind" in str(error)


@pytest.mark.asyncio
async def test_a_login_page_and_an_empty_page_are_errors(limits: LibrarySettings) -> None:
    login = page("<h1>Sign in</h1><form><input type=password></form>", "<title>Daily</title>")
    assert "asks for a login" in str(await error_of(answering(login), limits))
    assert "nothing on this page" in str(await error_of(answering(b" \n"), limits))
    assert "no article on this page" in str(await error_of(answering(b"<html><body><p>Hi</p></body></html>"), limits))


@pytest.mark.asyncio
async def test_a_body_longer_than_allowed_is_refused_by_its_header(make_limits: MakeLimits) -> None:
    error = await error_of(answering(b"a" * 100_000), make_limits(fetch_max_bytes=50_000))
    assert isinstance(error, SourceTooLarge)


@pytest.mark.asyncio
async def test_a_length_over_the_limit_is_refused_without_waiting_for_the_body(limits: LibrarySettings) -> None:
    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000000000\r\n\r\n")
        await asyncio.sleep(1)

    async with serve_raw(handle) as port:
        started = time.perf_counter()
        with pytest.raises(SourceTooLarge):
            await read_address(URL, limits, resolver=LoopbackResolver(port))
        assert time.perf_counter() - started < 0.9


@pytest.mark.asyncio
async def test_bytes_after_the_end_of_a_packed_page_count_too(make_limits: MakeLimits) -> None:
    async def handle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
        response.enable_chunked_encoding()
        await response.prepare(request)
        await response.write(gzip.compress(page()))
        for _ in range(50):
            await response.write(bytes(1_000))
        return response

    error = await error_of(handle, make_limits(fetch_max_bytes=40_000))
    assert isinstance(error, SourceTooLarge)


@pytest.mark.asyncio
async def test_an_endless_body_is_cut_off_at_the_limit(make_limits: MakeLimits) -> None:
    sent = 0

    async def handle(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"a" * 65_536)
            sent += 65_536

    error = await error_of(handle, make_limits(fetch_max_bytes=1_000_000))
    assert isinstance(error, SourceTooLarge)
    assert sent < 20_000_000  # what fits the sockets' buffers beyond the limit


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.asyncio
async def test_a_bomb_is_not_unpacked_past_the_limit(encoding: str, make_limits: MakeLimits) -> None:
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
    assert len(bomb) < 500_000
    tracemalloc.start()
    try:
        error = await error_of(answering(bomb, Content_Encoding=encoding), make_limits(fetch_max_bytes=1_000_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(error, SourceTooLarge)
    assert peak < 20_000_000


@pytest.mark.asyncio
async def test_a_page_exactly_at_the_limit_is_read(make_limits: MakeLimits) -> None:
    body = gzip.compress(page())
    draft = await draft_of(answering(body, Content_Encoding="gzip"), make_limits(fetch_max_bytes=len(page())))
    assert draft.text.startswith(STORM)
    error = await error_of(answering(body, Content_Encoding="gzip"), make_limits(fetch_max_bytes=len(page()) - 1))
    assert isinstance(error, SourceTooLarge)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "aes128gcm"])
@pytest.mark.asyncio
async def test_a_packing_that_was_not_asked_for_is_an_error(encoding: str, limits: LibrarySettings) -> None:
    error = await error_of(answering(page(), Content_Encoding=encoding), limits)
    assert "packed in a way that wasn't asked for" in str(error)


@pytest.mark.parametrize(
    ("body", "words"), [(b"not gzip", "packed wrongly"), (gzip.compress(page())[:-200], "cut off on its way")]
)
@pytest.mark.asyncio
async def test_a_page_packed_wrongly_is_an_error(body: bytes, words: str, limits: LibrarySettings) -> None:
    assert words in str(await error_of(answering(body, Content_Encoding="gzip"), limits))


@pytest.mark.parametrize("stage", ["connect", "headers", "body"])
@pytest.mark.asyncio
async def test_one_deadline_holds_over_all_of_it_however_slowly_it_drips(stage: str, make_limits: MakeLimits) -> None:
    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if stage == "headers":
            writer.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        elif stage == "body":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            if stage != "connect":
                writer.write(b"a")
                await writer.drain()
            await asyncio.sleep(0.02)

    started = time.perf_counter()
    async with serve_raw(handle) as port:
        with pytest.raises(FetchFailed) as caught:
            await read_address(URL, make_limits(fetch_timeout_seconds=0.3), resolver=LoopbackResolver(port))
    assert time.perf_counter() - started < 2
    assert str(caught.value) == "the page didn't arrive in full within 0.3 seconds; try again later"
    assert caught.value.is_transient


@pytest.mark.asyncio
async def test_the_deadline_holds_over_all_redirects_together(make_limits: MakeLimits) -> None:
    async def handle(_: web.Request) -> web.Response:
        await asyncio.sleep(0.12)
        return web.Response(status=302, headers={"Location": "/on"})

    error = await error_of(handle, make_limits(fetch_timeout_seconds=0.3, fetch_max_redirects=20))
    assert "within 0.3 seconds" in str(error)


@pytest.mark.asyncio
async def test_a_name_server_that_does_not_answer_is_given_up(make_limits: MakeLimits) -> None:
    class Silent(LoopbackResolver):
        async def addresses(self, host: str) -> list[str]:
            await asyncio.Event().wait()
            return [host]

    with pytest.raises(FetchFailed, match=r"within 0.2 seconds"):
        await read_address(URL, make_limits(fetch_timeout_seconds=0.2), resolver=Silent(9))


@pytest.mark.asyncio
async def test_a_closed_port_is_a_line_without_an_address(limits: LibrarySettings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nothing answers there
        with pytest.raises(FetchFailed) as caught:
            await read_address(URL, limits, resolver=LoopbackResolver(taken.getsockname()[1]))
    assert str(caught.value) == "the site doesn't take connections; try again later"
    assert caught.value.is_transient


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"", FetchFailed),
        (b"HTTP/1.1 200 OK\r\n", FetchFailed),
        (b"SSH-2.0-OpenSSH_9.6\r\n", FetchFailed),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", FetchFailed),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 20_000 + b"\r\n", FetchFailed),
        (b"HTTP/1.1 200 " + b"O" * 100_000 + b"\r\n\r\n", FetchFailed),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\nshort", FetchFailed),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: -5\r\n\r\n", FetchFailed),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", FetchFailed),
        (b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\nContent-Length: 0\r\n\r\n", AddressRefused),
    ],
    ids=lambda value: ascii(value[:40]) if isinstance(value, bytes) else None,
)
@pytest.mark.asyncio
async def test_what_is_not_proper_http_is_one_clear_line(
    answer: bytes, kind: type[SourceError], limits: LibrarySettings
) -> None:
    error = await raw_error_of(answer, limits)
    assert isinstance(error, kind)
    assert "127.0.0.1" not in str(error)


@pytest.mark.asyncio
async def test_a_certificate_nobody_vouches_for_is_a_clear_line(limits: LibrarySettings, tmp_path: Path) -> None:
    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise AssertionError("nothing may be asked over a connection that can't be trusted")

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=_own_certificate(tmp_path))
    async with server:
        port = server.sockets[0].getsockname()[1]
        resolver = LoopbackResolver(port)
        with pytest.raises(FetchFailed) as caught:
            await read_address("https://news.example.com/a", limits, resolver=resolver)
    assert str(caught.value).startswith("the site's encryption can't be trusted")
    assert not caught.value.is_transient
    assert resolver.connected == [f"{PUBLIC}:443"]


@pytest.mark.asyncio
async def test_a_redirect_to_an_unencrypted_address_is_not_followed(
    limits: LibrarySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = _own_certificate(tmp_path)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", trusting)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://news.example.com/b\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=context)
    async with server:
        resolver = LoopbackResolver(server.sockets[0].getsockname()[1])
        with pytest.raises(FetchFailed, match="redirects from https to http, where it could be forged"):
            await read_address("https://news.example.com/a", limits, resolver=resolver)


def _own_certificate(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "news.example.com")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example.com")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


def _exceptions_of_aiohttp() -> list[type[Exception]]:
    return [
        kind
        for _, kind in inspect.getmembers(aiohttp.client_exceptions, inspect.isclass)
        if issubclass(kind, aiohttp.ClientError) and kind.__module__.startswith("aiohttp")
    ]


@pytest.mark.parametrize("kind", _exceptions_of_aiohttp(), ids=lambda kind: kind.__name__)
def test_every_error_of_aiohttp_has_its_line(kind: type[Exception]) -> None:
    error = translate(kind.__new__(kind), URL)
    assert isinstance(error, AddressRefused | FetchFailed)
    assert "; " in str(error)


@pytest.mark.parametrize(
    "failure", [LookupFailed(), ConnectionResetError(), OSError(101, "x"), ssl.SSLError(), TimeoutError()]
)
def test_every_error_of_the_system_has_its_line(failure: Exception) -> None:
    assert isinstance(translate(failure, URL), FetchFailed)


def test_no_setting_leads_the_fetch_to_another_resolver() -> None:
    """The seam of the tests stays out of the reach of configuration."""
    assert not any("resolver" in name or "proxy" in name or "private" in name for name in LibrarySettings.model_fields)
