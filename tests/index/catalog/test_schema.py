"""A catalog of any release before this one is brought up to date; one of a later release is left alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text, update

from index.catalog import Catalog, schema, tables
from index.catalog.database import Database
from index.errors import SchemaTooNew, StorageError
from tests.index.catalog.builders import added, ids, prepared

_FIRST_ANSWER = """
INSERT INTO answers (id, library, question, status, mode, text, confidence, created_at, body) VALUES
('first', 'shared', 'Q', 'refused', 'quotes', '', 0.5, '2026-01-01 00:00:00.000000', '{"question": "Q",
"status": "refused", "mode": "quotes", "text": "", "sentences": [], "citations": [], "nearest": [],
"confidence": 0.5, "seconds": 1.0}')
"""


@pytest.fixture
def database(address: Path | str):
    database = Database(address, lock_timeout_seconds=5)
    yield database
    database.close()


def test_the_migrations_make_the_tables_that_the_code_expects(database: Database) -> None:
    schema.bring_up_to_date(database)

    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []


def test_the_newest_migration_is_the_one_the_code_expects(database: Database) -> None:
    with database.reading() as connection:
        script = ScriptDirectory.from_config(schema.alembic_config(connection))

    assert script.get_heads() == [tables.HEAD]


def test_a_catalog_keeps_what_it_holds_when_it_is_opened_again(address: Path | str) -> None:
    with Catalog(address) as catalog:
        added(catalog, prepared("a"))
    with Catalog(address) as catalog:
        assert ids(catalog) == ["a"]


def test_a_catalog_of_the_first_release_keeps_what_it_holds(address: Path | str, database: Database) -> None:
    with database.migrating() as connection:
        command.upgrade(schema.alembic_config(connection), "0001")
        connection.execute(text(_FIRST_ANSWER))

    with Catalog(address) as catalog:
        added(catalog, prepared("a"))
        kept = catalog.answers.get("first")
        assert kept is not None
        assert (kept.answer.question, kept.turns) == ("Q", ())
        assert catalog.answers.review("first", 1) is None
        assert catalog.check() == []


def test_a_catalog_of_a_later_release_is_refused_and_left_alone(address: Path | str, database: Database) -> None:
    Catalog(address).close()
    later = update(schema._version).values(version_num="9999")  # pyright: ignore[reportPrivateUsage]
    with database.writing() as connection:
        connection.execute(later)

    with pytest.raises(SchemaTooNew, match="later release"):
        Catalog(address)

    with database.reading() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_migration_that_fails_changes_nothing(
    address: Path | str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("the power failed")

    monkeypatch.setattr(schema, "_check_references", fail)
    with pytest.raises(StorageError, match="power"):
        Catalog(address)

    with database.reading() as connection:
        assert inspect(connection).get_table_names() == []


_OPENS = """
import sys
from pathlib import Path
from index.catalog import Catalog
Catalog(Path(sys.argv[1])).close()
print("alembic" in sys.modules)
"""


def test_opening_an_up_to_date_catalog_imports_no_alembic(sqlite_file: Path) -> None:
    Catalog(sqlite_file).close()

    opened = subprocess.run([sys.executable, "-c", _OPENS, sqlite_file], capture_output=True, text=True, check=True)

    assert opened.stdout.strip() == "False"


def test_a_folder_with_awkward_characters_in_its_name_is_made(tmp_path: Path) -> None:
    file = tmp_path / "100% of %(here)s" / "ö?#&=" / "catalog.sqlite3"
    with Catalog(file) as catalog:
        added(catalog, prepared("a"))

    assert file.is_file()
