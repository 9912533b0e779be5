"""What readers said of kept answers. It goes when the answer goes."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select

from index.catalog.answers import citation_of, kept_answer
from index.catalog.database import Database
from index.catalog.tables import answers, flags, storable, verdicts, wordings
from index.models import AnswerFeedback, Flag, FlagReason, KeptAnswer, Question, Verdict

_MAX_NOTE_CHARACTERS = 2_000
_DOUBTS = ("doesn't say this", "wrong article")  # of the article being the right one for the question


class Feedback:
    """Verdicts and flags. Every method is one transaction, but ``iterate``, which is one for each answer."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def give(self, answer_id: str, by: str, verdict: Verdict | None) -> bool:
        """Keep someone's verdict instead of their last one; None takes it back. False when the answer is gone."""
        theirs = (verdicts.c.answer_id == answer_id) & (verdicts.c.by == by)
        row = {"answer_id": answer_id, "by": by, "verdict": verdict, "given_at": self._clock()}
        with self._database.writing() as connection:
            if not connection.scalar(select(answers.c.id).where(answers.c.id == answer_id)):
                return False
            connection.execute(delete(verdicts).where(theirs))
            if verdict is not None:
                connection.execute(insert(verdicts).values(row))
            return True

    def flag(self, answer_id: str, slot: int, by: str, reason: FlagReason, note: str) -> bool:
        """Keep what someone says against a citation instead of what they said of it last.

        False when the answer is gone or has no such slot.
        """
        row = {"answer_id": answer_id, "number": slot, "by": by, "reason": reason, "note": _storable(note)}
        theirs = (flags.c.answer_id == answer_id) & (flags.c.number == slot) & (flags.c.by == by)
        with self._database.writing() as connection:
            kept = kept_answer(connection, answer_id)
            if kept is None or citation_of(kept, slot) is None:
                return False
            connection.execute(delete(flags).where(theirs))
            connection.execute(insert(flags).values(row | {"flagged_at": self._clock()}))
            return True

    def iterate(self, library: str | None) -> Iterator[AnswerFeedback]:
        """Yield the answers of a library, or of all, that something was said of, oldest first."""
        said = or_(answers.c.id.in_(select(verdicts.c.answer_id)), answers.c.id.in_(select(flags.c.answer_id)))
        wanted = select(answers.c.id).where(said).order_by(answers.c.created_at, answers.c.id)
        with self._database.reading() as connection:
            ids = connection.scalars(wanted if library is None else wanted.where(answers.c.library == library)).all()
        for id in ids:
            with self._database.reading() as connection:
                kept = kept_answer(connection, id)
                found = _feedback(connection, kept) if kept else None
            if found is not None:
                yield found


def _feedback(connection: Connection, kept: KeptAnswer) -> AnswerFeedback:
    given = connection.scalars(select(verdicts.c.verdict).where(verdicts.c.answer_id == kept.id)).all()
    of_answer = select(flags).where(flags.c.answer_id == kept.id).order_by(flags.c.number, flags.c.flagged_at)
    flagged = [flag for row in connection.execute(of_answer) if (flag := _flag(kept, row)) is not None]
    worded = connection.scalars(select(wordings.c.number).where(wordings.c.answer_id == kept.id)).all()
    good, bad = given.count("good"), given.count("bad")
    return AnswerFeedback(
        kept=kept,
        question=_question(kept, set(worded), flagged, is_approved=good > bad),
        good=good,
        bad=bad,
        flags=tuple(flagged),
    )


def _question(kept: KeptAnswer, worded: set[int], flagged: list[Flag], *, is_approved: bool) -> Question:
    """Return what an evaluation may take for known: of an answer that more people liked than not, and no other.

    An article that was removed can't be found again, and one that was doubted isn't known to be right.
    """
    doubted = {flag.citation.slot for flag in flagged if flag.reason in _DOUBTS}
    cited = [one for one in kept.answer.citations if one.slot in worded - doubted]
    is_answered = kept.answer.status == "answered"
    is_known = is_approved and (bool(cited) or not is_answered)
    return Question(
        id=kept.id,
        question=kept.answer.question,
        articles=tuple(dict.fromkeys(one.article.id for one in cited)) if is_known else (),
        answerable=is_answered if is_known else None,
        turns=kept.turns,
    )


def _flag(kept: KeptAnswer, row: Row[Any]) -> Flag | None:
    citation = citation_of(kept, row.number)
    return None if citation is None else Flag(citation=citation, reason=row.reason, note=row.note)


def _storable(note: str) -> str:
    """Return a note without what a database doesn't take, and of a length that someone may have meant."""
    return storable(note)[:_MAX_NOTE_CHARACTERS]
