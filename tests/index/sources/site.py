"""Real servers on loopback, and a resolver that leads public-looking names to them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from index.errors import AddressRefused, SourceError
from index.models import Draft, NotModified
from index.settings import LibrarySettings
from index.sources import read_address

PUBLIC = "93.184.215.14"
URL = "http://news.example.com/a/1"
REFUSAL = str(AddressRefused("x"))

MakeLimits = Callable[..., LibrarySettings]

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
RawHandler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class LoopbackResolver:
    """Answers as told, in turn; unplanned names raise. Checked addresses are led to one port on loopback."""

    def __init__(self, port: int, answers: Mapping[str, Sequence[Sequence[str] | OSError]] | None = None) -> None:
        self.asked: list[str] = []
        self.connected: list[str] = []
        self._port = port
        self._answers = {name: list(turns) for name, turns in (answers or {"news.example.com": [[PUBLIC]]}).items()}

    async def addresses(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        turns = self._answers[host]
        answer = turns.pop(0) if len(turns) > 1 else turns[0]
        if isinstance(answer, OSError):
            raise answer
        return answer

    def route(self, address: str, port: int) -> tuple[str, int]:
        self.connected.append(f"{address}:{port}")
        return "127.0.0.1", self._port


@asynccontextmanager
async def serve(handler: Handler) -> AsyncIterator[int]:
    """Serve every path with one handler; give the port."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serve_raw(handler: RawHandler) -> AsyncIterator[int]:
    """Serve bytes that no HTTP server would send; give the port."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await handler(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def answering(
    body: bytes = b"", *, status: int = 200, content_type: str | None = "text/html", **headers: str
) -> Handler:
    """Serve the same answer always."""

    async def handle(_: web.Request) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if content_type is not None:
            named["Content-Type"] = content_type
        return web.Response(body=body, status=status, headers=named)

    return handle


async def read(handler: Handler, limits: LibrarySettings, url: str = URL, **options: str) -> Draft | NotModified:
    """Read an address of a site that one handler serves."""
    async with serve(handler) as port:
        return await read_address(url, limits, resolver=LoopbackResolver(port), **options)


async def draft_of(handler: Handler, limits: LibrarySettings, url: str = URL) -> Draft:
    """Return the draft that reading ends in."""
    draft = await read(handler, limits, url)
    assert isinstance(draft, Draft)
    return draft


async def error_of(handler: Handler, limits: LibrarySettings, url: str = URL) -> SourceError:
    """Return the error that reading ends in: one line, with a remedy, that names no machine."""
    with pytest.raises(SourceError) as caught:
        await read(handler, limits, url)
    message = str(caught.value)
    assert "\n" not in message
    assert "; " in message  # what happened; what to do
    assert "127.0.0.1" not in message
    assert PUBLIC not in message
    assert caught.value.source == url
    return caught.value


async def raw_error_of(answer: bytes, limits: LibrarySettings) -> SourceError:
    """Return the error that reading an answer of these bytes ends in."""

    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    async with serve_raw(handle) as port:
        with pytest.raises(SourceError) as caught:
            await read_address(URL, limits, resolver=LoopbackResolver(port))
    assert "\n" not in str(caught.value)
    return caught.value
