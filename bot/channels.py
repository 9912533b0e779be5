"""The channels that a server chose to be answered in."""

import discord

from bot import delivery
from bot.desk import Desk
from bot.places import Place, place_of
from bot.preferences import Choices
from bot.render import notices
from bot.render.message import Message


def refusal_in(place: Place, choices: Choices, client: discord.Client) -> Message | None:
    """Return why questions aren't answered in a place, and where they are; None when they are answered there."""
    if not choices.channels or not place.channels.isdisjoint(choices.channels):
        return None
    there = [channel for channel in choices.channels if _may_be_there(client, place, channel)]
    return notices.elsewhere(there) if there else notices.nowhere()


async def choices_in(desk: Desk, interaction: discord.Interaction) -> Choices | None:
    """Return what a place has chosen; None where questions aren't answered, which is said then."""
    place = place_of(interaction)
    choices = await desk.preferences.of(place.library)
    refusal = refusal_in(place, choices, interaction.client)
    if refusal is None:
        return choices
    await delivery.respond(interaction, refusal)
    return None


def _may_be_there(client: discord.Client, place: Place, channel: str) -> bool:
    """Whether a channel wasn't deleted, as far as can be told: of some servers nothing but the id is known."""
    server = None if place.server is None else client.get_guild(int(place.server))
    return server is None or server.unavailable or server.get_channel(int(channel)) is not None
