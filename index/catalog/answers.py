"""Answers as they were given, kept until their time is up."""

import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, delete, insert, select

from index.catalog.tables import answers
from index.catalog.values import KeptAnswer
from index.models import Answer, ArticleReference, Citation, Mark, Sentence

_Value = TypeVar("_Value")


def keep(connection: Connection, kept: KeptAnswer) -> None:
    """Store an answer."""
    answer = kept.answer
    row = {
        "id": kept.id,
        "library": kept.library,
        "asked_by": kept.asked_by,
        "question": answer.question,
        "status": answer.status,
        "mode": answer.mode,
        "text": answer.text,
        "confidence": answer.confidence,
        "created_at": kept.created_at,
        "body": json.dumps(asdict(answer), ensure_ascii=False),
    }
    connection.execute(insert(answers).values(row))


def kept_answer(connection: Connection, id: str) -> KeptAnswer | None:
    """Return an answer, None when it was never kept or its time was up."""
    row = connection.execute(select(answers).where(answers.c.id == id)).first()
    return None if row is None else _kept(row)


def recent(connection: Connection, library: str, asked_by: str, limit: int) -> list[KeptAnswer]:
    """Return the last answers that someone got in a library, the newest first."""
    rows = connection.execute(
        select(answers)
        .where(answers.c.library == library, answers.c.asked_by == asked_by)
        .order_by(answers.c.created_at.desc(), answers.c.id)
        .limit(limit)
    )
    return [_kept(row) for row in rows]


def purge(connection: Connection, older_than: datetime) -> int:
    """Delete answers given before a time; return how many."""
    return connection.execute(delete(answers).where(answers.c.created_at < older_than)).rowcount


def _kept(row: Row[Any]) -> KeptAnswer:
    return KeptAnswer(
        id=row.id,
        library=row.library,
        asked_by=row.asked_by,
        created_at=row.created_at,
        answer=_answer(json.loads(row.body)),
    )


def _answer(body: dict[str, Any]) -> Answer:
    return _make(
        Answer,
        body
        | {
            "sentences": tuple(
                _make(Sentence, item | {"citations": tuple(item["citations"])}) for item in body["sentences"]
            ),
            "citations": tuple(map(_citation, body["citations"])),
            "nearest": tuple(map(_citation, body["nearest"])),
            "retrieved": tuple(body.get("retrieved", ())),
        },
    )


def _citation(body: dict[str, Any]) -> Citation:
    marks = tuple(_make(Mark, mark) for mark in body.get("marks", ()))
    return _make(Citation, body | {"article": _make(ArticleReference, body["article"]), "marks": marks})


def _make(kind: type[_Value], body: dict[str, Any]) -> _Value:
    """Make a value of what was kept, leaving out fields that this release no longer has."""
    known = {field.name for field in fields(kind)}  # pyright: ignore[reportArgumentType]
    return kind(**{name: value for name, value in body.items() if name in known})
