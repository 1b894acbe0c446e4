"""A thousand expressions as SymPy printed them: `expressions.py` prints them again."""

from __future__ import annotations

from pathlib import Path

STORED = Path(__file__).with_name("expressions.txt")
"""a line each: the LaTeX, a tab, the value"""

SYMBOLS = {"x": 0.7137, "y": 1.3291, "z_1": 0.4173, "lambda": 2.1719, "yhat": 0.9157, "alpha_12": 0.2713}
VALUES = {"ŷ" if name == "yhat" else name: value for name, value in SYMBOLS.items()}
