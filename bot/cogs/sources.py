"""``/sources``: my recent answers again."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.views.recent import recent_answers


class SourcesCog(commands.Cog):
    """Brings back answers that someone got in this server, or in direct messages."""

    @app_commands.command(name="sources", description="Show the answers you got here lately, with their sources")
    async def sources(self, interaction: discord.Interaction) -> None:
        """Show someone's recent answers."""
        async with delivery.under_way(interaction):
            await delivery.acknowledge(interaction, private=True)
            await delivery.show(interaction, await recent_answers(interaction))
