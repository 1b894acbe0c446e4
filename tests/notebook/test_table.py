"""The table that terminals show."""

from __future__ import annotations

from typing import Any

from app.notebook import graph


def test_each_node_has_a_line_with_its_value_and_its_gradient() -> None:
    assert (
        repr(graph("J = 3(a+bc)", a=5, b=3, c=2))
        == """\
           value  gradient
a              5         3
b              3         6
c              2         9
v = b·c        6         3
u = a + v     11         3
J = 3u        33         1"""
    )


def test_a_small_tensor_is_written_out_and_a_large_one_is_told_by_its_shape_and_range() -> None:
    small = repr(graph("y = sum(W x); x = [1, -2]", W=[[1, 2], [3, 4]]))
    assert "x                    [1, −2]              [4, 6]" in small
    large = repr(graph("y = sum(x)", x=[[0.5, -1, 2, 3], [4, 5, 6, 7]]))
    assert "x           2×4: −1 … 7  2×4: 1 … 1" in large


def test_gradients_that_differ_from_pytorchs_are_said_to() -> None:
    import torch

    w = torch.tensor(2.0, requires_grad=True)
    doubled: Any = w * 2
    doubled.register_hook(lambda gradient: gradient * 3)
    assert repr(graph(doubled * 5)).splitlines()[-1].startswith("PyTorch has other gradients: ")


def test_it_is_told_in_chinese_and_lined_up_there_too() -> None:
    head, first, *_ = repr(graph("y = 10 x", x=2, lang="zh")).splitlines()
    assert head.split() == ["值", "梯度"]
    # Each of these characters takes two columns.
    assert len(head) + 3 == len(first)
