"""A server that was left keeps its library for 30 days. Only Discord's word says that it was left."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.housekeeping import LEFT_AT, come_back, leave, tidy
from index import SHARED, Library
from tests.bot.simulation import OTHER_SERVER, SERVER, Simulation

NOW = datetime(2030, 1, 1, tzinfo=UTC)
LIBRARY = f"guild-{SERVER}"
UNKNOWN_GUILD, MISSING_ACCESS = 10004, 50001


def discord_says(*, of_server: bool | None) -> Callable[[int], Awaitable[bool | None]]:
    """Return what says of the server what it's told to, and that the bot is in all others."""

    async def is_in(server: int) -> bool | None:
        return of_server if server == SERVER else True

    return is_in


GONE, THERE, UNTOLD = (discord_says(of_server=says) for says in (False, True, None))


async def _articles(library: Library) -> list[int]:
    return [len(await library.articles(name)) for name in (LIBRARY, f"guild-{OTHER_SERVER}", SHARED)]


async def test_the_library_of_a_server_that_was_left_is_deleted_after_30_days(library: Library) -> None:
    await leave(library, SERVER, NOW)
    await tidy(library, GONE, NOW + timedelta(days=30))
    assert await _articles(library) == [8, 1, 1]
    await tidy(library, GONE, NOW + timedelta(days=30, seconds=1))
    assert await _articles(library) == [0, 1, 1]
    assert LIBRARY not in await library.libraries()


async def test_answers_and_choices_go_with_it(library: Library) -> None:
    kept = await library.keep(await library.ask("Who was Gaudí?", library=LIBRARY), library=LIBRARY, asked_by="1")
    await library.feedback(kept.id, by="1", verdict="good")
    await library.set_preference(LIBRARY, "manager-role", "5")
    await leave(library, SERVER, NOW)
    await tidy(library, GONE, NOW + timedelta(days=31))
    assert await library.kept(kept.id) is None
    assert await library.recent(LIBRARY, "1") == []
    assert [one async for one in library.export_feedback(LIBRARY)] == []
    assert await library.preferences(LIBRARY) == {}


async def test_whoever_comes_back_in_time_finds_it_again(library: Library) -> None:
    await leave(library, SERVER, NOW)
    await come_back(library, SERVER)
    await tidy(library, THERE, NOW + timedelta(days=100))
    assert await _articles(library) == [8, 1, 1]


async def test_a_server_that_was_left_unseen_is_counted_from_when_discord_says_so(library: Library) -> None:
    await tidy(library, GONE, NOW)
    await tidy(library, GONE, NOW + timedelta(days=29))
    assert await _articles(library) == [8, 1, 1]
    await tidy(library, GONE, NOW + timedelta(days=31))
    assert await _articles(library) == [0, 1, 1]


async def test_nothing_is_deleted_or_begun_while_discord_does_not_say(library: Library) -> None:
    await tidy(library, UNTOLD, NOW)
    assert LEFT_AT not in await library.preferences(LIBRARY)
    await leave(library, SERVER, NOW)
    await tidy(library, UNTOLD, NOW + timedelta(days=1000))
    assert await _articles(library) == [8, 1, 1]


async def test_direct_messages_and_what_all_share_stay(library: Library) -> None:
    await library.add_text("A private note about nothing.", title="Note", library="user-1")
    await tidy(library, GONE, NOW + timedelta(days=100))
    assert len(await library.articles("user-1")) == 1


async def test_being_in_a_server_forgets_that_it_was_left_before(library: Library) -> None:
    await leave(library, SERVER, NOW)
    await tidy(library, THERE, NOW)
    await tidy(library, GONE, NOW + timedelta(days=100))
    assert await _articles(library) == [8, 1, 1]


# With Discord


async def test_leaving_and_joining_a_server_is_noticed(simulation: Simulation) -> None:
    guild = simulation.bot.get_guild(SERVER)
    assert guild is not None
    simulation.env.backend.remove_guild(SERVER)
    await simulation.env.settle()
    assert LEFT_AT in await simulation.library.preferences(LIBRARY)
    assert LEFT_AT not in await simulation.library.preferences(f"guild-{OTHER_SERVER}")
    await simulation.bot.on_guild_join(guild)
    assert LEFT_AT not in await simulation.library.preferences(LIBRARY)


async def test_an_outage_is_no_leaving(simulation: Simulation) -> None:
    simulation.env.backend.emit("GUILD_DELETE", {"id": str(SERVER), "unavailable": True})
    await simulation.env.settle()
    assert await simulation.bot.is_in(SERVER)
    await simulation.bot.keep_house()
    assert LEFT_AT not in await simulation.library.preferences(LIBRARY)


async def test_a_server_that_another_process_looks_after_is_no_left_one(simulation: Simulation) -> None:
    """It isn't in this process's list, and Discord knows that the bot is in it."""
    simulation.hide_server()
    assert simulation.bot.get_guild(SERVER) is None
    assert await simulation.bot.is_in(SERVER)
    await simulation.bot.keep_house()
    assert LEFT_AT not in await simulation.library.preferences(LIBRARY)


@pytest.mark.parametrize(("status", "code"), [(404, UNKNOWN_GUILD), (403, MISSING_ACCESS)])
async def test_a_server_that_was_left_unseen_is_noticed(simulation: Simulation, status: int, code: int) -> None:
    absent = SERVER + 7
    await simulation.library.set_preference(f"guild-{absent}", "manager-role", "5")
    simulation.env.inject_error("GET", f"/guilds/{absent}", status=status, code=code)
    assert await simulation.bot.is_in(absent) is False
    simulation.env.inject_error("GET", f"/guilds/{absent}", status=status, code=code)
    await simulation.bot.keep_house()
    assert LEFT_AT in await simulation.library.preferences(f"guild-{absent}")


@pytest.mark.parametrize(("status", "code"), [(403, 0), (404, 0), (401, 0), (500, 0), (403, 40001)])
async def test_another_refusal_is_not_taken_for_having_left(simulation: Simulation, status: int, code: int) -> None:
    """Discord's front door refuses as well: who asks too much, or everyone while something is broken behind it."""
    absent = SERVER + 7
    await simulation.library.set_preference(f"guild-{absent}", "manager-role", "5")
    simulation.env.inject_error("GET", f"/guilds/{absent}", status=status, code=code, times=None)
    assert await simulation.bot.is_in(absent) is None
    await simulation.bot.keep_house()
    assert LEFT_AT not in await simulation.library.preferences(f"guild-{absent}")


async def test_a_server_that_has_the_commands_only_keeps_its_library_while_it_is_used(simulation: Simulation) -> None:
    """The bot's user isn't a member there, so that Discord says that the bot isn't in it."""
    await leave(simulation.library, SERVER, NOW)
    simulation.hide_server()
    await simulation.alice.slash(simulation.channel, "ask", question="Who was Gaudí?")
    assert LEFT_AT not in await simulation.library.preferences(LIBRARY)


async def test_what_a_deleted_server_chose_is_forgotten(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await simulation.bot.desk.preferences.set(LIBRARY, "private-answers", True)
    await leave(simulation.library, SERVER, datetime(2020, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(simulation.bot, "is_in", GONE)
    await simulation.bot.keep_house()
    assert not (await simulation.bot.desk.preferences.of(LIBRARY)).has_private_answers
