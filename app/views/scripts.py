"""The page's scripts as a graph: what a module imports, and all that it needs in the end."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath

from app.resources import resource

COMMENT = re.compile(
    r"^[ \t]*/\*[\s\S]*?\*/[ \t]*\n?|^[ \t]*//.*\n"
    r"|/\*\* @(?:type|param|returns|template)\b.*?\*/ ?"
    r"|(?<=[;,{}()\[\]]) // [^\"'`\n]*$",
    re.MULTILINE,
)
"""a comment that begins a line, a type within one, and one at the end of a line, after which no string can end"""
IMPORT = re.compile(r'^(?:import|export)\b[^"\n]*(?:\{[^}]*\})?[^"\n]*"(\.{1,2}/[^"]+)";?$', re.MULTILINE)
LATER = re.compile(r'(?:\bawait|=>)\s+import\("(\.{1,2}/[^"]+)"\)')
"""a module that is fetched when it is wanted"""
SPECIFIER = re.compile(r'(\bfrom\s*|^import\s*|\bimport\()"(\.{1,2}/[^"]+)"', re.MULTILINE)


def without_comments(script: str) -> str:
    """A script of ours without its comments and types: more than a third of its bytes, and nothing that runs."""
    return COMMENT.sub("", script)


@lru_cache(maxsize=8)
def needed(script: str, *, later: bool = False) -> tuple[str, ...]:
    """The modules that `script`, a path under static, imports at once and through others, itself first.

    A page that names them all lets a browser ask for them together, not one after another is read. With `later` also
    those that are fetched only when they are wanted: a file that stands alone has to hold them.
    """
    found: dict[str, None] = {}
    waiting = [script]
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found[name] = None
        if not name.startswith("vendor/"):
            text = without_comments(read(name))
            ways = IMPORT.findall(text) + (LATER.findall(text) if later else [])
            waiting += [beside(name, each) for each in ways]
    return tuple(found)


def read(name: str) -> str:
    """The text of a file under static."""
    return (resource("static") / name).read_text("utf-8")


def beside(name: str, specifier: str) -> str:
    """The path under static that `specifier` means in the module `name`."""
    parts: list[str] = []
    for part in (*PurePosixPath(name).parent.parts, *specifier.split("/")):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def renamed(name: str, prefix: str) -> str:
    """The module `name` without comments, its imports as bare names: `prefix` and the path of each under static."""
    text = read(name)
    if name.startswith("vendor/"):
        return text
    return SPECIFIER.sub(lambda found: f'{found[1]}"{prefix}{beside(name, found[2])}"', without_comments(text))
