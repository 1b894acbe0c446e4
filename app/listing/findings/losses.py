"""Losses that are given the wrong thing, and losses that grow."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from app.listing.findings.finding import Evidence, Finding
from app.listing.findings.words import LOG_PROBABILITIES, LOGITS
from app.listing.recording.calls import Call, made_by
from app.numbers import short

INSIDE = {
    "cross_entropy": (LOGITS, "softmax", ("softmax", "log_softmax", "sigmoid")),
    "nll_loss": (LOG_PROBABILITIES, "log", ("softmax", "sigmoid")),
    "binary_cross_entropy_with_logits": (LOGITS, "sigmoid", ("sigmoid", "softmax")),
}
"""loss -> what it expects, what it does itself, what must not come just before it"""

COMPARE = {"mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"}
"""losses that compare number by number, and let shapes be stretched to one another"""
TOGETHER, DISTANCE, LESS = {"mean", "sum"}, {"pow", "square", "abs", "mul"}, {"sub", "subtract", "rsub"}
"""the same, written out: the mean of a distance of a difference"""

GROWN = 10.0
"""times its first value"""


def softmax_twice(evidence: Evidence) -> Iterator[Finding]:
    """A loss that normalises is given what is normalised already."""
    for moment in evidence.recorder.moments.values():
        for call in moment.trace.calls:
            found = made_by(call.operands[0]) if call.name in INSIDE and call.operands else None
            if found and found[0].name in INSIDE[call.name][2]:
                expects, inside, _ = INSIDE[call.name]
                yield Finding("softmax_twice", call.line, {
                    "loss": call.name, "expects": expects, "inside": inside,
                    "before": found[0].name, "before_line": found[0].line,
                })  # fmt: skip
                return


def stretched(evidence: Evidence) -> Iterator[Finding]:
    """A column is compared with a row: every prediction with every target."""
    for moment in evidence.recorder.moments.values():
        for call in moment.trace.calls:
            difference = call if call.name in COMPARE else difference_in(call)
            shapes = [tuple(each.tensor.shape) for each in difference.operands[:2]] if difference else []
            if sorted(map(len, shapes)) != [1, 2]:
                continue
            row, column = sorted(shapes, key=len)
            if column == (row[0], 1) and row[0] > 1:
                facts = {"column": f"({row[0]}, 1)", "row": f"({row[0]},)", "both": f"({row[0]}, {row[0]})"}
                yield Finding("stretched", difference.line if difference else call.line, facts)
                return


def difference_in(call: Call) -> Call | None:
    """`a - b` in `((a - b) ** 2).mean()`."""
    for names in (TOGETHER, DISTANCE, LESS):
        if call.name not in names:
            return None
        if names is LESS:
            return call
        found = made_by(call.operands[0]) if call.operands else None
        if found is None:
            return None
        call = found[0]
    return None


def loss_grew(evidence: Evidence) -> Iterator[Finding]:
    """The loss of one backward() is many times what it was at first, or has left the numbers."""
    series: dict[tuple[int, str], list[float]] = {}
    for episode in evidence.recorder.episodes:
        if isinstance(episode.value, float):
            series.setdefault((episode.line, episode.output), []).append(episode.value)
    for (line, name), values in series.items():
        if len(values) < 3 or not math.isfinite(values[0]):
            continue
        last = values[-1]
        grew = not math.isfinite(last) or (last > GROWN * max(values[0], 0.0) and last > values[len(values) // 2] > 0)
        rate = learning_rate(evidence) if grew else None
        if rate is not None:
            yield Finding("loss_grew", line, {
                "name": name, "first": short(values[0]), "last": short(last), "count": len(values),
                "rate": short(rate), "less": short(rate / 10),
            })  # fmt: skip


def learning_rate(evidence: Evidence) -> float | None:
    """The optimizer's, else the number that the listing calls so."""
    for step in evidence.history.steps:
        if step.rates:
            return step.rates[0]
    for node in ast.walk(evidence.tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=float(rate))):
                if name.lower() in ("lr", "learning_rate", "alpha", "eta", "step_size", "rate"):
                    return rate
            case ast.BinOp(left=ast.Constant(value=float(rate)), op=ast.Mult(), right=ast.Attribute(attr="grad")):
                return rate
    return None
