"""What goes wrong on the wire: answers that are slow, lost or refused, and limits on how often may be asked."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

BAD_GATEWAY, TOO_MANY = 502, 429


class Refused(Exception):
    """Discord's answer to what can't be done."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def answer(body: Any, status: int = 200) -> web.Response:
    """Return JSON; of a type without a charset, since discord.py leaves text what has one."""
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")


@dataclass(slots=True, kw_only=True)
class Fault:
    """What goes wrong with the next ``times`` requests that fit."""

    method: str
    path: str  # behind the API's version, with * for what doesn't matter
    times: int = 1
    status: int | None = None  # in the place of the answer
    code: int = 0
    retry_after: float | None = None  # seconds; with 429
    is_global: bool = False
    is_done: bool = False  # the work is done; only its answer is lost
    breaks_off: bool = False  # the connection, in the place of an answer
    then: Callable[[], object] | None = None  # something that happens once the work is done
    until: asyncio.Event | None = None  # the answer is held back until then
    met: asyncio.Event = field(default_factory=asyncio.Event)  # set when a request came

    def fits(self, request: web.Request) -> bool:
        path = request.path.removeprefix("/api/v10")
        return self.times > 0 and request.method == self.method and fnmatch(path, self.path)

    def spoilt(self, request: web.Request) -> web.Response:
        """Return the answer that is given in the place of the real one."""
        if self.breaks_off:
            assert request.transport is not None
            request.transport.abort()
        body = {"message": "this is a test", "code": self.code}
        response = answer(body, self.status or BAD_GATEWAY)
        if self.retry_after is not None:
            response = too_many(self.retry_after, is_global=self.is_global)
        return response


def too_many(retry_after: float, *, is_global: bool = False) -> web.Response:
    """Return a 429. Without ``Via`` it would look like a ban."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": is_global, "code": 0}
    response = answer(body, TOO_MANY)
    scope = "global" if is_global else "user"
    response.headers.update({"Via": "1.1 loopback", "Retry-After": str(retry_after), "X-RateLimit-Scope": scope})
    return response


class Faults:
    """Those that are waiting for their request."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, method: str, path: str, **what: Any) -> Fault:
        fault = Fault(method=method, path=path, **what)
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        for fault in self._waiting:
            if fault.until is not None:
                fault.until.set()
        self._waiting.clear()

    async def apply(self, request: web.Request, work: Handler) -> web.StreamResponse:
        """Do the work, or not, and answer as planned."""
        fault = next((fault for fault in self._waiting if fault.fits(request)), None)
        if fault is None:
            return await work(request)
        fault.times -= 1
        fault.met.set()
        is_spoilt = fault.breaks_off or fault.status is not None or fault.retry_after is not None
        done = None if is_spoilt and not fault.is_done else await work(request)
        if fault.then is not None:
            fault.then()
        if fault.until is not None:
            await fault.until.wait()
        return fault.spoilt(request) if is_spoilt or done is None else done


class RateLimits:
    """How often each route may be used, as the headers say: here less often for messages, so that it can be felt."""

    MESSAGES = (5, 2.0)  # uses in seconds
    OTHERS = (50, 1.0)

    def __init__(self) -> None:
        self._used: dict[str, tuple[float, int]] = {}  # since when, and how often
        self.exceeded: list[str] = []

    async def apply(self, request: web.Request, work: Handler) -> web.StreamResponse:
        """Count a use, and say with the answer how many are left."""
        bucket, (limit, seconds) = self._bucket(request)
        now = time.monotonic()
        since, uses = self._used.get(bucket, (now, 0))
        if now >= since + seconds:
            since, uses = now, 0
        if uses >= limit:
            self.exceeded.append(f"{request.method} {request.path}")
            return too_many(since + seconds - now)
        self._used[bucket] = since, uses + 1
        response = await work(request)
        left = max(0.0, since + seconds - time.monotonic())
        response.headers["X-RateLimit-Limit"] = str(limit)
        response.headers["X-RateLimit-Remaining"] = str(limit - uses - 1)
        response.headers["X-RateLimit-Reset-After"] = f"{left:.3f}"
        response.headers["X-RateLimit-Reset"] = f"{time.time() + left:.3f}"
        response.headers["X-RateLimit-Bucket"] = bucket.split(" ")[0]
        return response

    def _bucket(self, request: web.Request) -> tuple[str, tuple[int, float]]:
        resource = request.match_info.route.resource
        route = f"{request.method}{resource.canonical if resource else request.path}"
        about = [request.match_info.get(name, "") for name in ("channel", "guild", "interaction", "token")]
        is_message = request.method == "POST" and route.endswith("/messages")
        return f"{abs(hash(route)):x} {':'.join(about)}", self.MESSAGES if is_message else self.OTHERS
