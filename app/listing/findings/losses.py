"""Losses that are given the wrong thing, and losses that grow."""

from __future__ import annotations

from collections.abc import Iterator

from app.listing.findings.finding import Evidence, Finding, number_text
from app.listing.findings.words import LOGITS
from app.listing.recording.calls import Call, made_by

INSIDE = {
    "cross_entropy": (LOGITS, "softmax", ("softmax", "sigmoid")),
    "binary_cross_entropy_with_logits": (LOGITS, "sigmoid", ("sigmoid", "softmax")),
}
"""loss -> what it expects, what it does itself, what must not come before it"""

SHAPING = frozenset({
    "view", "reshape", "squeeze", "unsqueeze", "flatten", "contiguous", "getitem", "float", "clone", "transpose", "t",
    "permute",
})  # fmt: skip
"""functions that leave numbers as they are"""

COMPARE = {"mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"}
"""losses that compare number by number, and let shapes be stretched to one another"""
TOGETHER, DISTANCE, LESS = {"mean", "sum"}, {"pow", "square", "abs", "mul"}, {"sub", "subtract", "rsub"}
"""the same, written out: the mean of a distance of a difference"""

ONE = 1e-2
"""how far the probabilities of one example may be from 1 together"""


def calls(evidence: Evidence) -> Iterator[Call]:
    """Those of the passes that are kept."""
    for moment in evidence.recorder.moments.values():
        yield from moment.trace.calls


def softmax_twice(evidence: Evidence) -> Iterator[Finding]:
    """A loss that normalises is given what is normalised already."""
    for call in calls(evidence):
        found = origin(call) if call.name in INSIDE else None
        if found is None:
            continue
        expects, inside, before = INSIDE[call.name]
        facts = {
            "loss": call.name, "expects": expects, "inside": inside,
            "before": found.name, "before_line": found.line,
        }  # fmt: skip
        if found.name in before:
            yield Finding("softmax_twice", call.line, facts)
            return
        if found.name == "log_softmax" and call.name == "cross_entropy":
            yield Finding("log_softmax_twice", call.line, facts)
            return


def log_missing(evidence: Evidence) -> Iterator[Finding]:
    """`nll_loss` is given what are no log-probabilities: their exponentials do not add up to 1."""
    for call in calls(evidence):
        given = call.operands[0].tensor.detach() if call.name == "nll_loss" and call.operands else None
        if given is None or given.ndim != 2 or not given.dtype.is_floating_point:
            continue
        together = given.exp().sum(1)
        found = origin(call)
        if bool(((together - 1).abs() > ONE).all()):
            code = "log_missing" if found is not None and found.name == "softmax" else "no_log_probabilities"
            before, line = (found.name, found.line) if found is not None else ("", 0)
            yield Finding(
                code, call.line, {"together": number_text(together[0]), "before": before, "before_line": line}
            )
            return


def one_class(evidence: Evidence) -> Iterator[Finding]:
    """Cross-entropy of one score: the softmax of one number is 1, whatever it is."""
    for call in calls(evidence):
        if call.name != "cross_entropy" or not call.operands:
            continue
        shape = tuple(call.operands[0].tensor.shape)
        if len(shape) == 2 and shape[1] == 1:
            yield Finding("one_class", call.line, {"shape": f"({shape[0]}, 1)"})
            return


def origin(call: Call) -> Call | None:
    """What made the first operand of a loss; changes of its shape are passed by."""
    found = made_by(call.operands[0]) if call.operands else None
    while found is not None and found[0].name in SHAPING and found[0].operands:
        found = made_by(found[0].operands[0])
    return None if found is None else found[0]


def stretched(evidence: Evidence) -> Iterator[Finding]:
    """A column is compared with a row: every prediction with every target."""
    for call in calls(evidence):
        difference = call if call.name in COMPARE else difference_in(call)
        shapes = [tuple(each.tensor.shape) for each in difference.operands[:2]] if difference else []
        if difference is None or sorted(map(len, shapes)) != [1, 2]:
            continue
        row, column = sorted(shapes, key=len)
        # What is compared with itself is meant to be, each with each.
        if (
            column == (row[0], 1)
            and row[0] > 1
            and len({each.tensor.data_ptr() for each in difference.operands[:2]}) > 1
        ):
            facts = {"column": f"({row[0]}, 1)", "row": f"({row[0]},)", "both": f"({row[0]}, {row[0]})"}
            place = shapes.index(row)
            if difference.name == "rsub":
                place = 1 - place
            yield Finding("stretched", difference.line, facts | {"place": place})
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
