"""All that belongs to a library, gone at once."""

from sqlalchemy import Connection, delete, select, union

from index.catalog import wordings
from index.catalog.tables import IS_CURRENT, answers, articles, indexes, preferences, revisions, tokens


def purge(connection: Connection, library: str) -> None:
    """Delete a library's articles, answers and preferences, and replace what other libraries' answers quote of it."""
    connection.execute(delete(answers).where(answers.c.library == library))
    wordings.purge_library(connection, library)
    # Texts, passages, wordings, verdicts and flags go with what they are of.
    for table in (revisions, articles, preferences, indexes, tokens):
        connection.execute(delete(table).where(table.c.library == library))


def belongings(connection: Connection) -> list[str]:
    """Return the libraries that something belongs to, by name."""
    found = union(
        select(revisions.c.library).where(IS_CURRENT),
        *(select(table.c.library) for table in (answers, preferences, tokens)),
    )
    return sorted(connection.scalars(found))
