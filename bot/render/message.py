"""A message as a value: what is rendered, sent, and compared in tests.

Every message is made of Discord's components, version 2, and none of embeds. A source's button then stands on the very
line that names the source, on a phone as on a desktop; text runs over the whole width where an embed leaves a narrow
column on a phone; and it is shown to those who turned link previews off and in channels without Embed Links. The price:
such a message has no plain content beside it, so a push notification says who wrote but not what. Nothing here
notifies anybody, and whoever asks is there to read the answer. A message can't go back from components to content
(https://discord.com/developers/docs/components/overview), so notices and errors are made the same way and any
message can take the place of any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Style = Literal["plain", "main", "good", "danger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: with an ``id`` it is pressed, with a ``url`` it opens a page."""

    label: str | None = None
    emoji: str | None = None
    id: str | None = None
    url: str | None = None
    style: Style = "plain"
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Text in Discord's markup; what people and articles say in it is escaped."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Text with a button at its right."""

    text: str
    button: Button


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between what stands above and below."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of at most five buttons."""

    buttons: Sequence[Button]


Part = Text | Line | Rule | Buttons


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message, from top to bottom."""

    parts: Sequence[Part] = field(default_factory=tuple[Part, ...])


def notice(text: str) -> Message:
    """Return a message that only says something; what people and articles say in it is escaped."""
    return Message((Text(text),))
