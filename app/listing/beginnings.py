"""The beginning of what `repr()` says of a value, without the rest of it being made.

torch asks each number of a tensor what it looks like by several operations of its own; here the numbers are asked as
Python's, once, and rows that nobody will see are left out. The words around them (`grad_fn`, `dtype`) stay torch's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import Any

import torch
from torch._tensor_str import PRINT_OPTS

PREFIX = "tensor("
DEEPEST = 50
"""lists in lists; what is deeper is left to repr()"""

BRACKETS: dict[type, tuple[str, str]] = {list: ("[", "]"), tuple: ("(", ")"), dict: ("{", "}")}

_described: Any = torch.Tensor.__repr__
_FLOATS = (torch.float32, torch.float64)
_WHOLES = (torch.int64, torch.int32, torch.uint8, torch.bool)
_USUAL = (4, 1000, 3, 80, None)


def beginning(value: Any, length: int, around: tuple[int, ...] = ()) -> str:
    """`repr(value)`, or something that begins like it and is longer than `length`; `around` are the ids of what it is
    in.
    """
    kind = type(value)
    if kind is torch.Tensor or kind is torch.nn.Parameter:
        return tensor_text(value, length)
    if kind in BRACKETS and value and len(around) < DEEPEST:
        return container_text(value, length, around)
    return repr(value)


def container_text(value: Any, length: int, around: tuple[int, ...]) -> str:
    opening, closing = BRACKETS[type(value)]
    if id(value) in around:
        return f"{opening}...{closing}"
    around = (*around, id(value))
    found = opening
    for place, each in enumerate(value):
        found += (", " if place else "") + beginning(each, length, around)
        if type(value) is dict:
            found += f": {beginning(value[each], length, around)}"
        if len(found) > length:
            return found
    return found + ("," if type(value) is tuple and len(value) == 1 else "") + closing


def tensor_text(tensor: torch.Tensor, length: int) -> str:
    options = (PRINT_OPTS.precision, PRINT_OPTS.threshold, PRINT_OPTS.edgeitems, PRINT_OPTS.linewidth)
    usual = (*options, PRINT_OPTS.sci_mode) == _USUAL
    plain = tensor.layout is torch.strided and tensor.dtype in (*_FLOATS, *_WHOLES) and tensor.numel()
    if not usual or not plain or torch._C._functorch.is_functorch_wrapped_tensor(tensor) or tensor.is_meta:
        return repr(tensor)
    summarized = tensor.numel() > PRINT_OPTS.threshold
    numbers = edges(tensor.detach()) if summarized else tensor.detach()
    texts = Texts(numbers)
    cut = [summarized and size > 2 * PRINT_OPTS.edgeitems for size in tensor.shape]
    contents = block(numbers.tolist(), cut, len(PREFIX), texts, length)
    found = str(_described(tensor, tensor_contents=contents))
    return f"Parameter containing:\n{found}" if type(tensor) is torch.nn.Parameter else found


def edges(tensor: torch.Tensor) -> torch.Tensor:
    """The first and the last three of every dimension: what torch shows of a large tensor."""
    most = PRINT_OPTS.edgeitems
    for dim, size in enumerate(tensor.shape):
        if size > 2 * most:
            tensor = torch.cat((tensor.narrow(dim, 0, most), tensor.narrow(dim, size - most, most)), dim)
    return tensor


class Texts:
    """How the numbers of one tensor are written: all alike, and as wide as the widest."""

    def __init__(self, tensor: torch.Tensor) -> None:
        numbers = tensor.reshape(-1).tolist()
        self.floating = tensor.dtype in _FLOATS
        self.width = 1
        self.pattern = ""
        if not self.floating:
            self.width = max(1, *(len(f"{each}") for each in numbers))
            return
        # Without a number that is finite and not zero torch decides nothing, and writes `0.` and `nan`.
        found = [each for each in numbers if each and math.isfinite(each)]
        sizes = [abs(each) for each in found] or [1.0]
        least, most = min(sizes), max(sizes)
        whole = all(each.is_integer() for each in found)
        if found and (most / least > 1000.0 or most > 1.0e8 or (least < 1.0e-4)):
            self.pattern = f".{PRINT_OPTS.precision}e"
        else:
            self.pattern = ".0f" if whole else f".{PRINT_OPTS.precision}f"
        self.whole = self.pattern == ".0f"
        self.width = max((len(format(each, self.pattern)) + self.whole for each in found), default=1)

    def of(self, number: Any) -> str:
        text = format(number, self.pattern) if self.floating else f"{number}"
        if self.floating and self.whole and math.isfinite(number):
            text += "."
        return text.rjust(self.width)


def block(numbers: Any, cut: list[bool], indent: int, texts: Texts, length: int) -> str:
    """Rows in brackets, their dots where a dimension is `cut`; no more of them than `length` needs."""
    if not cut:
        return texts.of(numbers)
    if len(cut) == 1:
        return row(numbers, cut[0], indent, texts)
    parts: list[str] = []
    size = 0
    for part in rows(numbers, cut, indent, texts, length):
        parts.append(part)
        size += len(part)
        if size > length:
            break
    return "[" + ("," + "\n" * (len(cut) - 1) + " " * (indent + 1)).join(parts) + "]"


def rows(numbers: list[Any], cut: list[bool], indent: int, texts: Texts, length: int) -> Iterator[str]:
    for place, each in enumerate(numbers):
        if cut[0] and place == PRINT_OPTS.edgeitems:
            yield "..."
        yield block(each, cut[1:], indent + 1, texts, length)


def row(numbers: list[Any], cut: bool, indent: int, texts: Texts) -> str:
    most = PRINT_OPTS.edgeitems
    found = [texts.of(each) for each in numbers]
    if cut:
        found = [*found[:most], " ...", *found[most:]]
    per_line = max(1, (PRINT_OPTS.linewidth - indent) // (texts.width + 2))
    lines = [", ".join(islice(found, start, start + per_line)) for start in range(0, len(found), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
