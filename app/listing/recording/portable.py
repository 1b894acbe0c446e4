"""A kept episode <-> plain data, for the way from the process that ran the listing to the one that draws it.

Knows no torch: the process that draws has none loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from app.backward import program_of
from app.engines import Run, Value
from app.graph import Graph, Group, as_value
from app.graph.model import Table
from app.language.names import canonical
from app.language.tree import Array, Name, Number, Program, Reading, Tree
from app.listing.recording.episode import Digest, Leaf, Whole
from app.operations import OPERATIONS, Shape
from app.summaries import Edge, Summary, Sums

NOWHERE = (0, 0)

WRITTEN = 16
"""a constant with more numbers is not written out"""


def written(value: Value) -> Tree:
    """A constant as it would be written; `…` where nobody would."""
    if isinstance(value, float):
        return Number(value, NOWHERE)
    if value.size > WRITTEN:
        return Name("…", NOWHERE)
    return Array(tuple(written(as_value(each)) for each in value), NOWHERE)


def portable(whole: Whole) -> dict[str, Any]:
    """As JSON can carry it."""
    graph, table = whole.graph, whole.graph.table
    return {
        "rows": [row.name if row else None for row in table.operations],
        "operands": [list(operands) for operands in table.operands],
        "spans": [list(span) for span in table.spans],
        "shapes": {index: list(shape) for index, shape in table.shapes.items()},
        "parameters": {
            index: {name: packed(value) for name, value in given.items()} for index, given in table.parameters.items()
        },
        "values": {index: listed(value) for index, value in table.values.items()},
        "trees": {index: tree.name for index, tree in table.trees.items() if isinstance(tree, Name)},
        "groups": table.groups,
        "names": table.names,
        "given_names": graph.given_names,
        "requires_grad": graph.requires_grad,
        "inputs": graph.inputs,
        "output": graph.output,
        "frames": [[group.id, group.label, group.parent] for group in graph.groups],
        "readings": [[reading.code, list(reading.span), reading.facts] for reading in graph.readings],
        "upstream": listed(whole.upstream),
        "leaves": {
            name: [leaf.requires_grad, listed(leaf.gradient), listed(leaf.accumulated), leaf.precision, leaf.asked]
            for name, leaf in whole.leaves.items()
        },
        "opaque": sorted(whole.opaque),
        "cut": list(whole.cut),
        "optimizers": list(whole.optimizers),
        "digest": None if whole.digest is None else carried(whole.digest),
    }


def carried(digest: Digest) -> dict[str, Any]:
    run = digest.run
    return {
        "engine": run.engine,
        "values": [listed(value) for value in run.values],
        "gradients": [listed(value) for value in run.gradients],
        "contributions": [[*edge, listed(value)] for edge, value in run.contributions.items()],
        "sums": [
            [*map(list, sorted(terms)), total.row()]
            for terms, total in next((each.sums for each in summaries(run) if each.sums), {}).items()
        ],
        "locals": [[*edge, value] for edge, value in run.locals.items()],
        "noted": {index: list(codes) for index, codes in (run.noted or {}).items()},
        "check": digest.check
        | {"rows": [row | {key: listed(row[key]) for key in ("tape", "torch")} for row in digest.check["rows"]]},
        "largest": digest.largest,
    }


def unfolded(data: dict[str, Any], graph: Graph) -> Digest:
    shapes = graph.table.shapes
    sums: Sums = {}
    for *edges, row in data["sums"]:
        terms = frozenset((target, place) for target, place in edges)
        sums[terms] = Summary.read(row).brought(terms, sums)
    run = Run(
        graph=graph,
        engine=data["engine"],
        values=[value_of(value, shapes.get(index, ())) for index, value in enumerate(data["values"])],
        gradients=[optional(value, shapes.get(index, ())) for index, value in enumerate(data["gradients"])],
        contributions={
            (target, place): brought(
                value_of(value, shapes.get(graph.table.operands[target][place], ())), (target, place), sums
            )
            for target, place, value in data["contributions"]
        },
        locals={(target, place): value for target, place, value in data["locals"]},
        noted={int(index): tuple(codes) for index, codes in data["noted"].items()},
    )
    rows = []
    for row in data["check"]["rows"]:
        shape = shapes.get(graph.inputs[row["name"]], ())
        rows.append(row | {key: optional(row[key], shape) for key in ("tape", "torch")})
    return Digest(run, data["check"] | {"rows": rows}, data["largest"])


def summaries(run: Run) -> Iterator[Summary]:
    values: Iterable[Any] = run.contributions.values()
    yield from (each for each in values if isinstance(each, Summary))


def brought(value: Any, edge: Edge, sums: Sums) -> Any:
    """What an edge brings, which knows the sums that it is part of."""
    return value.brought(frozenset([edge]), sums) if isinstance(value, Summary) else value


def restored(data: dict[str, Any], source: str) -> Whole:
    """The same episode again, of this source."""
    shapes = {int(index): tuple(shape) for index, shape in data["shapes"].items()}
    values = {int(index): value_of(value, shapes.get(int(index), ())) for index, value in data["values"].items()}
    table = Table(
        operations=[None if name is None else OPERATIONS[name] for name in data["rows"]],
        operands=[tuple(operands) for operands in data["operands"]],
        spans=[(start, end) for start, end in data["spans"]],
        shapes=shapes,
        parameters={
            int(index): {name: unpacked(value) for name, value in given.items()}
            for index, given in data["parameters"].items()
        },
        values=values,
        trees={index: written(value) for index, value in values.items() if not isinstance(value, float)}
        | {int(index): Name(name, NOWHERE) for index, name in data["trees"].items()},
        groups={int(index): group for index, group in data["groups"].items()},
        names={int(index): name for index, name in data["names"].items()},
    )
    program = Program(
        source, "listing", {}, {}, (), spellings={canonical(name): name for name in data["names"].values()}
    )
    graph = Graph(
        program=program,
        table=table,
        given_names={int(index): name for index, name in data["given_names"].items()},
        requires_grad=list(data["requires_grad"]),
        inputs=dict(data["inputs"]),
        output=data["output"],
        groups=tuple(Group(*group) for group in data["frames"]),
        assumed=(),
        readings=tuple(Reading(code, (span[0], span[1]), facts) for code, span, facts in data["readings"]),
    )
    graph = replace(graph, program=program_of(program, graph.nodes))
    leaves = {}
    for name, (requires_grad, gradient, accumulated, precision, asked) in data["leaves"].items():
        shape = shapes.get(graph.inputs[name], ())
        leaves[name] = Leaf(requires_grad, optional(gradient, shape), optional(accumulated, shape), precision, asked)
    upstream = optional(data["upstream"], shapes.get(graph.output, ()))
    digest = None if data["digest"] is None else unfolded(data["digest"], graph)
    opaque, cut, optimizers = frozenset(data["opaque"]), tuple(data["cut"]), tuple(data["optimizers"])
    return Whole(graph, upstream, leaves, opaque, cut, optimizers, digest)


def listed(value: Any) -> Any:
    """A number, lists, or the row of a summary."""
    return value.tolist() if isinstance(value, np.ndarray) else value.row() if isinstance(value, Summary) else value


def value_of(value: Any, shape: Shape) -> Any:
    if isinstance(value, dict):
        return Summary.read(value)
    return as_value(np.array(value, dtype=np.float64).reshape(shape))


def optional(value: Any, shape: Shape) -> Any:
    return None if value is None else value_of(value, shape)


def packed(value: Any) -> Any:
    """A parameter's value: what JSON lacks under a name of its own."""
    if isinstance(value, slice):
        return {"slice": [value.start, value.stop, value.step]}
    if isinstance(value, tuple):
        return {"tuple": [packed(each) for each in value]}
    return value


def unpacked(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return slice(*value["slice"]) if "slice" in value else tuple(unpacked(each) for each in value["tuple"])
