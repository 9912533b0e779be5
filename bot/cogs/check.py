"""Checking by command: the message menu *Check this claim*."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.channels import choices_in
from bot.desk import Desk
from bot.places import known_as, place_of
from bot.reading import text_in
from bot.render import notices
from bot.text import clean


class CheckCog(commands.Cog):
    """Says of what messages claim whether the articles say so."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.menus = [app_commands.ContextMenu(name="Check this claim", callback=self._check)]

    async def _check(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Acknowledge, then put what was found in its place."""
        text = clean(text_in(message)).strip()
        if not text:
            await delivery.respond(interaction, notices.no_text())
            return
        choices = await choices_in(self._desk, interaction)
        if choices is None:
            return
        async with delivery.under_way(interaction):
            await delivery.acknowledge(interaction, private=choices.has_private_answers)
            found = await self._desk.claims.check(text, place=place_of(interaction), by=known_as(interaction.user))
            await delivery.show(interaction, found)
