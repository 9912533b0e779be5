"""Answers kept, opened, judged and purged through the library, on the real stores."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from index import InvalidLibrary, Library, LibraryClosed, UnknownArticle, Usage

from .stored import BRIDGE, CHESS, STORM, add, opened, rows

QUESTION = "How long was the harbour of Alderney closed?"
LONG = "\n\n".join(f"{CHESS} {STORM} {number}. " * 6 for number in range(5))


async def test_an_answer_is_asked_kept_and_opened_after_a_restart(tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", {"storm": f"{BRIDGE} {STORM} {CHESS}"})
    async with opened(tmp_path / "data") as library:
        await add(library, source)
        answer = await library.ask(QUESTION, library="guild-1", turns=("And the bridge?",))
        kept = await library.keep(answer, library="guild-1", asked_by="discord:1", turns=("And the bridge?",))
    async with opened(tmp_path / "data") as library:
        assert await library.kept(kept.id) == kept
        assert await library.recent("guild-1", "discord:1") == [kept]
        review = await library.review(kept.id, 1)
        text = (await library.show("storm")).text
    assert (kept.answer, kept.library, kept.turns) == (answer, "guild-1", ("And the bridge?",))
    assert review is not None
    assert review.view is not None
    assert (review.state, review.quote) == ("current", answer.citations[0].quote)
    assert review.before + review.quote + review.after == text
    assert text[review.citation.start : review.citation.end] == review.quote
    assert review.view.start <= review.citation.start < review.view.end


async def test_every_quote_is_found_in_its_passage(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"long": LONG}))
        answer = await library.ask("Who won every game of the spring tournament?")
        kept = await library.keep(answer, library="shared")
        for citation in answer.citations:
            review = await library.review(kept.id, citation.number)
            assert review is not None
            assert review.view is not None
            assert await library.passage("long", review.view.ordinal) == review.view
            assert LONG[review.view.start : review.view.end] == review.view.text


async def test_passages_follow_each_other_through_the_article(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"long": LONG}))
        first = await library.passage("long", 0)
        views = [await library.passage("long", ordinal) for ordinal in range(first.count)]
        assert "".join("".join(view.text.split()) for view in views) == "".join(LONG.split())
        assert await library.passage("long", first.count) == views[-1]
        with pytest.raises(UnknownArticle):
            await library.passage("long", 0, "guild-1")


async def test_removing_an_article_leaves_none_of_its_words_in_any_file(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM}))
        kept = await library.keep(await library.ask(QUESTION, library="guild-1"), library="guild-1")
        await library.remove("storm")
        review = await library.review(kept.id, 1)
        assert review is not None
        assert (review.state, review.quote) == ("removed", "")
    assert holding(tmp_path / "data", b"forty ships") == []


def holding(folder: Path, words: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


# Retention


async def test_answers_are_purged_when_their_days_are_over(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    async with opened(tmp_path / "data", answer_retention_days=7) as library:
        kept = await library.keep(await library.ask("Who?"), library="guild-1")
        assert await library.purge_answers(now + timedelta(days=6, hours=23)) == 0
        assert await library.kept(kept.id) is not None
        assert await library.purge_answers(now + timedelta(days=7, hours=1)) == 1
        assert await library.kept(kept.id) is None


async def test_opening_purges_answers_whose_days_are_over(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        library._catalog.answers._clock = lambda: datetime.now(UTC) - timedelta(days=20)
        kept = await library.keep(await library.ask("Who?"), library="guild-1")
    async with opened(tmp_path / "data", answer_retention_days=30) as library:
        assert await library.kept(kept.id) is not None
    async with opened(tmp_path / "data", answer_retention_days=10) as library:
        assert await library.kept(kept.id) is None


async def test_no_answer_is_kept_for_no_days(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        before = await library.keep(await library.ask("Who?"), library="guild-1")
    async with opened(tmp_path / "data", answer_retention_days=0) as library:
        assert await library.kept(before.id) is None
        kept = await library.keep(await library.ask("Who?"), library="guild-1", asked_by="discord:1")
        assert kept.answer.question == "Who?"
        assert await library.kept(kept.id) is None
        assert await library.review(kept.id, 1) is None
        assert await library.recent("guild-1", "discord:1") == []


async def test_answers_may_be_kept_for_longer_than_dates_go_back(tmp_path: Path) -> None:
    async with opened(tmp_path / "data", answer_retention_days=10**12) as library:
        kept = await library.keep(await library.ask("Who?"), library="guild-1")
        assert await library.purge_answers() == 0
        assert await library.kept(kept.id) == kept


# Feedback and the rest


async def test_feedback_is_kept_and_read_back(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM}))
        kept = await library.keep(await library.ask(QUESTION), library="guild-1")
        assert await library.feedback(kept.id, by="discord:1", verdict="good")
        assert await library.flag(kept.id, 1, by="discord:1", reason="incomplete", note="And Jersey?")
        assert not await library.flag(kept.id, 9, by="discord:1", reason="incomplete")
        [found] = [one async for one in library.export_feedback()]
        assert (found.kept, found.good, found.bad, found.question.articles) == (kept, 1, 0, ("storm",))
        assert [(flag.reason, flag.note) for flag in found.flags] == [("incomplete", "And Jersey?")]
        assert [one async for one in library.export_feedback("guild-2")] == []
        assert await library.forget_answer(kept.id)
        assert not await library.feedback(kept.id, by="discord:1", verdict="good")
        assert [one async for one in library.export_feedback()] == []


async def test_preferences_last(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await library.set_preference("guild-1", "private", value=True)
    async with opened(tmp_path / "data") as library:
        assert await library.preferences("guild-1") == {"private": True}
        assert await library.preferences("guild-2") == {}


async def test_usage_says_what_there_is_and_what_may_be(tmp_path: Path) -> None:
    async with opened(tmp_path / "data", max_articles=7, max_library_bytes=9_000) as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "é": "Éé."}), to="guild-1")
        await library.keep(await library.ask("Who?"), library="guild-1")
        assert await library.usage("guild-1") == Usage(
            articles=2,
            bytes=len(STORM) + 5,
            passages=2,
            max_articles=7,
            max_bytes=9_000,
            answers=1,
            answer_retention_days=90,
        )
        assert (await library.usage("guild-2")).articles == 0
        assert await library.article_count("guild-1") == 2
        assert await library.article_count("guild-1", search="storm") == 1
        assert await library.article_count("guild-2") == 0


async def test_how_large_a_file_may_be_is_what_was_set(tmp_path: Path) -> None:
    async with opened(tmp_path / "data", max_file_bytes=123) as library:
        assert library.max_file_bytes == 123


async def test_purging_a_library_leaves_nothing_of_it(tmp_path: Path) -> None:
    word = "qzxvwharbourmasterqzxvw"
    source = rows(tmp_path / "rows.jsonl", {"storm": f"{STORM} Said {word}.", "bridge": BRIDGE})
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "shared.jsonl", {"chess": CHESS}))
        await add(library, source, to="guild-1")
        kept = await library.keep(await library.ask(QUESTION, library="guild-1"), library="guild-1")
        await library.set_preference("guild-1", "private", value=True)
        assert await library.libraries() == ["guild-1", "shared"]

        await library.purge("guild-1")

        assert await library.libraries() == ["shared"]
        assert await library.articles("guild-1") == []
        assert await library.kept(kept.id) is None
        assert await library.preferences("guild-1") == {}
        assert (await library.ask(QUESTION, library="guild-1")).retrieved in ((), ("chess",))
        assert all(finding.ok for finding in await library.check())
        assert [one.status for one in await add(library, source, to="guild-1")] == ["added", "added"]
        assert (await library.ask(QUESTION, library="guild-1")).retrieved[0] == "storm"
        await library.purge("guild-1")
        await library.purge("guild-1")
    assert holding(tmp_path / "data", word.encode()) == []
    assert holding(tmp_path / "data", b"forty ships") == []
    assert [path.name for path in (tmp_path / "data" / "lexical").iterdir()] == ["shared.1"]


async def test_indexes_that_a_killed_purge_left_are_dropped_at_the_next_start(tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", {"storm": STORM})
    async with opened(tmp_path / "data") as library:
        await add(library, source, to="guild-1")
        library._catalog.purge("guild-1")
    async with opened(tmp_path / "data") as library:
        assert list((tmp_path / "data" / "lexical").iterdir()) == []
        assert library._shelves._vectors.names() == []
        await add(library, source, to="guild-1")
        assert (await library.ask(QUESTION, library="guild-1")).retrieved == ("storm",)


async def test_questions_go_on_while_their_library_is_purged(tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", {"storm": STORM})
    async with opened(tmp_path / "data") as library:

        async def ask() -> None:
            while not purging.done():
                answer = await library.ask(QUESTION, library="guild-1")
                await library.keep(answer, library="guild-2")
                assert answer.retrieved in ((), ("storm",))

        async def purge() -> None:
            for _ in range(6):
                assert [one.status for one in await add(library, source, to="guild-1")] == ["added"]
                await library.purge("guild-1")

        purging = asyncio.ensure_future(purge())
        await asyncio.gather(purging, ask(), ask())
        assert all(finding.ok for finding in await library.check())
    assert holding(tmp_path / "data", b"forty ships") == []


@pytest.mark.parametrize(
    "attempt",
    [
        lambda library: library.purge("../data"),
        lambda library: library.set_preference("Guild", "a", 1),
        lambda library: library.undo(None, library=""),
    ],
)
async def test_what_cant_name_a_library_is_said(tmp_path: Path, attempt: Callable[[Library], Any]) -> None:
    async with opened(tmp_path / "data") as library:
        with pytest.raises(InvalidLibrary):
            await attempt(library)


async def test_nothing_is_read_or_kept_in_a_closed_library(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        answer = await library.ask("Who?")
    for attempt in (library.keep(answer, library="guild-1"), library.kept("x"), library.articles()):
        with pytest.raises(LibraryClosed):
            await attempt
