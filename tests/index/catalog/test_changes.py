"""How articles come, change and go, and that a process that ends between two steps loses and shows nothing."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from index.catalog import Catalog, tables
from index.errors import StorageError, UnknownArticle
from index.models import Answer, ArticleReference, Citation
from tests.index.catalog.builders import THREE_PARAGRAPHS, added, ids, keys_of, prepared


def test_an_article_is_seen_only_once_it_is_published(catalog: Catalog) -> None:
    pending = catalog.begin("shared", [prepared("a", THREE_PARAGRAPHS)])

    assert ids(catalog) == []
    assert catalog.passages(keys_of(pending)) == []
    assert catalog.neighbours(pending[0].passage_keys[0], 1, 1) == []
    assert catalog.passage_keys("shared") == set()
    with pytest.raises(UnknownArticle):
        catalog.article("shared", "a")

    assert catalog.publish(pending) == []
    assert catalog.article("shared", "a").text == THREE_PARAGRAPHS
    assert catalog.passage_keys("shared") == set(pending[0].passage_keys)


def test_begin_says_which_key_each_passage_has(catalog: Catalog) -> None:
    pending = added(catalog, prepared("a", THREE_PARAGRAPHS), prepared("b", "Another. Text."))

    assert [item.id for item in pending] == ["a", "b"]
    stored = {passage.key: passage for passage in catalog.passages(keys_of(pending))}
    for item in pending:
        assert [(stored[key].start, stored[key].end) for key in item.passage_keys] == [
            (span.start, span.end) for span in item.spans
        ]


def test_nothing_is_begun_or_published_for_no_drafts(catalog: Catalog) -> None:
    assert catalog.begin("shared", []) == []
    assert catalog.publish([]) == []


def test_an_update_shows_the_old_revision_until_the_new_one_is_published(catalog: Catalog) -> None:
    old = added(catalog, prepared("a", "The old text."))
    new = catalog.begin("shared", [prepared("a", "The new text.", source="/elsewhere.txt")])

    assert catalog.article("shared", "a").text == "The old text."
    assert catalog.find_by_source(["shared"], "/elsewhere.txt") == []

    assert catalog.publish(new) == keys_of(old)
    article = catalog.article("shared", "a")
    assert (article.text, article.revision, article.source) == ("The new text.", 2, "/elsewhere.txt")
    assert catalog.passages(keys_of(old)) == []
    assert new[0].article_key == old[0].article_key


def test_finishing_an_update_deletes_the_old_revision_alone(catalog: Catalog) -> None:
    added(catalog, prepared("a", "The old text."))
    added(catalog, prepared("a", "The new text."))

    assert not catalog.unfinished()
    assert catalog.article("shared", "a").text == "The new text."
    assert catalog.check() == []


def test_leaving_passages_can_be_finished_a_few_at_a_time(catalog: Catalog) -> None:
    added(catalog, prepared("a", THREE_PARAGRAPHS))
    first, *others = sorted(catalog.begin_removal("shared", "a"))

    catalog.finish([first])
    assert catalog.unfinished().leaving == {"shared": others}
    catalog.finish(others)
    assert not catalog.unfinished()


def test_finish_leaves_visible_and_pending_passages_alone(catalog: Catalog) -> None:
    seen = added(catalog, prepared("a"))
    pending = catalog.begin("shared", [prepared("b")])

    catalog.finish(keys_of([*seen, *pending]))

    catalog.publish(pending)
    assert ids(catalog) == ["a", "b"]
    assert catalog.check() == []


def test_a_removed_article_is_gone_at_once(catalog: Catalog) -> None:
    seen = added(catalog, prepared("a"), prepared("b"))

    leaving = catalog.begin_removal("shared", "a")

    assert leaving == list(seen[0].passage_keys)
    assert ids(catalog) == ["b"]
    with pytest.raises(UnknownArticle):
        catalog.begin_removal("shared", "a")
    catalog.finish(leaving)
    assert catalog.count("shared").articles == 1


def test_removing_names_the_article_and_library_that_are_unknown(catalog: Catalog) -> None:
    added(catalog, prepared("a"))

    with pytest.raises(UnknownArticle) as raised:
        catalog.begin_removal("guild-1", "a")
    assert (raised.value.article, raised.value.library) == ("a", "guild-1")


def test_an_article_without_passages_leaves_nothing_to_finish(catalog: Catalog) -> None:
    added(catalog, prepared("a", "", spans=[]))
    assert catalog.article("shared", "a").text == ""

    assert catalog.begin_removal("shared", "a") == []
    assert not catalog.unfinished()
    assert catalog.check() == []


def test_abandoned_articles_vanish_and_abandoned_updates_change_nothing(catalog: Catalog) -> None:
    added(catalog, prepared("a", "The old text."))
    pending = catalog.begin("shared", [prepared("a", "The new text."), prepared("b")])

    catalog.abandon(pending)

    assert catalog.article("shared", "a").text == "The old text."
    assert ids(catalog) == ["a"]
    assert not catalog.unfinished()
    assert catalog.check() == []


def test_what_was_published_cant_be_abandoned(catalog: Catalog) -> None:
    catalog.abandon(added(catalog, prepared("a")))

    assert ids(catalog) == ["a"]


def test_what_was_abandoned_cant_be_published_and_takes_the_others_with_it(catalog: Catalog) -> None:
    pending = catalog.begin("shared", [prepared("a"), prepared("b")])
    catalog.abandon(pending[:1])

    with pytest.raises(StorageError, match="add it again"):
        catalog.publish(pending)
    assert ids(catalog) == []


def test_of_two_drafts_for_one_article_the_later_counts(catalog: Catalog) -> None:
    pending = catalog.begin("shared", [prepared("a", "First."), prepared("a", "Second.")])

    leaving = catalog.publish(pending)

    assert leaving == list(pending[0].passage_keys)
    article = catalog.article("shared", "a")
    assert (article.text, article.revision) == ("Second.", 2)


def test_a_revision_number_is_never_given_to_another_revision(catalog: Catalog) -> None:
    added(catalog, prepared("a", "First."))
    slow = catalog.begin("shared", [prepared("a", "Second.")])
    fast = added(catalog, prepared("a", "Third."))
    catalog.abandon(slow)

    assert [slow[0].revision, fast[0].revision] == [2, 3]
    assert added(catalog, prepared("a", "Fourth."))[0].revision == 4
    assert catalog.article("shared", "a").revision == 4


def test_libraries_dont_see_each_others_articles(catalog: Catalog) -> None:
    added(catalog, prepared("a", "Ours."), library="guild-1")
    added(catalog, prepared("a", "Theirs."), library="guild-2")

    assert catalog.article("guild-1", "a").text == "Ours."
    catalog.finish(catalog.begin_removal("guild-1", "a"))
    assert catalog.article("guild-2", "a").text == "Theirs."
    assert catalog.libraries() == ["guild-2"]


def test_keys_are_never_used_twice(catalog: Catalog) -> None:
    first = added(catalog, prepared("a", THREE_PARAGRAPHS))
    catalog.finish(catalog.begin_removal("shared", "a"))
    abandoned = catalog.begin("shared", [prepared("a", THREE_PARAGRAPHS)])
    catalog.abandon(abandoned)
    last = added(catalog, prepared("a", THREE_PARAGRAPHS))

    assert len({item[0].article_key for item in (first, abandoned, last)}) == 3
    assert len({item[0].revision_key for item in (first, abandoned, last)}) == 3
    assert len({*keys_of(first), *keys_of(abandoned), *keys_of(last)}) == 3 * len(first[0].spans)


def test_touch_changes_the_validators_alone(catalog: Catalog) -> None:
    added(catalog, prepared("a", etag='"1"'))
    before = catalog.article("shared", "a")

    catalog.touch("shared", "a", etag='"2"', last_modified=None)

    assert catalog.validators("shared", "a").etag == '"2"'
    assert catalog.article("shared", "a") == before
    with pytest.raises(UnknownArticle):
        catalog.touch("shared", "b", etag=None, last_modified=None)


# A process that ended too early: another catalog on the same database is what the next process finds.


def test_after_an_end_before_publishing_the_additions_are_named_and_go(catalog: Catalog, address: Path | str) -> None:
    added(catalog, prepared("a", "The old text."))
    pending = catalog.begin("shared", [prepared("a", "The new text."), prepared("b"), prepared("c", "", spans=[])])

    with Catalog(address) as next_process:
        found = next_process.unfinished()
        assert (found.pending, found.leaving) == ({"shared": keys_of(pending)}, {})
        next_process.discard_unfinished(found)
        assert not next_process.unfinished()
        assert next_process.article("shared", "a").text == "The old text."
        assert ids(next_process) == ["a"]
        assert next_process.check() == []


def test_after_an_end_before_finishing_an_update_the_old_passages_are_named(
    catalog: Catalog, address: Path | str
) -> None:
    old = added(catalog, prepared("a", "The old text."))
    catalog.publish(catalog.begin("shared", [prepared("a", "The new text.")]))

    with Catalog(address) as next_process:
        found = next_process.unfinished()
        assert (found.pending, found.leaving) == ({}, {"shared": keys_of(old)})
        next_process.discard_unfinished()
        assert not next_process.unfinished()
        assert next_process.article("shared", "a").text == "The new text."


def test_after_an_end_before_finishing_a_removal_the_article_stays_away(catalog: Catalog, address: Path | str) -> None:
    seen = added(catalog, prepared("a"), library="guild-1")
    catalog.begin_removal("guild-1", "a")

    with Catalog(address) as next_process:
        assert next_process.unfinished().leaving == {"guild-1": keys_of(seen)}
        next_process.discard_unfinished()
        assert ids(next_process, "guild-1") == []
        assert next_process.libraries() == []


def test_discarding_what_was_found_leaves_what_was_begun_since(catalog: Catalog) -> None:
    found = catalog.unfinished()
    pending = catalog.begin("shared", [prepared("a")])

    catalog.discard_unfinished(found)

    catalog.publish(pending)
    assert ids(catalog) == ["a"]


_KILLED_WHILE_ADDING = """
import os, signal, sys
from pathlib import Path
from index.catalog import Catalog
from tests.index.catalog.builders import added, prepared

