r"""Graph -> the same graph with a tangent beside every value: forward mode, from the same ways back.

A way back is linear in the gradient that arrives: it multiplies by the transposed derivative. Its own way back, with
respect to that gradient, multiplies by the derivative itself, which is what a tangent needs. So no row says anything of
tangents. (The double vector-Jacobian product; Townsend, A new trick for calculating Jacobian vector products, 2017.)
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from app.errors import ValueProblem
from app.graph import Graph
from app.growing import Growing


@dataclass(frozen=True, slots=True, eq=False)
class Tangents:
    """`columns`: the nodes of `graph` in their places, then what tangents need."""

    graph: Graph
    columns: Growing
    seeds: dict[int, int]
    """input -> the node that holds its tangent, to be given"""
    tangents: list[int | None]
    """node -> the node that holds its tangent; None where nothing that changes leads to it"""
    contributions: dict[tuple[int, int], int]
    """(target, operand's place) -> the node that holds what this edge adds: derivative times tangent"""

    def slopes(self) -> dict[tuple[int, int], int]:
        """(target, operand's place) -> a node that holds ∂target/∂operand, for all edges between scalars."""
        found: dict[tuple[int, int], int] = {}
        for node in self.graph.nodes:
            for place, operand in enumerate(node.operands):
                if node.shape or self.graph.nodes[operand].shape:
                    continue
                with suppress(ValueProblem):
                    slope = self.columns.slope(node.index, place)
                    if slope is not None:
                        found[node.index, place] = self.columns.fitted(slope, ())
        return found

    def through(self, members: Collection[int], entering: Collection[tuple[int, int]]) -> int | None:
        """What enters a group by some edges alone adds to the tangent of its last member, as a node; None: nothing."""
        inside: dict[int, int] = {}
        for index in members:
            for place, operand in enumerate(self.graph.nodes[index].operands):
                tangent = self.tangents[operand] if (index, place) in entering else inside.get(operand)
                added = None if tangent is None else pushed(self.columns, index, place, tangent)
                if added is not None:
                    inside[index] = self.columns.total(inside.get(index), added)
        return inside.get(max(members))


def tangents(graph: Graph, changing: Collection[int]) -> Tangents:
    """Tangents of all that follows from the inputs in `changing`. Raises derivative.missing."""
    columns = Growing(graph)
    found: list[int | None] = [None] * len(graph.nodes)
    seeds = {index: columns.leaf(graph.nodes[index].shape) for index in changing}
    contributions: dict[tuple[int, int], int] = {}
    for node in graph.nodes:
        if node.kind == "input":
            found[node.index] = seeds.get(node.index)
        for place, operand in enumerate(node.operands):
            tangent = found[operand]
            if tangent is None:
                continue
            contribution = pushed(columns, node.index, place, tangent)
            if contribution is not None:
                contributions[node.index, place] = contribution
                found[node.index] = columns.total(found[node.index], contribution)
    return Tangents(graph, columns, seeds, found, contributions)


def pushed(columns: Growing, index: int, place: int, tangent: int) -> int | None:
    """What the tangent of one operand adds to that of the operation at `index`; None where no gradient flows.

    The way back is written for a gradient of ones, of which only shapes are used, and then walked backwards.
    """
    way = columns.way(index, place)
    if way is None:
        return None
    shape, count = columns.shapes[index], len(columns.operands[index])
    slots = columns.write(way, index, place, columns.fitted(columns.constant(1.0), shape))
    arriving = count + 1
    first = arriving + 1 + len(way.numbers)
    linear = {arriving}
    for slot, step in enumerate(way.steps, first):
        if linear.intersection(step.slots):
            linear.add(slot)
    if way.result not in linear:
        return None
    reached: dict[int, int] = {way.result: columns.fitted(tangent, columns.shapes[slots[way.result]])}
    for slot in range(first + len(way.steps) - 1, first - 1, -1):
        if slot not in reached:
            continue
        for position, operand in enumerate(way.steps[slot - first].slots):
            back = columns.way(slots[slot], position) if operand in linear else None
            if back is not None:
                sent = columns.write(back, slots[slot], position, reached[slot])[back.result]
                sent = columns.fitted(sent, columns.shapes[slots[operand]])
                reached[operand] = columns.total(reached.get(operand), sent)
    return columns.fitted(reached[arriving], shape) if arriving in reached else None
