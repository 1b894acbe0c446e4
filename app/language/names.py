"""The spelling of names: which texts are one name, and which names are the same.

`w_1`, `w₁`, `w_{1}` and `w1` are one name, as are `lambda` and `λ`: `canonical` gives what they have in common.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

WELL_KNOWN = frozenset(GREEK) | {
    "loss", "cost", "error", "err", "risk", "energy", "reward", "objective", "score", "total", "result", "out",
    "output", "input", "target", "label", "pred", "prediction", "logit", "logits", "prob", "probs", "hidden", "net",
    "bias", "weight", "weights", "rate", "lr", "eps", "momentum", "margin", "temperature", "price", "time", "data",
    "step", "grad",
}  # fmt: skip
"""words that are names although nothing in the program defines them"""

CONSTANTS = frozenset({"e", "π"})
"""names that stand for Euler's number and for π unless the program gives them a meaning"""

# No letters, though Python's \w counts them among its word characters.
SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUBSCRIPT_DIGITS = "₀₁₂₃₄₅₆₇₈₉"
SUBSCRIPT_LETTERS = "ₐₑₒₓₔₕₖₗₘₙₚₛₜᵢᵣᵤᵥᵦᵧᵨᵩᵪⱼ"
SUBSCRIPTS = SUBSCRIPT_DIGITS + SUBSCRIPT_LETTERS
SMALL_BELOW = rf"[{SUBSCRIPTS}]+(?:[₊₋][{SUBSCRIPTS}]+)*"
"""what stands below a letter in small signs: `ᵢ`, `ₜ₋₁`"""
SUPERSCRIPT_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵅᵝᵞᵟᶿ"
"""what stands above the line: an exponent, letter by letter"""
SUPERSCRIPTS = SUPERSCRIPT_DIGITS + SUPERSCRIPT_LETTERS + "⁺⁻⁽⁾"
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
MACRON = "\N{COMBINING MACRON}"
DOT = "\N{COMBINING DOT ABOVE}"
LETTER = f"[^\\W\\d_{SUPERSCRIPT_DIGITS}{SUPERSCRIPT_LETTERS}{SUBSCRIPTS}{FRACTIONS}]"
ACCENTS = "[\u0300-\u036f\u20d7]"

ABOVE = r"\^(?:\{(?:\((?:[0-9]+|[^\W\d_](?:[+-][0-9]+)?)\)|\[[^\[\]{}\n]+\])\}|\[(?:[0-9]+|[A-Za-z](?:[+-][0-9]+)?)\])"
"""an index above: `^{(1)}`, `^{(i)}`, `^{[1]}`, `^[l-1]`"""
SMALL_ABOVE = rf"⁽[{SUPERSCRIPT_DIGITS}{SUPERSCRIPT_LETTERS}⁺⁻]+⁾"
"""the same in small signs: `⁽¹⁾`"""

ATOM = re.compile(
    rf"{LETTER}{ACCENTS}*(?:_?[0-9]+|_[A-Za-z]|{SMALL_BELOW}|_\{{[^{{}}\n]*\}})*(?:{ABOVE}|{SMALL_ABOVE})?['′″]*"
)
"""one letter with accents, subscripts, an index above, and primes"""

_ACCENTS = {
    "(?:wide)?hat": "\u0302", "bar": MACRON, "overline": MACRON, "(?:wide)?tilde": "\u0303", "vec": "\u20d7",
    "dot": DOT, "ddot": "\u0308",
}  # fmt: skip
"""commands of LaTeX that set an accent over a letter"""
LONGEST_KEPT = 64
_SMALL_BELOW = re.compile(SMALL_BELOW)
_SMALL_ABOVE = re.compile(SMALL_ABOVE)
_TO_SUBSCRIPT_OF_DIGITS = re.compile(r"(?<=[^\W\d_])_(?=\d)")
_INDEX_ABOVE = re.compile(r"(\^(?:\([^()]*\)|\[[^\[\]]*\]))([^']*)")
_FIRST_WORD = re.compile(r"[A-Za-z]+")
_PLAIN = str.maketrans({"{": None, "}": None, "′": "'", "’": "'", "″": "''", "\u20d7": None})


def canonical(name: str) -> str:
    """What all spellings of a name have in common: `x_{12}`, `x_12`, `x₁₂`, `x12` -> `x12`; `theta_0` -> `θ0`."""
    if name.isascii() and (len(name) == 1 or name[1:].isdecimal()):
        return name
    # The same few names are asked for again and again; what is no name may be long, and is not kept.
    return _canonical(name) if len(name) <= LONGEST_KEPT else _canonical.__wrapped__(name)


@lru_cache(maxsize=4096)
def _canonical(name: str) -> str:
    if not (name.isascii() and name.isalnum()):
        name = _without_commands(name) if "\\" in name else name
        name = _SMALL_BELOW.sub(lambda below: "_" + below[0], name)
        name = _SMALL_ABOVE.sub(lambda above: "^" + above[0], name)
        plain = "".join(name.split()).translate(_PLAIN).replace("²", "^2")
        name = unicodedata.normalize("NFKC", plain).replace("−", "-")
        name = _TO_SUBSCRIPT_OF_DIGITS.sub("", _INDEX_ABOVE.sub(r"\2\1", name))
    word = _FIRST_WORD.match(name)
    if word and word[0] in GREEK:
        return GREEK[word[0]] + name[word.end() :].removeprefix("_" if name[word.end() + 1 :].isdigit() else "")
    return name


def _without_commands(name: str) -> str:
    r"""A name as LaTeX writes it, without commands: `\hat{y}` as ŷ, `\theta_0` as theta_0, `\mathbf{w}` as w."""
    name = re.sub(r"\\(?:var)?([A-Za-z]+)", lambda word: GREEK.get(word[1], word[0]), name)
    name = re.sub(r"\\(?:math|text|bold|operator)[a-z]*\{([^{}]*)\}", r"\1", name)
    for command, accent in _ACCENTS.items():
        name = re.sub(rf"\\{command}(?:\s+|(?=\{{))(?:([^\W\d_])|\{{\s*([^\W\d_])\s*\}})", rf"\1\2{accent}", name)
    return name.replace("\\", "")


def spelled_out(name: str) -> str:
    """A name without small signs: `xᵢ` as `x_{i}`, `a⁽¹⁾` as `a^{(1)}`."""
    if name.isascii():
        return name
    name = _SMALL_BELOW.sub(lambda below: f"_{{{_plain(below[0])}}}", name)
    return _SMALL_ABOVE.sub(lambda above: f"^{{{_plain(above[0])}}}", name)


def _plain(small: str) -> str:
    return unicodedata.normalize("NFKC", small).replace("−", "-")


def bar(name: str) -> str:
    """The name of the gradient that reaches `name`: v̄ for v."""
    return name + MACRON


def dot(name: str) -> str:
    """The name of the tangent of `name`, how fast it changes: v̇ for v."""
    return name + DOT


def canonical_names(names: Collection[str]) -> frozenset[str]:
    return frozenset(map(canonical, names))


def is_well_known(word: str) -> bool:
    """Whether a word, perhaps with a number behind it (`theta1`, `loss2`), is a name without being defined."""
    return word.rstrip("0123456789'") in WELL_KNOWN


def of_our_alphabets(letters: str) -> bool:
    """Whether all letters are Latin or Greek: only these stand side by side as a product."""
    return all(
        unicodedata.name(letter, "").startswith(("LATIN", "GREEK", "MATHEMATICAL"))
        for letter in letters
        if letter.isalpha()
    )
