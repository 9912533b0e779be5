"""Reviewing: a source is opened, walked through and doubted, always for one reader alone."""

import re

import discord
from discord import ui
from typing_extensions import override

from bot import delivery
from bot.articles import passage_of
from bot.desk import desk_of
from bot.places import can_read, known_as, place_of
from bot.render import ids, notices
from bot.render.message import Message
from bot.render.review import DOUBT, of_passage, of_review
from bot.views.pressing import Pressed, form_values
from index import ArticleSummary, FlagReason, Review, UnknownArticle

REASONS: dict[FlagReason, str] = {
    "doesn't say this": "It doesn't say this",
    "out of date": "It is out of date",
    "wrong article": "It is from the wrong article",
    "incomplete": "Something important is missing",
}
_NOTE_CHARACTERS = 1000


async def reviewed(interaction: discord.Interaction, answer: str, slot: int) -> Review | None:
    """Return a source that may be read where it is asked for; None when there is none such."""
    review = await desk_of(interaction).library.review(answer, slot)
    if review is None or not can_read(place_of(interaction), review.kept.library):
        return None
    return review


class SourceButton(Pressed, template=ids.SOURCE):
    """Opens a source."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge(interaction, private=True)
        await _show_quote(interaction, id)


class BackButton(Pressed, template=ids.BACK):
    """Goes from another passage back to the quote."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge_change(interaction)
        await _show_quote(interaction, id)


async def _show_quote(interaction: discord.Interaction, id: re.Match[str]) -> None:
    review = await reviewed(interaction, id["answer"], int(id["slot"]))
    if review is None:
        await delivery.show(interaction, notices.no_such_answer())
        return
    await delivery.show(interaction, of_review(review, await _as_it_is_now(interaction, review)))


async def _as_it_is_now(interaction: discord.Interaction, review: Review) -> ArticleSummary | None:
    """Return the article of a source, where it was changed after it was quoted."""
    if review.state != "updated":
        return None
    article = review.citation.article
    view = await passage_of(desk_of(interaction).library, article.library, article.id)
    return None if view is None else view.article


class WalkButton(Pressed, template=ids.WALK):
    """Goes to another passage of the article."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge_change(interaction)
        review = await reviewed(interaction, id["answer"], int(id["slot"]))
        message = (
            notices.no_such_answer() if review is None else await _passage(interaction, review, int(id["ordinal"]))
        )
        await delivery.show(interaction, message)


async def _passage(interaction: discord.Interaction, review: Review, ordinal: int) -> Message:
    article = review.citation.article
    try:
        view = await desk_of(interaction).library.passage(article.id, ordinal, article.library)
    except UnknownArticle:
        return notices.no_such_passage()
    return of_passage(review, view)


class FlagButton(Pressed, template=ids.FLAG):
    """Asks in which way a source doesn't support what was said."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.open_form(interaction, _form(id[0]))


def _form(id: str) -> ui.Modal:
    """Return the form; it is finished before it is shown, as nothing of it is remembered here."""
    options = [discord.SelectOption(label=label, value=value) for value, label in REASONS.items()]
    note = ui.TextInput[ui.Modal](
        custom_id="note", style=discord.TextStyle.paragraph, required=False, max_length=_NOTE_CHARACTERS
    )
    form = ui.Modal(title=DOUBT, custom_id=id, timeout=None)
    form.add_item(ui.Label(text="What is wrong with it?", component=ui.Select(custom_id="reason", options=options)))
    form.add_item(ui.Label(text="What should it say?", component=note))
    form.stop()
    return form


async def flag(interaction: discord.Interaction, id: re.Match[str]) -> None:
    """Note what the form says."""
    await delivery.acknowledge(interaction, private=True)
    values = form_values(interaction)
    reason: FlagReason = next(known for known in REASONS if known == values["reason"])
    slot = int(id["slot"])
    review = await reviewed(interaction, id["answer"], slot)
    is_noted = review is not None and await desk_of(interaction).library.flag(
        id["answer"], slot, by=known_as(interaction.user), reason=reason, note=values.get("note", "")
    )
    await delivery.show(interaction, notices.thanks_for_flag() if is_noted else notices.no_such_answer())
