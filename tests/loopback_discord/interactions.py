"""Interactions: what people do with commands, buttons and forms, and what the bot may do about it, and until when.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.loopback_discord.faults import Refused
from tests.loopback_discord.world import EPHEMERAL, LOADING, Channel, Message, Payload, User, snowflake

COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5  # types of interactions
SAY, THINK, WILL_CHANGE, CHANGE, CHOICES, OPEN_FORM = 4, 5, 6, 7, 8, 9  # types of callbacks
DEADLINE_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0

_ALLOWED = {
    COMMAND: (SAY, THINK, OPEN_FORM),
    COMPONENT: (SAY, THINK, WILL_CHANGE, CHANGE, OPEN_FORM),
    COMPLETION: (CHOICES,),
    FORM: (SAY, THINK, WILL_CHANGE, CHANGE),
}


@dataclass(slots=True, kw_only=True, eq=False)
class Interaction:
    """One of them, and what has come of it."""

    kind: int
    user: User
    channel: Channel
    data: Payload
    message: Message | None = None  # of the button that was pressed
    id: int = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: f"aW50ZXJhY3Rpb24{secrets.token_urlsafe(40)}")
    began_at: float = field(default_factory=time.monotonic)
    callback: int | None = None  # the type of the one that was taken
    acknowledged_seconds: float | None = None  # after it began
    original: Message | None = None  # what is edited as @original
    followups: list[Message] = field(default_factory=list)
    form: Payload | None = None
    choices: list[Payload] | None = None
    _versions_before: int = 0  # of the message whose button was pressed

    @property
    def age_seconds(self) -> float:
        return time.monotonic() - self.began_at

    @property
    def is_answered(self) -> bool:
        """Whether there is something to be seen, and nothing more to be waited for."""
        if self.form is not None or self.choices is not None:
            return True
        if self.original is None or self.original.is_thinking:
            return False
        return self.callback != WILL_CHANGE or self.original.versions > self._versions_before

    def expire(self) -> None:
        """Let the 15 minutes be over."""
        self.began_at -= TOKEN_SECONDS

    def take(self, body: Payload, bot: User) -> bool:
        """Take a callback; return whether its message is new. Raises Refused."""
        if self.age_seconds > DEADLINE_SECONDS:
            raise Refused(404, 10062, "Unknown interaction")
        if self.callback is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if body["type"] not in _ALLOWED[self.kind]:
            raise Refused(400, 50035, f"Invalid Form Body: a callback of type {body['type']}")
        self.callback = body["type"]
        self.acknowledged_seconds = self.age_seconds
        return self._do(body.get("data") or {}, bot)

    def _do(self, data: Payload, bot: User) -> bool:
        match self.callback:
            case kind if kind in (SAY, THINK):
                self.original = self._message(data, bot)
                self.original.flags |= LOADING if kind == THINK else 0
                self.channel.messages.extend(() if self.original.is_private else [self.original])
                return True
            case kind if kind in (WILL_CHANGE, CHANGE):
                self.original = self.message
                if self.original is not None:
                    self._versions_before = self.original.versions
                    if kind == CHANGE:
                        self.original.change(data)
            case kind if kind == CHOICES:
                self.choices = data["choices"]
            case _:
                self.form = data
        return False

    def _message(self, data: Payload, bot: User) -> Message:
        message = Message(channel=self.channel, author=bot, interaction=self.metadata())
        message.change(data)
        message.versions = 0
        message.flags |= int(data.get("flags") or 0) & EPHEMERAL
        return message

    def follow_up(self, data: Payload, bot: User) -> tuple[Message, bool]:
        """Take a follow-up, which is the answer itself while that is being waited for; return whether it is new."""
        if self.callback == THINK and self.original is not None and self.original.is_thinking:
            self.original.change(data)
            return self.original, False
        message = self._message(data, bot)
        self.followups.append(message)
        self.channel.messages.extend(() if message.is_private else [message])
        return message, True

    def metadata(self) -> Payload:
        return {
            "id": str(self.id),
            "type": self.kind,
            "user": self.user.payload(),
            "authorizing_integration_owners": {},
        }

    def payload(self, application: int, people: dict[int, User]) -> Payload:
        """Return what the bot is told."""
        guild = self.channel.guild
        body: Payload = {
            "id": str(self.id),
            "application_id": str(application),
            "type": self.kind,
            "data": self.data,
            "channel": self.channel.payload() | {"permissions": str(self.user.permissions)},
            "channel_id": str(self.channel.id),
            "token": self.token,
            "version": 1,
            "app_permissions": str(self.user.permissions),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(guild.id) if guild else "0"},
            "context": 1 if guild is None else 0,
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if self.message is not None:
            body["message"] = self.message.payload(people)
        if guild is None:
            return body | {"user": self.user.payload()}
        told = {"id": str(guild.id), "locale": "en-US", "features": []}
        member: dict[str, Any] = self.user.as_member()
        return body | {"guild_id": str(guild.id), "guild": told, "guild_locale": "en-US", "member": member}
