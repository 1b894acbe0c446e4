"""Keep a text, get an id; ask for the id, get the text. The same text always has the same id."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import time
from threading import Lock
from typing import TYPE_CHECKING

from app.errors import LinkProblem
from app.store.database import connect, file_of, prepare, refusals

if TYPE_CHECKING:
    from sqlalchemy import Engine

ALPHABET = string.ascii_letters + string.digits
ID = re.compile(r"[A-Za-z0-9]{12}")
"""71 bits: nobody finds a link by trying."""


class Store:
    """The links of the database at `url`. Nothing is imported or opened before the first call."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._lock = Lock()
        self._engine: Engine | None = None
        self._ready = False

    def keep(self, spec: str) -> str:
        """The id of `spec`, a new one where it has none. Raises store.down, store.read_only (503), store.full (507)."""
        from sqlalchemy import insert, select
        from sqlalchemy.exc import IntegrityError

        from app.store.tables import links

        digest = hashlib.sha256(spec.encode("utf-8")).digest()
        with refusals():
            engine = self.engine(make=True)
            for _ in range(8):
                with engine.connect() as connection:
                    found = connection.scalar(select(links.c.id).where(links.c.hash == digest))
                if found is not None:
                    return str(found)
                row = {"id": new_id(), "hash": digest, "spec": spec, "created": int(time.time())}
                try:
                    with engine.begin() as connection:
                        connection.execute(insert(links).values(row))
                except IntegrityError:  # somebody kept the same text meanwhile, or, once in ages, has the same id
                    continue
                return str(row["id"])
        raise LinkProblem("store.down")

    def find(self, id: str) -> str:
        """The text of an id. Raises link.unknown (404), and store.down (503) where nobody can say."""
        if not ID.fullmatch(id):
            raise LinkProblem("link.unknown")
        from sqlalchemy import select

        from app.store.tables import links

        with refusals():
            engine = self.engine(make=False)
            file = file_of(engine)
            if file and not file.exists():  # nothing was ever kept, and nobody needs a file for that
                raise LinkProblem("link.unknown")
            self.engine(make=True)
            with engine.connect() as connection:
                found = connection.scalar(select(links.c.spec).where(links.c.id == id))
        if found is None:
            raise LinkProblem("link.unknown")
        return str(found)

    def engine(self, *, make: bool) -> Engine:
        """The engine of SQLAlchemy; with `make` its tables are there."""
        with self._lock:
            if self._engine is None:
                self._engine = connect(self.url)
            if make and not self._ready:
                prepare(self._engine)
                self._ready = True
            return self._engine

    def close(self) -> None:
        """Ends the connections."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine, self._ready = None, False


def new_id() -> str:
    """Twelve characters of base62 that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
