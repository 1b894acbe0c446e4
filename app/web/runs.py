"""A run's id: its whole request, so that any process can make it again; where that is too long, a digest of it.

`1.…` is the request itself as compressed JSON. `2.…` is the SHA-256 of the same, kept in a folder (and in memory, where
the folder cannot be written): a server that has lost it answers 404, and knows it again once the request is sent again.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import os
import tempfile
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import Any

from app.errors import RequestError, UserError
from app.limits import LIMITS
from app.web.json_text import read_json

CODE, DIGEST = "1.", "2."
LONGEST = 6_000
"""characters of an id that is the request itself: with the rest of an address it passes every proxy"""
IN_MEMORY = 64
FILES = 2_000


class Runs:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: OrderedDict[str, bytes] = OrderedDict()

    def id_of(self, request: dict[str, Any]) -> str:
        """The id of a request, without its defaults; a long one is kept."""
        run, packed = id_of(request)
        if run.startswith(DIGEST):
            self.keep(run, packed)
        return run

    def request(self, run: str) -> Any:
        """The request of an id. Raises training.run (404)."""
        packed = self.found(run) if run.startswith(DIGEST) else decoded(run.removeprefix(CODE))
        if packed is None or not run.startswith((CODE, DIGEST)):
            raise RequestError("training.run")
        # No more than a body may hold, however well it was packed.
        reader = zlib.decompressobj()
        try:
            text = reader.decompress(packed, LIMITS.body_bytes)
            if not reader.eof:
                raise RequestError("training.run")
            return read_json(text)
        except (zlib.error, UserError):
            raise RequestError("training.run") from None

    def keep(self, run: str, packed: bytes) -> None:
        if run not in self.kept:
            self.kept[run] = packed
            while len(self.kept) > IN_MEMORY:
                self.kept.popitem(last=False)
            with contextlib.suppress(OSError):
                self.write(run, packed)
        self.kept.move_to_end(run)

    def write(self, run: str, packed: bytes) -> None:
        """A file that is there whole or not at all; the oldest go where there are too many."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder)
        with os.fdopen(handle, "wb") as file:
            file.write(packed)
        Path(name).replace(self.folder / run)
        files = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in files[:-FILES]:
            path.unlink(missing_ok=True)

    def found(self, run: str) -> bytes | None:
        if run in self.kept:
            return self.kept[run]
        name = run.removeprefix(DIGEST)
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            return None
        try:
            return (self.folder / run).read_bytes()
        except OSError:
            return None


def id_of(request: dict[str, Any]) -> tuple[str, bytes]:
    """A request's id, and the request as compressed JSON."""
    text = json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode()
    packed = zlib.compress(text, 9)
    code = CODE + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return (code if len(code) <= LONGEST else DIGEST + hashlib.sha256(text).hexdigest()), packed


def decoded(code: str) -> bytes | None:
    try:
        return base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
