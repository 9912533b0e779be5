"""What a library's owners prefer: values by name, of which the catalog knows nothing."""

import json
from typing import Any

from sqlalchemy import delete, insert, select

from index.catalog.database import Database
from index.catalog.tables import preferences


class Preferences:
    """The preferences of all libraries. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, library: str) -> dict[str, Any]:
        """Return what was set for a library, by name."""
        wanted = select(preferences).where(preferences.c.library == library).order_by(preferences.c.name)
        with self._database.reading() as connection:
            return {row.name: json.loads(row.value) for row in connection.execute(wanted)}

    def set(self, library: str, name: str, value: Any) -> None:
        """Set a value that JSON can hold; None takes it back."""
        named = (preferences.c.library == library) & (preferences.c.name == name)
        row = {"library": library, "name": name, "value": json.dumps(value)}
        with self._database.writing() as connection:
            connection.execute(delete(preferences).where(named))
            if value is not None:
                connection.execute(insert(preferences).values(row))
