"""What articles were before their last update."""

from datetime import datetime

from sqlalchemy import Connection, select

from index.catalog.article_queries import current_row, whole_text
from index.catalog.changes import UNDO_PERIOD
from index.catalog.tables import replaced, revisions
from index.catalog.values import Previous
from index.errors import UnknownArticle
from index.models import Draft


def previous(connection: Connection, library: str, id: str, revision: int, now: datetime) -> Previous | None:
    """Return what a revision replaced; None when that is gone, or another revision is the current one."""
    try:
        current = current_row(connection, library, id)
    except UnknownArticle:
        return None
    row = connection.execute(
        select(revisions)
        .join(replaced, replaced.c.revision_key == revisions.c.key)
        .where(revisions.c.article_key == current.article_key, replaced.c.replaced_at >= now - UNDO_PERIOD)
    ).first()
    if row is None or current.number != revision:
        return None
    draft = Draft(
        text=whole_text(connection, row.key),
        title=row.title,
        source=row.source,
        id=id,
        url=row.url,
        site=row.site,
        author=row.author,
        published=row.published,
        language=row.language,
        etag=row.etag,
        last_modified=row.last_modified,
    )
    return Previous(draft=draft, content_hash=row.content_hash, added_by=row.added_by)
