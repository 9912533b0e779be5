"""``/sources``: my recent answers again."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.desk import Desk
from bot.places import known_as, place_of
from bot.render.recent import ANSWERS, of_recent


class SourcesCog(commands.Cog):
    """Brings back answers that someone got in this server, or in direct messages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @app_commands.command(name="sources", description="Show the answers you got here lately, with their sources")
    async def sources(self, interaction: discord.Interaction) -> None:
        """Show someone's recent answers."""
        await delivery.acknowledge(interaction, private=True)
        recent = await self._desk.library.recent(place_of(interaction).library, known_as(interaction.user), ANSWERS)
        await delivery.show(interaction, of_recent(recent))
