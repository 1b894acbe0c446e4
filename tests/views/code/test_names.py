"""Names of a graph as identifiers of Python."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.code.names import Names, identifier


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("x", "x"), ("w₁", "w1"), ("w_1", "w_1"), ("x_{12}", "x_12"), ("ŷ", "y_hat"), ("x̄", "x_bar"), ("θ_0", "theta_0"),
        ("y_pred", "y_pred"), ("f'", "f_prime"), ("a_0^{(1)}", "a_0_1"), ("w1[1,2]", "w1_1_2"), ("损失", "损失"),
    ],
)  # fmt: skip
def test_a_name_stays_as_near_to_itself_as_python_lets_it(name: str, written: str) -> None:
    assert identifier(name) == written


def test_names_that_python_or_a_program_uses_get_an_underscore() -> None:
    names = Names(["forward"])
    assert [names.of(name) for name in ("λ", "np", "print", "forward", "x")] == [
        "lambda_", "np_", "print_", "forward_", "x"
    ]  # fmt: skip


def test_two_names_never_share_an_identifier_and_one_keeps_its_own() -> None:
    names = Names()
    assert [names.of(name) for name in ("x̂", "x_hat", "x^", "x", "x̂")] == ["x_hat", "x_hat_", "x", "x_", "x_hat"]
    assert names.of("x̂", "grad_") == "grad_x_hat"


@given(st.text(max_size=12))
def test_whatever_the_name_the_identifier_is_one(name: str) -> None:
    found = Names().of(name)
    assert found.isidentifier() and not keyword.iskeyword(found)
