"""What Discord would refuse of a request: the rules of ``tests.bot.refused`` and some for what is seen on the wire."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.bot.refused import complaints_about

BODY = web.RequestKey("body", object)  # what ``read`` returned
# Open to any client: the token in the path says whose answer it is.
OPEN = ("/api/v10/interactions/", "/api/v10/webhooks/")
_USER_AGENT = "DiscordBot (https://"  # https://discord.com/developers/docs/reference#user-agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as the rules know it."""

    method: str
    path: str
    json: Any


async def read(request: web.Request) -> Any:
    """Return what a request carries as JSON, alone or beside files; None when it carries none."""
    if request.content_type == "multipart/form-data":
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if getattr(part, "name", None) == "payload_json":
                return json.loads(await part.text())
        return None
    raw = await request.read()
    return json.loads(raw) if raw else None


def refused(request: web.Request, body: Any) -> list[str]:
    """Return what is wrong with a request."""
    path = request.path.removeprefix("/api/v10")
    wrong = list(_headers(request))
    if body is not None:
        wrong += complaints_about(Seen(method=request.method, path=path, json=body))
    return [f"{request.method} {path}: {one}" for one in wrong]


def _headers(request: web.Request) -> Iterator[str]:
    is_open = request.path.startswith(OPEN)
    if not is_open and not request.headers.get("User-Agent", "").startswith(_USER_AGENT):
        yield f"User-Agent is {request.headers.get('User-Agent')}"
    if request.can_read_body and request.content_type not in ("application/json", "multipart/form-data"):
        yield f"a body of type {request.content_type}"
