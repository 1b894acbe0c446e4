"""Columns of operations -> calls that take no arguments: every operand and every result has its array once and for all.

What runs again and again is `for call in calls: call()`. Everything else is settled here, once: what never changes is
computed, what is a view of another array (a transpose, a reshape) needs no call, equal operations are done once, what
multiplies by 1 is dropped, and so is what nobody reads. The numbers are those of `engines.tape`, bit for bit but for
the sign of a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from app.engines.sweep import Columns, needed
from app.kernels import choices, losses, reductions
from app.training.writers import COMPARING, Call, is_elementwise, writing

BY_SHAPE = {reductions.count, reductions.rows}
"""kernels whose result depends on the shapes of their operands alone"""

Kernel = Callable[..., Any]
Arrays = tuple[np.ndarray, ...]


class Written(NamedTuple):
    """The calls that fill one array, and the arrays that they read."""

    array: np.ndarray
    calls: list[Call]
    reads: Arrays


class Binding:
    """`given`: the arrays of inputs, which others fill; `fixed` are those among them that nobody ever changes.

    `wanted`: node -> the array that is to hold it, or None for an array of its own. A wanted array may be a given one,
    as the next value of a state: it is then written when everything else has read it.
    """

    def __init__(
        self,
        columns: Columns,
        given: Mapping[int, np.ndarray],
        fixed: Collection[int],
        wanted: Mapping[int, np.ndarray | None],
    ) -> None:
        self.written: list[Written] = []
        self.arrays: dict[int, np.ndarray] = {}
        """node -> its array; nodes that nothing needs have none"""
        self.changing: set[int] = set()
        """ids of the arrays that calls write or others fill"""
        self.under: dict[int, np.ndarray] = {}
        """id of a view -> the array that it looks at"""
        self.masks: dict[int, np.ndarray] = {}
        """id of an array of ones and zeros -> the same as truths"""
        self.done: dict[Any, np.ndarray] = {}
        """what an operation gave on which arrays: equal ones are done once"""
        order = needed(columns, wanted)
        targets = {index: array for index, array in wanted.items() if array is not None}
        late = [index for index in targets if not is_free(columns, order, given, index, targets[index])]
        with np.errstate(all="ignore"):
            for index in order:
                row = columns.operations[index]
                if row is not None:
                    operands = tuple([self.arrays[each] for each in columns.operands[index]])
                    target = None if index in late else targets.get(index)
                    parameters = columns.parameters.get(index, {})
                    self.arrays[index] = self.bound(row.forward, operands, parameters, target)
                elif index in given:
                    self.arrays[index] = given[index]
                    if index not in fixed:
                        self.changing.add(id(given[index]))
                else:
                    self.arrays[index] = self.constant(columns.constants[index])
        self.calls = self.calls_for(self.arrays[index] for index in wanted)
        for index, target in targets.items():
            if self.arrays[index] is not target:
                self.calls.append(partial(np.copyto, target, self.arrays[index]))

    def constant(self, value: Any) -> np.ndarray:
        """An array that nobody writes; equal numbers have one."""
        array = np.array(value, dtype=np.float64)
        array.flags.writeable = False
        return array if array.ndim else self.done.setdefault(repr(array.item()), array)

    def bound(
        self, kernel: Kernel, operands: Arrays, given: Mapping[str, Any], target: np.ndarray | None = None
    ) -> np.ndarray:
        """The array of `kernel(*operands, **given)`: `target` if possible. The calls that fill it are noted."""
        if kernel is np.multiply and self.is_one(operands[0]):
            return operands[1]
        if kernel in (np.multiply, np.divide) and self.is_one(operands[1]):
            return operands[0]
        if kernel is losses.mse:
            square = self.bound(np.square, (self.bound(np.subtract, operands, {}),), {})
            return self.bound(reductions.mean, (square,), {}, target)
        key = (kernel, tuple(map(id, operands)), repr(given))
        if key not in self.done:
            self.done[key] = self.made(kernel, operands, given, target)
        return self.done[key]

    def is_one(self, array: np.ndarray) -> bool:
        return array.ndim == 0 and id(array) not in self.changing and bool(array == 1)

    def made(self, kernel: Kernel, operands: Arrays, given: Mapping[str, Any], target: np.ndarray | None) -> np.ndarray:
        # A target may be an operand's array: what it holds now is not to be touched.
        result = np.asarray(kernel(*operands, **given), dtype=np.float64)
        if kernel in BY_SHAPE or not any(id(each) in self.changing for each in operands):
            return self.constant(result)
        looked_at = next((each for each in operands if np.may_share_memory(result, each)), None)
        if looked_at is not None:
            self.changing.add(id(result))
            self.under[id(result)] = self.under.get(id(looked_at), looked_at)
            return result
        array = np.array(result) if target is None or target.shape != result.shape else target
        self.changing.add(id(array))
        if array is target:  # what was read there before is another value
            self.done = {key: made for key, made in self.done.items() if type(key) is str or id(array) not in key[1]}
        if kernel in COMPARING:
            mask = self.masks[id(array)] = np.empty(result.shape, dtype=bool)
            self.written.append(Written(mask, [partial(COMPARING[kernel], *operands, out=mask)], operands))
            kernel, operands = np.positive, (mask,)
        elif kernel is choices.where:
            operands = (self.masks.get(id(operands[0]), operands[0]), *operands[1:])
        self.written.append(Written(array, writing(kernel, operands, given, array), operands))
        return array

    def calls_for(self, ends: Iterable[np.ndarray]) -> list[Call]:
        """The calls that `ends` need, in order."""

        def place(array: np.ndarray) -> int:
            return id(self.under.get(id(array), array))

        read = {place(each) for each in ends}
        kept = []
        for each in reversed(self.written):
            if id(each.array) in read:
                read |= set(map(place, each.reads))
                kept.append(each)
        return [call for each in reversed(kept) for call in each.calls]


def is_free(
    columns: Columns, order: list[int], given: Mapping[int, np.ndarray], index: int, target: np.ndarray
) -> bool:
    """Whether a node's result may be written into `target` at once: nobody reads there what stood before."""
    inputs = [node for node, array in given.items() if array is target]
    row = columns.operations[index]
    if not inputs:
        return True
    read = [each for each in order if inputs[0] in columns.operands[each]]
    return row is not None and is_elementwise(row.forward) and all(each <= index for each in read)
