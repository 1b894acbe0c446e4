"""Which spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.names import GREEK, canonical, is_well_known, of_our_alphabets


@pytest.mark.parametrize(
    ("one", "spellings"),
    [
        ("w1", ["w1", "w_1", "w₁", "w_{1}", "𝑤₁", "ｗ1"]),
        ("x12", ["x12", "x_12", "x_{12}", "x₁₂"]),
        ("λ", ["λ", "lambda"]),
        ("λ2", ["λ2", "λ_2", "λ₂", "lambda2", "lambda_2", "lambda_{2}"]),
        ("θ_hat", ["theta_hat", "θ_hat", "θ_{hat}"]),
        ("Σ", ["Σ", "Sigma"]),
        ("ε", ["ε", "ϵ", "epsilon"]),
        ("x_i", ["x_i", "x_{i}", "xᵢ", "𝑥ᵢ", "x⃗ᵢ"]),
        ("x_ij", ["x_ij", "x_{ij}", "xᵢⱼ"]),
        ("w1[1,2]", ["w1[1,2]", "w_1[1, 2]", "w₁[1,2]"]),
        ("h_t-1", ["h_{t-1}", "h_{t−1}", "hₜ₋₁"]),
        ("a0^(1)", ["a_0^{(1)}", "a^{(1)}_0", "a₀^{(1)}", "a0^(1)", "a₀⁽¹⁾"]),
        ("y''", ["y''", "y′′", "y″"]),
        ("y'", ["y'", "y′", "y’"]),
        ("ŷ", ["ŷ", "y\u0302", r"\hat{y}", r"\hat y"]),
        ("y_pred", ["y_pred", "y_{pred}", r"y_{\text{pred}}"]),
        ("θ0", ["theta_0", r"\theta_0"]),
        ("x̄_i", ["x̄_i", r"\bar{x}_i", r"\overline{\mathbf{x}}_i"]),
    ],
)
def test_spellings_of_one_name_have_one_canonical_form(one: str, spellings: list[str]) -> None:
    assert {canonical(spelling) for spelling in spellings} == {one}


@pytest.mark.parametrize("one", ["w", "W", "w1", "w2", "w_i", "w'", "ŵ", "w1[1]", "w11", "w^(1)", "x1_2", "lambdas"])
def test_different_names_stay_different(one: str) -> None:
    others = {"w", "W", "w1", "w2", "w_i", "w'", "ŵ", "w1[1]", "w11", "w^(1)", "x1_2", "x12", "λ"} - {one}
    assert canonical(one) == one
    assert canonical(one) not in map(canonical, others)


@given(st.text(st.sampled_from("abλθw_12₁₂{}[],'′^()ŷlambdatheta "), max_size=12))
def test_a_canonical_name_is_its_own_canonical_name(name: str) -> None:
    assert canonical(canonical(name)) == canonical(name)


@pytest.mark.parametrize("word", [*GREEK, "loss", "out", "theta1", "loss2", "lambda'"])
def test_well_known_words_are_names(word: str) -> None:
    assert is_well_known(word)


@pytest.mark.parametrize("word", ["bc", "wx", "abc", "price_of", "def"])
def test_other_words_are_not_well_known(word: str) -> None:
    assert not is_well_known(word)


def test_only_latin_and_greek_letters_stand_side_by_side_as_products() -> None:
    assert of_our_alphabets("aΩéϕ𝑥w1_")
    assert not of_our_alphabets("损失")
    assert not of_our_alphabets("xй")
