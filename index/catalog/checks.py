"""Whether the catalog agrees with itself. Each check says in a line what it found, and nothing when all is well."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from index.catalog.tables import articles, passages, revisions, texts


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong, one line each."""
    if connection.dialect.name == "sqlite":
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(3)")]
        if found != ["ok"]:
            yield f"the catalog's file is damaged: {found[0]}"
            return
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            yield "a row of the catalog points to one that isn't there"
    yield from _articles_without_revisions(connection)
    yield from _texts_of_another_length(connection)
    yield from _passages_out_of_place(connection)


def _articles_without_revisions(connection: Connection) -> Iterator[str]:
    has_revision = select(revisions.c.key).where(revisions.c.article_key == articles.c.key).exists()
    for row in connection.execute(select(articles.c.library, articles.c.id).where(~has_revision)):
        yield f"{_name(row)} has no revision"


def _texts_of_another_length(connection: Connection) -> Iterator[str]:
    stored = select(texts.c.revision_key, func.sum(func.length(texts.c.part)).label("characters"))
    lengths = stored.group_by(texts.c.revision_key).subquery()
    yield from _named(
        connection,
        "has a text of another length than it was stored with",
        lengths,
        func.coalesce(lengths.c.characters, 0) != revisions.c.characters,
    )


def _passages_out_of_place(connection: Connection) -> Iterator[str]:
    stored = select(
        passages.c.revision_key,
        func.count().label("passages"),
        func.max(passages.c.ordinal).label("last"),
        func.max(passages.c.end).label("end"),
    )
    found = stored.group_by(passages.c.revision_key).subquery()
    yield from _named(
        connection,
        "has passages missing or outside its text",
        found,
        or_(
            func.coalesce(found.c.passages, 0) != revisions.c.passages,
            func.coalesce(found.c.last, -1) != revisions.c.passages - 1,
            func.coalesce(found.c.end, 0) > revisions.c.characters,
        ),
    )


def _named(connection: Connection, words: str, found: Any, is_wrong: ColumnElement[bool]) -> Iterator[str]:
    # A leaving revision loses its passages little by little.
    rows = connection.execute(
        select(articles.c.library, articles.c.id)
        .join(revisions, revisions.c.article_key == articles.c.key)
        .outerjoin(found, found.c.revision_key == revisions.c.key)
        .where(is_wrong, revisions.c.state != "leaving")
    )
    for row in rows:
        yield f"{_name(row)} {words}"


def _name(row: Any) -> str:
    return f"the article {row.id!r} of the library {row.library!r}"
