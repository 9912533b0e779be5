"""A simulated Discord around the real bot and the real library. The one place in the tests that knows simcord."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

import discord
import simcord
from simcord import actors
from simcord.backend import serializers
from simcord.enums import AppCommandType, ComponentType, InteractionType

from bot.client import Footnote, desk_for
from bot.desk import Desk
from bot.settings import BotSettings
from index import Library

SERVER = 700_000_000_000_000_001
OTHER_SERVER = 700_000_000_000_000_002
TOKEN = "not-a-token"

Shown = simcord.InteractionResult
Person = simcord.MemberActor


@dataclass(slots=True, kw_only=True)
class Simulation:
    """A server with a channel and a member, and another server with the same."""

    env: simcord.Env
    library: Library
    settings: BotSettings
    server: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    other_server: simcord.GuildHandle
    other_channel: simcord.ChannelHandle
    mallory: simcord.MemberActor

    @property
    def bot(self) -> Footnote:
        bot = self.env.bot
        assert isinstance(bot, Footnote)
        return bot

    @property
    def mention(self) -> str:
        assert self.bot.user is not None
        return self.bot.user.mention

    async def restart(self, **settings: Any) -> None:
        """End the bot and start a new one on the same library: nothing is remembered but what is stored."""
        self.settings = self.settings.model_copy(update=settings)
        await self.env.restart_bot(new_bot(self.library, self.settings))

    def join(self, name: str, **options: Any) -> simcord.MemberActor:
        """Let another member come to the server."""
        return self.server.add_member(self.env.create_user(name), **options)

    def manager(self, name: str, server: simcord.GuildHandle | None = None) -> simcord.MemberActor:
        """Let a member with Manage Server come to the server, or another."""
        server = server or self.server
        role = server.create_role(f"{name}'s", permissions=discord.Permissions(manage_guild=True))
        return server.add_member(self.env.create_user(name), roles=[role])

    async def allow(self, command: str, *members: simcord.MemberActor) -> None:
        """Let members use a command in the server that they would not by default, as a server's owner can."""
        [wanted] = [one for one in await self.bot.tree.fetch_commands() if one.name == command]
        self.server.set_command_permissions(wanted, dict.fromkeys(members, True))

    def hide_server(self) -> None:
        """Let the bot know no more of the server than that it exists, as of one that gave it only commands."""
        guild = self.bot.get_guild(self.server.id)
        assert guild is not None
        self.bot._connection._remove_guild(guild)

    def take_roles(self, person: Person) -> None:
        """Take all roles from a member."""
        self.env.backend.get_guild(person.guild.id).members[person.id].role_ids.clear()

    def thread(self, under: simcord.ChannelHandle, name: str) -> simcord.ChannelHandle:
        """Let a member begin a thread."""
        created = self.env.backend.create_thread(under.id, name, self.alice.id)
        return simcord.ChannelHandle(self.env, self.server, created)

    def lose_confirmation(self, path: str, *, code: int) -> None:
        """Let Discord do the next such request, and refuse to do it again when discord.py repeats it.

        It repeats what ended in a 502; here only the end of that is seen.
        """
        adapter = self.env._webhook_adapter
        request = adapter.request

        async def lost(route: Any, *args: Any, **kwargs: Any) -> Any:
            done = await request(route, *args, **kwargs)
            if not fnmatch(route.url, path):
                return done
            adapter.request = request
            fault = {"method": "*", "path": "*", "status": 400, "code": code, "message": "done already", "times": 1}
            self.env.backend.faults.append(fault)
            return await request(route, *args, **kwargs)

        adapter.request = lost

    def forge(self, shown: Shown, id: str) -> discord.Message:
        """Give the first button or menu of a message another id; return the message.

        Nobody can press a button that isn't there: what they could send all the same is put under one of theirs.
        """
        assert shown.response is not None
        stored = self.env.backend.get_message(shown.response.channel_id, shown.response.id)
        first: Any = next(one for one in walk(stored.components) if one.get("custom_id"))
        first["custom_id"] = id
        return shown.response

    async def menu_in_direct_messages(self, name: str, message: discord.Message) -> Shown:
        """Let alice use a message's menu in her direct messages, for which simcord has no method."""
        user, backend = self.alice.user, self.env.backend
        channel = user.dm_channel
        root = actors._resolve_visible_command(user, channel.id, name, AppCommandType.MESSAGE)
        target = dict(serializers.message_payload(backend, backend.get_message(channel.id, message.id)))
        data = {"id": root["id"], "name": root["name"], "type": AppCommandType.MESSAGE, "target_id": str(message.id)}
        data["resolved"] = {"messages": {str(message.id): target}}
        return await actors._dispatch_actor_interaction(user, InteractionType.APPLICATION_COMMAND, channel, data)

    def sent(self) -> list[Mapping[str, Any]]:
        """Return the bodies of all messages that the bot sent or changed, in order."""
        return [body for _, body in message_bodies(self.env)]

    def said_in(self, channel: simcord.ChannelHandle) -> list[str]:
        """Return what stands in the bot's messages in a channel, the oldest first."""
        return [text_of(message) for message in channel.history() if message.author.id == self.bot.user.id]