class Killing(list):
    def __iter__(self):
        os.kill(os.getpid(), signal.SIGKILL)

address = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])
catalog = Catalog(address)
added(catalog, prepared("a"))
catalog.begin("shared", [prepared("b"), prepared("c", spans=Killing(prepared("c").spans))])
"""


def test_a_process_killed_inside_a_transaction_leaves_nothing_of_it(address: Path | str) -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED_WHILE_ADDING, str(address)], check=False, timeout=120)

    assert killed.returncode == -signal.SIGKILL
    with Catalog(address) as catalog:
        assert not catalog.unfinished()
        assert ids(catalog) == ["a"]
        assert catalog.check() == []
        added(catalog, prepared("b"))


def test_threads_add_side_by_side_and_readers_see_whole_articles_only(catalog: Catalog) -> None:
    added(catalog, prepared("shared article", "0" * 40_000))

    def add(number: int) -> None:
        for turn in range(5):
            added(catalog, prepared(f"own {number}"), prepared("shared article", str(turn) * 40_000))

    def read() -> None:
        for _ in range(50):
            article = catalog.article("shared", "shared article")
            assert article.text == article.text[0] * 40_000

    with ThreadPoolExecutor() as threads:
        jobs = [threads.submit(add, number) for number in (1, 2, 3)]
        jobs += [threads.submit(read) for _ in (1, 2)]
    for job in jobs:
        job.result()

    assert catalog.count("shared").articles == 4
    assert catalog.begin("shared", [prepared("shared article")])[0].revision == 17
    assert catalog.check() == []


def test_thousands_are_added_updated_and_finished_in_single_steps(catalog: Catalog) -> None:
    drafts = [prepared(f"article {number}", f"Text {number}. " * 3) for number in range(2_000)]

    first = added(catalog, *drafts)
    leaving = catalog.publish(catalog.begin("shared", [replace(draft, content_hash="new") for draft in drafts]))

    assert sorted(leaving) == keys_of(first)
    catalog.finish(leaving)
    assert catalog.count("shared").articles == 2_000
    assert catalog.check() == []


# Undoing updates

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> list[datetime]:
    return [datetime(2026, 1, 1, tzinfo=UTC)]


@pytest.fixture
def timed(address: Path | str, clock: list[datetime]) -> Iterator[Catalog]:
    """A catalog in which it is what the clock says."""
    with Catalog(address, clock=lambda: clock[0]) as catalog:
        yield catalog


def stored_texts(catalog: Catalog) -> list[str]:
    with catalog._database.reading() as connection:
        return sorted(connection.scalars(select(tables.texts.c.part)))


def test_what_an_update_replaced_can_be_had_back(catalog: Catalog) -> None:
    old = prepared(
        "a", "The old text.", title="T", url="https://example.org", site="S", author="A", published="2024-01-01",
        language="en", etag='"1"', last_modified="then",
    )  # fmt: skip
    added(catalog, old)
    added(catalog, prepared("a", "The new text."))

    previous = catalog.previous("shared", "a", 2)

    assert previous is not None
    assert previous.draft == replace(old.draft, id="a")
    assert (previous.content_hash, previous.added_by) == (old.content_hash, "user:1")
    assert not catalog.unfinished()
    assert catalog.check() == []


def test_only_what_the_current_revision_replaced_can_be_had_back(catalog: Catalog) -> None:
    for text in ("One.", "Two.", "Three."):
        added(catalog, prepared("a", text))

    previous = catalog.previous("shared", "a", 3)
    assert previous is not None
    assert previous.draft.text == "Two."
    assert catalog.previous("shared", "a", 2) is None
    assert catalog.previous("guild-1", "a", 3) is catalog.previous("shared", "b", 1) is None
    assert stored_texts(catalog) == ["Three.", "Two."]


def test_what_was_replaced_is_kept_for_a_day(timed: Catalog, clock: list[datetime]) -> None:
    for text in ("One.", "Two."):
        added(timed, prepared("a", text))

    clock[0] += DAY
    timed.forget_replaced()
    assert timed.previous("shared", "a", 2) is not None
    clock[0] += timedelta(seconds=1)
    assert timed.previous("shared", "a", 2) is None
    timed.forget_replaced()
    assert stored_texts(timed) == ["Two."]
    assert timed.article("shared", "a").text == "Two."


def test_removing_an_article_leaves_nothing_of_what_was_replaced(catalog: Catalog) -> None:
    for text in ("One.", "Two."):
        added(catalog, prepared("a", text))

    catalog.finish(catalog.begin_removal("shared", "a"))

    assert stored_texts(catalog) == []
    assert catalog.count("shared").articles == 0
    assert catalog.check() == []
    added(catalog, prepared("a", "Three."))
    assert catalog.previous("shared", "a", 1) is None


def test_what_is_withdrawn_leaves_nothing(catalog: Catalog) -> None:
    for text in ("One.", "Two."):
        added(catalog, prepared("a", text))
    two = Citation(
        number=1,
        article=ArticleReference(id="a", title="About a", url=None, published=None, revision=2),
        passage="",
        quote="Two.",
        start=0,
        end=4,
    )
    answer = Answer(
        question="?", status="refused", mode="quotes", text="", sentences=(), citations=(), nearest=(two,),
        confidence=0, seconds=0,
    )  # fmt: skip
    id = catalog.answers.keep("shared", answer).id

    pending = catalog.begin("shared", [prepared("a", "One.")])
    catalog.finish(catalog.publish(pending, withdraws=True))

    assert stored_texts(catalog) == ["One."]
    assert catalog.previous("shared", "a", 3) is None
    assert "Two" not in str(catalog.answers.get(id))


@pytest.mark.parametrize("is_finished", [True, False])
def test_an_update_that_was_cut_short_can_be_undone(catalog: Catalog, is_finished: bool) -> None:
    """The process ends before the replaced passages are out of the indexes, or just before it says so."""
    old = added(catalog, prepared("a", "One."))
    catalog.publish(catalog.begin("shared", [prepared("a", "Two.")]))

    found = catalog.unfinished()
    assert found.leaving == {"shared": keys_of(old)}
    if is_finished:
        catalog.finish(keys_of(old))
    else:
        catalog.discard_unfinished(found)

    assert not catalog.unfinished()
    previous = catalog.previous("shared", "a", 2)
    assert previous is not None
    assert previous.draft.text == "One."


def test_the_text_of_an_unfinished_update_goes_with_the_next(catalog: Catalog) -> None:
    for text in ("One.", "Two.", "Three."):
        catalog.publish(catalog.begin("shared", [prepared("a", text)]))

    catalog.discard_unfinished()

    assert stored_texts(catalog) == ["Three.", "Two."]
    assert catalog.article("shared", "a").text == "Three."
