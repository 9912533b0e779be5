"""Taking back an add: gone is gone, and what was before is back."""

from dataclasses import replace
from pathlib import Path

import pytest

from index import Added, EmbeddingFailed, FootnoteError, Library

from .catalog.builders import prepared
from .stored import BRIDGE, CHESS, STORM, add, contents, opened, rows
from .test_readers import QUESTION, holding


async def updated(library: Library, folder: Path) -> Added:
    """Add an article about chess, then let the storm take its place."""
    await add(library, rows(folder / "rows.jsonl", {"news": CHESS}))
    [added] = await add(library, rows(folder / "rows.jsonl", {"news": STORM}))
    assert (added.status, added.revision) == ("updated", 2)
    return added


async def test_an_added_article_is_removed(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        added, other = await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))
        kept = await library.keep(await library.ask(QUESTION), library="guild-1")

        assert await library.undo(added, library="shared") == "removed"

        assert list(await contents(library)) == [other.article]
        review = await library.review(kept.id, 1)
        assert review is not None
        assert review.state == "removed"
        assert await library.undo(added, library="shared") == "nothing"
    assert holding(tmp_path / "data", b"forty ships") == []


async def test_an_updated_article_is_what_it_was(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        before = await library.keep(await _about_chess(library, tmp_path), library="guild-1")
        added = await updated(library, tmp_path)
        kept = await library.keep(await library.ask(QUESTION), library="guild-1")
        was = await library.review(before.id, 1)
        assert was is not None
        assert was.state == "updated"

        assert await library.undo(added, library="shared") == "restored"

        assert await contents(library) == {"news": ("On news", CHESS, 3)}
        assert (await library.ask("Who won every game?")).citations[0].quote == CHESS
        again = await library.review(before.id, 1)
        taken_back = await library.review(kept.id, 1)
        assert again is not None
        assert taken_back is not None
        assert (again.state, taken_back.state) == ("current", "removed")
        assert await library.undo(added, library="shared") == "nothing"
    assert holding(tmp_path / "data", b"forty ships") == []


async def _about_chess(library: Library, folder: Path):
    await add(library, rows(folder / "rows.jsonl", {"news": CHESS}))
    return await library.ask("Who won every game of the spring tournament?")


async def test_all_that_was_known_of_the_article_is_back(tmp_path: Path) -> None:
    row = {"id": "news", "title": "Chess", "text": CHESS, "author": "Ada", "published": "2024-01-01"}
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", [row]))
        first = await library.show("news")
        [added] = await add(library, rows(tmp_path / "rows.jsonl", [row | {"author": "Bea", "title": "Other"}]))

        assert await library.undo(added, library="shared") == "restored"

        again = await library.show("news")
        assert again == replace(first, revision=3, added_at=again.added_at)


async def test_an_update_can_be_undone_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        added = await updated(library, tmp_path)
    async with opened(tmp_path / "data") as library:
        assert await library.undo(added, library="shared") == "restored"
        assert await contents(library) == {"news": ("On news", CHESS, 3)}


async def test_what_changed_since_is_left_alone(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        [first] = await add(library, rows(tmp_path / "rows.jsonl", {"news": CHESS}))
        [second] = await add(library, rows(tmp_path / "rows.jsonl", {"news": STORM}))
        await add(library, rows(tmp_path / "rows.jsonl", {"news": BRIDGE}))
        before = await contents(library)

        assert await library.undo(first, library="shared") == "nothing"
        assert await library.undo(second, library="shared") == "nothing"
        assert await contents(library) == before


async def test_there_is_nothing_to_undo_where_nothing_was_done(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        source = rows(tmp_path / "rows.jsonl", {"news": CHESS})
        await add(library, source)
        [unchanged] = await add(library, source)
        [failed] = await add(library, tmp_path / "nowhere.txt")
        assert (unchanged.status, unchanged.revision, failed.status) == ("unchanged", 1, "failed")
        assert await library.undo(unchanged, library="shared") == "nothing"
        assert await library.undo(failed, library="shared") == "nothing"


async def test_an_add_to_one_library_is_not_undone_in_another(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        source = rows(tmp_path / "rows.jsonl", {"news": CHESS})
        [added] = await add(library, source, to="guild-1")
        assert await library.undo(added, library="guild-2") == "nothing"
        assert len(await contents(library, "guild-1")) == 1


async def test_an_undo_needs_no_room(tmp_path: Path) -> None:
    """The library is full, and what comes back is longer than what goes."""
    async with opened(tmp_path / "data", max_articles=1, max_library_bytes=len(CHESS) * 2) as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"news": CHESS}))
        [added] = await add(library, rows(tmp_path / "rows.jsonl", {"news": "Short words."}))
        assert added.status == "updated"
        assert await library.undo(added, library="shared") == "restored"


async def test_an_undo_that_fails_leaves_the_update(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise EmbeddingFailed("the embedding server is gone; try again", is_transient=True)

    async with opened(tmp_path / "data") as library:
        added = await updated(library, tmp_path)
        with monkeypatch.context() as patch:
            patch.setattr(type(library._embedder), "embed_passages", fail)
            with pytest.raises(FootnoteError, match="couldn't be taken back: the embedding server is gone"):
                await library.undo(added, library="shared")
        assert await contents(library) == {"news": ("On news", STORM, 2)}
        assert await library.undo(added, library="shared") == "restored"


async def test_an_undo_that_is_killed_half_way_can_be_done_again(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        added = await updated(library, tmp_path)
        library._catalog.begin("shared", [prepared("news", CHESS)])
    async with opened(tmp_path / "data") as library:
        assert (await contents(library))["news"][:2] == ("On news", STORM)
        assert await library.undo(added, library="shared") == "restored"
        assert (await contents(library))["news"][:2] == ("On news", CHESS)
