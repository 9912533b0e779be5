"""Answers come back as they were given, until their time is up."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from index.catalog import Catalog, tables
from index.models import Answer, ArticleReference, Citation, Mark, Sentence
from tests.index.catalog.builders import added, prepared

CITATION = Citation(
    number=1,
    article=ArticleReference(
        id="a", title="T", url=None, published="2022-09-13", site="S", revision=3, library="shared"
    ),
    passage="shared:a:3:1",
    quote="He called “the president” \U0001f468.",
    start=10,
    end=40,
    marks=(Mark(start=3, end=9),),
)
ANSWER = Answer(
    question="Who called? \u200d",
    status="answered",
    mode="quotes",
    text="He called [1]",
    sentences=(Sentence(text="He called", citations=(1,)),),
    citations=(CITATION,),
    nearest=(CITATION,),
    confidence=0.1 + 0.2,
    seconds=0.25,
    retrieved=("a", "b"),
)


def test_a_kept_answer_comes_back_as_it_was_given(catalog: Catalog) -> None:
    added(catalog, prepared("a"))
    id = catalog.keep_answer("shared", ANSWER, asked_by="user:1")
    catalog.finish(catalog.begin_removal("shared", "a"))

    kept = catalog.answer(id)

    assert kept is not None
    assert (kept.id, kept.library, kept.asked_by, kept.answer) == (id, "shared", "user:1", ANSWER)
    assert catalog.answer("unknown") is None


def test_an_answer_kept_by_another_release_can_still_be_read(catalog: Catalog) -> None:
    id = catalog.keep_answer("shared", ANSWER)
    body = {
        "question": "Q", "status": "refused", "mode": "quotes", "text": "The articles don't say.", "sentences": [],
        "citations": [], "nearest": [], "confidence": 0.5, "seconds": 1.0, "dropped": [1],
    }  # fmt: skip
    with catalog._database.writing() as connection:  # pyright: ignore[reportPrivateUsage]
        connection.execute(update(tables.answers).values(body=json.dumps(body)))

    kept = catalog.answer(id)

    assert kept is not None
    assert (kept.answer.status, kept.answer.retrieved) == ("refused", ())


def test_recent_answers_are_ones_own_the_newest_first(address: Path | str) -> None:
    moments = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute) for minute in range(9))
    with Catalog(address, clock=lambda: next(moments)) as catalog:
        mine = [catalog.keep_answer("shared", ANSWER, asked_by="user:1") for _ in range(3)]
        catalog.keep_answer("shared", ANSWER, asked_by="user:2")
        catalog.keep_answer("guild-1", ANSWER, asked_by="user:1")

        assert [kept.id for kept in catalog.recent_answers("shared", "user:1", 2)] == mine[:0:-1]


def test_old_answers_are_deleted(address: Path | str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with Catalog(address, clock=lambda: now) as catalog:
        id = catalog.keep_answer("shared", ANSWER)

        assert catalog.purge_answers(now) == 0
        assert catalog.purge_answers(now + timedelta(seconds=1)) == 1
        assert catalog.answer(id) is None
