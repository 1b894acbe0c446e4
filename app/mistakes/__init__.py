"""A run -> for every node a student may be asked about: the answer, a hint, and what the classic mistakes would give.

So that a wrong answer can be diagnosed by whoever compares numbers, without differentiating anything.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

import numpy as np

from app.engines import Run
from app.messages import Language
from app.mistakes.forward import value_mistakes
from app.mistakes.gradients import gradient_mistakes, uses_of
from app.mistakes.model import distinct, is_asked
from app.mistakes.words import HINTS
from app.picture import Picture, picture
from app.steps import arrivals, assigned

Asked = Literal["gradients", "values"]


def mistakes(
    run: Run, asked: Asked, language: Language, collapsed: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """One row a node, in the order of the steps, as POST /api/v1/mistakes has it.

    `gradients`: of every card but the output, whose gradient is given; `values`: of every operation. Tensors of more
    than twelve numbers are left out.
    """
    drawn = picture(run, collapsed)
    return gradients_asked(drawn, language) if asked == "gradients" else values_asked(drawn, language)


def gradients_asked(drawn: Picture, language: Language) -> list[dict[str, Any]]:
    rows = {}
    for arrival in arrivals(drawn):
        id, answer = arrival.source.id, drawn.run.gradients[arrival.source.node]
        if id in rows or answer is None or not is_asked(answer):
            continue
        found = [mistake.told(language) for mistake in distinct(answer, gradient_mistakes(drawn, id))]
        rows[id] = {"node": id, "answer": answer, "hint": gradient_hint(drawn, id, language), "mistakes": found}
    return list(rows.values())


def gradient_hint(drawn: Picture, id: str, language: Language) -> str:
    uses = uses_of(drawn, id)
    key = "several" if len(uses) > 1 else "tensor" if uses[0].tensor else "one"
    return HINTS[key][language].format(**uses[0].facts, count=len(uses))


def values_asked(drawn: Picture, language: Language) -> list[dict[str, Any]]:
    rows = []
    for card in assigned(drawn):
        answer = drawn.run.values[card.node]
        if not is_asked(answer) or not np.isfinite(answer).all():
            continue
        found = [mistake.told(language) for mistake in distinct(answer, value_mistakes(drawn, card.id))]
        hint = HINTS["value"][language].format(formula=drawn.card_text(card))
        rows.append({"node": card.id, "answer": answer, "hint": hint, "mistakes": found})
    return rows
