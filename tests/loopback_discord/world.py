"""What there is in this Discord: servers, channels, people and messages, and how each looks on the wire."""

import itertools
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]

TEXT, DIRECT, THREAD = 0, 1, 11  # types of channels
REPLY = 19  # a type of messages
EPHEMERAL, LOADING = 1 << 6, 1 << 7  # flags of messages
MANAGE_SERVER = 1 << 5
# View channels, send messages, embed, attach, read history, use commands, send in threads.
_MEMBER = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 31 | 1 << 38
_EPOCH_MS = 1_420_070_400_000
_counter = itertools.count(1)


def snowflake() -> int:
    """Return a new id, which tells when it was made."""
    return (int(time.time() * 1000) - _EPOCH_MS) << 22 | next(_counter) & 0x3FFFFF


def now() -> str:
    """Return the time as Discord writes it."""
    return datetime.now(UTC).isoformat()


@dataclass(slots=True, kw_only=True, eq=False)
class User:
    """A person, or the bot."""

    name: str
    id: int = field(default_factory=snowflake)
    is_bot: bool = False
    manages: bool = False  # has Manage Server
    takes_direct_messages: bool = True

    @property
    def permissions(self) -> int:
        return _MEMBER | (MANAGE_SERVER if self.manages else 0)

    def payload(self) -> Payload:
        shown = {"username": self.name, "global_name": self.name, "discriminator": "0", "avatar": None}
        return {"id": str(self.id), "bot": self.is_bot, "public_flags": 0, **shown}

    def as_member(self, *, with_user: bool = True) -> Payload:
        member = {"roles": [], "joined_at": now(), "deaf": False, "mute": False, "flags": 0, "nick": None}
        member |= {"avatar": None, "permissions": str(self.permissions)}
        return member | ({"user": self.payload()} if with_user else {})


@dataclass(slots=True, kw_only=True, eq=False)
class Guild:
    """A server."""

    name: str
    id: int = field(default_factory=snowflake)
    members: list[User] = field(default_factory=list)
    channels: list["Channel"] = field(default_factory=list)

    def payload(self, bot: User) -> Payload:
        everyone = {"id": str(self.id), "name": "@everyone", "color": 0, "hoist": False, "position": 0, "flags": 0}
        everyone |= {"permissions": str(_MEMBER), "managed": False, "mentionable": False}
        lists = ("emojis", "features", "voice_states", "presences", "stage_instances", "guild_scheduled_events")
        zeros = ("verification_level", "explicit_content_filter", "mfa_level", "system_channel_flags", "premium_tier")
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "owner_id": str(self.members[0].id if self.members else bot.id),
            "roles": [everyone],
            "channels": [channel.payload() for channel in self.channels if channel.kind == TEXT],
            "threads": [channel.payload() for channel in self.channels if channel.kind == THREAD],
            "members": [bot.as_member()],
            "member_count": len(self.members) + 1,
            "joined_at": now(),
            "large": False,
            "unavailable": False,
            "afk_timeout": 300,
            "default_message_notifications": 1,
            "preferred_locale": "en-US",
            "nsfw_level": 0,
            "stickers": [],
            **{name: [] for name in lists},
            **dict.fromkeys(zeros, 0),
        }


