"""The way back of each row: text -> tree -> a rule, a short list of operations that `differentiate` writes down.

A text is parsed once. Where it makes a choice (`where`), it is shortened for the operands that are known numbers: the
way back of `x^2` needs no case for the exponent 0.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

from app.errors import ValueProblem
from app.graph.constants import CONSTANTS
from app.language.formula import parse_rule
from app.language.tree import Apply, Name, Number, Tree, walk
from app.operations import Operation
from app.simplify import simplify, substitute

OPERAND_NAMES = "abcd"


class Step(NamedTuple):
    """One operation of a rule. `slots`: the operands, y, g, the rule's numbers, then the results of earlier steps."""

    operation: Operation
    slots: tuple[int, ...]
    parameters: dict[str, Any]


Brief = tuple[Operation, Any, int]
"""a step without parameters: first slot, second slot (ALONE: none, MANY: the first is a tuple of all)"""
ALONE, MANY = -1, -2


class Rule(NamedTuple):
    """A way back, flattened."""

    numbers: tuple[float | Name, ...]
    """constants of the text; a name is a parameter of the row"""
    steps: tuple[Step, ...]
    result: int
    """the slot that holds the contribution"""
    brief: tuple[Brief, ...] | None
    """the steps, where nothing is a parameter, neither of the row nor of a step"""


@cache
def way_back_tree(operation: Operation, place: int) -> Tree | None:
    """The parsed text of the way back to the operand at `place`; None where no gradient flows, or none is known."""
    text = operation.way_back(place)
    if not text:
        return None
    names = OPERAND_NAMES[: len(operation.back) if operation.operands[1] is None else operation.operands[1]]
    return parse_rule(text, names, tuple(parameter.name for parameter in operation.parameters))


@cache
def chooses(operation: Operation) -> bool:
    """Whether a way back makes a choice, so that known operands shorten it."""
    trees = [way_back_tree(operation, place) for place in range(len(operation.back))]
    return any(isinstance(each, Apply) and each.operation.chooses for tree in trees if tree for each in walk(tree))


@lru_cache(maxsize=4096)
def rules(operation: Operation, count: int, known: tuple[float | None, ...] = ()) -> tuple[Rule | None, ...]:
    """The rule of each of `count` operands, some of them `known` numbers; None where no gradient flows."""
    ways = [operation.way_back(place) is not None for place in range(count)]
    return tuple([rule(operation, place, count, known) if way else None for place, way in enumerate(ways)])


@lru_cache(maxsize=4096)
def rule(
    operation: Operation, place: int, count: int, known: tuple[float | None, ...] = (), slope: bool = False
) -> Rule:
    """The way back to the operand at `place` of `count`.

    `slope` gives the local derivative instead: what the way back makes of a gradient of 1. Raises derivative.missing.
    """
    tree = way_back_tree(operation, place)
    if tree is None:
        raise ValueProblem("derivative.missing", name=operation.name)
    replaced = [*CONSTANTS.items(), *zip(OPERAND_NAMES, known, strict=False), *([("g", 1.0)] if slope else [])]
    tree = simplify(substitute(tree, {name: Number(number, (0, 0)) for name, number in replaced if number is not None}))
    slots: dict[str | float, int] = dict(zip(OPERAND_NAMES[:count], range(count), strict=False))
    slots |= {"y": count, "g": count + 1}
    numbers: dict[str | float, float | Name] = {}
    for each in walk(tree):
        if isinstance(each, Number):
            numbers[each.value] = each.value
        elif isinstance(each, Name) and each.name not in slots and each.name != "operands":
            numbers[each.name] = each
    slots |= {key: count + 2 + order for order, key in enumerate(numbers)}
    steps: list[Step] = []

    def flatten(tree: Tree) -> tuple[int, ...]:
        """The slots that `tree` stands for: one, or all operands where it is the name `operands`."""
        if isinstance(tree, Number):
            return (slots[tree.value],)
        if isinstance(tree, Name):
            return tuple(range(count)) if tree.name == "operands" else (slots[tree.name],)
        assert isinstance(tree, Apply)
        operands = sum(map(flatten, tree.operands), ())
        steps.append(Step(tree.operation, operands, tree.parameters or {}))
        return (count + 1 + len(numbers) + len(steps),)

    (result,) = flatten(tree)
    named = any(isinstance(number, Name) for number in numbers.values())
    named = named or any(step.parameters for step in steps)
    brief = None if named else tuple([(step.operation, *in_brief(step.slots)) for step in steps])
    return Rule(tuple(numbers.values()), tuple(steps), result, brief)


def in_brief(operands: tuple[int, ...]) -> tuple[Any, int]:
    """Operands as instructions hold them: the first, and the second, ALONE or MANY."""
    if len(operands) == 2:
        return operands
    return (operands[0], ALONE) if len(operands) == 1 else (operands, MANY)
