from __future__ import annotations

from typing import Any

import pytest

from app.training.rule import read_rule
from app.web.optimizers import rule_latex

RULES: list[tuple[dict[str, Any], dict[str, Any] | None, list[str]]] = [
    ({"name": "sgd"}, None, ["θ_t = θ - η g"]),
    ({}, None, ["θ_t = θ - η g"]),
    ({"name": "sgd", "momentum": 0.9}, None, ["b_t = μ b + g", "θ_t = θ - η b_t"]),
    (
        {"name": "sgd", "momentum": 0.9, "nesterov": True, "weight_decay": 0.1, "maximize": True},
        {"norm": 1},
        ["k = g min(1, c / (n + 10^-6))", "h = -k", "d = h + λ θ", "b_t = μ b + d", "θ_t = θ - η (d + μ b_t)"],
    ),
    (
        {"name": "adam"},
        {"value": 1},
        [
            "k = min(c, max(-c, g))", "m_t = β_1 m + (1 - β_1) k", "v_t = β_2 v + (1 - β_2) k^2",
            "m̂ = m_t / (1 - β_1^t)", "v̂ = v_t / (1 - β_2^t)", "θ_t = θ - η m̂ / (sqrt(v̂) + ε)",
        ],
    ),
    (
        {"name": "rmsprop", "centered": True},
        None,
        ["v_t = α v + (1 - α) g^2", "a_t = α a + (1 - α) g", "s = sqrt(v_t - a_t^2) + ε", "θ_t = θ - η g / s"],
    ),
    ({"name": "adagrad"}, None, ["s_t = s + g^2", "θ_t = θ - η g / (sqrt(s_t) + ε)"]),
]  # fmt: skip


@pytest.mark.parametrize(("optimizer", "clip", "lines"), RULES)
def test_a_rule_holds_the_lines_that_its_options_need(optimizer: Any, clip: Any, lines: list[str]) -> None:
    rule = read_rule(optimizer, clip)
    assert list(rule.lines) == lines
    graph = rule.graph((3,))
    assert graph.ends.keys() == {"θ", *rule.states} and graph.inputs.keys() >= {"θ", "g", "η", *rule.states}


def test_a_rule_is_typeset_from_its_text() -> None:
    assert rule_latex(read_rule({"name": "sgd", "momentum": 0.9}, None)) == (
        r"\begin{aligned} b_{t} &= \mu \, b + g \\ \theta_{t} &= \theta - \eta \, b_{t} \end{aligned}"
    )


def test_states_start_from_0_or_from_what_is_asked() -> None:
    assert read_rule({"name": "adam", "amsgrad": True}, None).states == {"m": 0.0, "v": 0.0, "M": 0.0}
    assert read_rule({"name": "adagrad", "initial_accumulator_value": 2}, None).states == {"s": 2.0}
