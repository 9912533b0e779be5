"""A server that speaks as much of OpenAI's API as is asked of it, over real HTTP on loopback, as it is told to."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aiohttp import web

KEY = "sk-very-secret-4711"
MODEL = "small-model"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ModelSite:
    """Answers every request for a chat with what ``reply`` makes, and remembers what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.reply: Handler = says("Nothing was scripted.")
        self.models: Any = None  # what /v1/models says; None: there is no such page
        self.props: Any = None
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.running = 0
        self.most_running = 0
        self.is_asked = asyncio.Event()
        self.broken_off = asyncio.Event()  # a client hung up before it had a reply

    async def chat(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization"))
        self.running += 1
        self.is_asked.set()
        self.most_running = max(self.most_running, self.running)
        try:
            return await self.reply(request)
        except asyncio.CancelledError:
            self.broken_off.set()
            raise
        finally:
            self.running -= 1

    async def page(self, request: web.Request) -> web.Response:
        said = self.props if request.path == "/props" else self.models
        if said is None:
            raise web.HTTPNotFound
        return web.json_response(said)

    @property
    def prompt(self) -> str:
        """All that was said to the model last."""
        return "\n".join(message["content"] for message in self.asked[-1]["messages"])


@asynccontextmanager
async def serving() -> AsyncGenerator[ModelSite]:
    """Serve on loopback."""
    site = ModelSite()
    app = web.Application()
    app.add_routes(
        [
            web.post("/v1/chat/completions", site.chat),
            web.get("/v1/models", site.page),
            web.get("/props", site.page),
        ]
    )
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield site
    finally:
        await runner.cleanup()


def says(text: str | None, *, finish: str = "stop", usage: dict[str, int] | None = None, **message: Any) -> Handler:
    """Reply with a text, streamed where that is asked for."""
    completion: dict[str, Any] = {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": MODEL,
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text} | message}],
    }
    if usage is not None:
        completion["usage"] = usage

    async def reply(request: web.Request) -> web.StreamResponse:
        if (await request.json()).get("stream"):
            return await _streamed(request, text or "")
        return web.json_response(completion)

    return reply


async def _streamed(request: web.Request, text: str) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for word in ["", *text.split(" ")]:
        delta = {"role": "assistant", "content": ""} if not word else {"content": f"{word} "}
        chunk = {"object": "chat.completion.chunk", "model": MODEL, "choices": [{"index": 0, "delta": delta}]}
        await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
    await response.write(b"data: [DONE]\n\n")
    return response


def fails(status: int, body: Any = None, **headers: str) -> Handler:
    """Reply with an error."""

    async def reply(request: web.Request) -> web.StreamResponse:
        return web.json_response(body or {"error": {"message": "no"}}, status=status, headers=headers)

    return reply


def sends(body: bytes, content_type: str = "application/json") -> Handler:
    """Reply with bytes, whatever they are."""

    async def reply(request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, content_type=content_type)

    return reply


def hangs() -> Handler:
    """Never reply."""

    async def reply(request: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    return reply


def hangs_up(after: bytes = b"") -> Handler:
    """Close the connection, before a reply or in the middle of it."""

    async def reply(request: web.Request) -> web.StreamResponse:
        if not after:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        response = web.StreamResponse(headers={"Content-Length": "10000", "Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(after)
        assert request.transport is not None
        request.transport.close()
        return response

    return reply


@contextmanager
def serving_beside() -> Generator[ModelSite]:
    """Serve from a thread, for what has an event loop of its own."""
    with ThreadPoolExecutor(1) as threads, asyncio.Runner() as runner:
        ready: Future[ModelSite] = Future()
        over = asyncio.Event()

        async def serve() -> None:
            async with serving() as site:
                ready.set_result(site)
                await over.wait()

        serving_it = threads.submit(runner.run, serve())
        try:
            yield ready.result(10)
        finally:
            runner.get_loop().call_soon_threadsafe(over.set)
            serving_it.result(10)
