"""Answers come back as they were given, until their time is up or what they quote is removed."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from index.catalog import Catalog, tables
from index.models import Answer, ArticleReference, Citation, Mark, Sentence
from tests.index.catalog.builders import THREE_PARAGRAPHS, added, prepared

TEXT = "Before it all. He called “the president” \U0001f468. After it all."
CITATION = Citation(
    number=1,
    article=ArticleReference(
        id="a", title="About a", url=None, published="2022-09-13", site="S", revision=1, library="shared"
    ),
    passage="1",
    quote="He called “the president” \U0001f468.",
    start=15,
    end=43,
    marks=(Mark(start=3, end=9),),
)
ANSWER = Answer(
    question="Who rang? \u200d",
    status="answered",
    mode="quotes",
    text=f"{CITATION.quote} [1]",
    sentences=(Sentence(text=CITATION.quote, citations=(1,)),),
    citations=(CITATION,),
    nearest=(),
    confidence=0.1 + 0.2,
    seconds=0.25,
    retrieved=("a", "b"),
)
REFUSAL = replace(
    ANSWER, status="refused", text="The articles don't say.", sentences=(), citations=(), nearest=(CITATION,)
)


def cited(text: str, quote: str, *, number: int = 1, article: str = "a", revision: int = 1) -> Citation:
    start = text.index(quote)
    reference = replace(CITATION.article, id=article, title=f"About {article}", revision=revision)
    return Citation(number=number, article=reference, passage="", quote=quote, start=start, end=start + len(quote))


def answer_of(*citations: Citation) -> Answer:
    sentences = tuple(Sentence(text=one.quote, citations=(one.number,)) for one in citations)
    text = "\n\n".join(f"{one.text} [{one.citations[0]}]" for one in sentences)
    return replace(ANSWER, text=text, sentences=sentences, citations=citations)


def stored(catalog: Catalog) -> str:
    """Return all that the catalog's tables of answers hold."""
    with catalog._database.reading() as connection:
        return str([list(connection.execute(select(table))) for table in (tables.answers, tables.wordings)])


@pytest.mark.parametrize("answer", [ANSWER, REFUSAL])
def test_a_kept_answer_comes_back_as_it_was_given(catalog: Catalog, answer: Answer) -> None:
    added(catalog, prepared("a", TEXT))
    given = catalog.answers.keep("guild-1", answer, asked_by="discord:1", turns=("And before?", "\x00 first"))
    added(catalog, prepared("a", "Other words."))

    kept = catalog.answers.get(given.id)

    assert kept == given
    assert (kept.library, kept.asked_by, kept.answer) == ("guild-1", "discord:1", answer)
    assert kept.turns == ("And before?", "\x00 first")
    assert catalog.answers.get("unknown") is None


def test_an_answer_is_named_by_twelve_characters_for_an_address(catalog: Catalog) -> None:
    names = {catalog.answers.keep("guild-1", answer_of()).id for _ in range(50)}

    assert len(names) == 50
    assert all(len(name) == 12 and name.replace("-", "").replace("_", "").isalnum() for name in names)


def test_an_answer_kept_by_another_release_can_still_be_read(catalog: Catalog) -> None:
    id = catalog.answers.keep("shared", ANSWER).id
    body = {
        "question": "Q", "status": "refused", "mode": "quotes", "text": "The articles don't say.", "sentences": [],
        "citations": [], "nearest": [], "confidence": 0.5, "seconds": 1.0, "dropped": [1],
    }  # fmt: skip
    with catalog._database.writing() as connection:
        connection.execute(update(tables.answers).values(body=json.dumps(body), turns=None))

    kept = catalog.answers.get(id)

    assert kept is not None
    assert (kept.answer.status, kept.answer.retrieved, kept.turns) == ("refused", (), ())


def test_recent_answers_are_ones_own_the_newest_first(address: Path | str) -> None:
    moments = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(9))
    with Catalog(address, clock=lambda: next(moments)) as catalog:
        mine = [catalog.answers.keep("shared", ANSWER, asked_by="user:1").id for _ in range(3)]
        catalog.answers.keep("shared", ANSWER, asked_by="user:2")
        catalog.answers.keep("guild-1", ANSWER, asked_by="user:1")

        assert [kept.id for kept in catalog.answers.recent("shared", "user:1", 2)] == mine[:0:-1]
        assert (catalog.answers.count("shared"), catalog.answers.count("guild-1")) == (4, 1)


