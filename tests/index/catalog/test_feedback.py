"""What readers say of answers: one verdict a person, one flag a person and citation, gone with the answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from index.catalog import Catalog, tables
from index.models import AnswerFeedback, FlagReason, KeptAnswer
from tests.index.catalog.builders import added, prepared
from tests.index.catalog.test_answers import ANSWER, CITATION, REFUSAL, TEXT, answer_of, cited


def kept(catalog: Catalog, library: str = "guild-1") -> KeptAnswer:
    """Keep an answer that cites the articles a and b."""
    if catalog.revision("shared", "a") is None:
        added(catalog, prepared("a", TEXT), prepared("b", "Bees buzz."))
    bees = cited("Bees buzz.", "Bees buzz.", number=2, article="b")
    return catalog.answers.keep(library, answer_of(CITATION, bees), turns=("And before?",))


def only(catalog: Catalog, library: str | None = None) -> AnswerFeedback:
    [feedback] = catalog.feedback.iterate(library)
    return feedback


def test_the_last_verdict_of_each_person_counts(catalog: Catalog) -> None:
    id = kept(catalog).id
    assert all(catalog.feedback.give(id, by, "good") for by in ("discord:1", "discord:2", "discord:3"))
    assert catalog.feedback.give(id, "discord:2", "bad")
    assert catalog.feedback.give(id, "discord:2", "bad")
    assert catalog.feedback.give(id, "discord:3", None)

    assert (only(catalog).good, only(catalog).bad) == (1, 1)


def test_the_last_flag_of_each_person_and_citation_counts(catalog: Catalog) -> None:
    id = kept(catalog).id
    assert catalog.feedback.flag(id, 2, "discord:1", "incomplete", "")
    assert catalog.feedback.flag(id, 1, "discord:1", "incomplete", "")
    assert catalog.feedback.flag(id, 1, "discord:1", "out of date", "He \0resigned \ud800in May." + "x" * 5_000)
    assert catalog.feedback.flag(id, 1, "discord:2", "doesn't say this", "")

    flags = only(catalog).flags
    assert [(flag.citation.number, flag.reason) for flag in flags] == [
        (1, "out of date"),
        (1, "doesn't say this"),
        (2, "incomplete"),
    ]
    assert flags[0].citation == CITATION
    assert flags[0].note.startswith("He resigned in May.")
    assert len(flags[0].note) == 2_000


def test_nothing_is_kept_of_answers_that_are_gone_and_of_numbers_they_have_not(catalog: Catalog) -> None:
    id = kept(catalog).id
    assert not catalog.feedback.flag(id, 3, "discord:1", "incomplete", "")
    assert not catalog.feedback.flag(id, 0, "discord:1", "incomplete", "")
    assert catalog.feedback.flag(id, 1, "discord:1", "incomplete", "")
    assert catalog.feedback.give(id, "discord:1", "bad")

    catalog.answers.forget(id)

    assert not catalog.feedback.give(id, "discord:1", "good")
    assert not catalog.feedback.flag(id, 1, "discord:1", "incomplete", "")
    with catalog._database.reading() as connection:
        for table in (tables.verdicts, tables.flags):
            assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_feedback_comes_by_library_the_oldest_answer_first(address: Path | str) -> None:
    moments = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(99))
    with Catalog(address, clock=lambda: next(moments)) as catalog:
        first, second, other, _silent = (kept(catalog, name) for name in ("guild-1", "guild-1", "guild-2", "guild-1"))
        for answer in (other, second, first):
            catalog.feedback.give(answer.id, "discord:1", "good")

        assert [found.kept for found in catalog.feedback.iterate("guild-1")] == [first, second]
        assert [found.kept for found in catalog.feedback.iterate(None)] == [first, second, other]


# What an evaluation may take for known


def test_an_answer_that_is_liked_makes_its_articles_known(catalog: Catalog) -> None:
    answer = kept(catalog)
    catalog.feedback.give(answer.id, "discord:1", "good")

    question = only(catalog).question
    assert (question.id, question.question, question.turns) == (answer.id, "Who rang? \u200d", ("And before?",))
    assert (question.answerable, question.articles, question.answers) == (True, ("a", "b"), ())


@pytest.mark.parametrize("verdicts", [("bad",), ("good", "bad"), ()])
def test_an_answer_that_is_not_liked_makes_nothing_known(catalog: Catalog, verdicts: tuple[str, ...]) -> None:
    id = kept(catalog).id
    catalog.feedback.flag(id, 1, "discord:1", "out of date", "")
    for by, verdict in enumerate(verdicts):
        catalog.feedback.give(id, f"discord:{by}", verdict)  # pyright: ignore[reportArgumentType] one of both

    question = only(catalog).question
    assert (question.answerable, question.articles) == (None, ())


@pytest.mark.parametrize(
    ("reason", "known"),
    [("wrong article", ("b",)), ("doesn't say this", ("b",)), ("out of date", ("a", "b")), ("incomplete", ("a", "b"))],
)
def test_an_article_that_is_doubted_is_not_known(catalog: Catalog, reason: FlagReason, known: tuple[str, ...]) -> None:
    id = kept(catalog).id
    catalog.feedback.give(id, "discord:1", "good")
    catalog.feedback.flag(id, 1, "discord:2", reason, "")

    assert only(catalog).question.articles == known


def test_a_refusal_that_is_liked_is_known_to_be_right(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    id = catalog.answers.keep("guild-1", REFUSAL).id
    catalog.feedback.give(id, "discord:1", "good")
    catalog.feedback.flag(id, 1, "discord:1", "wrong article", "")

    question = only(catalog).question
    assert (question.answerable, question.articles) == (False, ())
    assert [flag.citation for flag in only(catalog).flags] == [CITATION]


def test_an_article_that_was_removed_is_no_longer_the_right_one(catalog: Catalog) -> None:
    id = kept(catalog).id
    catalog.feedback.give(id, "discord:1", "good")
    catalog.feedback.flag(id, 1, "discord:1", "incomplete", "")
    catalog.begin_removal("shared", "a")

    assert only(catalog).question.articles == ("b",)
    assert only(catalog).flags[0].citation.quote == "[removed]"

    catalog.begin_removal("shared", "b")
    question = only(catalog).question
    assert (question.answerable, question.articles) == (None, ())


def test_an_article_that_is_cited_twice_is_known_once(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    answer = replace(ANSWER, citations=(CITATION, replace(CITATION, number=2, slot=2)))
    catalog.feedback.give(catalog.answers.keep("guild-1", answer).id, "discord:1", "good")

    assert only(catalog).question.articles == ("a",)
