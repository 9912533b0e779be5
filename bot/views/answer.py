"""What is under an answer besides its sources: 👍, 👎 and pages; and an answer brought back from ``/sources``."""

import re

import discord
from typing_extensions import override

from bot import delivery
from bot.desk import desk_of
from bot.places import can_read, known_as, place_of
from bot.render import ids, notices
from bot.render.answer import of_answer
from bot.views.pressing import Pressed
from index import KeptAnswer


async def kept_answer(interaction: discord.Interaction, answer: str) -> KeptAnswer | None:
    """Return an answer that may be read where it is asked for; None when there is none such."""
    kept = await desk_of(interaction).library.kept(answer)
    return kept if kept is not None and can_read(place_of(interaction), kept.library) else None


class VerdictButton(Pressed, template=ids.VERDICT):
    """Notes whether an answer helped."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge(interaction, private=True)
        verdict = "good" if id["verdict"] == "good" else "bad"
        kept = await kept_answer(interaction, id["answer"])
        is_noted = kept is not None and await desk_of(interaction).library.feedback(
            kept.id, by=known_as(interaction.user), verdict=verdict
        )
        thanks = notices.thanks_for_verdict(is_good=verdict == "good")
        await delivery.show(interaction, thanks if is_noted else notices.no_such_answer())


class PageButton(Pressed, template=ids.PAGE):
    """Turns the page of a long answer."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge_change(interaction)
        kept = await kept_answer(interaction, id["answer"])
        if kept is None:
            await delivery.respond(interaction, notices.no_such_answer())  # what can be read stays
            return
        message = of_answer(kept, page=int(id["page"]), shows_question=_stands_alone(interaction))
        await delivery.show(interaction, message)


def _stands_alone(interaction: discord.Interaction) -> bool:
    """Whether a button is under what a command or a button got, which hides the question from everyone else."""
    return interaction.message is not None and interaction.message.interaction_metadata is not None


class ShowButton(Pressed, template=ids.SHOW):
    """Brings an answer of ``/sources`` back, privately."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge(interaction, private=True)
        kept = await kept_answer(interaction, id["answer"])
        message = notices.no_such_answer() if kept is None else of_answer(kept, shows_question=True)
        await delivery.show(interaction, message)
