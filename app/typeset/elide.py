"""A formula that is too wide for its place -> its beginning, and dots."""

from __future__ import annotations

from itertools import accumulate

from app.typeset import tex
from app.typeset.compose import typeset
from app.typeset.tex import Atom

DOTS = r"\cdots"
LONGEST = 1200
"""code points that are looked at; what lies behind them is too wide in any case"""


MOST_ITEMS = 8
"""items in one em: none of them, spaces included, is much narrower than an eighth"""


def elide(latex: str, size: float, width: float, height: float) -> str:
    r"""`latex`, or its longest beginning that with `\cdots` is at most `width` by `height` pixels at `size` pixels.

    It is cut outside of brackets where there is such a place, and behind a sign where that costs less than half of what
    would fit.
    """
    if len(latex) <= LONGEST:
        whole = typeset(latex, size)
        if whole.width <= width and whole.height <= height:
            return latex
    ends = tex.parse_with_places(latex[:LONGEST])
    low, high = 0, min(len(ends) - 1, round(width / size * MOST_ITEMS))
    while low < high:
        middle = (low + high + 1) // 2
        beginning = typeset(_dotted(latex, ends[middle - 1][1]), size)
        if beginning.width <= width and beginning.height <= height:
            low = middle
        else:
            high = middle - 1
    kinds = [item.kind if isinstance(item, Atom) else "inner" for item, _ in ends[:low]]
    depth = list(accumulate((kind == "open") - (kind == "close") for kind in kinds))
    outside = [k + 1 for k in range(low) if depth[k] <= 0] or [low]
    signs = [k for k in outside if k > low // 2 and kinds[k - 1] in ("bin", "rel")]
    kept = (signs or outside)[-1]
    return _dotted(latex, ends[kept - 1][1]) if kept else DOTS


def _dotted(latex: str, place: int) -> str:
    return f"{latex[:place].rstrip()} {DOTS}"
