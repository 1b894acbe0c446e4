"""The beginning of what `repr()` says of a value, without the rest of it being made."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from app.listing.array_beginnings import array_text
from app.listing.tensor_beginnings import tensor_text

DEEPEST = 50
"""lists in lists; what is deeper is left to repr()"""

BRACKETS: dict[type, tuple[str, str]] = {list: ("[", "]"), tuple: ("(", ")"), dict: ("{", "}")}


def beginning(value: Any, length: int, around: tuple[int, ...] = ()) -> str:
    """`repr(value)`, or something that begins like it and is longer than `length`; `around` are the ids of what it is
    in.
    """
    kind = type(value)
    if kind is torch.Tensor or kind is torch.nn.Parameter:
        return tensor_text(value, length)
    if kind is np.ndarray:
        return array_text(value, length)
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
