"""Checking by command: the message menu *Check this claim*."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.channels import refusal_in
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
        place = place_of(interaction)
        choices = await self._desk.preferences.of(place.library)
        refusal = refusal_in(place, choices, interaction.client)
        if refusal is not None:
            await delivery.respond(interaction, refusal)
            return
        async with delivery.under_way(interaction):
            await delivery.acknowledge(interaction, private=choices.has_private_answers)
            found = await self._desk.claims.check(text, place=place, by=known_as(interaction.user))
            await delivery.show(interaction, found)
