"""What went wrong, as a terminal shows it: the line, a caret under the place, what to write instead."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import typer

from app.cli.endings import MISTAKE, USAGE, complain
from app.cli.sources import Source
from app.errors import UserError
from app.json_values import json_value
from app.messages import Language
from app.web.problems import document

WIDEST = 100
"""columns of a line that are shown"""


IN_A_SHELL = {"POST /api/v1/run": "`chainlight run`", "/api/v1/gradients": "`chainlight gradients`"}
"""addresses that hints name -> what does the same here"""


def told(
    problem: dict[str, Any], source: Source, name: str | None = None, *, here: Mapping[str, str] = IN_A_SHELL
) -> str:
    """A problem document as text: `file:line:column: detail [code]`, its line with a caret below it, its hint.

    `name` stands for a source that has no file; `here` says what is meant by the addresses that a hint names.
    """
    name = source.file or name
    at = "" if problem["line"] is None else f":{problem['line'] + (source.line or 1) - 1}:{problem['column']}"
    lines = [(f"{name}{at}: " if name else "") + f"{problem['detail']} [{problem['code']}]"]
    if problem["offset"] is not None:
        lines += pointed(source.text, problem["offset"], problem["length"])
    if problem["hint"]:
        hint = str(problem["hint"])
        for address, ours in here.items():
            hint = hint.replace(address, ours)
        lines.append(hint)
    return "\n".join(lines)


def pointed(source: str, offset: int, extent: int) -> tuple[str, str]:
    """The line of a place, indented, and the line below it with carets. A long line is shown in part."""
    first = source.rfind("\n", 0, offset) + 1
    line, at = source[first:].split("\n", 1)[0], offset - first
    start = max(0, at - WIDEST // 2) if len(line) > WIDEST else 0
    shown = line[start : start + WIDEST]
    before, marked = shown[: at - start], shown[at - start : at - start + max(extent, 1)]
    ellipsis = "…" if start else ""
    blank = "".join("\t" if letter == "\t" else " " * columns(letter) for letter in ellipsis + before)
    return f"  {ellipsis}{shown}", f"  {blank}{'^' * max(1, columns(marked))}"


def columns(text: str) -> int:
    """How many columns a terminal gives a text: two for a Chinese character, none for an accent on a letter."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def status_of(problem: dict[str, Any]) -> int:
    return USAGE if str(problem["code"]).startswith("request.") else MISTAKE


@contextmanager
def mistakes_told(language: Language, source: Source, *, as_json: bool = False) -> Iterator[None]:
    """A mistake in the block ends the command: told with a caret on standard error, or as JSON on standard output."""
    try:
        yield
    except UserError as mistake:
        problem = document(mistake, language, source.text)
        if as_json:
            write(problem)
        else:
            complain(told(problem, source))
        raise typer.Exit(status_of(problem)) from None


def write(value: Any) -> None:
    """`value` on standard output as indented JSON; NaN and infinities as strings."""
    sys.stdout.write(json_text(value))


def json_text(value: Any) -> str:
    return json.dumps(json_value(value), ensure_ascii=False, indent=2) + "\n"
