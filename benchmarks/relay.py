"""A server on loopback that passes requests on to a model's server and remembers them: what reached the model."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, web


class Relay:
    """What went through it: how many requests of whatever kind, and the replies that came back, in order."""

    def __init__(self, to: str, client: ClientSession) -> None:
        self.url = ""
        self.requests = 0
        self.replies: list[str] = []
        self._to = to.rstrip("/")
        self._client = client

    async def pass_on(self, request: web.Request) -> web.Response:
        """Send a request on and its reply back."""
        self.requests += 1
        headers = {name: request.headers[name] for name in ("Content-Type", "Authorization") if name in request.headers}
        sent = self._client.request(
            request.method, f"{self._to}{request.path_qs}", data=await request.read(), headers=headers
        )
        async with sent as response:
            body = await response.read()
            if response.status == 200:
                self.replies.append(_text(body))
            return web.Response(body=body, status=response.status, content_type=response.content_type)


@asynccontextmanager
async def relaying(to: str) -> AsyncGenerator[Relay]:
    """Relay to the address of a model's server; the relay has its own. Who hangs up ends the call behind it, too."""
    async with ClientSession() as client:
        relay = Relay(to, client)
        app = web.Application()
        app.add_routes([web.route("*", "/{path:.*}", relay.pass_on)])
        runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        relay.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield relay
        finally:
            await runner.cleanup()


def _text(body: bytes) -> str:
    """Return what the model said; nothing where a reply is of another shape."""
    try:
        return str(json.loads(body)["choices"][0]["message"]["content"] or "")
    except (ValueError, LookupError, TypeError):
        return ""
