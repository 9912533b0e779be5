"""Message values as discord.py's layouts."""

import discord
from discord import ui

from bot.render.message import Button, Buttons, Line, Message, Part, Picker, Rule, Style, Text

_STYLES: dict[Style, discord.ButtonStyle] = {
    "plain": discord.ButtonStyle.secondary,
    "main": discord.ButtonStyle.primary,
    "good": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}

# Where people write to each other; threads come with the channel that they hang under.
_ASKED_IN = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
)


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
        case Picker():
            return ui.ActionRow(_picker(part))


def _button(button: Button) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=button.label,
        emoji=button.emoji,
        custom_id=button.id,
        url=button.url,
        style=discord.ButtonStyle.link if button.url else _STYLES[button.style],
        disabled=button.is_disabled,
    )


def _picker(picker: Picker) -> ui.RoleSelect[ui.LayoutView] | ui.ChannelSelect[ui.LayoutView]:
    chosen = [discord.Object(int(id)) for id in picker.chosen]
    most = picker.most
    if picker.of == "role":
        return ui.RoleSelect(
            custom_id=picker.id, placeholder=picker.says, min_values=0, max_values=most, default_values=chosen
        )
    return ui.ChannelSelect(
        custom_id=picker.id,
        placeholder=picker.says,
        channel_types=list(_ASKED_IN),
        min_values=0,
        max_values=most,
        default_values=chosen,
    )
