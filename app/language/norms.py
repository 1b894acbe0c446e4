"""What a subscript says behind a bracket: a norm (`‖x‖_1`, `‖A‖_F`, `‖x‖_∞`), or the positive part (`[1 - yf]_+`)."""

from __future__ import annotations

import re
import unicodedata

from app.language.grammar import FENCES, FUNCTIONS, POWER
from app.language.tree import Apply, Tree

NORM = FENCES["‖"]
POSITIVE_PART = FUNCTIONS["relu"][0]
ABSOLUTE = FENCES["|"]
LARGEST = next(row for row in FUNCTIONS["max"] if row.operands == (1, 1))


def with_subscript(tree: Tree, subscript: str) -> Apply | None:
    """A norm, or a power with one in it (`‖x‖²_1`), or a positive part, as the subscript says.

    None where it can not stand below.
    """
    which = unicodedata.normalize("NFKC", subscript).strip("_{} ")
    if which == "+" and not (isinstance(tree, Apply) and tree.operation is POWER):
        return Apply(POSITIVE_PART, (tree,), tree.span)
    if not isinstance(tree, Apply):
        return None
    if tree.operation is POWER:
        base, exponent = tree.operands
        normed, raised = with_subscript(base, subscript), with_subscript(exponent, subscript)
        if normed is None and raised is None:
            return None
        if which == "+":
            return Apply(POWER, (normed or base, exponent), tree.span)
        return Apply(POWER, (normed or base, (raised or exponent) if normed is None else exponent), tree.span)
    if tree.operation is not NORM or tree.parameters:
        return None
    if which in ("∞", "inf"):
        return Apply(LARGEST, (Apply(ABSOLUTE, tree.operands, tree.span),), tree.span)
    if which in ("F", "2"):
        return tree
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", which) and float(which) > 0:
        return Apply(NORM, tree.operands, tree.span, {"p": float(which)})
    return None
