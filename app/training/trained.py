"""Which inputs are trained where nobody says which."""

from __future__ import annotations

import re
from collections.abc import Collection

WEIGHTS = frozenset({"w", "W", "θ", "Θ", "weight", "weights"})
"""names that are parameters wherever they stand"""
BESIDE_WEIGHTS = WEIGHTS | {"b", "B", "bias", "c", "u", "U", "v", "V"}
"""names that are, beside those"""

_WORD = re.compile(r"[^\W\d_]+")


def trained_unasked(names: Collection[str], data: Collection[str]) -> list[str]:
    """All inputs that are no data. Without data those that are named as weights and biases are, where there are any:
    of `L = (w x + b - y)^2` w and b, of `L = a^2 + 20 b^2` both. All names are canonical.
    """
    if data:
        return [name for name in names if name not in data]
    word = {name: found[0] if (found := _WORD.match(name)) else name for name in names}
    likely = [name for name in names if word[name] in BESIDE_WEIGHTS]
    return likely if any(word[name] in WEIGHTS for name in likely) else [*names]
