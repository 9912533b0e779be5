"""Who may look after a server's library: those with Manage Server, and those with the role that was chosen for it.

``default_member_permissions`` of a command only says who sees it, and a server can change that; so it is checked
here as well (https://discord.com/developers/docs/interactions/application-commands#permissions).
"""

import discord

from bot.preferences import Choices


def may_manage(interaction: discord.Interaction, choices: Choices) -> bool:
    """Whether whoever uses a command may change the library of the place that it is used in."""
    if interaction.guild_id is None:
        return True  # in direct messages it is their own
    if interaction.permissions.manage_guild or interaction.permissions.administrator:
        return True
    member = interaction.user
    if choices.manager_role is None or not isinstance(member, discord.Member):
        return False
    return any(str(role.id) == choices.manager_role for role in member.roles)
