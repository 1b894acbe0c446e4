"""`os` and `os.path`: names of files put together and taken apart. There are no files, and no folders."""

from __future__ import annotations

import os
import posixpath
from typing import Any

from app.listing.library import Library, named
from app.listing.machine import running
from app.listing.rows import admit


def exists(name: Any) -> bool:
    """`os.path.exists("best.pt")`: whether this listing has saved it."""
    return isinstance(name, str) and name in running().saved


def made_folder(name: Any, *given: Any, **options: Any) -> None:
    """`os.makedirs("runs", exist_ok=True)`: nothing is ever written into it."""


def environment(name: str, default: Any = None) -> Any:
    """`os.getenv("HOME", default)`: nothing of the machine's own."""
    return default


PATH = Library(
    "os.path",
    posixpath,
    {
        **named(posixpath, "basename dirname join sep split splitext"),
        "exists": exists,
        "isdir": exists,
        "isfile": exists,
    },
)

LIBRARIES = {
    "os": Library(
        "os",
        os,
        {"environ": {}, "getenv": environment, "makedirs": made_folder, "mkdir": made_folder, "path": PATH, "sep": "/"},
    ),
    "os.path": PATH,
}

for _library in LIBRARIES.values():
    admit(*(member for member in _library.members.values() if callable(member)))
