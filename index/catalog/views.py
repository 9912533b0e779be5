"""Passages as a reader walks through them, and the places where quotes stand now."""

from typing import Any

from sqlalchemy import Connection, Row, func, select

from index.catalog.article_queries import current_row, summary, text_between, whole_text
from index.catalog.tables import passages
from index.models import ArticleSummary, Citation, PassageView


def passage_view(connection: Connection, library: str, id: str, ordinal: int) -> PassageView:
    """Return a passage; the first or last when there is none so far. Raises UnknownArticle."""
    row = current_row(connection, library, id)
    return _view(connection, row, min(max(ordinal, 0), row.passages - 1))


def quoted_view(connection: Connection, citation: Citation) -> tuple[PassageView, int] | None:
    """Return the passage that a quote starts in and where that is; None when it doesn't stand there any more.

    Raises UnknownArticle.
    """
    row = current_row(connection, citation.article.library, citation.article.id)
    start = _start(connection, row, citation)
    if start is None:
        return None
    before = (passages.c.revision_key == row.revision_key) & (passages.c.start <= start)
    ordinal = connection.scalar(select(func.max(passages.c.ordinal)).where(before))
    return _view(connection, row, ordinal or 0), start


def _start(connection: Connection, row: Row[Any], citation: Citation) -> int | None:
    """Return where a quote starts; of several places, the one nearest to the old one."""
    quote, old = citation.quote, citation.start
    if text_between(connection, row.revision_key, old, old + len(quote)) == quote:
        return old
    text = whole_text(connection, row.revision_key)
    following = text.find(quote, old)
    preceding = text.rfind(quote, 0, old + len(quote))
    places = [place for place in (preceding, following) if place >= 0]
    return min(places, key=lambda place: abs(place - old), default=None)


def _view(connection: Connection, row: Row[Any], ordinal: int) -> PassageView:
    article: ArticleSummary = summary(row)
    place = connection.execute(
        select(passages.c.start, passages.c.end).where(
            passages.c.revision_key == row.revision_key, passages.c.ordinal == ordinal
        )
    ).first()
    if place is None:  # a text without a word has no passages
        return PassageView(article=article, ordinal=0, count=0, text="", start=0, end=0)
    return PassageView(
        article=article,
        ordinal=ordinal,
        count=article.passages,
        text=text_between(connection, row.revision_key, place.start, place.end),
        start=place.start,
        end=place.end,
    )
