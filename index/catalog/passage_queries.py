"""What is read of the passages of current revisions."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, select

from index.catalog.current import REFERENCE_COLUMNS, reference, select_current
from index.catalog.rows import chunks
from index.catalog.tables import IS_CURRENT, PART_CHARACTERS, articles, passages, revisions, texts
from index.catalog.values import StoredPassage
from index.passages import sentence_spans, unpacked


def stored_passages(connection: Connection, keys: Iterable[int]) -> list[StoredPassage]:
    """Return those of the passages that are visible, by key."""
    return [
        passage
        for chunk in chunks(keys)
        for passage in _stored_passages(connection, _passages.where(passages.c.key.in_(chunk)))
    ]


def neighbours(connection: Connection, key: int, before: int, after: int) -> list[StoredPassage]:
    """Return a passage between those around it in the same revision, in order; nothing when it isn't visible."""
    place = connection.execute(select(passages.c.revision_key, passages.c.ordinal).where(passages.c.key == key)).first()
    if place is None:
        return []
    around = passages.c.ordinal.between(place.ordinal - before, place.ordinal + after)
    return _stored_passages(connection, _passages.where(passages.c.revision_key == place.revision_key, around))


def passages_of(connection: Connection, library: str, id: str) -> tuple[int, tuple[int, ...]] | None:
    """Return an article's key and the keys of its passages, None when it isn't there."""
    found = connection.execute(
        select(articles.c.key, passages.c.key.label("passage_key"))
        .join(revisions, revisions.c.article_key == articles.c.key)
        .join(passages, passages.c.revision_key == revisions.c.key)
        .where(articles.c.library == library, articles.c.id == id, IS_CURRENT)
        .order_by(passages.c.ordinal)
    ).all()
    return (found[0].key, tuple(row.passage_key for row in found)) if found else None


def passage_keys(connection: Connection, library: str) -> set[int]:
    """Return the keys of a library's visible passages."""
    return set(
        connection.scalars(
            select(passages.c.key)
            .join(revisions, revisions.c.key == passages.c.revision_key)
            .where(revisions.c.library == library, IS_CURRENT)
        )
    )


def _passages_with_parts() -> Select[*tuple[Any, ...]]:
    """Select passages, each with the parts of the text that it lies in: one nearly always, seldom two."""
    within = case((passages.c.start > texts.c.start, passages.c.start - texts.c.start), else_=0)
    reaches = (texts.c.start > passages.c.start - PART_CHARACTERS) & (texts.c.start < passages.c.end)
    piece = func.substr(texts.c.part, within + 1, passages.c.end - texts.c.start - within)
    return (
        select_current(
            passages.c.key,
            passages.c.ordinal,
            passages.c.start,
            passages.c.end,
            passages.c.sentences,
            revisions.c.article_key,
            revisions.c.language,
            *REFERENCE_COLUMNS,
            piece.label("piece"),
        )
        .join(passages, passages.c.revision_key == revisions.c.key)
        .join(texts, (texts.c.revision_key == revisions.c.key) & reaches)
        .order_by(passages.c.key, texts.c.start)
    )


_passages = _passages_with_parts()


def _stored_passages(connection: Connection, wanted: Select[*tuple[Any, ...]]) -> list[StoredPassage]:
    found: dict[int, tuple[Row[Any], str]] = {}
    for row in connection.execute(wanted).all():
        _, text = found.get(row.key, (row, ""))
        found[row.key] = (row, text + row.piece)
    return [
        StoredPassage(
            key=row.key,
            library=row.library,
            article_key=row.article_key,
            article=reference(row),
            language=row.language,
            ordinal=row.ordinal,
            start=row.start,
            end=row.end,
            text=text,
            sentences=unpacked(row.sentences) if row.sentences else sentence_spans(text, row.language),
        )
        for row, text in found.values()
    ]
