"""Message values as discord.py's layouts, and back."""

import logging
from collections.abc import Iterator

import discord
from discord import ui

from bot.render.message import Button, Buttons, Line, Message, Part, Rule, Style, Text

_STYLES: dict[Style, discord.ButtonStyle] = {
    "plain": discord.ButtonStyle.secondary,
    "main": discord.ButtonStyle.primary,
    "good": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}
_NAMES: dict[discord.ButtonStyle, Style] = {style: name for name, style in _STYLES.items()}

log = logging.getLogger(__name__)


def layout(message: Message) -> ui.LayoutView:
    """Return what discord.py sends for a message.

    It is finished before it is sent, so that discord.py doesn't keep it in memory: what a button means stands in its
    id, and works after a restart.
    """
    view = ui.LayoutView(timeout=None)
    for part in message.parts:
        view.add_item(_item(part))
    view.stop()
    return view


def _item(part: Part) -> ui.Item[ui.LayoutView]:
    match part:
        case Text(text):
            return ui.TextDisplay(text)
        case Line(text, button):
            return ui.Section(ui.TextDisplay(text), accessory=_button(button))
        case Rule():
            return ui.Separator()
        case Buttons(buttons):
            return ui.ActionRow(*map(_button, buttons))


def _button(button: Button) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=button.label,
        emoji=button.emoji,
        custom_id=button.id,
        url=button.url,
        style=discord.ButtonStyle.link if button.url else _STYLES[button.style],
        disabled=button.is_disabled,
    )


def read_back(message: discord.Message) -> Message:
    """Return the value of which a message of ours was made, as far as results of adding have it."""
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
        style=_NAMES.get(button.style, "plain"),
        is_disabled=button.disabled,
    )
