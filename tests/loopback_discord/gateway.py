"""The gateway: a websocket over which the bot hears what happens, compressed as one zlib stream.

https://discord.com/developers/docs/events/gateway
"""

import asyncio
import contextlib
import json
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback_discord.world import Payload

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACKNOWLEDGED = 0, 1, 2, 6, 7, 9, 10, 11
WRONG_TOKEN, ALREADY_IDENTIFIED, NOT_ALLOWED_INTENTS = 4004, 4005, 4014
# Members, presences and the text of messages: only bots that Discord has looked at get these.
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
_SERVERS, _MESSAGES = 1 << 0, 1 << 9 | 1 << 12
_NEEDED = {  # intents, by events
    "GUILD_CREATE": _SERVERS,
    "CHANNEL_CREATE": _SERVERS,
    "THREAD_CREATE": _SERVERS,
    "MESSAGE_CREATE": _MESSAGES,
    "MESSAGE_UPDATE": _MESSAGES,
    "MESSAGE_DELETE": _MESSAGES,
}


@dataclass(slots=True, eq=False)
class Session:
    """What one IDENTIFY began. It outlives its connection, and keeps what was said for the next."""

    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    events: list[Payload] = field(default_factory=list)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False

    def add(self, name: str, data: Any) -> None:
        if self.is_over or not _NEEDED.get(name, self.intents) & self.intents:
            return
        self.events.append({"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": data})
        self.more.set()


class _Connection:
    """One websocket."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self._request = request
        self._socket = socket
        self._zlib = zlib.compressobj()
        self._one_at_a_time = asyncio.Lock()
        self.session: Session | None = None
        self.sender: asyncio.Task[None] | None = None

    async def send(self, op: int, data: Any = None) -> None:
        await self._send({"op": op, "d": data, "s": None, "t": None})

    async def _send(self, said: Payload) -> None:
        async with self._one_at_a_time:
            packed = self._zlib.compress(json.dumps(said).encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            with contextlib.suppress(ConnectionError):
                await self._socket.send_bytes(packed)

    async def send_events(self, session: Session, after: int) -> None:
        """Send what happened after a number in the sequence, and then what happens."""
        while True:
            for event in session.events[after:]:
                await self._send(event)
                after = event["s"]
            session.more.clear()
            await session.more.wait()

    def abort(self) -> None:
        """Break the connection off, as a network does: without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def close(self, code: int) -> None:
        await self._socket.close(code=code)


class Gateway:
    """All sessions. ``welcome`` says with which events a new one begins."""

    def __init__(
        self, token: str, welcome: Callable[[], list[tuple[str, Payload]]], *, heartbeat_seconds: float = 2
    ) -> None:
        self.token = token
        self._welcome = welcome
        self.address = ""
        self.identified: list[Payload] = []  # what each IDENTIFY said
        self.resumed: list[Payload] = []
        self.heartbeats = 0
        self.is_away = False
        self._heartbeat_seconds = heartbeat_seconds
        self._sessions: dict[str, Session] = {}
        self._connections: set[_Connection] = set()

    @property
    def is_connected(self) -> bool:
        return any(connection.session is not None for connection in self._connections)

    def dispatch(self, name: str, data: Any) -> None:
        """Tell of an event; who isn't connected is told when they resume."""
        for session in self._sessions.values():
            session.add(name, data)

    def abort(self) -> None:
        """Break off all connections. Until a bot has resumed, events wait for it."""
        for connection in tuple(self._connections):
            self._drop(connection)
            connection.abort()

    async def ask_to_reconnect(self) -> None:
        for connection in tuple(self._connections):
            await connection.send(RECONNECT)

    async def invalidate(self) -> None:
        """End all sessions: who wants to hear more has to IDENTIFY again."""
        for session in self._sessions.values():
            session.is_over = True
        for connection in tuple(self._connections):
            await connection.send(INVALID_SESSION, data=False)

    async def close(self, code: int) -> None:
        for connection in tuple(self._connections):
            self._drop(connection)
            await connection.close(code)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        if self.is_away:
            raise web.HTTPServiceUnavailable
        assert request.query["compress"] == "zlib-stream"
        assert (request.query["v"], request.query["encoding"]) == ("10", "json")
        # A bot says no more than that at once, and its heart beats.
        socket = web.WebSocketResponse(max_msg_size=4096, receive_timeout=3 * self._heartbeat_seconds)
        await socket.prepare(request)
        connection = _Connection(request, socket)
        self._connections.add(connection)
        await connection.send(HELLO, {"heartbeat_interval": int(self._heartbeat_seconds * 1000)})
        with contextlib.suppress(TimeoutError):
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(connection, json.loads(message.data))
        self._drop(connection)
        return socket

    def _drop(self, connection: _Connection) -> None:
        self._connections.discard(connection)
        if connection.sender is not None:
            connection.sender.cancel()

    async def _hear(self, connection: _Connection, said: Payload) -> None:
        match said["op"]:
            case kind if kind == HEARTBEAT:
                self.heartbeats += 1
                await connection.send(ACKNOWLEDGED)
            case kind if kind == IDENTIFY:
                await self._identify(connection, said["d"])
            case kind if kind == RESUME:
                await self._resume(connection, said["d"])
            case kind:
                raise AssertionError(f"nothing of ours sends op {kind}")

    async def _identify(self, connection: _Connection, said: Payload) -> None:
        self.identified.append(said)
        if said["token"] != self.token:
            await connection.close(WRONG_TOKEN)
        elif connection.session is not None:
            await connection.close(ALREADY_IDENTIFIED)
        elif said["intents"] & PRIVILEGED:
            await connection.close(NOT_ALLOWED_INTENTS)
        else:
            session = Session(said["intents"])
            self._sessions[session.id] = session
            known = {"session_id": session.id, "resume_gateway_url": self.address, "shard": said.get("shard")}
            for name, data in self._welcome():
                session.add(name, data | (known if name == "READY" else {}))
            self._connect(connection, session, after=0)

    async def _resume(self, connection: _Connection, said: Payload) -> None:
        self.resumed.append(said)
        session = self._sessions.get(said["session_id"])
        if said["token"] != self.token:
            await connection.close(WRONG_TOKEN)
        elif session is None or session.is_over:
            await connection.send(INVALID_SESSION, data=False)
        else:
            session.add("RESUMED", {})
            self._connect(connection, session, after=said["seq"])

    def _connect(self, connection: _Connection, session: Session, *, after: int) -> None:
        connection.session = session
        connection.sender = asyncio.create_task(connection.send_events(session, after))
