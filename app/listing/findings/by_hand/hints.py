"""Whether a listing may say anything of gradients, told by its names: most say nothing, and are done with here."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from app.listing.findings.by_hand.naming import ATTRIBUTES, LOSSES, RESIDUAL, SHORT, holds_gradients, is_rate, stems
from app.listing.trees import directly_in, dotted, everything, statements

WORD = re.compile(r"[A-Za-z_\u00c0-\u02ff\u0370-\u1fff\u3040-\u9fff]\w*")
"""a name; what may begin one in letters that hardly any listing is written in is left out"""
MAY_LOSE = re.compile("|".join((*LOSSES, RESIDUAL)), re.IGNORECASE)
TEXT = re.compile(r"""["'](\w{1,40})["']""")


class Hints(NamedTuple):
    """What a listing says of gradients."""

    gradients: set[str]
    """targets that may hold some by their names, as they are written"""
    updated: bool
    """whether a rate times something is taken away from anything"""
    words: set[str]
    """all there are: what a gradient is of has a name too"""


class Assigned(NamedTuple):
    """`place = value`, or `place += value`."""

    place: ast.expr
    value: ast.expr
    augmented: bool


def hints(source: str, tree: ast.Module) -> Hints | None:
    """None where there are none."""
    words = set(WORD.findall(source))
    targets = assigned(tree)
    gradients = {repr(name) for name in TEXT.findall(source) if is_about(name, words)}
    for part in (part for each in targets for part in parts(each.place)):
        name = last_part(part)
        of_a_tensor = isinstance(part, ast.Attribute) and name in ATTRIBUTES
        of_many = isinstance(part, ast.Subscript) and holds_gradients(name)
        if of_a_tensor or of_many or is_about(name, words):
            gradients.add(dotted(part))
    updated = any(is_update(each) for each in targets)
    return Hints(gradients, updated, words) if (gradients or updated) and may_lose(source, words) else None


def may_lose(source: str, words: set[str]) -> bool:
    """Whether anything may be a loss by its name."""
    return not words.isdisjoint(SHORT) or bool(MAY_LOSE.search(source))


def is_about(name: str, words: set[str]) -> bool:
    """Whether a name calls itself the gradient of something that there is."""
    return any(stem in words for stem in stems(name))


def assigned(tree: ast.Module) -> list[Assigned]:
    """All assignments, but those of numbers and texts, and those in classes that torch itself asks for gradients."""
    found = []
    waiting = directly_in(tree)
    for each in waiting:
        if isinstance(each, ast.Assign):
            if len(each.targets) == 1 and not isinstance(each.value, ast.Constant):
                found.append(Assigned(each.targets[0], each.value, False))
        elif isinstance(each, ast.AugAssign):
            found.append(Assigned(each.target, each.value, True))
        elif not is_function_of_torch(each):
            waiting += directly_in(each)
    return found


def is_function_of_torch(node: ast.AST) -> bool:
    """Whether it is a class whose backward() is held against its forward() by another look: `own_functions`."""
    return isinstance(node, ast.ClassDef) and any(last_part(base) == "Function" for base in node.bases)


def parts(place: ast.expr) -> list[ast.expr]:
    return place.elts if isinstance(place, ast.Tuple | ast.List) else [place]


def is_update(each: Assigned) -> bool:
    """Whether a rate times something is taken away, which is no gradient of torch's."""
    value = each.value
    if not each.augmented:
        if not isinstance(value, ast.BinOp) or last_part(each.place) != last_part(value.left):
            return False
        value = value.right
    above, _ = factors(value)
    by_rate = len(above) > 1 and any(is_rate(last_part(factor)) or is_small(factor) for factor in above)
    return by_rate and not any(isinstance(part, ast.Attribute) and part.attr == "grad" for part in everything(value))


def asserted(tree: ast.Module) -> int:
    """In how many places a listing itself holds something against a `.grad` of torch, and ends where they differ."""
    found = 0
    for each in statements(tree):
        claims = isinstance(each, ast.Assert)
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Call):
            claims = dotted(each.value.func).rpartition(".")[2].startswith("assert_")
        found += claims and any(isinstance(part, ast.Attribute) and part.attr == "grad" for part in everything(each))
    return found


def factors(tree: ast.expr) -> tuple[list[ast.expr], list[ast.expr]]:
    """What a product multiplies, and what it divides by."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Mult | ast.Div):
        (above, below), (others, under) = factors(tree.left), factors(tree.right)
        if isinstance(tree.op, ast.Div):
            others, under = under, others
        return above + others, below + under
    return [tree], []


def is_small(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Constant) and isinstance(tree.value, float) and 0 < tree.value < 1


def last_part(tree: ast.expr) -> str:
    """`lr` of `self.lr`, `grads` of `self.grads`."""
    while isinstance(tree, ast.Subscript):
        tree = tree.value
    return tree.id if isinstance(tree, ast.Name) else tree.attr if isinstance(tree, ast.Attribute) else ""
