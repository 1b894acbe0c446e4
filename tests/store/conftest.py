"""Databases of the tests' own: SQLite always, PostgreSQL where CHAINLIGHT_TEST_POSTGRES_URL names a server."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.store.database import parsed

POSTGRES = os.environ.get("CHAINLIGHT_TEST_POSTGRES_URL", "")


def new_postgres() -> Iterator[Callable[[], str]]:
    """Makes empty databases on the test's server, and takes them away again."""
    from sqlalchemy import create_engine

    engine = create_engine(parsed(POSTGRES), isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def make() -> str:
        name = "chainlight_" + secrets.token_hex(8)
        with engine.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
        made.append(name)
        return parsed(POSTGRES).set(database=name).render_as_string(hide_password=False)

    yield make
    with engine.connect() as connection:
        for name in made:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/kept/links.sqlite3"
        return
    yield request.getfixturevalue("postgres")()


@pytest.fixture
def postgres() -> Iterator[Callable[[], str]]:
    """Makes empty databases on a real PostgreSQL. Skips, and says so loudly, where there is none."""
    if not POSTGRES:
        reason = "SKIPPED LOUDLY: CHAINLIGHT_TEST_POSTGRES_URL is not set, so nothing was tried on a real PostgreSQL"
        print(f"\n!! {reason}\n", file=sys.__stderr__)
        pytest.skip(reason)
    yield from new_postgres()
