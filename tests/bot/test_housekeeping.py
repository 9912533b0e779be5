"""A server that was left keeps its library for 30 days."""

from datetime import UTC, datetime, timedelta

from bot.housekeeping import LEFT_AT, come_back, leave, tidy
from index import SHARED, Library
from tests.bot.simulation import OTHER_SERVER, SERVER, Simulation

NOW = datetime(2030, 1, 1, tzinfo=UTC)
LIBRARY = f"guild-{SERVER}"


async def _articles(library: Library) -> list[int]:
    return [len(await library.articles(name)) for name in (LIBRARY, f"guild-{OTHER_SERVER}", SHARED)]


async def test_the_library_of_a_server_that_was_left_is_deleted_after_30_days(library: Library) -> None:
    await leave(library, SERVER, NOW)
    await tidy(library, {OTHER_SERVER}.__contains__, NOW + timedelta(days=30))
    assert await _articles(library) == [8, 1, 1]
    await tidy(library, {OTHER_SERVER}.__contains__, NOW + timedelta(days=30, seconds=1))
    assert await _articles(library) == [0, 1, 1]
    assert LIBRARY not in await library.libraries()


async def test_whoever_comes_back_in_time_finds_it_again(library: Library) -> None:
    await leave(library, SERVER, NOW)
    await come_back(library, SERVER)
    await tidy(library, {SERVER, OTHER_SERVER}.__contains__, NOW + timedelta(days=100))
    assert await _articles(library) == [8, 1, 1]


async def test_a_server_that_was_left_unseen_is_counted_from_when_that_is_noticed(library: Library) -> None:
    await tidy(library, {OTHER_SERVER}.__contains__, NOW)
    await tidy(library, {OTHER_SERVER}.__contains__, NOW + timedelta(days=29))
    assert await _articles(library) == [8, 1, 1]
    await tidy(library, {OTHER_SERVER}.__contains__, NOW + timedelta(days=31))
    assert await _articles(library) == [0, 1, 1]


async def test_direct_messages_and_what_all_share_stay(library: Library) -> None:
    await library.add_text("A private note about nothing.", title="Note", library="user-1")
    await tidy(library, {SERVER, OTHER_SERVER}.__contains__, NOW + timedelta(days=100))
    assert len(await library.articles("user-1")) == 1


async def test_being_in_a_server_forgets_that_it_was_left_before(library: Library) -> None:
    await leave(library, SERVER, NOW)
    await tidy(library, {SERVER, OTHER_SERVER}.__contains__, NOW)
    await tidy(library, {OTHER_SERVER}.__contains__, NOW + timedelta(days=100))
    assert await _articles(library) == [8, 1, 1]


async def test_leaving_and_joining_a_server_is_noticed(simulation: Simulation) -> None:
    guild = simulation.bot.get_guild(SERVER)
    assert guild is not None
    await simulation.bot.on_guild_remove(guild)
    assert LEFT_AT in await simulation.library.preferences(LIBRARY)
    await simulation.bot.on_guild_join(guild)
    assert LEFT_AT not in await simulation.library.preferences(LIBRARY)
