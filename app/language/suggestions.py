"""What the writer may have meant: the nearest function, and words that other languages use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from app.language.grammar import FUNCTIONS
from app.messages import Text, text

_OF_OTHER_LANGUAGES = {
    "cot": None, "sec": None, "csc": None, "arg": None, "var": None, "std": None, "det": None, "inv": None, "len": None,
    "int": None, "mod": "remainder", "fmod": "remainder", "ceil": None, "floor": None, "round": None, "avg": "mean",
    "average": "mean", "total": "sum", "tot": "sum", "sen": "sin", "mae": "mse", "logistic": "sigmoid",
    "crossentropy": "cross_entropy", "cat": "concat", "hstack": "concat", "vstack": "concat", "length": "norm",
    "view": "reshape", "clamp": "min",
    "power": "pow", "fabs": "abs", "squareroot": "sqrt", "root": "sqrt",
}  # fmt: skip
ELSEWHERE = {word: ours for word, ours in _OF_OTHER_LANGUAGES.items() if word not in FUNCTIONS}
"""names of functions in other languages, as long as no row has them, and what comes near to them here, if anything"""

PYTHON_WORDS = frozenset(
    {"import", "from", "def", "class", "return", "for", "while", "if", "elif", "else", "with", "print", "assert", "del"}
)
"""words that begin a statement in Python"""

CONDITION = text(
    "Write `where(x > 0, x, 0)`: the condition, then both values.",
    "请写成 `where(x > 0, x, 0)`：先写条件，再写两个取值。",
)
OVER_AN_INDEX = text(
    "Write `sum(i=1..3, w_i x_i)` or `prod(i=1..3, x_i)`, or paste the sum as LaTeX.",
    "请写成 `sum(i=1..3, w_i x_i)` 或 `prod(i=1..3, x_i)`，也可以直接粘贴 LaTeX。",
)
DERIVATIVE = text(
    "Write the function itself: every derivative is computed for you.", "请写出函数本身：所有导数都会自动算出。"
)
ROOT = text("Write a root as a power, for example `x^(1/3)`.", "开方请写成幂，例如 `x^(1/3)`。")
ROWS = text("Give each row brackets of its own: `[[1, 2], [3, 4]]`.", "每一行各加一对方括号：`[[1, 2], [3, 4]]`。")
_LIMITLESS = text("Give such a number as a value of an input.", "这样的数请作为输入的值给出。")
EQUALS = text("Write `=`.", "请写 `=`。")
SIGNS_ELSEWHERE = {
    "?": CONDITION, "∑": OVER_AN_INDEX, "∏": OVER_AN_INDEX, "∂": DERIVATIVE, "∇": DERIVATIVE,
    "∫": text("There are no integrals; write the function itself.", "这里没有积分，请写出函数本身。"),
    "!": text("There is no factorial; write the product, for example `1*2*3`.",
              "这里没有阶乘，请写出乘积，例如 `1*2*3`。"),
    "%": text("Write percent as a number, for example `0.05`; the remainder is `remainder(a, b)`.",
              "百分数请写成小数，例如 `0.05`；取余请写 `remainder(a, b)`。"),
    "∞": _LIMITLESS, "°": text("Write degrees as radians: `30π/180`.", "角度请换算成弧度：`30π/180`。"),
    "∈": text("Write a definition, for example `x = [1, 2, 3]`.", "请写成定义，例如 `x = [1, 2, 3]`。"),
    "≈": EQUALS, "≡": EQUALS, "←": EQUALS,
    "↦": text("Write a function with its argument: `f(x) = x^2`.", "函数请连同自变量一起写：`f(x) = x^2`。"),
    "⟨": text("Write `dot(w, x)`.", "请写 `dot(w, x)`。"), "⟩": text("Write `dot(w, x)`.", "请写 `dot(w, x)`。"),
    "⌊": text("Write `floor(x)`.", "请写 `floor(x)`。"), "⌈": text("Write `ceil(x)`.", "请写 `ceil(x)`。"),
    "∛": ROOT, "∜": ROOT,
    "//": text("A comment begins with `#`; a quotient has one `/`.", "注释以 `#` 开头；除法只写一个 `/`。"),
}  # fmt: skip
"""signs that mean something elsewhere -> what to write here"""
_OWN = text("Write the function itself, for example `(w x - y)^2`.", "请写出函数本身，例如 `(w x - y)^2`。")
_BOTH = text(
    "Write a product: `(x > 0) * (x < 1)` is 1 where both hold.",
    "请写成乘积：两个条件都成立时 `(x > 0) * (x < 1)` 等于 1。",
)
_EITHER = text(
    "Write `max(x < 0, x > 1)`: it is 1 where one of them holds.",
    "请写成 `max(x < 0, x > 1)`：任一条件成立时它等于 1。",
)


def _instead(formula: str) -> Text:
    return text(f"Write `{formula}`.", f"请写 `{formula}`。")


WORDS_ELSEWHERE = {
    "and": _BOTH, "or": _EITHER, "not": _instead("1 - (x > 0)"), "inf": _LIMITLESS,
    "nan": _LIMITLESS, "NaN": _LIMITLESS,
    "minimize": _OWN, "maximize": _OWN, "minimise": _OWN, "maximise": _OWN,
    "sec": _instead("1/cos(x)"), "csc": _instead("1/sin(x)"), "cot": _instead("1/tan(x)"), "tg": _instead("tan(x)"),
    "ctg": _instead("1/tan(x)"), "cbrt": _instead("x^(1/3)"), "sh": _instead("sinh(x)"), "ch": _instead("cosh(x)"),
    "th": _instead("tanh(x)"), "mod": _instead("remainder(a, b)"), "CE": _instead("cross_entropy(z, t)"),
}  # fmt: skip
"""words that mean something elsewhere, where anything stands behind them -> what to write here"""
_OF_A_BASE = text(
    "The base stands below: `log_2(x)`, or `ln(x)/ln(b)` for any other.",
    "底数写在下标里：`log_2(x)`；其他底数请写 `ln(x)/ln(b)`。",
)
CONDITIONAL_WORDS = frozenset({"if", "elif", "else"})
_SERIES = re.compile(r"(?:sum|prod|mean|max|min)_\{?\s*[^\W\d_]\s*=")


_UNDER = re.compile(r"(?:sum|prod|min|max)_\{?(?:[A-Za-z]|θ|theta)\}?")
"""`sum_i`, `min_w` where anything stands behind it"""
_SIGMA = re.compile(r"[ΣΠ](?:_\{?[ijkn]\}?|[ᵢⱼₖₙ])(?:[^\W_].*)?")
"""`Σᵢ`, `Σᵢwᵢ`: where anything stands behind it, a sum and hardly a letter with an index"""


def foreign_word(run: str, applied: bool) -> Text | None:
    """What to write instead of a word that no formula has: a condition of Python, a sum with its index below."""
    if run in CONDITIONAL_WORDS:
        return CONDITION
    if applied and run in WORDS_ELSEWHERE:
        return WORDS_ELSEWHERE[run]
    if applied and _UNDER.fullmatch(run):
        return _OWN if run.startswith(("min", "max")) else OVER_AN_INDEX
    return OVER_AN_INDEX if _SERIES.match(run) or (applied and _SIGMA.fullmatch(run)) else None


def other_count(word: str, found: int) -> Text | str:
    """What to write instead of a function with so many arguments; "" where nothing can be said."""
    return _OF_A_BASE if word in ("log", "ln") and found == 2 else ""


def nearest_function(word: str, own: Iterable[str] = ()) -> str | None:
    """The function whose name comes nearest to `word`, among those of the language and the program's own."""
    if word in ELSEWHERE:
        return ELSEWHERE[word]
    names = {name.lower(): name for name in (*FUNCTIONS, *own)}
    bare = word.lower().removesuffix("loss").rstrip("_")
    swapped = [name for name in names if len(name) > 2 and sorted(name) == sorted(word.lower())]
    if bare in names or swapped:
        return names[bare if bare in names else swapped[0]]
    same = get_close_matches(word.lower(), names, n=1, cutoff=0.8)
    inside = [name for name in names if len(name) > 2 and (word.startswith(name) or word.endswith(name))]
    near = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    found = same or sorted(inside, key=len, reverse=True) or near
    return names[found[0]] if found else None


def is_nearly_function(word: str) -> bool:
    """Whether a word is a function but for two letters in the wrong order, or for one that is missing."""
    alike = (name for name in FUNCTIONS if len(name) == len(word) and sorted(name) == sorted(word))
    return next(alike, None) is not None or bool(get_close_matches(word, FUNCTIONS, n=1, cutoff=0.8))


def did_you_mean(suggestion: str | None) -> Text:
    """The hint of an unknown function."""
    if suggestion:
        return text(f"Did you mean `{suggestion}`?", f"是不是想写 `{suggestion}`？")
    return text(
        "Define it, as in `f(x) = x^2`, or write `*` if a product is meant.",
        "可以先定义它，例如 `f(x) = x^2`；如果想写乘积，请写出 `*`。",
    )
