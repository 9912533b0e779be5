"""Who may look after a server's library."""

from typing import Any
from unittest.mock import Mock

import discord
import pytest

from bot.permissions import may_manage
from bot.preferences import Choices


def _interaction(*, roles: tuple[int, ...] = (), guild_id: int | None = 1, **permissions: bool) -> Any:
    member = Mock(spec=discord.Member, roles=[Mock(spec=discord.Role, id=role) for role in roles])
    return Mock(
        spec=discord.Interaction, guild_id=guild_id, user=member, permissions=discord.Permissions(**permissions)
    )


@pytest.mark.parametrize("permission", ["manage_guild", "administrator"])
def test_those_who_manage_the_server(permission: str) -> None:
    assert may_manage(_interaction(**{permission: True}), Choices())


def test_those_with_the_role_that_was_chosen() -> None:
    assert may_manage(_interaction(roles=(5, 6)), Choices(manager_role="6"))


def test_everybody_in_direct_messages_which_are_their_own() -> None:
    assert may_manage(_interaction(guild_id=None), Choices())


@pytest.mark.parametrize("role", [None, "7", "None"])
def test_and_nobody_else(role: str | None) -> None:
    assert not may_manage(_interaction(roles=(5, 6), manage_messages=True), Choices(manager_role=role))
