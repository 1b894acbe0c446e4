"""The commands of LaTeX that our formulas use: command -> the character drawn, its class, whether it is a letter.

The class decides the space around it, as in TeX: `ord` `op` `bin` `rel` `open` `close` `punct`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Class = Literal["ord", "op", "bin", "rel", "open", "close", "punct", "inner"]


class Symbol(NamedTuple):
    text: str
    kind: Class
    italic: bool = False


GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "omicron": "ο",
    "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ",
    "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
CAPITALS = {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
BY_CLASS: dict[Class, dict[str, str]] = {
    "ord": {
        "infty": "∞", "partial": "∂", "nabla": "∇", "top": "⊤", "bot": "⊥", "ell": "ℓ", "prime": "′", "emptyset": "∅",
        "ldots": "…", "dots": "…", "vdots": "⋮", "ddots": "⋱", "vert": "∣", "Vert": "∥", "|": "∥", "%": "%", "_": "_",
        "#": "#",
        "$": "$", "&": "&", "lbrack": "[", "rbrack": "]", "hbar": "ℏ",
    },
    "inner": {"cdots": "⋯", "dotsb": "⋯"},
    "op": {"sum": "∑", "prod": "∏", "int": "∫"},
    "bin": {
        "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "circ": "∘",
        "ast": "∗",
        "star": "⋆", "wedge": "∧", "vee": "∨", "cap": "∩", "cup": "∪", "setminus": "∖", "bullet": "∙",
    },
    "rel": {
        "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼",
        "in": "∈",
        "to": "→", "rightarrow": "→", "leftarrow": "←", "mapsto": "↦", "Rightarrow": "⇒", "mid": "∣", "parallel": "∥",
        "propto": "∝", "ll": "≪", "gg": "≫", "gets": "←",
    },
    "open": {"lvert": "∣", "lVert": "∥", "{": "{", "lbrace": "{", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈",
    "lparen": "("},
    "close": {"rvert": "∣", "rVert": "∥", "}": "}", "rbrace": "}", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉",
    "rparen": ")"},
    "punct": {"colon": ":"},
}  # fmt: skip

OPERATOR_NAMES = frozenset({
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "exp",
    "log", "ln", "lg",
    "max", "min", "sup", "inf", "lim", "det", "dim", "arg", "deg", "gcd",
})  # fmt: skip
"""commands that draw their own name upright"""

SPACES = {",": 3 / 18, ":": 4 / 18, ">": 4 / 18, ";": 5 / 18, "!": -3 / 18, " ": 0.25, "quad": 1.0, "qquad": 2.0}
"""in em"""

SYMBOLS: dict[str, Symbol] = {
    **{name: Symbol(letter, "ord", italic=True) for name, letter in GREEK.items()},
    **{name: Symbol(letter, "ord") for name, letter in CAPITALS.items()},
    **{name: Symbol(text, kind) for kind, names in BY_CLASS.items() for name, text in names.items()},
    **{name: Symbol(name, "op") for name in OPERATOR_NAMES},
}

CHARACTERS: dict[str, Symbol] = {
    "+": Symbol("+", "bin"), "-": Symbol("−", "bin"), "−": Symbol("−", "bin"), "*": Symbol("∗", "bin"),
    "·": Symbol("⋅", "bin"),
    "×": Symbol("×", "bin"), "=": Symbol("=", "rel"), "<": Symbol("<", "rel"), ">": Symbol(">", "rel"),
    ":": Symbol(":", "rel"),
    "(": Symbol("(", "open"), "[": Symbol("[", "open"), ")": Symbol(")", "close"), "]": Symbol("]", "close"),
    ",": Symbol(",", "punct"), ";": Symbol(";", "punct"), "|": Symbol("∣", "ord"), "'": Symbol("′", "ord"),
}  # fmt: skip
"""what a single character means in a formula; any other letter is an italic `ord`, anything else an upright one"""

CANNOT_PRECEDE_A_BINARY: frozenset[Class] = frozenset({"bin", "rel", "open", "punct", "op"})
"""after one of these, or at the start, a sign like − has one operand and no space around it"""

_THIN, _MEDIUM, _THICK = 3 / 18, 4 / 18, 5 / 18
SPACING: dict[tuple[Class, Class], float] = {
    **{(left, "rel"): _THICK for left in ("ord", "op", "close", "inner")},
    **{("rel", right): _THICK for right in ("ord", "op", "open", "inner")},
    **{(left, "bin"): _MEDIUM for left in ("ord", "close", "inner")},
    **{("bin", right): _MEDIUM for right in ("ord", "op", "open", "inner")},
    **{("punct", right): _THIN for right in ("ord", "op", "rel", "open", "close", "punct", "inner")},
    **{(left, "op"): _THIN for left in ("ord", "op", "close", "inner")},
    **{("op", right): _THIN for right in ("ord", "inner")},
    **{("inner", right): _THIN for right in ("ord", "open", "punct", "inner")},
    **{(left, "inner"): _THIN for left in ("ord", "close")},
}
"""The TeXbook's table (chapter 18): the space in em between two neighbours; 0 where it has no row."""
