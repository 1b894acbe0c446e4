"""The beginning of what torch says of a tensor.

torch asks each number what it looks like by several operations of its own; here the numbers are asked as Python's,
once. The words around them (`grad_fn`, `dtype`) stay torch's.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch._tensor_str import PRINT_OPTS

from app.listing.number_blocks import EDGE, block

PREFIX = "tensor("

_described: Any = torch.Tensor.__repr__
_FLOATS = (torch.float32, torch.float64)
_WHOLES = (torch.int64, torch.int32, torch.uint8, torch.bool)
_USUAL = (4, 1000, EDGE, 80, None)


def tensor_text(tensor: torch.Tensor, length: int) -> str:
    options = (PRINT_OPTS.precision, PRINT_OPTS.threshold, PRINT_OPTS.edgeitems, PRINT_OPTS.linewidth)
    usual = (*options, PRINT_OPTS.sci_mode) == _USUAL
    plain = tensor.layout is torch.strided and tensor.dtype in (*_FLOATS, *_WHOLES) and tensor.numel()
    if not usual or not plain or torch._C._functorch.is_functorch_wrapped_tensor(tensor) or tensor.is_meta:
        return repr(tensor)
    summarized = tensor.numel() > PRINT_OPTS.threshold
    numbers = edges(tensor.detach()) if summarized else tensor.detach()
    texts = TensorTexts(numbers)
    cut = [summarized and size > 2 * EDGE for size in tensor.shape]
    contents = block(numbers.tolist(), cut, len(PREFIX), texts, length)
    found = str(_described(tensor, tensor_contents=contents))
    return f"Parameter containing:\n{found}" if type(tensor) is torch.nn.Parameter else found


def edges(tensor: torch.Tensor) -> torch.Tensor:
    """The first and the last three of every dimension: what torch shows of a large tensor."""
    for dim, size in enumerate(tensor.shape):
        if size > 2 * EDGE:
            tensor = torch.cat((tensor.narrow(dim, 0, EDGE), tensor.narrow(dim, size - EDGE, EDGE)), dim)
    return tensor


class TensorTexts:
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

    def per_line(self, indent: int) -> int:
        return max(1, (PRINT_OPTS.linewidth - indent) // (self.width + 2))
