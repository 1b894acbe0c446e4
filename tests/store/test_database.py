from __future__ import annotations

import ast
import errno
import sqlite3
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from app.store.database import HEAD, code_of, connect, prepare
from app.store.tables import links


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    config = Config()
    config.set_main_option("script_location", "app/store/migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_migrations_make_the_table_that_statements_see(url: str) -> None:
    engine = connect(url)
    prepare(engine)
    prepare(engine)
    found = {column["name"]: column for column in inspect(engine).get_columns("links")}
    assert found.keys() == set(links.c.keys())
    for column in links.c:
        assert found[column.name]["nullable"] == column.nullable
    assert [each["column_names"] for each in inspect(engine).get_unique_constraints("links")] == [["hash"]]
    engine.dispose()


class Said(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


class SaidBySqlite(sqlite3.OperationalError):
    def __init__(self, code: int) -> None:
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SaidBySqlite(sqlite3.SQLITE_FULL), "store.full"),
        (SaidBySqlite(sqlite3.SQLITE_READONLY_DBMOVED), "store.read_only"),
        (SaidBySqlite(sqlite3.SQLITE_CANTOPEN), "store.down"),
        (SaidBySqlite(sqlite3.SQLITE_BUSY), "store.down"),
        (Said("53100"), "store.full"),
        (Said("25006"), "store.read_only"),
        (Said("42501"), "store.read_only"),
        (Said("57P03"), "store.down"),
        (OSError(errno.ENOSPC, "no space"), "store.full"),
        (OSError(errno.EROFS, "read-only"), "store.read_only"),
        (OSError(errno.EIO, "broken"), "store.down"),
        (None, "store.down"),
    ],
)
def test_what_databases_say_is_told_in_our_words(error: BaseException | None, code: str) -> None:
    assert code_of(error) == code


def test_a_server_that_keeps_no_links_imports_no_database() -> None:
    heavy = ("sqlalchemy", "alembic", "psycopg", "app.store.tables")
    sources = [
        path for path in Path("app").rglob("*.py") if "migrations" not in path.parts and path.name != "tables.py"
    ]
    for path in sources:
        for node in ast.parse(path.read_text("utf-8")).body:  # what stands in a function waits until it is called
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.startswith(heavy) for name in names), path
