"""The beginning of what torch and Python say of a value is what they say of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch._tensor_str import printoptions

from app.listing.array_beginnings import array_text
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


def test_an_array_begins_as_numpy_prints_it() -> None:
    random = np.random.default_rng(0)
    shapes = ((), (1,), (7,), (14,), (15,), (40,), (3, 4), (2, 12), (5, 9), (2, 3, 4), (1, 1, 2, 9), (300,), (1_001,))
    kinds: list[type] = [np.float32, np.float64, np.int64, np.int32, bool, np.float16]
    for shape in (*shapes, (0,), (2, 0)):
        drawn = random.standard_normal(shape)
        for numbers in (drawn, 100 * drawn, np.round(drawn, 2), 0 * drawn, np.trunc(50 * drawn), 1e6 + 9e5 * drawn):
            for kind in kinds:
                with np.errstate(all="ignore"):
                    array: Any = np.asarray(numbers).astype(kind)
                expected, begun = repr(array), array_text(array, 400)
                assert array_text(array, 10**6) == expected
                assert begun == expected or (len(begun) > 400 and begun[:400] == expected[:400])
    for _ in range(2_000):
        powers = 10.0 ** random.integers(-40, 38, 3)
        few = np.where(random.random(3) < 0.5, np.round(powers * 3.25, 4), random.integers(-4_000, 4_000, 3) / 2.0**14)
        for array in (few, few.astype(np.float32)):
            assert array_text(array, 10**6) == repr(array)
    for strange in (np.array([np.nan, 1.0]), np.array([1e-5, 1e300]), np.array([1j]), np.array(["a", "b"])):
        assert like_repr(strange, 400), strange
    with np.printoptions(precision=2):
        assert beginning(np.array([1.2345, 2.0]), 400) == "array([1.23, 2.  ])"


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
