"""Brings a catalog's tables to this release's. A catalog that is up to date is opened without importing Alembic.

To write a migration: change ``tables``, then with ``alembic_config(connection)`` of an up-to-date catalog run
``alembic.command.revision(config, message="…", rev_id="0002", autogenerate=True)``, read what it wrote, and set
``tables.HEAD``.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

from index.catalog.database import Database
from index.catalog.tables import HEAD
from index.errors import SchemaTooNew, StorageError

if TYPE_CHECKING:
    from alembic.config import Config

_version = table("alembic_version", column("version_num"))


def bring_up_to_date(database: Database) -> None:
    """Make or change the tables, in one transaction, unless they are this release's already."""
    with database.reading() as connection:
        if _stored_version(connection) == HEAD:
            return
    with database.migrating() as connection:
        stored = _stored_version(connection)  # another process may have been faster
        if stored != HEAD:
            _upgrade(connection, stored)
            _check_references(connection)


def alembic_config(connection: Connection) -> "Config":
    """Return Alembic's configuration for the migrations in this package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "index:migrations")
    config.attributes["connection"] = connection
    return config


def _stored_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_version.name):
        return None
    return connection.execute(select(_version.c.version_num)).scalar()


def _upgrade(connection: Connection, stored: str | None) -> None:
    # Here, not above: it takes longer to import than an up-to-date catalog takes to open.
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config(connection)
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    if stored is not None and stored not in known:
        raise SchemaTooNew(
            "the catalog was written by a later release of Footnote; install that release or a later one"
        )
    if (
        connection.dialect.name == "postgresql"
        and connection.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8"
    ):
        raise StorageError("the database must be encoded in UTF8; make one with `createdb --encoding=UTF8`")
    command.upgrade(config, "head")


def _check_references(connection: Connection) -> None:
    # SQLite doesn't look after references while tables are replaced, so that they are looked at once afterwards.
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StorageError(
            "the catalog can't be brought to this release: its tables contradict each other; put back a backup"
        )
