"""The server: one Discord on a port of its own."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.loopback_discord.faults import Faults, Handler, RateLimits, Refused, answer
from tests.loopback_discord.gateway import Gateway
from tests.loopback_discord.interactions import Interaction
from tests.loopback_discord.rest import Rest
from tests.loopback_discord.validation import BODY, OPEN, read, refused
from tests.loopback_discord.world import DIRECT, TEXT, THREAD, Channel, Guild, Message, Payload, User, snowflake

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.GloopB.ack-not-a-real-token-of-anybody"


class Discord:
    """All of it. What goes wrong is in ``faults``; what the bot did that it must not, in ``complaints``."""

    def __init__(self) -> None:
        self.bot = User(name="Footnote", is_bot=True)
        self.people: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: list[Guild] = []
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.files: dict[str, bytes] = {}
        self.commands: list[Payload] = []
        self.times_told_commands = 0
        self.requests: list[tuple[str, str]] = []  # methods and paths
        self.complaints: list[str] = []
        self.faults = Faults()
        self.limits = RateLimits()
        self.gateway = Gateway(TOKEN, self._welcome)
        self.address = ""
        self._runner: web.AppRunner | None = None

    # On the wire

    async def start(self) -> None:
        """Listen on a free port."""
        application = web.Application(middlewares=[self._receive], client_max_size=30_000_000)
        application.add_routes(Rest(self).routes())
        application.add_routes([web.get("/gateway/", self.gateway.handle), web.get("/cdn/{path:.*}", self._file)])
        # Nothing is waited for at the end: whoever is connected then is told nothing, as by a machine that is gone.
        self._runner = web.AppRunner(application, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0]
        self.address = f"http://{host}:{port}/api/v10"
        self.gateway.address = f"ws://{host}:{port}/gateway/"

    async def stop(self) -> None:
        self.faults.clear()
        self.gateway.abort()
        if self._runner is not None:
            await self._runner.cleanup()

    @web.middleware
    async def _receive(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/api/"):
            return await handler(request)
        path = request.path.removeprefix("/api/v10")
        self.requests.append((request.method, path))
        request[BODY] = await read(request)
        try:
            self._check(request)
            return await self.limits.apply(request, lambda request: self.faults.apply(request, self._checked(handler)))
        except Refused as error:
            return answer({"message": str(error), "code": error.code}, error.status)
        except Exception as error:  # noqa: BLE001 what isn't known here, or a fault of this Discord itself
            self.complaints.append(f"{request.method} {path}: {error!r}")
            return answer({"message": repr(error), "code": 0}, 404)

    def _checked(self, work: Handler) -> Handler:
        async def checked(request: web.Request) -> web.StreamResponse:
            try:
                return await work(request)
            except Refused as error:
                return answer({"message": str(error), "code": error.code}, error.status)

        return checked

    def _check(self, request: web.Request) -> None:
        """Refuse what comes from a stranger, and what isn't as it should be."""
        if not request.path.startswith(OPEN) and request.headers.get("Authorization") != f"Bot {self.gateway.token}":
            raise Refused(401, 0, "401: Unauthorized")
        wrong = refused(request, request[BODY])
        if wrong:
            self.complaints += wrong
            raise Refused(400, 50035, f"Invalid Form Body: {'; '.join(wrong)}")

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.path)
        expires = int(request.query.get("ex", "0"), 16)
        if content is None or expires < time.time():
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=content)

    def _welcome(self) -> list[tuple[str, Payload]]:
        guilds = [{"id": str(guild.id), "unavailable": True} for guild in self.guilds]
        application = {"id": str(self.bot.id), "flags": 0}
        ready = {"v": 10, "user": self.bot.payload(), "guilds": guilds, "application": application}
        return [("READY", ready), *(("GUILD_CREATE", guild.payload(self.bot)) for guild in self.guilds)]

    # What happens in it

    def add_person(self, name: str, guild: Guild | None = None, **what: Any) -> User:
        """Let somebody come, to a server or only to Discord."""
        user = User(name=name, **what)
        self.people[user.id] = user
        if guild is not None:
            guild.members.append(user)
        return user

    def add_guild(self, name: str, id: int | None = None) -> Guild:
        guild = Guild(name=name, id=id or snowflake())
        self.guilds.append(guild)
        self.gateway.dispatch("GUILD_CREATE", guild.payload(self.bot))
        return guild

    def add_channel(self, guild: Guild, name: str, under: Channel | None = None) -> Channel:
        """Add a channel, or a thread under one."""
        channel = Channel(kind=THREAD if under else TEXT, name=name, guild=guild, parent=under)
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        self.gateway.dispatch("THREAD_CREATE" if under else "CHANNEL_CREATE", channel.payload())
        return channel

    def direct_messages(self, person: User) -> Channel:
        """Return the channel of somebody's direct messages with the bot."""
        for channel in self.channels.values():
            if channel.recipient is person:
                return channel
        channel = Channel(kind=DIRECT, recipient=person)
        self.channels[channel.id] = channel
        return channel

    def tell_of(self, message: Message, event: str) -> None:
        if event == "MESSAGE_DELETE":
            self.gateway.dispatch(event, {"id": str(message.id), "channel_id": str(message.channel.id)})
        else:
            self.gateway.dispatch(event, message.as_event(self.people, self.bot))

    def begin(self, interaction: Interaction) -> Interaction:
        self.interactions[interaction.token] = interaction
        self.gateway.dispatch("INTERACTION_CREATE", interaction.payload(self.bot.id, self.people))
        return interaction

    def upload(self, channel: Channel, name: str, content: bytes) -> Payload:
        """Keep a file, and return what Discord says of it. Its address is good for a day."""
        id = snowflake()
        path = f"/cdn/attachments/{channel.id}/{id}/{name}"
        self.files[path] = content
        origin = self.address.removesuffix("/api/v10")
        url = f"{origin}{path}?ex={int(time.time()) + 86_400:x}&is={int(time.time()):x}&hm={id:x}"
        return {"id": str(id), "filename": name, "size": len(content), "url": url, "proxy_url": url}


async def until(is_so: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Wait until something is so; fail after some seconds."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"after {seconds:g} seconds still not: {what}"
        await asyncio.sleep(0.01)
