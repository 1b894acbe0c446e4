"""The rows of optimisers, schedules and clips as the API lists them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from app.graph import build
from app.language import parse
from app.messages import Language
from app.training.optimizers import ROWS, Optimizer
from app.training.options import Option, wanted
from app.training.rule import CLIPS, GRADIENT, RATE, THETA, TIME, Rule
from app.training.schedules import ROWS as SCHEDULE_ROWS
from app.views.latex import program_latex
from app.web.json_text import write_json


@lru_cache(maxsize=2)
def optimizers_listed(language: Language) -> bytes:
    """The whole answer of GET /api/v1/optimizers."""
    return write_json({
        "optimizers": [optimizer_row(row, language) for row in ROWS],
        "schedules": [
            {
                "name": row.name,
                "torch": f"torch.optim.lr_scheduler.{row.torch}",
                "doc": row.doc[language],
                "options": options_listed(row.options, language),
                "rule": [row.rule],
                "latex": latex_of([row.rule], [each.symbol for each in row.options] + ["η_0", "n"]),
            }
            for row in SCHEDULE_ROWS
        ],
        "clips": [
            {"name": name, "rule": [rule], "latex": latex_of([rule], ["c", "g", "n"])} for name, rule in CLIPS.items()
        ],
    })  # fmt: skip


def optimizer_row(row: Optimizer, language: Language) -> dict[str, Any]:
    """With the rule at its defaults, and all its lines with the options that each needs."""
    chosen = {option.name: float(option.default or 0) for option in row.options}
    rule = Rule(row, chosen, None, 0.0)
    return {
        "name": row.name,
        "torch": f"torch.optim.{row.torch}",
        "doc": row.doc[language],
        "options": options_listed(row.options, language),
        "states": [
            {"symbol": state.symbol, "name": state.name, "doc": state.doc[language], "when": state.when}
            for state in row.states
        ],
        "rule": list(rule.lines),
        "latex": rule_latex(rule),
        "lines": [{"text": line.text, "when": line.when, "becomes": line.becomes} for line in row.lines],
    }


def options_listed(options: Iterable[Option], language: Language) -> list[dict[str, Any]]:
    return [
        {
            "name": option.name,
            "symbol": option.symbol,
            "kind": option.kind,
            "default": option.default,
            "takes": wanted(option),
            "doc": option.doc[language],
        }
        for option in options
    ]


def rule_latex(rule: Rule) -> str:
    """The rule of a run, typeset."""
    return latex_of(rule.lines, [THETA, GRADIENT, RATE, TIME, "n", *rule.states, *rule.constants])


def latex_of(lines: Iterable[str], names: Iterable[str]) -> str:
    values = dict.fromkeys(names, 1.0)
    return program_latex(build(parse("\n".join(lines), syntax="formula", values=values), values))
