"""How wide a character is, in em: the page's own fonts, so that a card is as wide as its formula.

Mathematics: the advance widths of KaTeX_Main and KaTeX_Math, rounded to 1/1000 (from KaTeX's fontMetricsData.js, MIT).
Numbers and words: Inter at weight 600 with tabular figures, rounded to 1/100 (SIL Open Font Licence).
A view that has neither font draws with another one in the space that these leave.
"""

from __future__ import annotations

import unicodedata

# fmt: off
_MAIN = {
    0.275: "′", 0.278: "!',.:;[]il|ı∣⋅⋮", 0.306: "fjȷ", 0.333: "-", 0.361: "I", 0.389: "()t⟨⟩", 0.392: "r", 0.394: "s",
    0.417: "ℓ∫", 0.444: "cez⌈⌉⌊⌋", 0.472: "?", 0.5: "\"$*/0123456789\\^_ago{}~–∅∕∖∗∘∙∥⋄⋆", 0.514: "J", 0.528: "kqvxy",
    0.531: "∂", 0.54: "ℏ", 0.556: "Sbdhnpu∀∃", 0.611: "Z", 0.625: "LΓ", 0.653: "F", 0.667: "¬Ξ∈∋∧∨∩∪", 0.681: "EP",
    0.694: "Λ", 0.708: "B", 0.722: "CTwΣΦΩ", 0.736: "R", 0.75: "AHNUVXYΠ", 0.764: "D",
    0.778: "&+<=>@KOQ±×÷ΘΥΨ−∝∼≃≅≈≐≡≠≤≥⊂⊃⊆⊇⊕⊖⊗⊘⊙⊤⊥", 0.785: "G", 0.833: "#%mΔ∇√", 0.889: "△▽", 0.917: "M",
    0.944: "∏", 1.0: "—←→↔↦⇐⇒⇔∞≪≫", 1.028: "W", 1.056: "∑", 1.172: "…⋯", 1.282: "⋱",
}
_ITALIC = {
    0.298: "l", 0.345: "i", 0.354: "ι", 0.361: "t", 0.363: "ς", 0.406: "ϵ", 0.412: "j", 0.429: "b", 0.433: "c",
    0.437: "τ",
    0.438: "ζξ", 0.44: "I", 0.444: "δ", 0.446: "q", 0.451: "r", 0.465: "z", 0.466: "eε", 0.469: "sθ", 0.477: "g",
    0.485: "ovο",
    0.49: "fy", 0.494: "ν", 0.497: "η", 0.503: "p", 0.517: "ρϱ", 0.518: "γ", 0.52: "d", 0.521: "k", 0.529: "a",
    0.54: "υ",
    0.555: "J", 0.566: "β", 0.57: "π", 0.571: "σ", 0.572: "ux", 0.576: "hκ", 0.581: "Y", 0.583: "Vλ", 0.584: "T",
    0.591: "ϑ",
    0.596: "ϕ", 0.6: "n", 0.603: "μ", 0.613: "S", 0.622: "ω", 0.626: "χ", 0.64: "α", 0.642: "P", 0.643: "F", 0.651: "ψ",
    0.654: "φ", 0.681: "L", 0.683: "UZ", 0.715: "C", 0.716: "w", 0.738: "E", 0.75: "A", 0.759: "BR", 0.763: "O",
    0.786: "G",
    0.791: "Q", 0.803: "N", 0.828: "DXϖ", 0.831: "H", 0.849: "K", 0.878: "m", 0.944: "W", 0.97: "M",
}
_INTER = {
    0.26: "ijl", 0.27: ",.:;", 0.28: "I", 0.32: "!·", 0.33: "'", 0.35: "`t", 0.36: "|", 0.37: "()[]", 0.38: "/\\",
    0.39: "f",
    0.4: "r", 0.45: "{}", 0.47: "-_", 0.48: "^",
    0.52: "\"", 0.54: "*?", 0.55: "s", 0.57: "Lakxz", 0.58: "Jc", 0.59: "Fevy",
    0.61: "Ehnou", 0.62: "bdpq", 0.63: "g", 0.64: "#", 0.65: "$PRSZ0123456789", 0.66: "&BT", 0.67: "+<=>~×−", 0.7: "K",
    0.71: "Y", 0.72: "DX", 0.73: "AV", 0.74: "CU", 0.75: "GH", 0.76: "N", 0.77: "OQ", 0.84: "w", 0.9: "m", 0.92: "M",
    0.96: "…", 1.0: "%@∞", 1.02: "W", 0.28001: " ", 0.42: "⁻⁰¹²³⁴⁵⁶⁷⁸⁹",
}
# fmt: on


def _by_character(by_width: dict[float, str]) -> dict[str, float]:
    return {character: width for width, characters in by_width.items() for character in characters}


MAIN, ITALIC, INTER = _by_character(_MAIN), _by_character(_ITALIC), _by_character(_INTER)

UNKNOWN = 0.65
"""a character that none of the fonts has; a Chinese one is a whole em"""


def advance(character: str, font: dict[str, float]) -> float:
    """The advance width of one character in em; 0 for a combining mark."""
    known = font.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else MAIN.get(character, UNKNOWN)


def mathematics_width(text: str, italic: bool, size: float) -> float:
    """The width of `text` in pixels at `size` pixels, in the italic or the upright font of formulas."""
    font = ITALIC if italic else MAIN
    return size * sum(advance(character, font) for character in text)


def words_width(text: str, size: float) -> float:
    """The width of `text` in pixels at `size` pixels in semibold Inter, figures tabular; a lighter one is no wider."""
    return size * sum(advance(character, INTER) for character in text)


def fitting_size(text: str, size: float, width: float) -> float:
    """The largest size up to `size` pixels at which `text` in Inter is no wider than `width` pixels."""
    wide = words_width(text, size)
    return size if wide <= width else size * width / wide
