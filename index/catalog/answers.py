"""Answers as they were given, kept until their time is up, and opened again by readers."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from index.catalog import answer_bodies, wordings
from index.catalog.database import Database
from index.catalog.tables import answers, flags, verdicts
from index.catalog.tables import wordings as wordings_table
from index.catalog.views import quoted_view
from index.errors import UnknownArticle
from index.models import Answer, ArticleReference, Citation, KeptAnswer, PassageView, Review

_ID_BYTES = 9  # twelve characters of a Discord button's id; not to be guessed


class Answers:
    """The kept answers of a catalog. Every method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def prepare(self, library: str, answer: Answer, *, asked_by: str | None, turns: Sequence[str]) -> KeptAnswer:
        """Return an answer as it would be kept."""
        # What isn't shown is never looked at again, and would only have to be purged one day.
        shown = replace(answer, **{"nearest" if answer.status == "answered" else "citations": ()})
        return KeptAnswer(
            id=secrets.token_urlsafe(_ID_BYTES),
            library=library,
            asked_by=asked_by,
            created_at=self._clock(),
            answer=shown,
            turns=tuple(turns),
        )

    def keep(
        self, library: str, answer: Answer, *, asked_by: str | None = None, turns: Sequence[str] = ()
    ) -> KeptAnswer:
        """Keep an answer with the words around its quotes, without those of articles that were removed meanwhile."""
        kept = self.prepare(library, answer, asked_by=asked_by, turns=turns)
        with self._database.writing() as connection:
            there = {one.slot: wordings.around(connection, one) for one in answer_bodies.slotted(kept.answer)}
            rest = answer_bodies.without(kept.answer, lambda citation: there[citation.slot] is None)
            kept = replace(kept, answer=rest)
            connection.execute(insert(answers).values(_row(kept)))
            for citation in answer_bodies.slotted(rest):
                if (around := there[citation.slot]) is not None:
                    connection.execute(insert(wordings_table).values(_wording(kept.id, citation, *around)))
        return kept

    def rewrite(self, kept: KeptAnswer) -> KeptAnswer | None:
        """Keep another form of an answer that is kept: the same citations, in the same slots, shown or not.

        Without those of articles that were removed meanwhile. None when it isn't any more; then nothing is kept.
        """
        with self._database.writing() as connection:
            if not connection.scalar(select(answers.c.id).where(answers.c.id == kept.id)):
                return None
            of_answer = wordings_table.c.answer_id == kept.id
            there = set(connection.scalars(select(wordings_table.c.number).where(of_answer)))
            kept = replace(kept, answer=answer_bodies.without(kept.answer, lambda one: one.slot not in there))
            connection.execute(update(answers).where(answers.c.id == kept.id).values(_row(kept)))
        return kept

    def get(self, id: str) -> KeptAnswer | None:
        """Return a kept answer, None when there is none or its time was up."""
        with self._database.reading() as connection:
            return kept_answer(connection, id)

    def recent(self, library: str, asked_by: str, limit: int) -> list[KeptAnswer]:
        """Return the last answers that someone got in a library, the newest first."""
        wanted = (
            select(answers)
            .where(answers.c.library == library, answers.c.asked_by == asked_by)
            .order_by(answers.c.created_at.desc(), answers.c.id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [_kept(row) for row in connection.execute(wanted)]

    def count(self, library: str) -> int:
        """Return how many answers are kept that were given in a library."""
        with self._database.reading() as connection:
            wanted = select(func.count()).select_from(answers).where(answers.c.library == library)
            return connection.scalar(wanted) or 0

    def forget(self, id: str) -> bool:
        """Delete an answer and all that was said of it; return whether it was there."""
        with self._database.writing() as connection:
            return connection.execute(delete(answers).where(answers.c.id == id)).rowcount > 0

    def forget_person(self, library: str, person: str) -> int:
        """Delete what someone was answered in a library, and what they said of others' answers; return how many."""
        there = select(answers.c.id).where(answers.c.library == library)
        with self._database.writing() as connection:
            for table in (verdicts, flags):
                connection.execute(delete(table).where(table.c.by == person, table.c.answer_id.in_(there)))
            theirs = (answers.c.library == library) & (answers.c.asked_by == person)
            return connection.execute(delete(answers).where(theirs)).rowcount

    def purge(self, older_than: datetime) -> int:
        """Delete answers given before a time; return how many."""
        with self._database.writing() as connection:
            return connection.execute(delete(answers).where(answers.c.created_at < older_than)).rowcount

    def review(self, id: str, slot: int) -> Review | None:
        """Open a citation; None when the answer is gone or has no such slot."""
        with self._database.reading() as connection:
            kept = kept_answer(connection, id)
            cited = citation_of(kept, slot) if kept else None
            return _review(connection, kept, cited) if kept and cited else None


def kept_answer(connection: Connection, id: str) -> KeptAnswer | None:
    """Return a kept answer, None when it is gone."""
    row = connection.execute(select(answers).where(answers.c.id == id)).first()
    return None if row is None else _kept(row)


def citation_of(kept: KeptAnswer, slot: int) -> Citation | None:
    """Return the citation of an answer that has a slot."""
    return next((one for one in answer_bodies.slotted(kept.answer) if one.slot == slot), None)


def _review(connection: Connection, kept: KeptAnswer, citation: Citation) -> Review:
    of_citation = (wordings_table.c.answer_id == kept.id) & (wordings_table.c.number == citation.slot)
    wording = connection.execute(select(wordings_table).where(of_citation)).first()
    if wording is None:
        return Review(kept=kept, citation=citation, state="removed", view=None, before="", quote="", after="")
    review = Review(
        kept=kept,
        citation=citation,
        state="updated",
        view=None,
        before=wording.before,
        quote=citation.quote,
        after=wording.after,
    )
    try:
        found = quoted_view(connection, citation)
    except UnknownArticle:  # it can't be: its wording goes with it
        return replace(review, state="removed", before="", quote="", after="")
    return review if found is None else replace(review, state="current", view=found[0], citation=_now(citation, *found))


def _row(kept: KeptAnswer) -> dict[str, Any]:
    answer = kept.answer
    return {
        "id": kept.id,
        "library": kept.library,
        "asked_by": kept.asked_by,
        "question": answer.question,
        "status": answer.status,
        "mode": answer.mode,
        "text": answer.text,
        "confidence": answer.confidence,
        "created_at": kept.created_at,
        "body": answer_bodies.write(answer),
        "turns": json.dumps(kept.turns, ensure_ascii=False),
    }


def _wording(id: str, citation: Citation, before: str, after: str) -> dict[str, Any]:
    article = citation.article
    return {
        "answer_id": id,
        "number": citation.slot,
        "library": article.library,
        "article": article.id,
        "revision": article.revision,
        "before": before,
        "after": after,
    }


def _kept(row: Row[Any]) -> KeptAnswer:
    return KeptAnswer(
        id=row.id,
        library=row.library,
        asked_by=row.asked_by,
        created_at=row.created_at,
        answer=answer_bodies.read(row.body),
        turns=tuple(json.loads(row.turns)) if row.turns else (),
    )


def _now(citation: Citation, view: PassageView, start: int) -> Citation:
    """Return a citation with the place where its quote stands now, and what is known of the article now."""
    article = view.article
    reference = ArticleReference(
        id=article.id,
        title=article.title,
        url=article.url,
        published=article.published,
        site=article.site,
        revision=article.revision,
        library=article.library,
    )
    return replace(citation, article=reference, start=start, end=start + len(citation.quote))
