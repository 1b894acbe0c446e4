"""Names are typeset as people write them."""

from __future__ import annotations

import pytest

from app.notation.names import bar, name_latex
from tests.katex import refused

NAMES = {
    "w": "w",
    "J": "J",
    "w1": "w_{1}",
    "w_1": "w_{1}",
    "w₁": "w_{1}",
    "w₁₂": "w_{12}",
    "x_{12}": "x_{12}",
    "x_i": "x_{i}",
    "w_ij": "w_{ij}",
    "w_{i,j}": "w_{i,j}",
    "w1[1,2]": "w_{1}[1,2]",
    "a_0^{(1)}": "a_{0}^{(1)}",
    "ŷ": r"\hat{y}",
    "ŷ₁": r"\hat{y}_{1}",
    "x̄": r"\bar{x}",
    "y_hat": r"\hat{y}",
    "x'": "x'",
    "x′": "x'",
    "loss": r"\mathrm{loss}",
    "y_pred": r"y_{\mathrm{pred}}",
    "train_loss_2": r"\mathrm{train}_{\mathrm{loss},2}",
    "lambda": r"\lambda",
    "λ": r"\lambda",
    "theta_1": r"\theta_{1}",
    "σ_λ": r"\sigma_{\lambda}",
    "ε": r"\varepsilon",
    "Σ": r"\Sigma",
    "损失": r"\text{损失}",
    "…": r"\text{…}",
    "self.fc1.weight": r"\mathrm{self.fc1.weight}",
    "params['W1']": r"\text{params['W1']}",
    "self.ws[0]": r"\mathrm{self.ws[0]}",
    "ws[0]": r"\mathrm{ws}[0]",
    "model.0.bias": r"\mathrm{model.0.bias}",
}


@pytest.mark.parametrize(("name", "latex"), NAMES.items(), ids=NAMES)
def test_a_name_is_typeset(name: str, latex: str) -> None:
    assert name_latex(name) == latex


@pytest.mark.parametrize(
    ("name", "latex"),
    [("v", r"\bar{v}"), ("w_1", r"\bar{w}_{1}"), ("ŷ", r"\bar{\hat{y}}"), ("loss", r"\overline{\mathrm{loss}}")],
)
def test_the_bar_of_a_gradient_stands_over_the_letter(name: str, latex: str) -> None:
    assert name_latex(bar(name)) == latex


def test_whatever_is_a_name_is_latex() -> None:
    odd = ["a_%", "x_{#}", "a_b_c_d", "__proto__", "constructor", "w_{\\}", "x_\\", "ü", "é1", "q̂'_{7}^{(2)}"]
    assert refused([name_latex(each) for name in [*NAMES, *odd] for each in (name, bar(name))]) == {}
