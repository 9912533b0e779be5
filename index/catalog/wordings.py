"""The words around the quotes of kept answers: taken down with an answer, and purged with the article they are of."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, or_, select, update

from index.catalog import answer_bodies
from index.catalog.article_queries import text_between
from index.catalog.rows import chunks
from index.catalog.tables import IS_CURRENT, answers, articles, replaced, revisions, wordings
from index.models import Citation

AROUND_CHARACTERS = 600  # kept on each side of a quote
_LONGEST_WORD = 40  # what is longer is cut: some scripts have no spaces at all


def around(connection: Connection, citation: Citation) -> tuple[str, str] | None:
    """Return the words before and after a quote; None when what it quotes was removed meanwhile."""
    key = connection.scalar(
        select(revisions.c.key)
        .join(articles, articles.c.key == revisions.c.article_key)
        .where(
            articles.c.library == citation.article.library,
            articles.c.id == citation.article.id,
            revisions.c.number == citation.article.revision,
            or_(IS_CURRENT, exists().where(replaced.c.revision_key == revisions.c.key)),
        )
    )
    if key is None:
        return None
    first = max(0, citation.start - AROUND_CHARACTERS)
    before = text_between(connection, key, first, citation.start)
    after = text_between(connection, key, citation.end, citation.end + AROUND_CHARACTERS)
    return _from_whole_word(before) if first else before, _to_whole_word(after)


def purge(connection: Connection, library: str, id: str, *, revision: int | None = None) -> None:
    """Replace what answers quote of an article, or of one revision of it, wherever they keep it."""
    these = and_(wordings.c.library == library, wordings.c.article == id)
    if revision is not None:
        these &= wordings.c.revision == revision
    _purge(connection, these)


def purge_library(connection: Connection, library: str) -> None:
    """Replace what answers quote of any article of a library."""
    _purge(connection, wordings.c.library == library)


def _purge(connection: Connection, these: Any) -> None:
    gone: dict[str, set[int]] = {}
    for row in connection.execute(select(wordings.c.answer_id, wordings.c.number).where(these)):
        gone.setdefault(row.answer_id, set()).add(row.number)
    for ids in chunks(gone):
        found = connection.execute(select(answers.c.id, answers.c.body).where(answers.c.id.in_(ids))).all()
        for row in found:
            _blank(connection, row.id, row.body, gone[row.id])
    connection.execute(delete(wordings).where(these))


def _blank(connection: Connection, id: str, body: str, slots: Iterable[int]) -> None:
    answer = answer_bodies.without(answer_bodies.read(body), lambda citation: citation.slot in slots)
    values = {"text": answer.text, "body": answer_bodies.write(answer)}
    connection.execute(update(answers).where(answers.c.id == id).values(values))


def _from_whole_word(text: str) -> str:
    """Drop the rest of a word that a cut has left at the beginning."""
    for at, character in enumerate(text[:_LONGEST_WORD]):
        if character.isspace():
            return text[at + 1 :]
    return text.lstrip("".join(filter(unicodedata.combining, text[:_LONGEST_WORD])))


def _to_whole_word(text: str) -> str:
    """Drop the beginning of a word that a cut has left at the end."""
    if len(text) < AROUND_CHARACTERS:
        return text
    for at in range(len(text) - 1, len(text) - 1 - _LONGEST_WORD, -1):
        if text[at].isspace():
            return text[:at]
    return text
