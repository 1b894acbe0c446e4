"""Reads back what is printed: a small evaluator of the LaTeX that we write, on names whose values are known.

It shares nothing with the code that writes: names are found by their typeset form, functions by the literal beginning
of their row's template, and the usual precedence is spelled out here again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from app.operations import ROWS

TOKEN = re.compile(r"\s*(\\[a-zA-Z]+\*?|\\[^a-zA-Z]|\d+\.?\d*|.)", re.DOTALL)
OPERANDS = re.compile(r"(?P<head>.+?)\s*(?:\\left)?\(?(?P<operands>\{a\}(?:, \{[bcd]\})*|\{operands\})(?:\\right)?\)?")
OPENING = {"(": ")", "[": "]", r"\lvert": r"\rvert", r"\lfloor": r"\rfloor", "|": "|"}
SKIPPED = (r"\,", r"\;", r"\!", r"\left", r"\right")
STOPS = (
    "",
    "+",
    "-",
    "}",
    *OPENING.values(),
    r"\rangle",
    "&",
    r"\\",
    r"\end",
    "=",
    "<",
    ">",
    ",",
    r"\ne",
    r"\ge",
    r"\le",
)


def functions() -> dict[str, dict[int, Callable[..., Any]]]:
    """`\\tanh`, `\\operatorname{relu}`, `\\max` -> the forward of rows typeset as a head and their operands, by their number."""
    found: dict[str, dict[int, Callable[..., Any]]] = {}
    for row in ROWS:
        match = OPERANDS.fullmatch(row.latex.replace("{{", "\0").replace("}}", "\1"))
        if match and match["head"].startswith("\\"):
            head = match["head"].replace("\0", "{").replace("\1", "}")
            count = row.operands[0] if match["operands"] == "{operands}" else match["operands"].count("{")
            found.setdefault(head, {}).setdefault(count, row.forward)
    return found


FUNCTIONS = functions()


DIRECT = re.compile(r"\\left\.(.*?)\\right\|")
"""a derivative with something held fixed: one name, brackets and all"""


def length(item: tuple[str, Any]) -> int:
    return -len(item[0])


class Printed:
    """Evaluates one piece of LaTeX. `names` are typeset names with their values; `shape` is that of what it must be."""

    def __init__(self, latex: str, names: Mapping[str, Any], shape: tuple[int, ...] = ()) -> None:
        self.shape = shape
        self.keeps = False
        """whether reductions along a dimension keep it, which nobody writes: readers see what has to be repeated"""
        latex = DIRECT.sub(r"\\direct \1|", latex)
        self.rest = latex.replace(r"\left|", r"\lvert ").replace(r"\right|", r"\rvert ")
        self.names = sorted(((DIRECT.sub(r"\\direct \1|", name), value) for name, value in names.items()), key=length)
        self.used = False
        """whether any name was met: what has none is rounded numbers"""

    def value(self) -> Any:
        found = self.sum()
        self.skip()
        assert not self.rest, f"not read: {self.rest}"
        return found

    # ── tokens ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def skip(self) -> None:
        self.rest = self.rest.lstrip()
        for blank in SKIPPED:
            if self.rest.startswith(blank) and not self.rest.startswith((r"\leftarrow", r"\rightarrow")):
                self.rest = self.rest[len(blank) :]
                return self.skip()
        return None

    def peek(self) -> str:
        self.skip()
        match = TOKEN.match(self.rest)
        return match[1] if match else ""

    def take(self, token: str = "") -> str:
        found = self.peek()
        assert not token or found == token, f"{token} expected at {self.rest}"
        self.rest = self.rest[len(found) :]
        return found

    def taken(self, *tokens: str) -> bool:
        if self.peek() in tokens and self.peek():
            self.take()
            return True
        return False

    def known(self) -> tuple[str, Any] | None:
        self.skip()
        return next((item for item in self.names if self.rest.startswith(item[0])), None)

    # ── grammar ────────────────────────────────────────────────────────────────────────────────────────────────────

    def sum(self) -> Any:
        found = -self.product() if self.taken("-") else self.product()
        while self.peek() in ("+", "-"):
            found = found + self.product() if self.take() == "+" else found - self.product()
        return found

    def product(self) -> Any:
        found = self.factor()
        while True:
            if self.taken(r"\cdot", r"\odot"):
                found = found * self.factor()
            elif self.peek() in STOPS and not self.known():
                return found
            else:
                found = times(found, self.factor())

    def factor(self) -> Any:
        found = self.atom()
        while self.peek() == "^":
            self.take()
            if self.taken(r"\top"):
                found = Row(found) if np.ndim(found) == 1 else np.transpose(found)
                continue
            found = np.power(found, self.group())
        if np.ndim(found) and (index := re.match(r"_\{(\d+(?:, \d+)*)\}", self.rest)):
            self.rest = self.rest[index.end() :]
            found = found[tuple(map(int, index[1].split(", ")))]
        return found

    def group(self) -> Any:
        if not self.taken("{"):
            return self.atom()
        found = self.sum()
        self.take("}")
        return found

    def atom(self) -> Any:
        if known := self.known():
            self.used = True
            self.rest = self.rest[len(known[0]) :]
            return known[1]
        if scattered := re.match(r"\\operatorname\{scatter\}_\{(\d+(?:, \d+)*)\}", self.rest):
            self.rest = self.rest[scattered.end() :]
            (number,) = self.arguments()
            zeros = np.zeros(self.shape)
            zeros[tuple(map(int, scattered[1].split(", ")))] = number
            return zeros
        for head, forward in sorted(FUNCTIONS.items(), key=lambda item: -len(item[0])):
            if self.rest.startswith(head):
                self.rest = self.rest[len(head) :]
                arguments = self.arguments()
                along = re.match(r"_\{(\\mathrm\{(?:dim|correction)\}=-?\d(?:, )?)+\}", self.rest)
                self.rest = self.rest[along.end() if along else 0 :]
                given = {name: int(value) for name, value in re.findall(r"\{(\w+)\}=(-?\d)", along[0])} if along else {}
                if "dim" in given and self.keeps:
                    given["keepdim"] = 1
                return forward[len(arguments)](*map(np.asarray, arguments), **given)
        token = self.take()
        if re.fullmatch(r"\d+\.?\d*", token):
            return float(token)
        if token == r"\langle":
            first = self.sum()
            self.take(",")
            second = self.sum()
            self.take(r"\rangle")
            return np.dot(first, second)
        if token in OPENING:
            return self.enclosed(token)
        if token == r"\frac":
            return np.divide(self.group(), self.group())
        if token == r"\sqrt":
            return np.sqrt(self.group())
        if token == r"\mathbf":
            return self.group()  # a tensor of ones: broadcast as 1
        if token == r"\infty":
            return math.inf
        if token == r"\pi":
            return math.pi
        if token == "e":
            return math.e
        if token == r"\begin":
            return self.matrix()
        raise AssertionError(f"no atom: {token} before {self.rest}")

    def arguments(self) -> list[Any]:
        """What is in the brackets after a function; without brackets all that follows to the next dot: sin 2x."""
        if not self.taken("("):
            return [self.argument()]
        found = [self.sum()]
        while self.taken(","):
            found.append(self.sum())
        self.take(")")
        return found

    def argument(self) -> Any:
        found = self.factor()
        while self.peek() not in (*STOPS, r"\cdot", r"\odot") and not self.rest.lstrip().startswith("\\"):
            found = times(found, self.factor())
        return found

    def enclosed(self, opening: str) -> Any:
        first = self.sum()
        if opening == "[" and self.peek() in (">", "<", "=", r"\ge", r"\le", r"\ne"):
            compare = {">": np.greater, "<": np.less, "=": np.equal, r"\ge": np.greater_equal,
                       r"\le": np.less_equal, r"\ne": np.not_equal}[self.take()]  # fmt: skip
            first = np.asarray(compare(first, self.sum()), float)
        elif opening == "[":
            items = [first]
            while self.taken(","):
                items.append(self.sum())
            first = np.array(items, float)
        self.take(OPENING[opening])
        if opening == r"\lfloor":
            return np.floor(first)
        return np.abs(first) if opening in ("|", r"\lvert") else first

    def matrix(self) -> Any:
        assert self.rest.startswith("{bmatrix}")
        self.rest = self.rest.removeprefix("{bmatrix}")
        rows = [[self.sum()]]
        while not self.taken(r"\end"):
            if self.taken("&"):
                rows[-1].append(self.sum())
            else:
                self.take("\\\\")
                rows.append([self.sum()])
        self.rest = self.rest.removeprefix("{bmatrix}")
        return np.array(rows, float)


class Row:
    """The transpose of a vector, on its way into a product."""

    def __init__(self, vector: Any) -> None:
        self.vector = vector


def times(one: Any, other: Any) -> Any:
    """Two things side by side: matrices multiply as such."""
    if isinstance(other, Row):
        return np.outer(one, other.vector)
    if isinstance(one, Row):
        return one.vector @ other
    return one @ other if np.ndim(one) and np.ndim(other) else one * other


def sides(latex: str) -> list[str]:
    """What stands between the signs of equality that are in no brackets."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"\\[{}\[\]|]|[{}()\[\]=]", latex):
        if match[0] in "{([":
            depth += 1
        elif match[0] in "})]":
            depth -= 1
        elif match[0] == "=" and not depth:
            parts.append(latex[start : match.start()].strip())
            start = match.end()
    return [*parts, latex[start:].strip()]
