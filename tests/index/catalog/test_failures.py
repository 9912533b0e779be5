"""A database's failures arrive as ours, each with a line that says what to do."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from index.catalog import Catalog
from index.catalog.failures import to_storage_error
from index.errors import DiskFull, FolderLocked, FolderReadOnly, StorageError
from tests.index.catalog.builders import THREE_PARAGRAPHS, added, ids, prepared

UNFORESEEN = "isn't foreseen"


def test_a_second_writer_is_told_that_the_catalog_is_in_use(address: Path | str) -> None:
    with Catalog(address) as first, Catalog(address, lock_timeout_seconds=0.2) as second:
        added(first, prepared("a"))
        with first._database.writing():  # pyright: ignore[reportPrivateUsage]
            assert ids(second) == ["a"]  # readers don't wait
            with pytest.raises(FolderLocked):
                second.begin_removal("shared", "a")


def test_a_read_only_catalog_can_be_read_but_not_changed(sqlite_file: Path) -> None:
    with Catalog(sqlite_file) as catalog:
        added(catalog, prepared("a"))

    with Catalog(f"sqlite:///file:{sqlite_file}?mode=ro&uri=true") as catalog:
        assert ids(catalog) == ["a"]
        with pytest.raises(FolderReadOnly, match="right to write"):
            catalog.begin_removal("shared", "a")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_cant_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FolderReadOnly):
            Catalog(tmp_path / "catalog.sqlite3")
        with pytest.raises(FolderReadOnly):
            Catalog(tmp_path / "data" / "catalog.sqlite3")
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_is_named_and_what_was_there_stays(sqlite_file: Path) -> None:
    @event.listens_for(Engine, "connect")
    def shrink(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 100")

    try:
        with Catalog(sqlite_file) as catalog:
            added(catalog, prepared("a"))
            with pytest.raises(DiskFull):
                catalog.begin("shared", [prepared(f"{number}", THREE_PARAGRAPHS) for number in range(300)])
            assert ids(catalog) == ["a"]
            assert catalog.check() == []
    finally:
        event.remove(Engine, "connect", shrink)


def test_a_file_that_is_no_catalog_is_named_as_damaged(sqlite_file: Path) -> None:
    sqlite_file.write_bytes(b"not a database at all, but long enough to be looked at" * 100)

    with pytest.raises(StorageError, match="damaged"):
        Catalog(sqlite_file)


def test_a_damaged_page_is_found(sqlite_file: Path) -> None:
    with Catalog(sqlite_file) as catalog:
        added(catalog, *(prepared(f"{number}", THREE_PARAGRAPHS) for number in range(100)))
    content = bytearray(sqlite_file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 3 * 4096] = b"\xff" * 3 * 4096
    sqlite_file.write_bytes(content)

    with Catalog(sqlite_file) as catalog:
        found = catalog.check()

    assert "damaged" in found[0]


def test_passages_that_dont_fit_their_text_are_found(catalog: Catalog) -> None:
    added(catalog, prepared("a"), prepared("b"))
    assert catalog.check() == []
    with catalog._database.writing() as connection:  # pyright: ignore[reportPrivateUsage]
        connection.exec_driver_sql("UPDATE revisions SET characters = 3 WHERE source = '/articles/a.txt'")

    assert catalog.check() == [
        "the article 'a' of the library 'shared' has a text of another length than it was stored with",
        "the article 'a' of the library 'shared' has passages missing or outside its text",
    ]


def test_a_folder_that_cant_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StorageError, match="DATA_DIR"):
        Catalog(tmp_path / "file" / "catalog.sqlite3")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be opened"):
        Catalog(tmp_path)


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/footnote", "sqlite://", "sqlite:///:memory:", "://"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(StorageError, match="DATABASE_URL"):
        Catalog(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_that_cant_be_reached_is_named_without_its_password(scheme: str) -> None:
    pytest.importorskip("psycopg")

    with pytest.raises(StorageError, match="can't be reached") as raised:
        Catalog(f"{scheme}://user:secret@127.0.0.1:1/footnote?connect_timeout=2")
    assert "secret" not in str(raised.value)


def test_what_was_written_isnt_in_the_errors_that_are_logged(catalog: Catalog) -> None:
    with pytest.raises(StorageError) as raised:
        added(catalog, prepared("a", "Confidential words.", url=object()))
    assert "Confidential" not in repr(raised.value.__cause__)


# Of https://www.sqlite.org/rescode.html, what only a mistake of ours can cause: no words help, the log must say it.
MISTAKES = {
    "SQLITE_ERROR", "SQLITE_INTERNAL", "SQLITE_ABORT", "SQLITE_NOMEM", "SQLITE_INTERRUPT", "SQLITE_NOTFOUND",
    "SQLITE_PROTOCOL", "SQLITE_EMPTY", "SQLITE_SCHEMA", "SQLITE_TOOBIG", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH",
    "SQLITE_MISUSE", "SQLITE_NOLFS", "SQLITE_AUTH", "SQLITE_FORMAT", "SQLITE_RANGE",
}  # fmt: skip
LAST_ERROR = sqlite3.SQLITE_NOTADB


@pytest.mark.parametrize("code", range(1, LAST_ERROR + 1))
def test_every_error_of_sqlite_has_words_or_is_a_mistake_of_ours(code: int) -> None:
    error = sqlite3.OperationalError("refused")
    error.sqlite_errorcode = code | 1 << 8  # with a detail in the high byte

    is_foreseen = UNFORESEEN not in str(to_storage_error(DBAPIError("", None, error), None))

    assert is_foreseen != (code in {getattr(sqlite3, name) for name in MISTAKES})


@pytest.mark.parametrize(
    ("sqlstate", "kind"),
    [
        ("25006", FolderReadOnly),
        ("42501", FolderReadOnly),
        ("53100", DiskFull),
        ("55P03", FolderLocked),
        ("08006", StorageError),
        ("28P01", StorageError),
        ("3D000", StorageError),
        ("40P01", StorageError),
        ("53300", StorageError),
        ("57P01", StorageError),
        ("57P03", StorageError),
        ("XX001", StorageError),
    ],
)
def test_every_condition_of_postgres_has_words(sqlstate: str, kind: type[StorageError]) -> None:
    psycopg = pytest.importorskip("psycopg")

    error = to_storage_error(OperationalError("", None, psycopg.errors.lookup(sqlstate)("refused")), None)

    assert type(error) is kind
    assert UNFORESEEN not in str(error)
