"""A URL -> an engine of SQLAlchemy with the tables in it; what databases refuse -> errors of ours."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import LinkProblem

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

SECONDS = 3
"""How long a database may let us wait: for a connection, for a lock."""

HEAD = "0001"
"""The newest of `migrations/versions`; a test holds it."""

LOCK = 0x636861696E  # one process at a time makes the tables

log = logging.getLogger("chainlight.store")

FULL = {sqlite3.SQLITE_FULL, "53100", errno.ENOSPC, errno.EDQUOT}
READ_ONLY = {sqlite3.SQLITE_READONLY, "25006", "42501", errno.EROFS, errno.EACCES, errno.EPERM}
"""SQLite's primary codes, PostgreSQL's SQLSTATEs, the system's errors"""


def database_url(folder: Path | None, url: str = "") -> str:
    """`url`, else the file `links.sqlite3` in `folder`, else in the user's own data folder."""
    if url:
        return url
    return f"sqlite:///{(folder or data_folder()) / 'links.sqlite3'}"


def data_folder() -> Path:
    """Where a user's programs keep what is theirs (XDG Base Directory Specification, without its variable)."""
    try:
        return Path.home() / ".local" / "share" / "chainlight"
    except RuntimeError:  # a user without a home
        return Path("chainlight-data")


def parsed(url: str) -> URL:
    """`url` with the driver that we carry. Raises sqlalchemy.exc.ArgumentError."""
    from sqlalchemy import make_url

    found = make_url(url)
    if found.drivername in ("postgres", "postgresql"):
        found = found.set(drivername="postgresql+psycopg")
    return found


def file_of(engine: Engine) -> Path | None:
    """SQLite's file; None for other databases, for one in memory, and for one that a URI names."""
    name = engine.url.database
    plain = engine.dialect.name == "sqlite" and name and not name.startswith((":", "file:"))
    return Path(name) if name and plain else None


def connect(url: str) -> Engine:
    """An engine for `url`; nothing is opened yet."""
    from sqlalchemy import create_engine

    place = parsed(url)
    if place.get_backend_name() == "sqlite":
        return create_engine(place, connect_args={"timeout": SECONDS})
    patience = f"-c statement_timeout={1000 * SECONDS} -c lock_timeout={1000 * SECONDS}"
    return create_engine(
        place,
        pool_size=4,
        pool_timeout=SECONDS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": SECONDS, "client_encoding": "utf8", "options": patience},
    )


def prepare(engine: Engine) -> None:
    """Makes the tables, or brings them to the newest version; many processes may do so at once."""
    from sqlalchemy import inspect

    file = file_of(engine)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection:
        if inspect(connection).has_table("alembic_version") and version(connection) == HEAD:
            return
    from alembic import command
    from alembic.config import Config

    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
        command.upgrade(config, "head")


def version(connection: Connection) -> str | None:
    """The version of the tables."""
    from sqlalchemy import column, select, table

    found = connection.scalar(select(column("version_num")).select_from(table("alembic_version")))
    return None if found is None else str(found)


@contextmanager
def refusals() -> Iterator[None]:
    """What goes wrong inside becomes store.full (507), store.read_only or store.down (503), and is logged."""
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, CommandError, OSError, ImportError) as error:
        code = code_of(error.orig if isinstance(error, DBAPIError) else error)
        log.warning("%s: %s", code, error.orig if isinstance(error, DBAPIError) else error)
        raise LinkProblem(code) from None


def code_of(error: BaseException | None) -> str:
    """What a driver or the system said, in our words."""
    said: set[object] = set()
    if isinstance(error, sqlite3.Error):
        # The primary code stands in the lowest byte (sqlite.org/rescode.html).
        said.add(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    elif isinstance(error, OSError):
        said.add(error.errno)
    else:
        said.add(getattr(error, "sqlstate", None))
    return "store.full" if said & FULL else "store.read_only" if said & READ_ONLY else "store.down"
