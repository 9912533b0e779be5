"""Someone's recent answers, and how they have them forgotten."""

import re

import discord
from typing_extensions import override

from bot import delivery
from bot.desk import desk_of
from bot.places import known_as, place_of
from bot.render import ids
from bot.render.message import Message
from bot.render.recent import ANSWERS, forgotten, of_forgetting, of_recent
from bot.views.pressing import Pressed


async def recent_answers(interaction: discord.Interaction) -> Message:
    """Return the list of what someone was answered lately, where they ask for it."""
    library = place_of(interaction).library
    return of_recent(await desk_of(interaction).library.recent(library, known_as(interaction.user), ANSWERS))


class ForgetButton(Pressed, template=ids.FORGET):
    """Forgets the answers of whoever presses it, after it was asked whether it shall."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await delivery.acknowledge_change(interaction)
        await delivery.show(interaction, await _answer(interaction, id["step"]))


async def _answer(interaction: discord.Interaction, step: str) -> Message:
    match step:
        case "ask":
            return of_forgetting()
        case "yes":
            library = place_of(interaction).library
            return forgotten(await desk_of(interaction).library.forget_person(library, known_as(interaction.user)))
        case _:
            return await recent_answers(interaction)
