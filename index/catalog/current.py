"""The current revisions: all that readers ever see."""

from typing import Any

from sqlalchemy import Row, Select, select

from index.catalog.tables import IS_CURRENT, articles, revisions
from index.models import ArticleReference

_current = revisions.join(articles, articles.c.key == revisions.c.article_key)
REFERENCE_COLUMNS = (
    articles.c.id,
    articles.c.library,
    revisions.c.title,
    revisions.c.url,
    revisions.c.published,
    revisions.c.site,
    revisions.c.number,
)


def select_current(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Select of current revisions and their articles."""
    return select(*columns).select_from(_current).where(IS_CURRENT)


def reference(row: Row[Any]) -> ArticleReference:
    """Make a reference of a row that has ``REFERENCE_COLUMNS``."""
    return ArticleReference(
        id=row.id,
        title=row.title,
        url=row.url,
        published=row.published,
        site=row.site,
        revision=row.number,
        library=row.library,
    )
