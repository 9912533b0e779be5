"""Who may look after a server's library."""

from typing import Any
from unittest.mock import Mock

import discord
import pytest

from bot import errors
from bot.permissions import NotManager, may_manage, require_manager
from bot.preferences import Choices
from bot.render.message import notice


def _interaction(*, roles: tuple[int, ...] = (), guild_id: int | None = 1, **permissions: bool) -> Any:
    member = Mock(spec=discord.Member, id=7, _roles=roles)
    return Mock(
        spec=discord.Interaction,
        guild_id=guild_id,
        guild=None if guild_id is None else Mock(id=guild_id),
        user=member,
        permissions=discord.Permissions(**permissions),
    )


class _Chosen:
    """Preferences of libraries, as a desk has them."""

    def __init__(self, **roles: str) -> None:
        self._roles = roles

    async def of(self, library: str) -> Choices:
        return Choices(manager_role=self._roles[library.replace("-", "_")])


@pytest.mark.parametrize("permission", ["manage_guild", "administrator"])
def test_those_who_manage_the_server(permission: str) -> None:
    assert may_manage(_interaction(**{permission: True}), Choices())


def test_those_with_the_role_that_was_chosen() -> None:
    assert may_manage(_interaction(roles=(5, 6)), Choices(manager_role="6"))


def test_everybody_where_that_is_the_role() -> None:
    """Discord says of nobody that they have the role of everyone, whose id is the server's."""
    assert may_manage(_interaction(), Choices(manager_role="1"))


def test_everybody_in_direct_messages_which_are_their_own() -> None:
    assert may_manage(_interaction(guild_id=None), Choices())


@pytest.mark.parametrize("role", [None, "7", "None"])
def test_and_nobody_else(role: str | None) -> None:
    assert not may_manage(_interaction(roles=(5, 6), manage_messages=True), Choices(manager_role=role))


async def test_the_role_is_that_of_the_server_the_command_is_used_in() -> None:
    interaction = _interaction(roles=(6,))
    interaction.client.desk.preferences = _Chosen(guild_1="6")
    await require_manager(interaction)
    interaction.client.desk.preferences = _Chosen(guild_1="8")
    with pytest.raises(NotManager) as refused:
        await require_manager(interaction)
    assert refused.value.role == "8"


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (None, "This is for those who look after the library here: it takes *Manage Server*."),
        ("8", "This is for those who look after the library here: it takes *Manage Server* or the role <@&8>."),
    ],
)
def test_a_refusal_says_who_may(role: str | None, said: str) -> None:
    failure = errors.explain(NotManager(role))
    assert failure.message == notice(said)
    assert failure.is_expected
