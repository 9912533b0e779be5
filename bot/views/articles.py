"""Buttons under articles and what became of them, and the form for an article's text."""

import re

import discord
from discord import ui
from typing_extensions import override

from bot import adding, delivery
from bot.articles import library_of, passage_of
from bot.desk import desk_of
from bot.given import Paste, Source
from bot.permissions import require_manager
from bot.places import place_of
from bot.render import articles as render
from bot.render import ids
from bot.render.added import undone
from bot.render.articles import PAGE, Listed, pages_of
from bot.render.discord_limits import TEXT_INPUT
from bot.render.message import Message
from bot.views.pressing import Pressed, form_values
from bot.views.reading_back import read_back
from index import SHARED, Added, UnknownArticle

_TITLE_CHARACTERS = 200


class OpenButton(Pressed, template=ids.OPEN):
    """Opens an article, privately."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge(interaction, private=True)
        await delivery.show(interaction, await _page(interaction, id, 0))


class ReadButton(Pressed, template=ids.READ):
    """Turns the page of an article."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge_change(interaction)
        await delivery.show(interaction, await _page(interaction, id, int(id["ordinal"])))


async def _page(interaction: discord.Interaction, id: re.Match[str], ordinal: int) -> Message:
    name = library_of(place_of(interaction), id["shelf"])
    view = await passage_of(desk_of(interaction).library, name, id["article"], ordinal)
    return render.gone() if view is None else render.of_page(view)


class ListButton(Pressed, template=ids.LIST):
    """Turns the page of the list of articles."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge_change(interaction)
        await delivery.show(interaction, await list_page(interaction, id["search"], int(id["page"])))


async def list_page(interaction: discord.Interaction, search: str, page: int) -> Message:
    """Return a page of the articles that can be read where it is asked for, its own before the shared."""
    library = desk_of(interaction).library
    own = place_of(interaction).library
    search = " ".join(search.split())
    counts = {name: await library.article_count(name, search=search or None) for name in (own, SHARED)}
    page = min(page, pages_of(sum(counts.values())) - 1)
    start = page * PAGE
    found = await library.articles(own, search=search or None, limit=PAGE, offset=start)
    if len(found) < PAGE:
        offset = max(0, start - counts[own])
        found += await library.articles(SHARED, search=search or None, limit=PAGE - len(found), offset=offset)
    return render.of_list(Listed(articles=found, own=counts[own], shared=counts[SHARED], search=search, page=page))


class RemoveButton(Pressed, template=ids.REMOVE):
    """Removes an article."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await require_manager(interaction)
        await delivery.acknowledge_change(interaction)
        await delivery.show(interaction, await _removed(interaction, id["article"]))


async def _removed(interaction: discord.Interaction, handle: str) -> Message:
    library, own = desk_of(interaction).library, place_of(interaction).library
    view = await passage_of(library, own, handle)
    if view is None:
        return render.gone()
    try:
        removed = await library.remove(view.article.id, own)
    except UnknownArticle:
        return render.gone()
    return render.removed(removed.title)


class KeepButton(Pressed, template=ids.KEEP):
    """Doesn't remove an article."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge_change(interaction)
        await delivery.show(interaction, render.kept())


class UndoButton(Pressed, template=ids.UNDO):
    """Takes back an add."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await require_manager(interaction)
        await delivery.acknowledge_change(interaction)
        library, own = desk_of(interaction).library, place_of(interaction).library
        view = await passage_of(library, own, id["article"])
        status = "added" if id["status"] == "added" else "updated"
        article = view.article.id if view else None
        added = Added(status=status, source="", article=article, revision=int(id["revision"]))
        outcome = await library.undo(added, library=own)
        await delivery.show(interaction, undone(await _shown(interaction), id[0], outcome, by=str(interaction.user.id)))


async def _shown(interaction: discord.Interaction) -> Message:
    """Return the message whose button was pressed as it is now: others of its buttons may have been meanwhile."""
    try:
        return read_back(await interaction.original_response())
    except discord.HTTPException:
        assert interaction.message is not None, "buttons stand under messages"
        return read_back(interaction.message)


# Text


def text_form() -> ui.Modal:
    """Return the form for a title and a text, finished before it is shown: nothing of it is remembered here."""
    title = ui.TextInput[ui.Modal](custom_id="title", required=False, max_length=_TITLE_CHARACTERS)
    text = ui.TextInput[ui.Modal](custom_id="text", style=discord.TextStyle.paragraph, max_length=TEXT_INPUT)
    form = ui.Modal(title="Add an article", custom_id=ids.NEW, timeout=None)
    form.add_item(ui.Label(text="Title", description="Left empty, it is taken from the text", component=title))
    form.add_item(ui.Label(text="Text", description="Longer texts: /article add file", component=text))
    form.stop()
    return form


async def add_text(interaction: discord.Interaction, _: re.Match[str]) -> None:
    """Add what a form says."""
    values = form_values(interaction)

    async def gather() -> list[Source]:
        return [Paste(text=values["text"], title=values.get("title") or None)]

    await require_manager(interaction)
    await adding.add_given(interaction, gather)
