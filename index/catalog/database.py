"""The connections to the catalog's database: a SQLite file or a Postgres server, with the same transactions on both.

One writer at a time: ``BEGIN IMMEDIATE`` on SQLite, a lock of the transaction's on Postgres. Readers never wait for
it and see one state from the beginning of their transaction to its end.
"""

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError

from index.catalog.failures import translated
from index.errors import FolderReadOnly, StorageError

_WRITERS_LOCK = 0x466F6F74  # any number, the same for all writers of one Postgres database
_CONNECT_TIMEOUT_SECONDS = 10
# A connection to a file costs little: no thread needs to wait for another's.
_POOL_OF_FILES = {"pool_size": 8, "max_overflow": -1}
_INVALID_URL = "DATABASE_URL isn't one of SQLite or Postgres; write postgresql://user:password@host/database"


class Database:
    """A pool of connections. Safe for use from several threads."""

    def __init__(self, address: Path | str, *, lock_timeout_seconds: float) -> None:
        self._url = _url(address)
        self._lock_timeout_seconds = lock_timeout_seconds
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        self.file = _file(self._url) if self.is_sqlite else None
        if self.file:
            _make_folder(self.file.parent)
        engine = self._engine(keeps_foreign_keys=True)
        self._writer = engine.execution_options(is_writing=True)
        self._reader = engine
        if not self.is_sqlite:
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Read one state of the catalog, whatever is written meanwhile."""
        with translated(self.file), self._reader.begin() as connection:
            yield connection

    def writing(self) -> AbstractContextManager[Connection]:
        """Write all or nothing, as the only writer."""
        return self._exclusive(self._writer)

    @contextmanager
    def migrating(self) -> Generator[Connection]:
        """Write as the only writer, and let SQLite replace tables without deleting the rows that point to them."""
        engine = self._engine(keeps_foreign_keys=False, poolclass=NullPool)
        try:
            with self._exclusive(engine.execution_options(is_writing=True)) as connection:
                yield connection
        finally:
            engine.dispose()

    def close(self) -> None:
        """Close the connections."""
        self._writer.dispose()

    @contextmanager
    def _exclusive(self, engine: Engine) -> Generator[Connection]:
        with translated(self.file), engine.begin() as connection:
            if not self.is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_WRITERS_LOCK)))
            yield connection

    def _engine(self, *, keeps_foreign_keys: bool, **pool: Any) -> Engine:
        # Parameters are hidden from errors: they are whole articles, and people's questions.
        if not self.is_sqlite:
            pool["pool_pre_ping"] = True
            return create_engine(self._url, connect_args=self._server_arguments(), hide_parameters=True, **pool)
        arguments = {"timeout": self._lock_timeout_seconds}
        engine = create_engine(self._url, connect_args=arguments, hide_parameters=True, **(pool or _POOL_OF_FILES))
        _prepare_sqlite(engine, keeps_foreign_keys)
        return engine

    def _server_arguments(self) -> dict[str, Any]:
        given = self._url.query.get("options", "")  # what the URL says comes later, and so counts
        given = given if isinstance(given, str) else " ".join(given)
        arguments = {
            "options": f"-c lock_timeout={int(self._lock_timeout_seconds * 1000)} {given}",
            "client_encoding": "utf8",
        }
        if "connect_timeout" not in self._url.query:
            arguments["connect_timeout"] = str(_CONNECT_TIMEOUT_SECONDS)
        return arguments


def _prepare_sqlite(engine: Engine, keeps_foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def _(connection: DBAPIConnection, _record: object) -> None:
        # The driver begins no transactions by itself; ``begin`` below says which kind.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten, not only unlinked
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if keeps_foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get("is_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _url(address: Path | str) -> URL:
    if isinstance(address, Path):
        return URL.create("sqlite", database=str(address))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StorageError(_INVALID_URL) from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    has_no_file = url.drivername == "sqlite" and url.database in (None, "", ":memory:")
    if url.drivername not in ("sqlite", "postgresql+psycopg") or has_no_file:
        raise StorageError(_INVALID_URL)
    try:
        url.get_dialect().import_dbapi()
    except ImportError as error:
        raise StorageError("Postgres needs a driver; install it with `pip install 'footnote[postgres]'`") from error
    return url


def _file(url: URL) -> Path:
    name = str(url.database)
    return Path(name.removeprefix("file:") if "uri" in url.query else name)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except PermissionError as error:
        raise FolderReadOnly("the data folder can't be made; give this user the right to write there") from error
    except OSError as error:
        raise StorageError(f"the data folder can't be made: {error.strerror}; check DATA_DIR") from error
