"""Who may look after a server's library: those with Manage Server, and those with the role that was chosen for it.

``default_member_permissions`` of a command only says who sees it, and a server can change that; so it is checked
here as well (https://discord.com/developers/docs/interactions/application-commands#permissions).
"""

from collections.abc import Iterable

import discord
from discord import app_commands

from bot.desk import desk_of
from bot.places import place_of
from bot.preferences import Choices


class NotManager(app_commands.CheckFailure):
    """Someone who may not look after a library tried to. ``role``: the id of the role that may, besides managers."""

    def __init__(self, role: str | None) -> None:
        super().__init__("needs Manage Server or the role that was chosen")
        self.role = role


def may_manage(interaction: discord.Interaction, choices: Choices) -> bool:
    """Whether whoever uses a command may change the library of the place that it is used in."""
    if interaction.guild_id is None:
        return True  # in direct messages it is their own
    if may_choose_managers(interaction):
        return True
    member = interaction.user
    if choices.manager_role is None or not isinstance(member, discord.Member):
        return False
    return choices.manager_role in {str(interaction.guild_id), *map(str, _roles_of(member))}


def _roles_of(member: discord.Member) -> Iterable[int]:
    """Return the ids of someone's roles as the interaction says them, without the one of everyone.

    ``member.roles`` leaves out those of a server that Discord hasn't told of: where it has the commands only, or in an
    outage.
    """
    return member._roles  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] nothing public has them


def may_choose_managers(interaction: discord.Interaction) -> bool:
    """Whether whoever uses a command may say who else looks after the library: the role itself can't pass on."""
    return interaction.permissions.manage_guild or interaction.permissions.administrator


async def require_manager(interaction: discord.Interaction) -> None:
    """Raise NotManager unless whoever uses a command, button or form may change the library it is about."""
    choices = await desk_of(interaction).preferences.of(place_of(interaction).library)
    if not may_manage(interaction, choices):
        raise NotManager(choices.manager_role)