@dataclass(slots=True, kw_only=True, eq=False)
class Channel:
    """A channel of a server, a thread under one, or somebody's direct messages with the bot."""

    kind: int
    name: str = ""
    id: int = field(default_factory=snowflake)
    guild: Guild | None = None
    parent: "Channel | None" = None
    recipient: User | None = None
    messages: list["Message"] = field(default_factory=list)
    lacks: set[str] = field(default_factory=set)  # what the bot may not here: "view", "send", "history"

    def payload(self) -> Payload:
        common = {"id": str(self.id), "type": self.kind, "flags": 0, "last_message_id": None}
        if self.recipient is not None:
            return common | {"recipients": [self.recipient.payload()]}
        assert self.guild is not None
        common |= {"guild_id": str(self.guild.id), "name": self.name, "rate_limit_per_user": 0}
        if self.parent is None:
            more = {"position": 0, "permission_overwrites": [], "parent_id": None, "nsfw": False, "topic": None}
            return common | more
        state = {"archived": False, "locked": False, "auto_archive_duration": 1440, "archive_timestamp": now()}
        more = {"parent_id": str(self.parent.id), "owner_id": str(self.guild.members[0].id), "thread_metadata": state}
        return common | more | {"message_count": len(self.messages), "member_count": 1}


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    """A message; of the bot's also what only one person sees."""

    channel: Channel
    author: User
    id: int = field(default_factory=snowflake)
    content: str = ""
    components: Sequence[Mapping[str, Any]] = ()
    attachments: Sequence[Mapping[str, Any]] = ()
    flags: int = 0
    nonce: str | None = None
    replies_to: "Message | None" = None
    pings: bool = False  # whom it replies to
    interaction: Payload | None = None  # of the command that it answers
    versions: int = 0  # how often it was changed

    @property
    def is_thinking(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def is_private(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    def change(self, body: Mapping[str, Any]) -> None:
        """Take over what a request says; a message that was thinking is one that says something from then on."""
        self.content = body.get("content") or ""
        self.components = with_ids(body.get("components") or ())
        self.flags = self.flags & ~LOADING | int(body.get("flags") or 0) & ~EPHEMERAL
        self.versions += 1

    def mentioned(self, people: Mapping[int, User]) -> list[User]:
        named = {int(id) for id in re.findall(r"<@!?(\d+)>", self.content)}
        if self.replies_to is not None and self.pings:
            named.add(self.replies_to.author.id)
        return [people[id] for id in named if id in people]

    def payload(self, people: Mapping[int, User], *, with_reply: bool = True) -> Payload:
        body: Payload = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "author": self.author.payload(),
            "content": self.content,
            "components": list(self.components),
            "attachments": list(self.attachments),
            "mentions": [user.payload() for user in self.mentioned(people)],
            "flags": self.flags,
            "type": REPLY if self.replies_to else 0,
            "timestamp": now(),
            "edited_timestamp": now() if self.versions else None,
            "mention_everyone": "@everyone" in self.content,
            **{name: [] for name in ("embeds", "mention_roles")},
            **dict.fromkeys(("tts", "pinned"), False),
        }
        if self.nonce is not None:
            body["nonce"] = self.nonce
        if self.interaction is not None:
            body["interaction_metadata"] = self.interaction
        if self.replies_to is not None:
            body["message_reference"] = {"message_id": str(self.replies_to.id), "channel_id": str(self.channel.id)}
            if with_reply:
                body["referenced_message"] = self.replies_to.payload(people, with_reply=False)
        return body

    def as_event(self, people: Mapping[int, User], bot: User) -> Payload:
        """Return what the bot is told of a message: without the privileged intent nothing of what isn't for it."""
        body = self.payload(people)
        if self.channel.guild is not None:
            body |= {"guild_id": str(self.channel.guild.id), "member": self.author.as_member(with_user=False)}
        if not self._is_readable(people, bot):
            body |= {"content": "", "components": [], "attachments": [], "embeds": []}
        return body

    def _is_readable(self, people: Mapping[int, User], bot: User) -> bool:
        """Whether the bot may read it. A ping to what answered a command is none in this regard."""
        if self.channel.guild is None or self.author is bot or f"<@{bot.id}>" in self.content:
            return True
        replied_to = self.replies_to
        return bot in self.mentioned(people) and replied_to is not None and replied_to.interaction is None


def with_ids(components: Sequence[Mapping[str, Any]]) -> list[Payload]:
    """Return components numbered, as Discord gives them back."""
    numbers = itertools.count(1)

    def numbered(one: Mapping[str, Any]) -> Payload:
        copy = {**one, "id": next(numbers)}
        for inner in ("accessory", "component"):
            if inner in copy:
                copy[inner] = numbered(copy[inner])
        if "components" in copy:
            copy["components"] = [numbered(child) for child in copy["components"]]
        return copy

    return [numbered(one) for one in components]
