"""What each library's answers cost in tokens of a model, a day at a time."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from index.catalog.database import Database
from index.catalog.tables import tokens


class Tokens:
    """Today's tokens of all libraries; days end at midnight in UTC. Every method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def of(self, library: str) -> tuple[int, int]:
        """Return how many tokens were read and written for a library today."""
        today = (tokens.c.library == library) & (tokens.c.day == self._today())
        with self._database.reading() as connection:
            row = connection.execute(select(tokens).where(today)).first()
        return (row.read, row.written) if row else (0, 0)

    def spend(self, library: str, read: int, written: int) -> None:
        """Add to what a library's answers cost today; what they cost on other days isn't kept."""
        day = self._today()
        with self._database.writing() as connection:
            row = connection.execute(select(tokens).where(tokens.c.library == library, tokens.c.day == day)).first()
            before = (row.read, row.written) if row else (0, 0)
            connection.execute(delete(tokens).where(tokens.c.library == library))
            values = {"library": library, "day": day, "read": before[0] + read, "written": before[1] + written}
            connection.execute(insert(tokens).values(values))

    def _today(self) -> str:
        return self._clock().astimezone(UTC).date().isoformat()
