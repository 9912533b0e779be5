"""Messages that were sent, as the values of which they were made."""

import logging
from collections.abc import Iterator

import discord

from bot.render.message import Button, Buttons, Line, Message, Part, Rule, Style, Text

_STYLES: dict[discord.ButtonStyle, Style] = {
    discord.ButtonStyle.primary: "main",
    discord.ButtonStyle.success: "good",
    discord.ButtonStyle.danger: "danger",
}

log = logging.getLogger(__name__)


def read_back(message: discord.Message) -> Message:
    """Return the value of which a message of ours was made: one of texts and buttons, without menus."""
    return Message(tuple(part for component in message.components for part in _part(component)))


def _part(component: discord.Component) -> Iterator[Part]:
    match component:
        case discord.TextDisplay():
            yield Text(component.content)
        case discord.SectionComponent():
            yield from _line(component)
        case discord.SeparatorComponent():
            yield Rule()
        case discord.ActionRow():
            yield Buttons([_pressable(child) for child in component.children if isinstance(child, discord.Button)])
        case _:
            log.warning("a component that nothing of ours has", extra={"kind": component.type.name})


def _line(section: discord.SectionComponent) -> Iterator[Part]:
    text = "\n".join(child.content for child in section.children)
    if isinstance(section.accessory, discord.Button):
        yield Line(text, _pressable(section.accessory))
    else:
        yield Text(text)


def _pressable(button: discord.Button) -> Button:
    return Button(
        label=button.label,
        emoji=str(button.emoji) if button.emoji else None,
        id=button.custom_id,
        url=button.url,
        style=_STYLES.get(button.style, "plain"),
        is_disabled=button.disabled,
    )
