"""A server's settings: shown to those who look after it, and changed by menus and a button under them."""

import re
from collections.abc import Sequence
from typing import Any, cast

import discord
from typing_extensions import override

from bot import delivery
from bot.desk import desk_of
from bot.permissions import NotManager, may_choose_managers, require_manager
from bot.places import place_of
from bot.preferences import CHANNELS, MANAGER_ROLE, PRIVATE_ANSWERS, Choices
from bot.render import ids
from bot.render.message import Message
from bot.render.settings import MOST_CHANNELS, ServerSettings, of_settings, servers_only
from bot.views.pressing import Pressed


async def show_settings(interaction: discord.Interaction) -> None:
    """Show a server's settings to who may see them. Raises NotManager."""
    await _answer(interaction)


async def choose_manager_role(interaction: discord.Interaction, role: str | None) -> None:
    """Choose the role that looks after the library, or none; show what holds then. Raises NotManager."""
    await _answer(interaction, MANAGER_ROLE, role)


async def _answer(interaction: discord.Interaction, name: str | None = None, value: object = None) -> None:
    """Keep a choice, if one is made, and show all of them; in place of those shown before, where it is made there."""
    if interaction.guild_id is None:
        await delivery.respond(interaction, servers_only())
        return
    await require_manager(interaction)
    if name == MANAGER_ROLE and not may_choose_managers(interaction):
        raise NotManager(None)
    if interaction.message is None:
        await delivery.acknowledge(interaction, private=True)
    else:
        await delivery.acknowledge_change(interaction)
    desk = desk_of(interaction)
    library = place_of(interaction).library
    choices = await (desk.preferences.set(library, name, value) if name else desk.preferences.load(library))
    await delivery.show(interaction, await _settings(interaction, choices))


async def _settings(interaction: discord.Interaction, choices: Choices) -> Message:
    library, place = desk_of(interaction).library, place_of(interaction)
    role = choices.manager_role
    return of_settings(
        ServerSettings(
            choices=choices,
            usage=await library.usage(place.library),
            tokens=await library.tokens(place.library) if library.writes else None,
            role=role if role and _has_role(interaction, role) else None,
            is_everyone=role == str(interaction.guild_id),
            channels=tuple(channel for channel in choices.channels if _has_channel(interaction, channel)),
            may_choose_managers=may_choose_managers(interaction),
        )
    )


def _has_role(interaction: discord.Interaction, id: str) -> bool:
    server = _told_of(interaction)
    return server is None or server.get_role(int(id)) is not None


def _has_channel(interaction: discord.Interaction, id: str) -> bool:
    server = _told_of(interaction)
    return server is None or server.get_channel(int(id)) is not None


def _told_of(interaction: discord.Interaction) -> discord.Guild | None:
    """Return the server with what is in it; None where nothing but its id is known, and nobody can say what is gone."""
    server = interaction.guild
    return None if server is None or server.unavailable else server


def _picked(interaction: discord.Interaction) -> Sequence[str]:
    """Return the ids of what was chosen from a menu of roles or channels."""
    return cast(dict[str, Any], interaction.data or {}).get("values") or ()


class RoleMenu(Pressed, template=ids.MANAGER_ROLE):
    """Chooses the role that looks after the library; nothing chosen is none."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        role = next((one for one in _picked(interaction) if _has_role(interaction, one)), None)
        await choose_manager_role(interaction, role)


class ChannelMenu(Pressed, template=ids.CHANNELS):
    """Chooses the channels in which questions are answered; nothing chosen is all."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        channels = [one for one in _picked(interaction) if _has_channel(interaction, one)][:MOST_CHANNELS]
        await _answer(interaction, CHANNELS, channels or None)


class PrivateButton(Pressed, template=ids.PRIVATE):
    """Makes answers to commands private, or public."""

    @override
    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        await _answer(interaction, PRIVATE_ANSWERS, True if id["answers"] == "on" else None)
