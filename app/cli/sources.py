"""Arguments and files -> sources, each with a name."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath
from typing import NamedTuple

from app.cli.endings import FILE, fail
from app.cli.words import said

STDIN = "-"

_FILE_NAME = re.compile(r"[^\s=()]+\.(?:txt|tex|py|md)")
"""what nobody writes as a formula: a file that is not there"""


class Source(NamedTuple):
    """A text to be read, and what to call it."""

    text: str
    file: str | None = None
    """the name of its file, without the folder; None for one that was written on the command line"""
    line: int | None = None
    """the line of the file that it is, from 1; None for a whole file"""

    @property
    def is_listing(self) -> bool:
        return (self.file or "").endswith(".py")

    @property
    def stem(self) -> str | None:
        """The name of the file that it fills, without the suffix."""
        return PurePath(self.file).stem if self.file and self.line is None else None


def read_source(argument: str) -> Source:
    """A formula as it is written, the text of standard input, or that of a file."""
    if argument == STDIN:
        return Source(sys.stdin.read())
    path = file_of(argument)
    if path is None and _FILE_NAME.fullmatch(argument):
        fail(said(f"There is no file {argument}.", f"没有文件 {argument}。"), FILE)
    return Source(read_text(path), path.name) if path and path.is_file() else Source(argument)


def read_sources(argument: str) -> list[Source]:
    """The same; a folder is each of its files, in the order of their names, hidden ones left out."""
    path = file_of(argument)
    if path is None or not path.is_dir():
        return [read_source(argument)]
    files = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
    return [Source(read_text(file), file.name) for file in files]


def read_lines(argument: str) -> list[Source]:
    """A file, or standard input, with a formula on each line; blank lines and lines that start with # are left out."""
    text, file = (sys.stdin.read(), "stdin") if argument == STDIN else (read_text(Path(argument)), Path(argument).name)
    return [
        Source(line, file, place)
        for place, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def file_of(argument: str) -> Path | None:
    """The file or folder that an argument names. One letter is a formula, whatever lies about."""
    if len(argument) < 2 or len(argument) > 4096 or "\0" in argument or "\n" in argument:
        return None
    try:
        path = Path(argument)
        return path if path.exists() else None
    except OSError:  # longer than a name may be
        return None


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        fail(said(f"{path} cannot be read: {reason}", f"无法读取 {path}：{reason}"), FILE)
