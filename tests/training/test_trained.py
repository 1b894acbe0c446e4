from __future__ import annotations

import pytest

from app.training.trained import trained_unasked


@pytest.mark.parametrize(
    ("inputs", "data", "trained"),
    [
        ("w x b y", "", "w b"),
        ("W1 x b1 W2 b2 t", "", "W1 b1 W2 b2"),
        ("θ0 θ1 x y", "", "θ0 θ1"),
        ("weight_1 λ x", "", "weight_1"),
        ("a b", "", "a b"),
        ("x y", "", "x y"),
        ("a b x", "", "a b x"),
        ("w λ x y", "x y", "w λ"),
        ("a x y", "x y", "a"),
        ("", "", ""),
    ],
)
def test_without_data_inputs_named_like_weights_are_trained_and_all_where_none_is(
    inputs: str, data: str, trained: str
) -> None:
    assert trained_unasked(inputs.split(), data.split()) == trained.split()
