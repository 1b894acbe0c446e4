"""A run -> for every node a student may be asked about: the answer, a hint, and what the classic mistakes would give.

So that a wrong answer can be diagnosed by whoever compares numbers, without differentiating anything.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

import numpy as np

from app.engines import Run
from app.messages import Language
from app.mistakes.beyond import mistakes_beyond
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
    uses = uses_of(drawn)
    beyond = mistakes_beyond(drawn, uses)
    rows: dict[str, dict[str, Any]] = {}
    for arrival in arrivals(drawn):
        card, answer = arrival.source, drawn.run.gradients[arrival.source.node]
        if card.id in rows or answer is None or not is_asked(answer):
            continue
        own = uses[card.id]
        key = "several" if len(own) > 1 else "tensor" if own[0].tensor else "one"
        rows[card.id] = {
            "node": card.id,
            "answer": answer,
            "hint": HINTS[key][language].format(**own[0].facts, count=len(own)),
            "mistakes": [
                each.told(language) for each in distinct(answer, gradient_mistakes(drawn, card, own, beyond[card.id]))
            ],
        }
    return list(rows.values())


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
