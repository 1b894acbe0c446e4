r"""A name as it is spelled -> LaTeX: `w1` is w_{1}, `ŷ` is \hat{y}, `y_pred` is y_{\mathrm{pred}}."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from app.language.names import DOT, spelled_out
from app.language.names import MACRON as MACRON
from app.language.names import bar as bar

ADJOINT = "∂"

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "ϱ": "varrho", "σ": "sigma", "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi", "ϕ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi",
    "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
SPELLED = {*GREEK.values()} - {"varepsilon", "vartheta", "varrho", "varsigma", "varphi"}

ACCENTS = {
    "\N{COMBINING CIRCUMFLEX ACCENT}": "hat", MACRON: "bar", "\N{COMBINING OVERLINE}": "bar",
    "\N{COMBINING TILDE}": "tilde",
    "\N{COMBINING DOT ABOVE}": "dot", "\N{COMBINING DIAERESIS}": "ddot", "\N{COMBINING RIGHT ARROW ABOVE}": "vec",
    "\N{COMBINING ACUTE ACCENT}": "acute", "\N{COMBINING GRAVE ACCENT}": "grave", "\N{COMBINING CARON}": "check",
}  # fmt: skip
SPOKEN_ACCENTS = {"hat", "bar", "tilde", "dot", "vec"}
"""`y_hat` is written as ŷ"""

SMALL = {ord(small): str(digit) for digits in ("₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹") for digit, small in enumerate(digits)} | {
    ord(small): full for small, full in zip("₊₋₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "+-()aeoxhklmnpstijruv", strict=True)
}
SMALL_BELOW = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ"
PRIMES = str.maketrans({"′": "'", "″": "''", "‴": "'''"})

PARTS = re.compile(
    rf"""(?P<base>[^\W\d_{SMALL_BELOW}⁰¹²³⁴⁵⁶⁷⁸⁹]+)
         (?P<marks>[\u0300-\u036f\u20d0-\u20ff]*)
         (?P<primes>'*)
         (?P<digits>[0-9]*)
         (?P<small>[{SMALL_BELOW}]*)
         (?P<rest>.*)""",
    re.VERBOSE | re.DOTALL,
)
SCRIPT = re.compile(
    r"(?P<sign>[_^])(?:\{(?P<group>[^{}]*)\}|(?P<index>\([^()]*\)|[^_^{}\[\]]*))|(?P<bracket>\[[^\]]*\])"
)


OF_A_LISTING = re.compile(r"\w+(?:\[\d+\])*(?:\.\w+|\['\w+'\])(?:\.\w+|\['?\w+'?\])*")
"""an attribute or an entry, which stands as it is written: self.fc1.weight, params['W1']"""


class Typeset(NamedTuple):
    """A name in LaTeX, and whether it has a script already: another one then needs braces or brackets."""

    latex: str
    below: bool
    above: bool


def adjoint(name: str) -> str:
    """The same for programs: no writer can have chosen it. How it is set is for a `Notation` to say."""
    return ADJOINT + name


def name_latex(name: str) -> str:
    return typeset_name(name).latex


@lru_cache(maxsize=4096)
def typeset_name(name: str) -> Typeset:
    """The base with its accents, then what stands below, then what stands above."""
    # What stands behind a whole name, subscripts included, is set over its letter: ū_1 for the gradient of u_1.
    plain = name.rstrip(MACRON + DOT)
    derived = [ACCENTS[mark] for mark in name[len(plain) :]]
    spelled = spelled_out(plain).replace("²", "^2")
    match = PARTS.fullmatch(unicodedata.normalize("NFD", spelled).translate(PRIMES))
    if match is None or OF_A_LISTING.fullmatch(plain):
        whole = word(plain)
        for accent in derived:
            whole = accented(accent, whole)
        return Typeset(whole, below=False, above=False)
    base, below, above, tail = letters(match["base"]), [], [], ""
    accents = [ACCENTS[mark] for mark in match["marks"] if mark in ACCENTS]
    if match["digits"] or match["small"]:
        below.append(match["digits"] + match["small"].translate(SMALL))
    for script in SCRIPT.finditer(match["rest"]):
        text = script["group"] if script["group"] is not None else script["index"]
        if script["bracket"]:
            tail += script["bracket"]
        elif script["sign"] == "^":
            above.append(indices(text))
        elif text in SPOKEN_ACCENTS:
            accents.append(text)
        elif text:
            below.append(indices(text))
    for accent in [*accents, *derived]:
        base = accented(accent, base)
    if above:
        above[0] = r"\prime" * len(match["primes"]) + above[0]
    else:
        base += match["primes"]
    if below:
        base += f"_{{{','.join(below)}}}"
    if above:
        base += f"^{{{','.join(above)}}}"
    return Typeset(base + tail, below=bool(below or tail), above=bool(above or match["primes"] or tail))


def accented(accent: str, base: str) -> str:
    """A mark over one letter; a bar over a word is as long as the word."""
    long = accent == "bar" and base.startswith((r"\mathrm", r"\text"))
    return rf"\overline{{{base}}}" if long else rf"\{accent}{{{base}}}"


def letters(base: str) -> str:
    """One letter in italics, a Greek one by its command, a word upright; `…` for what is too long to be written."""
    if base in GREEK:
        return f"\\{GREEK[base]}"
    if base in SPELLED:
        return f"\\{base}"
    return base if len(base) == 1 and base.isascii() else word(base)


def word(text: str) -> str:
    escaped = re.sub(r"([_%#&$])", r"\\\1", re.sub(r"[\\{}^~]", "", text))
    # In formulas ' is a prime.
    return rf"\mathrm{{{escaped}}}" if text.isascii() and "'" not in text else rf"\text{{{escaped}}}"


def indices(text: str) -> str:
    """What stands below or above a letter: numbers, one or two letters (i, ij) or a Greek one; words upright."""

    def part(match: re.Match[str]) -> str:
        found = match[0]
        known = found in GREEK or found in SPELLED
        return letters(found) if known or len(found) > 2 or not found.isascii() else found

    translated = re.sub(r"[\\{}^~%#&$]", "", unicodedata.normalize("NFC", text).translate(SMALL))
    if "_" in translated:
        return word(translated)
    return re.sub(r"[^\W\d_]+", part, translated)
