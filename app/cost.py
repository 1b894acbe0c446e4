r"""What a gradient costs, counted in multiplications, by three ways; why the graph wins.

Every path on its own; the derivative written out as one formula in the inputs, where a value that occurs again is
computed again; and backpropagation. Divisions and powers count as multiplications, a product of tensors counts as one,
and so does each product of the chain rule. What the forward pass needs is left out: it gives the output itself.

Everything is counted by dynamic programming over the edges that a gradient passes: paths grow exponentially, their
number is exact all the same.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from app.engines import Run
from app.language.tree import Apply, Name, Tree, walk
from app.notation.formulas import Formulas

COSTLY = ("multiply", "matrix")
"""the kinds of operations that count"""


class Edge(NamedTuple):
    """An edge that a gradient passes."""

    target: int
    source: int
    multiplications: int
    """in its local derivative"""
    values: tuple[int, ...]
    """the nodes whose values stand in its local derivative, each as often as it does"""


def cost(run: Run, formulas: Formulas, name: str) -> dict[str, Any]:
    """{"one_input", "all_inputs", "repeated"} as POST /api/v1/paths answers them, for the input `name`."""
    return Costs(run, formulas).of(run.graph.inputs[name])


class Costs:
    """The counts of one run, edges from the output inwards."""

    def __init__(self, run: Run, formulas: Formulas) -> None:
        self.nodes, self.output, self.formulas = run.graph.nodes, run.graph.output, formulas
        indices = {node.name: node.index for node in self.nodes if node.name}
        self.edges = []
        for target, place in sorted(run.contributions, reverse=True):
            tree = formulas.local(target, place)
            names = [each.name for each in walk(tree) if isinstance(each, Name)]
            values = tuple(indices[name] for name in names if name in indices)
            self.edges.append(Edge(target, self.nodes[target].operands[place], multiplications(tree), values))
        self.inputs = [index for index in run.graph.inputs.values() if run.gradients[index] is not None]
        self.count_paths()
        self.count_values()

    def count_paths(self) -> None:
        """paths: how many lead from each node to the output; steps: how many edges they have together."""
        self.paths = [0] * len(self.nodes)
        self.steps = [0] * len(self.nodes)
        self.paths[self.output] = 1
        for edge in self.edges:
            self.paths[edge.source] += self.paths[edge.target]
            self.steps[edge.source] += self.steps[edge.target] + self.paths[edge.target]

    def count_values(self) -> None:
        """expanded: what each value costs, written out in the inputs; reached: the inputs it depends on, as bits."""
        self.expanded = [0] * len(self.nodes)
        self.reached = [0] * len(self.nodes)
        for bit, index in enumerate(self.inputs):
            self.reached[index] = 1 << bit
        passed = {(edge.target, edge.source) for edge in self.edges}
        for node in self.nodes:
            if node.operation:
                self.expanded[node.index] = costs(node.operation) + sum(self.expanded[each] for each in node.operands)
            for operand in node.operands:
                if (node.index, operand) in passed:
                    self.reached[node.index] |= self.reached[operand]

    def of(self, index: int) -> dict[str, Any]:
        bit = self.reached[index]
        mine = [edge for edge in self.edges if self.reached[edge.source] & bit]
        return {
            "one_input": self.ways([index] if bit else [], mine, bit),
            "all_inputs": self.ways(self.inputs, self.edges, -1),
            "repeated": self.repeated(mine),
        }

    def ways(self, inputs: list[int], edges: list[Edge], bits: int) -> dict[str, int]:
        """The three counts for the gradients of these inputs (`bits`, of `reached`) along these edges."""
        known = sum(edge.multiplications for edge in edges)
        symbolic = 0
        for edge in edges:
            written = edge.multiplications + 1 + sum(self.expanded[each] for each in edge.values)
            wanted = (self.reached[edge.source] & bits).bit_count()
            # An input's derivative by itself is 1, which nobody multiplies with.
            symbolic += self.paths[edge.target] * (written * wanted - (edge.source in inputs))
        return {
            "every_path": known + sum(max(self.steps[each] - self.paths[each], 0) for each in inputs),
            "symbolic": symbolic,
            "backpropagation": known + sum(edge.target != self.output for edge in edges),
        }

    def repeated(self, edges: list[Edge]) -> list[dict[str, Any]]:
        """How often values and derivatives occur in the formula written out along these edges, where more than once."""
        values: Counter[int] = Counter()
        for edge in edges:
            for each in edge.values:
                values[each] += self.paths[edge.target]
        for node in reversed(self.nodes):
            if values[node.index]:
                for operand in node.operands:
                    values[operand] += values[node.index]
        sources = {edge.source for edge in edges}
        rows: list[dict[str, Any]] = [
            {
                "node": node.name,
                "text": self.formulas.text(node.index),
                "values": values[node.index],
                "derivatives": self.paths[node.index] if node.index in sources else 0,
            }
            for node in self.nodes
            if node.operation
        ]
        found = [row for row in rows if row["values"] > 1 or row["derivatives"] > 1]
        return sorted(found, key=lambda row: -row["values"] - row["derivatives"])


def costs(row: Any) -> int:
    return int(row.kind in COSTLY)


def multiplications(tree: Tree) -> int:
    return sum(costs(each.operation) for each in walk(tree) if isinstance(each, Apply))
