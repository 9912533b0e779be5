"""Message values as discord.py's layouts."""

import discord
from discord import ui

from bot.render.message import Button, Buttons, Line, Message, Part, Rule, Style, Text

_STYLES: dict[Style, discord.ButtonStyle] = {
    "plain": discord.ButtonStyle.secondary,
    "main": discord.ButtonStyle.primary,
    "good": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


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
