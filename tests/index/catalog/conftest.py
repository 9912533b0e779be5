"""The databases that the catalog is tested on: SQLite always, Postgres where one is named."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.schema import CreateSchema, DropSchema

from index.catalog import Catalog

SERVER_VARIABLE = "FOOTNOTE_TEST_DATABASE_URL"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """An empty database."""
    if request.param == "sqlite":
        yield tmp_path / "catalog.sqlite3"
        return
    server = os.environ.get(SERVER_VARIABLE)
    if not server:
        pytest.skip(f"{SERVER_VARIABLE} names no Postgres server")
    pytest.importorskip("psycopg")
    schema = f"test_{secrets.token_hex(6)}"
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(CreateSchema(schema))
    try:
        url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(DropSchema(schema, cascade=True))
        engine.dispose()


@pytest.fixture
def catalog(address: Path | str) -> Iterator[Catalog]:
    """An empty catalog on each database."""
    with Catalog(address) as catalog:
        yield catalog


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Where a catalog's file can be made."""
    return tmp_path / "catalog.sqlite3"