def test_old_answers_are_deleted(address: Path | str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with Catalog(address, clock=lambda: now) as catalog:
        added(catalog, prepared("a", TEXT))
        id = catalog.answers.keep("shared", ANSWER).id

        assert catalog.answers.purge(now) == 0
        assert catalog.answers.purge(now + timedelta(seconds=1)) == 1
        assert catalog.answers.get(id) is None
        assert stored(catalog) == "[[], []]"


def test_an_answer_is_forgotten_with_its_wording(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    id = catalog.answers.keep("shared", ANSWER).id

    assert catalog.answers.forget(id)
    assert not catalog.answers.forget(id)
    assert stored(catalog) == "[[], []]"


# Reviews


def test_a_citation_is_opened_in_its_passage_and_between_the_words_around_it(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT, url="https://example.org/a"))
    kept = catalog.answers.keep("guild-1", ANSWER)

    review = catalog.answers.review(kept.id, 1)

    assert review is not None
    assert (review.state, review.kept) == ("current", kept)
    assert (review.before, review.quote, review.after) == ("Before it all. ", CITATION.quote, " After it all.")
    assert review.view is not None
    assert (review.view.ordinal, review.view.count, review.view.text) == (0, 1, TEXT)
    assert (review.view.article.id, review.view.article.library, review.view.article.added_by) == (
        "a",
        "shared",
        "user:1",
    )
    assert review.citation.article.url == "https://example.org/a"


def test_the_nearest_quotes_of_a_refusal_are_opened_by_their_number(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    review = catalog.answers.review(catalog.answers.keep("guild-1", REFUSAL).id, 1)

    assert review is not None
    assert (review.state, review.quote) == ("current", CITATION.quote)


def test_there_is_nothing_to_open_of_an_answer_that_is_gone_or_a_number_it_has_not(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    id = catalog.answers.keep("guild-1", ANSWER).id

    assert catalog.answers.review(id, 0) is catalog.answers.review(id, 2) is None
    catalog.answers.forget(id)
    assert catalog.answers.review(id, 1) is None


def test_a_quote_is_found_again_where_an_update_moved_it(catalog: Catalog) -> None:
    """Of several places it is the nearest one."""
    added(catalog, prepared("a", TEXT))
    id = catalog.answers.keep("guild-1", ANSWER).id
    moved = f"{CITATION.quote}{'. New words' * 90}.\n\n{TEXT}\n\nLater. {CITATION.quote}"
    added(catalog, prepared("a", moved, title="A new title"))

    review = catalog.answers.review(id, 1)

    assert review is not None
    assert review.state == "current"
    start, end = review.citation.start, review.citation.end
    assert (moved[start:end], start) == (CITATION.quote, 0)
    assert (review.citation.article.title, review.citation.article.revision) == ("A new title", 2)
    assert review.view is not None
    assert review.view.start <= start < review.view.end
    assert moved[review.view.start : review.view.end] == review.view.text
    assert review.before == "Before it all. "


def test_an_update_without_the_quote_keeps_the_old_wording(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    kept = catalog.answers.keep("guild-1", ANSWER)
    added(catalog, prepared("a", "Other words."))

    review = catalog.answers.review(kept.id, 1)

    assert review is not None
    assert (review.state, review.view, review.citation) == ("updated", None, CITATION)
    assert (review.before, review.quote, review.after) == ("Before it all. ", CITATION.quote, " After it all.")


@pytest.mark.parametrize("answer", [ANSWER, REFUSAL])
def test_a_removed_article_leaves_no_word_in_the_answers_that_quoted_it(catalog: Catalog, answer: Answer) -> None:
    added(catalog, prepared("a", TEXT, title="He called"))
    article = replace(CITATION.article, title="He called", url="https://example.org/he-called")
    with_title = replace(CITATION, article=article)
    shown = {"citations" if answer is ANSWER else "nearest": (with_title,)}
    id = catalog.answers.keep("guild-1", replace(answer, **shown)).id  # pyright: ignore[reportArgumentType] one of two

    catalog.begin_removal("shared", "a")

    everything = stored(catalog)
    for words in ("called", "president", "Before", "After", "2022-09-13", "example.org"):
        assert words not in everything
    review = catalog.answers.review(id, 1)
    assert review is not None
    assert (review.state, review.view, review.before, review.quote, review.after) == ("removed", None, "", "", "")
    assert review.citation.article.id == "a"


def test_an_article_put_back_after_its_removal_brings_no_wording_back(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    id = catalog.answers.keep("guild-1", ANSWER).id
    catalog.finish(catalog.begin_removal("shared", "a"))
    added(catalog, prepared("a", TEXT))

    review = catalog.answers.review(id, 1)

    assert review is not None
    assert review.state == "removed"


def test_what_an_answer_quotes_of_other_articles_stays(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT), prepared("b", "Bees buzz."))
    bees = cited("Bees buzz.", "Bees buzz.", number=2, article="b")
    id = catalog.answers.keep("guild-1", answer_of(CITATION, bees)).id

    catalog.begin_removal("shared", "a")

    kept = catalog.answers.get(id)
    assert kept is not None
    assert kept.answer.text == "[removed] [1]\n\nBees buzz. [2]"
    assert [one.text for one in kept.answer.sentences] == ["[removed]", "Bees buzz."]
    assert kept.answer.citations[1] == bees
    review = catalog.answers.review(id, 2)
    assert review is not None
    assert review.state == "current"


def test_an_article_of_the_same_id_in_another_library_is_another(catalog: Catalog) -> None:
    for library in ("shared", "guild-1"):
        added(catalog, prepared("a", TEXT), library=library)
    kept = catalog.answers.keep("guild-1", ANSWER)

    catalog.begin_removal("guild-1", "a")

    assert catalog.answers.get(kept.id) == kept


def test_an_answer_kept_after_its_article_was_removed_says_none_of_it(catalog: Catalog) -> None:
    """Someone may remove an article between the finding of an answer and the keeping."""
    added(catalog, prepared("a", TEXT))
    catalog.begin_removal("shared", "a")

    kept = catalog.answers.keep("guild-1", ANSWER)

    assert kept.answer.text == "[removed] [1]"
    assert "called" not in stored(catalog)


def test_an_article_that_went_without_its_wording_is_removed_all_the_same(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    id = catalog.answers.keep("guild-1", ANSWER).id
    with catalog._database.writing() as connection:
        for table in (tables.passages, tables.texts, tables.revisions, tables.articles):
            connection.execute(delete(table))

    review = catalog.answers.review(id, 1)

    assert review is not None
    assert (review.state, review.quote) == ("removed", "")


WORDS = " ".join(f"word{number}" for number in range(400))


@pytest.mark.parametrize("place", [0, 3, 150, 300, 396, 399])
def test_the_words_around_a_quote_are_whole(catalog: Catalog, place: int) -> None:
    added(catalog, prepared("a", WORDS))
    quote = f"word{place}" if place < 399 else "word399"
    start = 0 if place == 0 else WORDS.index(f" {quote}") + 1
    citation = replace(cited(WORDS, quote), start=start, end=start + len(quote))

    review = catalog.answers.review(catalog.answers.keep("guild-1", answer_of(citation)).id, 1)

    assert review is not None
    assert WORDS.index(review.before + quote + review.after) == start - len(review.before)
    assert set(review.before.split() + review.after.split()) <= set(WORDS.split())
    for side, length in ((review.before, start), (review.after, len(WORDS) - citation.end)):
        assert min(length, 580) <= len(side) <= 600


def test_scripts_without_spaces_are_cut_where_they_must(catalog: Catalog) -> None:
    text = "水" * 2_000 + "火" + "水" * 2_000
    added(catalog, prepared("a", text))

    review = catalog.answers.review(catalog.answers.keep("guild-1", answer_of(cited(text, "火"))).id, 1)

    assert review is not None
    assert (review.before, review.after) == ("水" * 600, "水" * 600)


# Walking through an article


def test_an_article_is_walked_through_passage_by_passage(catalog: Catalog) -> None:
    text = THREE_PARAGRAPHS
    added(catalog, prepared("a", text))
    views = [catalog.passage_view("shared", "a", ordinal) for ordinal in range(3)]

    assert [(view.ordinal, view.count) for view in views] == [(0, 3), (1, 3), (2, 3)]
    assert all(text[view.start : view.end] == view.text for view in views)
    assert [view.text.split(".")[0] for view in views] == ["Paragraph 1", "Paragraph 2", "Paragraph 3"]


@pytest.mark.parametrize(("asked", "got"), [(-1, 0), (-(10**30), 0), (3, 2), (10**30, 2)])
def test_the_first_or_last_passage_stands_for_those_beyond(catalog: Catalog, asked: int, got: int) -> None:
    added(catalog, prepared("a", THREE_PARAGRAPHS))

    assert catalog.passage_view("shared", "a", asked).ordinal == got


def test_an_article_without_passages_has_an_empty_view(catalog: Catalog) -> None:
    added(catalog, prepared("a", "", spans=[]))

    view = catalog.passage_view("shared", "a", 4)

    assert (view.ordinal, view.count, view.text, view.article.id) == (0, 0, "", "a")


def test_an_answer_kept_while_its_article_is_updated_keeps_what_it_was_given_with(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    added(catalog, prepared("a", "Other words."))

    kept = catalog.answers.keep("guild-1", ANSWER)

    assert kept.answer == ANSWER
    review = catalog.answers.review(kept.id, 1)
    assert review is not None
    assert (review.state, review.before) == ("updated", "Before it all. ")
