"""Cases of the language as text: what goes in, and beside it all that comes out.

    in   J = 3(a+bc)                                    the source, a line each; `tex` instead of `in` for LaTeX
    with W, x                                           names with a value from outside
    out  J = 3*(a + b*c)                                the program, printed
    read 8-10 product: `bc` is the product b·c.         what was decided for the writer

    in   sine(x)
         ^^^^                                           where the error is
    code name.function
    says There is no function `sine`.
    hint Did you mean `sin`?
    说   没有函数 `sine`。
    提示 是不是想写 `sin`？

Blank lines part the cases; lines that begin with `#` are headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from app.errors import Span, UserError, line_and_column, pointed
from app.language import parse
from app.language.printer import print_program
from app.language.readings import reading_text
from app.language.tree import Program, Syntax

FOLDER = Path(__file__).parent / "cases"


MARKS: dict[Syntax, str] = {"formula": "in   ", "latex": "tex  "}
"""how the lines of a source begin"""


class Case(NamedTuple):
    source: str
    values: tuple[str, ...]
    text: str
    syntax: Syntax


def cases(name: str) -> list[Case]:
    """The cases of one file."""
    found = []
    for block in (FOLDER / f"{name}.txt").read_text().split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            syntax: Syntax = "latex" if lines[0].startswith(MARKS["latex"]) else "formula"
            source = "\n".join(line[5:] for line in lines if line.startswith(MARKS[syntax]))
            values = [line[5:].split(", ") for line in lines if line.startswith("with ")]
            found.append(Case(source, tuple(values[0]) if values else (), "\n".join(lines), syntax))
    return found


def outcome(source: str, values: Sequence[str] = (), syntax: Syntax = "formula") -> Program | UserError:
    """The program that a source says, or why it says none; either way every place is inside the source."""
    spans: list[Span | None]
    result: Program | UserError
    try:
        result = parse(source, syntax=syntax, values=values)
    except UserError as error:
        result, spans = error, [error.span]
    else:
        spans = [span for each in result.definitions.values() for span in (each.span, each.body.span)]
        spans += [reading.span for reading in result.readings]
    for span in spans:
        assert span
        assert 0 <= span[0] <= span[1] <= len(source)
    return result


def rendered(source: str, values: Sequence[str] = (), syntax: Syntax = "formula") -> str:
    """What the language makes of a source, as the text of a case."""
    inputs = [MARKS[syntax] + line for line in source.split("\n")]
    given = [f"with {', '.join(values)}"] if values else []
    program = outcome(source, values, syntax)
    if isinstance(program, UserError):
        error = program
        assert error.span
        line, _ = line_and_column(source, error.span[0])
        inputs.insert(line, " " * 5 + pointed(source, error.span).split("\n")[1])
        told = [f"code {error.code}", f"says {error.detail('en')}", f"说   {error.detail('zh-CN')}"]
        if error.hint("en"):
            told[2:2] = [f"hint {error.hint('en')}"]
            told += [f"提示 {error.hint('zh-CN')}"]
        return "\n".join([*inputs, *given, *told])
    out = [f"out  {line}" for line in print_program(program).split("\n")]
    read = [
        f"read {reading.span[0]}-{reading.span[1]} {reading.code}: {reading_text(reading, 'en')}"
        for reading in program.readings
    ]
    return "\n".join([*inputs, *given, *out, *read])
