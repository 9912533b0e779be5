"""The client: what it may see, and what Discord is told."""

from collections.abc import Callable
from typing import Any

import discord
import pytest

from bot.checking import commands_there
from bot.client import COMMANDS_SEEN, INTENTS
from bot.commands import commands_hash
from index import SHARED
from tests.bot.simulation import Simulation

PRIVILEGED = ("message_content", "members", "presences")


def _told(simulation: Simulation) -> int:
    return sum(entry.method == "PUT" and entry.path.endswith("/commands") for entry in simulation.env.http_requests)


def test_no_intent_is_privileged() -> None:
    assert not any(getattr(INTENTS, name) for name in PRIVILEGED)


async def test_nobody_is_mentioned_by_default(simulation: Simulation) -> None:
    allowed = simulation.bot.allowed_mentions
    assert allowed is not None
    assert allowed.to_dict() == discord.AllowedMentions.none().to_dict()


async def test_commands_are_told_once(simulation: Simulation) -> None:
    assert _told(simulation) == 1
    await simulation.restart()
    assert _told(simulation) == 1


async def test_commands_that_changed_are_told_again(simulation: Simulation) -> None:
    before = commands_hash(simulation.bot.tree)
    command = simulation.bot.tree.get_command("sources")
    assert isinstance(command, discord.app_commands.Command)
    command.description = "Something else"
    assert commands_hash(simulation.bot.tree) != before
    assert await simulation.bot.sync_if_changed()
    assert not await simulation.bot.sync_if_changed()
    assert _told(simulation) == 2


async def _change_at_discord(simulation: Simulation, change: Callable[[list[Any]], None]) -> None:
    """Change the commands that Discord has behind the bot's back."""
    commands: list[Any] = [command.to_dict(simulation.bot.tree) for command in simulation.bot.tree.get_commands()]
    change(commands)
    assert simulation.bot.application_id is not None
    await simulation.bot.http.bulk_upsert_global_commands(simulation.bot.application_id, commands)


def _reword(commands: list[Any]) -> None:
    commands[0]["description"] = "Something else"


@pytest.mark.parametrize("change", [list.clear, list.pop, _reword])
async def test_commands_that_were_changed_at_discord_are_told_again(
    simulation: Simulation, change: Callable[[list[Any]], None]
) -> None:
    assert (await commands_there(simulation.bot)).detail == "Discord knows all 7"
    await _change_at_discord(simulation, change)
    assert (await commands_there(simulation.bot)).detail == "Discord is told 7 at the next start"
    before = _told(simulation)
    await simulation.restart()
    assert _told(simulation) == before + 1
    assert (await commands_there(simulation.bot)).detail == "Discord knows all 7"


async def test_commands_that_discord_does_not_take_are_tried_again_at_the_next_start(simulation: Simulation) -> None:
    await simulation.library.set_preference(SHARED, COMMANDS_SEEN, "others")
    simulation.env.inject_error("PUT", "/applications/*", status=500)
    assert not await simulation.bot.sync_if_changed()
    await simulation.restart()
    assert _told(simulation) == 3


async def test_what_can_be_used_in_a_server_and_in_direct_messages(simulation: Simulation) -> None:
    articles = {f"article {name}" for name in ("add file", "add text", "add url", "list", "refresh", "remove", "show")}
    expected = {"ask", "sources", *articles}
    assert set(simulation.alice.available_commands(simulation.channel)) == expected
    settings = {"settings show", "settings manager-role"}  # say there that they are for servers
    assert set(simulation.alice.user.available_commands()) == expected | settings
