"""Messages to Discord's objects, and what happens when their buttons are pressed."""

import re
from collections.abc import Awaitable, Callable

import discord

from bot.render import ids
from bot.views import answer, articles, recent, settings, source
from bot.views.pressing import Pressed

PRESSED: tuple[type[Pressed], ...] = (
    answer.PageButton,
    answer.ShowButton,
    answer.VerdictButton,
    articles.KeepButton,
    articles.ListButton,
    articles.OpenButton,
    articles.ReadButton,
    articles.RemoveButton,
    articles.UndoButton,
    recent.ForgetButton,
    settings.ChannelMenu,
    settings.PrivateButton,
    settings.RoleMenu,
    source.BackButton,
    source.FlagButton,
    source.SourceButton,
    source.WalkButton,
)

# What is done with a form that was sent, by the form's id.
FORMS: dict[str, Callable[[discord.Interaction, re.Match[str]], Awaitable[None]]] = {
    ids.FLAG: source.flag,
    ids.NEW: articles.add_text,
}