class _Env(simcord.Env):
    """Looks more often whether the bot is done: at 50 ms between two looks, waiting is most of a test's time."""

    async def _settle_internal(self, *, idle: float = 0.005, **options: Any) -> None:
        await super()._settle_internal(idle=idle, **options)


def new_bot(library: Library, settings: BotSettings, desk: Desk | None = None) -> Footnote:
    """Return a bot as `footnote run` makes it."""
    return Footnote(desk or desk_for(library, settings), settings)


async def simulate(library: Library, settings: BotSettings, desk: Desk | None = None) -> Simulation:
    """Start the bot in a new Discord. Whoever asks for it shuts ``env`` down."""
    env = _Env(
        new_bot(library, settings, desk), approved_intents=discord.Intents.none(), shard_count=1, settle_timeout=20
    )
    server = env.create_guild("Riverside", id=SERVER)
    other = env.create_guild("Elsewhere", id=OTHER_SERVER)
    await env.start()
    return Simulation(
        env=env,
        library=library,
        settings=settings,
        server=server,
        channel=server.create_text_channel("general"),
        alice=server.add_member(env.create_user("alice")),
        other_server=other,
        other_channel=other.create_text_channel("general"),
        mallory=other.add_member(env.create_user("mallory")),
    )


# What a person sees


def text_of(shown: Any) -> str:
    """Return all that a message says, with its buttons in brackets and its rules as lines, and all blanks alike."""
    message = _message(shown)
    said = "\n".join([*filter(None, [message.content]), *_lines(components_of(message))])
    return said.replace("\u00a0", " ")


def buttons_of(shown: Any) -> dict[str, str]:
    """Return the buttons of a message: what stands on each, and its id or address."""
    found = [one for one in walk(components_of(shown)) if one["type"] == ComponentType.BUTTON]
    return {_name_of(button): str(button.get("custom_id") or button.get("url")) for button in found}


def components_of(shown: Any) -> Sequence[Mapping[str, Any]]:
    """Return the components of a message, as they go over the wire."""
    return [one if isinstance(one, dict) else one.to_dict() for one in _message(shown).components]


def _message(shown: Any) -> Any:
    message = shown.response if isinstance(shown, simcord.InteractionResult) else shown
    assert message is not None, "nothing is shown"
    return message


def _lines(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in components:
        match one["type"]:
            case ComponentType.TEXT_DISPLAY:
                yield one["content"]
            case ComponentType.SECTION:
                yield f"{one['components'][0]['content']} [{_name_of(one['accessory'])}]"
            case ComponentType.SEPARATOR:
                yield "———"
            case ComponentType.ACTION_ROW:
                yield " ".join(f"[{_name_of(child)}]" for child in one["components"])
            case ComponentType.STRING_SELECT:
                yield "\n".join(option["label"] for option in one["options"])
            case kind:
                raise AssertionError(f"a component that nothing of ours has: {kind}")


def _name_of(component: Mapping[str, Any]) -> str:
    emoji = component.get("emoji") or {}
    name = component.get("label") or emoji.get("name") or component.get("placeholder") or "menu"
    return f"{name} (off)" if component.get("disabled") else str(name)


def walk(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield components and those inside them."""
    for one in components:
        yield one
        yield from walk(one.get("components") or ())
        yield from walk([one[inner] for inner in ("accessory", "component") if one.get(inner)])


# What went over the wire


def message_bodies(env: simcord.Env) -> Iterator[tuple[simcord.HttpLogEntry, Mapping[str, Any]]]:
    """Yield each request that carries a message, with the message."""
    for entry in env.http_requests:
        body = entry.json
        if not isinstance(body, dict):
            continue
        if entry.path.endswith("/callback"):
            if body.get("type") in (4, 7):
                yield entry, body.get("data") or {}
        elif "/messages" in entry.path or entry.path.startswith("/webhooks/"):
            yield entry, body
