"""The beginning of what torch and Python say of a value is what they say of it."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch._tensor_str import printoptions

from app.listing.beginnings import beginning

torch.manual_seed(0)
POWERS = (-6.0, 0.0, 3.0, 9.0)
SHAPES = ((), (1,), (7,), (40,), (3, 4), (2, 3, 4), (1, 1, 6, 8), (1_200,), (30, 50), (0,), (2, 0))
STRANGE = torch.tensor([float("nan"), float("inf"), -float("inf"), 0.0, -0.0, 1.5])

TENSORS: list[torch.Tensor] = [
    *(torch.randn(shape) * 10.0**power for shape in SHAPES for power in POWERS),
    *(torch.exp(8 * torch.randn(shape, dtype=torch.float64)) for shape in SHAPES),
    *(torch.randint(-(10**6), 10**6, shape) for shape in SHAPES),
    *(torch.randint(-99, 99, shape).float() * factor for shape in SHAPES for factor in (1.0, 1e6)),
    *(torch.randn(shape) > 0 for shape in SHAPES),
    *(torch.zeros(shape, dtype=kind) for shape in SHAPES for kind in (torch.float32, torch.uint8, torch.float16)),
    STRANGE, STRANGE[:5], torch.tensor([9.99996, 0.5]), torch.tensor([99_999.996, 100.0]), torch.tensor([1e-45, 1.0]),
    torch.randn(3, 4).T, torch.ones(2, requires_grad=True), torch.ones(3, requires_grad=True) * 2,
    torch.nn.Parameter(torch.randn(2, 2)), torch.tensor([1 + 2j]), torch.eye(3).to_sparse(),
]  # fmt: skip


def like_repr(value: Any, length: int) -> bool:
    found, expected = beginning(value, length), repr(value)
    return found == expected or (len(found) > length < len(expected) and found[:length] == expected[:length])


@pytest.mark.parametrize("length", [400, 10**6])
def test_a_tensor_begins_as_torch_prints_it(length: int) -> None:
    for tensor in TENSORS:
        assert like_repr(tensor, length), tensor


def test_containers_begin_as_python_prints_them() -> None:
    inside: list[Any] = [1.5, "a"]
    inside.append(inside)
    deep: list[Any] = []
    for _ in range(80):
        deep = [deep]
    many = {name: [TENSORS[place], (TENSORS[place],)] for place, name in enumerate(("a", "b", "c"))}
    for value in (inside, deep, many, [], (), {}, {"x": ()}, [TENSORS[40]] * 30, {1, 2}, None):
        assert like_repr(value, 400), value


def test_other_print_options_are_torchs_own() -> None:
    with printoptions(precision=2):
        assert beginning(torch.tensor([1.2345]), 400) == "tensor([1.23])"
