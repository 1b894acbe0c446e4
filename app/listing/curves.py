"""What a run printed, appended or differentiated again and again -> curves. Pure: console, episodes and variables of an
answer enter; {"name", "kind", "line", "xlabel", "x", "y"} leave.

kind `episode`    the value of what each backward() of a line was called on; x: the episode's index
kind `printed`    a number that a line printed each time it ran; x: a number beside it that counts, else the how-manieth
kind `list`       a list of numbers that the listing leaves behind
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

FEWEST = 3
"""points that make a curve"""
FEWEST_LISTED = 6
"""numbers of a list that are more than the data of an example"""
MOST_POINTS = 2_000
SAME = 1e-3
"""of the largest number of a curve"""
MOST_NUMBERS = 12
"""numbers in one print that are still looked at: more of them are a tensor's"""
MOST_CURVES = 40

NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf|nan)(?![A-Za-z_\d])")
COUNTING = re.compile(r"epoch|iter|step|round|batch|pass|轮|步|次", re.IGNORECASE)
AROUND = " \t\r\n,;|:=[](){}<>'\"/-—→%"


def curves(
    console: Sequence[dict[str, Any]],
    episodes: Sequence[dict[str, Any]],
    variables: Sequence[dict[str, Any]],
    prints: Mapping[str, Sequence[str]],
) -> list[dict[str, Any]]:
    """The curves of one run, those of the losses first. A curve that never moves is none.

    `prints` are the names of what each line prints, "" where the words before a number say it.
    """
    found: list[dict[str, Any]] = []
    for each in (*of_episodes(episodes), *of_prints(console, prints), *of_lists(variables)):
        if moves(each["y"]) and not any(same(each["y"], other["y"]) for other in found):
            found.append(each)
    return [thinned(each) for each in found[:MOST_CURVES]]


def of_episodes(episodes: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    places: dict[tuple[int, str], list[tuple[int, float]]] = {}
    for each in episodes:
        number = one_number(each["value"])
        if number is not None:
            places.setdefault((each["line"], each["output"]), []).append((each["index"], number))
    for (line, output), points in places.items():
        yield curve(output, "episode", line, "", [x for x, _ in points], [y for _, y in points])


def of_prints(console: Sequence[dict[str, Any]], prints: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Any]]:
    shapes: dict[tuple[int, tuple[str, ...]], list[list[str]]] = {}
    for line, text in printed(console):
        numbers = list(NUMBER.finditer(text))
        if not 0 < len(numbers) <= MOST_NUMBERS:
            continue
        # Padded numbers leave gaps of other lengths: `epoch  0` and `epoch 10` are one row.
        words = tuple(re.sub(" +", " ", text[start:end]) for start, end in gaps(numbers, len(text)))
        shapes.setdefault((line, words), []).append([each[0] for each in numbers])
    for (line, words), rows in shapes.items():
        if len(rows) < FEWEST:
            continue
        names = prints.get(str(line), ())
        called = [
            (names[at] if len(names) == len(words) - 1 else "") or name_of(before)
            for at, before in enumerate(words[:-1])
        ]
        columns = [list(map(float, column)) for column in zip(*rows, strict=True)]
        whole = all(row[0].isdigit() for row in rows)
        counter = next((at for at, column in enumerate(columns) if counts(column, words[at], whole and at == 0)), None)
        x = list(range(1, len(rows) + 1)) if counter is None else columns[counter]
        xlabel = "" if counter is None else called[counter] or "#"
        for at, column in enumerate(columns):
            if at != counter:
                yield curve(called[at], "printed", line, xlabel, x, column)


def printed(console: Sequence[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """(line, text) of each row that was printed, though several calls of one line may have made it."""
    for line, pieces in groupby(console, key=lambda piece: piece["line"]):
        for row in "".join(piece["text"] for piece in pieces).splitlines():
            yield line, row


def gaps(numbers: Sequence[re.Match[str]], length: int) -> Iterator[tuple[int, int]]:
    """What stands before each number, and after the last."""
    ends = [0, *(each.end() for each in numbers)]
    starts = [*(each.start() for each in numbers), length]
    return zip(ends, starts, strict=True)


def counts(column: Sequence[float], before: str, first: bool) -> bool:
    """Whether a column goes up by the same whole number each time, and is called so or stands first."""
    steps = {after - now for now, after in pairwise(column)}
    return (
        len(steps) == 1
        and all(each.is_integer() for each in (*steps, column[0]))
        and min(steps) > 0
        and bool(first or COUNTING.search(name_of(before)))
    )


def name_of(before: str) -> str:
    """The words that lead to a number: `epoch 3: loss=` -> loss."""
    return re.split(r"[,;|\t\n]", before.rstrip(AROUND))[-1].strip(AROUND)


def of_lists(variables: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in variables:
        if each["type"] == "list" and isinstance(each["value"], list) and len(each["value"]) >= FEWEST_LISTED:
            yield curve(each["name"], "list", None, "", list(range(len(each["value"]))), each["value"])


def curve(name: str, kind: str, line: int | None, xlabel: str, x: list[Any], y: list[Any]) -> dict[str, Any]:
    return {"name": name, "kind": kind, "line": line, "xlabel": xlabel, "x": x, "y": y}


def one_number(value: Any) -> float | None:
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return float(value) if isinstance(value, int | float | str) else None


def moves(y: Sequence[Any]) -> bool:
    finite = {float(each) for each in y if math.isfinite(float(each))}
    return len(y) >= FEWEST and len(finite) > 1


def same(y: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether a loss is told again: as it was printed, with a few digits, or as it was put into a list."""
    if len(y) != len(other):
        return False
    pairs = [(float(a), float(b)) for a, b in zip(y, other, strict=True)]
    finite = [(a, b) for a, b in pairs if math.isfinite(a) and math.isfinite(b)]
    room = SAME * max((abs(b) for _, b in finite), default=0.0)
    return len(finite) == len(pairs) and all(abs(a - b) <= room for a, b in finite)


def thinned(found: dict[str, Any]) -> dict[str, Any]:
    """No more points than can be seen; the last stays."""
    length = len(found["y"])
    if length <= MOST_POINTS:
        return found
    kept = [round(at * (length - 1) / (MOST_POINTS - 1)) for at in range(MOST_POINTS)]
    return found | {axis: [found[axis][at] for at in kept] for axis in ("x", "y")}
