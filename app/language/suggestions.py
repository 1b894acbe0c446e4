"""What the writer may have meant: the nearest function, and words that other languages use."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from app.language.grammar import FUNCTIONS
from app.messages import Text, text

_OF_OTHER_LANGUAGES = {
    "cot": None, "sec": None, "csc": None, "arg": None, "var": None, "std": None, "det": None, "inv": None, "len": None,
    "int": None, "mod": None, "ceil": None, "floor": None, "round": None, "avg": "mean", "average": "mean",
    "total": "sum", "tot": "sum", "sen": "sin", "mae": "mse", "logistic": "sigmoid", "crossentropy": "cross_entropy",
    "cat": "concat", "hstack": "concat", "vstack": "concat", "length": "norm", "view": "reshape", "clamp": "min",
    "power": "pow", "fabs": "abs",
}  # fmt: skip
ELSEWHERE = {word: ours for word, ours in _OF_OTHER_LANGUAGES.items() if word not in FUNCTIONS}
"""names of functions in other languages, as long as no row has them, and what comes near to them here, if anything"""

PYTHON_WORDS = frozenset(
    {"import", "from", "def", "class", "return", "for", "while", "if", "elif", "else", "with", "print", "assert", "del"}
)
"""words that begin a statement in Python"""


def nearest_function(word: str, own: Iterable[str] = ()) -> str | None:
    """The function whose name comes nearest to `word`, among those of the language and the program's own."""
    if word in ELSEWHERE:
        return ELSEWHERE[word]
    names = {name.lower(): name for name in (*FUNCTIONS, *own)}
    same = get_close_matches(word.lower(), names, n=1, cutoff=0.8)
    inside = [name for name in names if len(name) > 2 and (word.startswith(name) or word.endswith(name))]
    near = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    found = same or sorted(inside, key=len, reverse=True) or near
    return names[found[0]] if found else None


def did_you_mean(suggestion: str | None) -> Text:
    """The hint of an unknown function."""
    if suggestion:
        return text(f"Did you mean `{suggestion}`?", f"是不是想写 `{suggestion}`？")
    return text(
        "Define it, as in `f(x) = x^2`, or write `*` if a product is meant.",
        "可以先定义它，例如 `f(x) = x^2`；如果想写乘积，请写出 `*`。",
    )
