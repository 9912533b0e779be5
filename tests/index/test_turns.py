"""A long add gives way to other changes now and then, and goes on as if nothing had been."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from index import Added, Library, LibraryClosed, batches
from index.errors import SourceError
from index.models import Draft
from index.sources import read_bytes

from .stored import BRIDGE, STORM, contents, opened, rows

MANY = 60
IDS = {f"a{number}" for number in range(MANY)}


@pytest.fixture(autouse=True)
def _short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_GROUP_ARTICLES", 5)
    monkeypatch.setattr(batches, "_BATCH_ARTICLES", 10)


@pytest.fixture
def many(tmp_path: Path) -> str:
    """Return the path of a file of many articles."""
    return str(rows(tmp_path / "many.jsonl", {id: f"{STORM} {id}" for id in IDS}))


async def _begin(library: Library, source: str, name: str = "guild-1") -> asyncio.Task[list[Added]]:
    """Add the first of many articles; return what adds the rest, and is there before whoever comes next."""
    results = library.add([source], library=name)
    first = await anext(results)
    rest = asyncio.create_task(_all(results, first))
    await asyncio.sleep(0)
    return rest


async def _all(results: AsyncIterator[Added], *told: Added) -> list[Added]:
    return [*told, *[one async for one in results]]


def _statuses(*results: Added) -> set[str]:
    return {one.status for one in results}


async def test_a_short_add_comes_between_the_parts_of_a_long_one(tmp_path: Path, many: str) -> None:
    async with opened(tmp_path / "data") as library:
        long = await _begin(library, many)
        assert (await library.add_text(BRIDGE, library="guild-2")).status == "added"
        assert await library.article_count("guild-1") < MANY
        assert not long.done()
        assert _statuses(*await long) == {"added"}
        assert (await contents(library, "guild-1")).keys() == IDS
        assert len(await contents(library, "guild-2")) == 1


async def test_what_is_removed_undone_and_indexed_anew_meanwhile_is_so_afterwards(tmp_path: Path, many: str) -> None:
    async with opened(tmp_path / "data") as library:
        before = await library.add_text(BRIDGE, library="guild-1")
        long = await _begin(library, many)
        assert await library.undo(before, library="guild-1") == "removed"
        [first] = await library.articles("guild-1", limit=1)
        await asyncio.gather(library.remove(first.id, "guild-1"), library.reindex("guild-1"))
        assert not long.done()
        assert _statuses(*await long) == {"added"}
        assert (await contents(library, "guild-1")).keys() == IDS - {first.id}


async def test_a_library_that_is_purged_meanwhile_holds_what_comes_after_that(tmp_path: Path, many: str) -> None:
    async with opened(tmp_path / "data") as library:
        long = await _begin(library, many)
        await library.purge("guild-1")
        assert not long.done()
        await long
        assert 0 < len(await contents(library, "guild-1")) < MANY


async def test_two_long_adds_of_the_same_articles_store_each_once(tmp_path: Path, many: str) -> None:
    async with opened(tmp_path / "data") as library:
        one = await _begin(library, many)
        other = asyncio.create_task(_all(library.add([many], library="guild-1")))
        told = [*await one, *await other]
        assert sorted(added.status for added in told) == ["added"] * MANY + ["unchanged"] * MANY
        assert {revision for _, _, revision in (await contents(library, "guild-1")).values()} == {1}


async def test_two_long_adds_fill_a_library_and_no_more(tmp_path: Path, many: str) -> None:
    others = str(rows(tmp_path / "others.jsonl", {f"b{number}": f"{BRIDGE} {number}" for number in range(MANY)}))
    async with opened(tmp_path / "data", max_articles=MANY) as library:
        one = await _begin(library, many)
        other = asyncio.create_task(_all(library.add([others], library="guild-1")))
        told = [*await one, *await other]
        assert sum(added.status == "added" for added in told) == sum(added.is_full for added in told) == MANY
        there = await contents(library, "guild-1")
        assert len(there) == MANY
        assert there.keys() & IDS
        assert there.keys() - IDS


async def test_an_add_that_is_cancelled_while_others_have_their_turn_lets_go(tmp_path: Path, many: str) -> None:
    async with opened(tmp_path / "data") as library:
        one, other = await _begin(library, many), asyncio.create_task(_all(library.add([many], library="guild-2")))
        await library.add_text(BRIDGE, library="guild-3")
        one.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await one
        assert _statuses(*await other) == {"added"}
        assert 0 < len(await contents(library, "guild-1")) < MANY
        assert _statuses(*await _all(library.add([many], library="guild-1"))) == {"added", "unchanged"}
        assert (await contents(library, "guild-1")).keys() == IDS


async def test_closing_ends_adds_that_wait_for_their_turn(tmp_path: Path, many: str) -> None:
    async with opened(tmp_path / "data") as library:
        adds = [
            await _begin(library, many),
            *(asyncio.create_task(_all(library.add([many], library=f"guild-{n}"))) for n in (2, 3)),
        ]
        await library.add_text(BRIDGE, library="guild-4")
        await asyncio.wait_for(library.close(), 30)
        ended = await asyncio.gather(*adds, return_exceptions=True)
        assert {type(one) for one in ended} == {LibraryClosed}
    async with opened(tmp_path / "data") as library:
        for number in (1, 2, 3):
            assert len(await contents(library, f"guild-{number}")) < MANY


async def test_a_file_that_takes_long_to_read_holds_up_no_other_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_read, loop = asyncio.Event(), asyncio.get_running_loop()

    def slowly(name: str, *args: object) -> Iterator[Draft | SourceError]:
        asyncio.run_coroutine_threadsafe(is_read.wait(), loop).result()
        yield from read_bytes(name, *args)  # type: ignore[arg-type]

    async with opened(tmp_path / "data") as library:
        monkeypatch.setattr("index.library.read_bytes", slowly)
        reading = asyncio.create_task(_all(library.add_file("storm.txt", STORM.encode(), library="guild-1")))
        assert (await library.add_text(BRIDGE, library="guild-2")).status == "added"
        assert not reading.done()
        is_read.set()
        assert _statuses(*await reading) == {"added"}
