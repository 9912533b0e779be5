"""Database errors to ours: the one place that knows SQLite's codes and Postgres's."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from index.errors import DiskFull, FolderLocked, FolderReadOnly, StorageError

_READ_ONLY = "the data folder can't be written; give this user the right to write there"
_FULL = "no space is left for the catalog; free some and try again"
_LOCKED = "the catalog is in use by another process; stop that one, or wait until it is done"
_DAMAGED = "the catalog's file is damaged or not a catalog; put back a backup, or add the articles to a new data folder"
_UNOPENABLE = "the catalog's file can't be opened; check DATA_DIR and the folder's permissions"
_DISK = "the disk failed while the catalog was read or written; check it, then run `footnote doctor`"
_UNREACHABLE = "the database server can't be reached; check DATABASE_URL and that the server runs"
_REFUSED = "the database server refused the user name, password or database; check DATABASE_URL"
_BUSY = "the database is busy; try again in a moment"
_OTHER = "the database failed in a way that isn't foreseen; the log says how, and `footnote doctor` may say why"

# https://www.sqlite.org/rescode.html: the low byte of a code is its cause.
_SQLITE: dict[int, tuple[type[StorageError], str]] = {
    sqlite3.SQLITE_BUSY: (FolderLocked, _LOCKED),
    sqlite3.SQLITE_LOCKED: (FolderLocked, _LOCKED),
    sqlite3.SQLITE_READONLY: (FolderReadOnly, _READ_ONLY),
    sqlite3.SQLITE_PERM: (FolderReadOnly, _READ_ONLY),
    sqlite3.SQLITE_FULL: (DiskFull, _FULL),
    sqlite3.SQLITE_CANTOPEN: (StorageError, _UNOPENABLE),
    sqlite3.SQLITE_IOERR: (StorageError, _DISK),
    sqlite3.SQLITE_CORRUPT: (StorageError, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (StorageError, _DAMAGED),
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: whole codes first, then their classes.
_POSTGRES: dict[str, tuple[type[StorageError], str]] = {
    "25006": (FolderReadOnly, "the database is read-only; DATABASE_URL must name one that can be written"),
    "42501": (FolderReadOnly, "the database's user lacks the right to write; grant it, or change DATABASE_URL"),
    "53100": (DiskFull, "the database server's disk is full; free some space and try again"),
    "55P03": (FolderLocked, "another process is writing to the catalog; wait until it is done"),
    "08": (StorageError, _UNREACHABLE),
    "57P": (StorageError, _UNREACHABLE),
    "28": (StorageError, _REFUSED),
    "3D": (StorageError, _REFUSED),
    "53": (StorageError, _BUSY),
    "40": (StorageError, _BUSY),
    "XX": (StorageError, "the database server reports damaged data; put back a backup of it"),
}


@contextmanager
def translated(file: Path | None) -> Generator[None]:
    """Raise a database's errors as ours. ``file`` is SQLite's, None with a server."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StorageError(_BUSY) from error
    except DBAPIError as error:
        raise to_storage_error(error, file) from error


def to_storage_error(error: DBAPIError, file: Path | None) -> StorageError:
    """Return our error for a database's."""
    if isinstance(error.orig, sqlite3.Error):
        kind, words = _sqlite(error.orig, file)
    else:
        kind, words = _postgres(error)
    return kind(words)


def _sqlite(error: sqlite3.Error, file: Path | None) -> tuple[type[StorageError], str]:
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)  # missing where Python itself raised it
    cause = code & 0xFF
    if cause == sqlite3.SQLITE_CANTOPEN and file and file.parent.is_dir() and not os.access(file.parent, os.W_OK):
        return FolderReadOnly, _READ_ONLY
    return _SQLITE.get(cause, (StorageError, _OTHER))


def _postgres(error: DBAPIError) -> tuple[type[StorageError], str]:
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:  # the connection failed before the server could name a cause
        words = str(error.orig)
        refused = "authentication" in words or "does not exist" in words
        lost = error.connection_invalidated or type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout")
        return StorageError, _REFUSED if refused else _UNREACHABLE if lost else _OTHER
    for length in (5, 3, 2):
        if found := _POSTGRES.get(state[:length]):
            return found
    return StorageError, _OTHER
