"""A tree -> plain text, for sentences and screen readers, with the signs of print: `2u`, `1 − a²`, `b·c`, `Wᵀ @ z̄`."""

from __future__ import annotations

import re
import unicodedata

from app.language.printer import print_tree
from app.language.tree import Apply, Array, Call, Name, Number, Tree
from app.notation.names import MACRON
from app.notation.shorten import DIV, MUL, NEG
from app.operations import ROWS, Operation
from app.rules import OPERAND_NAMES

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
POWER = re.compile(r"\^(\d+)(?![\d.^])")
COEFFICIENT = re.compile(r"(?<![\w.^⁰-⁹])(\d+(?:\.\d+)?)\*(?=[^\W\d_]|\()")
TRANSPOSED = re.compile(r"\^T\b")
BARRED = re.compile(rf"(?<![\w])([^\W\d_])([\d_₀-₉{{][\w₀-₉{{}},]*){MACRON}")
EXPONENT = re.compile(r"(\d)e-(\d)")


def public_row(row: Operation) -> Operation:
    """The row that a writer would use for one that only our own texts have: the same sign or the same look."""
    if row.public:
        return row
    if row.variant:
        # What a writer calls `layer_norm` is one of several rows by its operands.
        return next(each for each in ROWS if each.public and each.variant is row.variant)
    public = [each for each in ROWS if each.public and each.operands == row.operands]
    by_sign = (each for each in public if set(each.spellings) & set(row.spellings))
    return next(by_sign, next((each for each in public if each.latex == row.latex), row))


PUBLIC = {row: public_row(row) for row in ROWS}


def plain(tree: Tree, times: str = "") -> str:
    """`tree` as a reader would write it on one line; `times`, if given, stands for every sign of multiplication."""
    if isinstance(tree, Name) and tree.name.isalnum():
        return unicodedata.normalize("NFC", tree.name)
    text = print_tree(legible(tree))
    text = text.replace("*", times) if times else COEFFICIENT.sub(r"\1", text)
    # A graph has hundreds of these, and most have neither a power nor a bar to be looked for.
    if "^" in text:
        text = POWER.sub(lambda match: match[1].translate(SUPERSCRIPTS), TRANSPOSED.sub("ᵀ", text))
    if MACRON in text:
        text = BARRED.sub(rf"\1{MACRON}\2", text)
    if "e-" in text:
        text = EXPONENT.sub(r"\1e−\2", text)
    text = text.replace("*", "·").replace("->", "→").replace("-", "−")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def legible(tree: Tree) -> Tree:
    """Without what nobody writes: rows that show nothing but their operand, parameters that were not given."""
    if isinstance(tree, Array):
        return Array(tuple(map(legible, tree.items)), tree.span)
    if isinstance(tree, Call):
        return Call(tree.function, tuple(map(legible, tree.arguments)), tree.span)
    if not isinstance(tree, Apply):
        return tree
    if tree.operation.latex == "{a}":
        return legible(tree.operands[0])
    if tree.operation is NEG and isinstance(tree.operands[0], Apply) and tree.operands[0].operation in (MUL, DIV):
        # −a·b needs no brackets: the sign goes to the first factor.
        first, second = tree.operands[0].operands
        return legible(Apply(tree.operands[0].operation, (Apply(NEG, (first,), tree.span), second), tree.span))
    defaults = {each.name: each.default for each in tree.operation.parameters if each.accepts != "flag"}
    shown = tree.operands
    if not tree.operation.public and "{operands}" not in tree.operation.latex:
        named = zip(OPERAND_NAMES, shown, strict=False)
        shown = tuple(each for name, each in named if f"{{{name}}}" in tree.operation.latex)
    given = {
        name: value
        for name, value in (tree.parameters or {}).items()
        if name in defaults and value != defaults[name] and not isinstance(value, Name)
    }
    return Apply(PUBLIC[tree.operation], tuple(map(legible, shown)), tree.span, given or None)


def rounded(tree: Tree, digits: int) -> Tree:
    """The same with its numbers short."""
    if isinstance(tree, Number):
        return Number(float(f"{tree.value:.{digits}g}"), tree.span)
    if isinstance(tree, Apply):
        return Apply(tree.operation, tuple(rounded(each, digits) for each in tree.operands), tree.span, tree.parameters)
    return tree
