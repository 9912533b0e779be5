"""``/settings``: what a server chooses, for those who look after it.

One message shows everything, with menus that change it on the spot: nobody has to know the names of commands, and what
holds now is seen before and after. ``/settings manager-role`` is there besides for those who type.
"""

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.views.settings import choose_manager_role, show_settings


@app_commands.default_permissions(manage_guild=True)
class SettingsCog(commands.GroupCog, group_name="settings", group_description="How I'm set up in this server"):
    """Shows and changes a server's settings."""

    @app_commands.command(name="show", description="See how I'm set up in this server, and change it")
    async def show(self, interaction: discord.Interaction) -> None:
        """Show the settings, with menus to change them."""
        async with delivery.under_way(interaction):
            await show_settings(interaction)

    @app_commands.command(name="manager-role", description="Choose who may add and remove articles")
    @app_commands.describe(role="Those with this role may, besides those with Manage Server; leave it out for nobody")
    async def manager_role(self, interaction: discord.Interaction, role: discord.Role | None = None) -> None:
        """Choose the role that looks after the library."""
        async with delivery.under_way(interaction):
            await choose_manager_role(interaction, None if role is None else str(role.id))
