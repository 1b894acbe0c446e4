"""From grown columns to the frozen graph: which output, what leads to it, what it is called, what needs a gradient."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from itertools import accumulate, chain, compress
from typing import TypeVar

from app.errors import NameProblem
from app.graph.columns import Columns
from app.graph.model import Graph, Table
from app.language.names import canonical
from app.language.tree import Program, Reading
from app.operations import Operation

Value = TypeVar("Value")

AUTO_NAMES = "uvwzstqrph"
"""letters for operations that the writer did not name, given from the output inwards"""


def choose_output(program: Program, columns: Columns, wanted: str | None) -> int:
    """The node asked for, else the one definition that nobody uses, the last where there are several.

    A plain value (`c = 1`) is the output only where there is nothing else.
    """
    definitions, bound = program.definitions, columns.bound
    if wanted is not None:
        index = bound.get(program.spellings.get(canonical(wanted), wanted))
        if index is not None:
            return index
        raise NameProblem("name.output", None, name=wanted, names=", ".join(definitions))
    used = set(chain.from_iterable(columns.table.operands))
    ends = [name for name in definitions if bound[name] not in used and name not in program.bounds]
    computed = [name for name in ends if name not in columns.inputs]
    output = (computed or ends or list(definitions))[-1]
    for name in ends:
        if name != output:
            facts = {"name": name, "output": output}
            columns.readings.append(Reading("not_drawn", definitions[name].span, facts))
    return bound[output]


def freeze(program: Program, columns: Columns, output: int, given: Collection[str], assumed: Iterable[str]) -> Graph:
    """Keep what leads to the output (and what a header declares), in topological order."""
    table, inputs = columns.table, columns.inputs
    kept = reached(table.operands, output, {inputs[name] for name in program.declared if name in inputs})
    if kept is not None:
        place = list(accumulate(kept, initial=0))
        table = renumbered(table, kept, place)
        inputs = {name: place[index] for name, index in inputs.items() if kept[index]}
        output = place[output]
    drawn = set(table.groups.values())
    for group in reversed(columns.groups):
        if group.id in drawn and group.parent:
            drawn.add(group.parent)
    return Graph(
        program=program,
        table=table,
        given_names=name_operations(*table[:2], table.names, output, chain(program.spellings, given)),
        requires_grad=gradient_needs(table, set(inputs.values()), output),
        inputs=inputs,
        output=output,
        groups=tuple(group for group in columns.groups if group.id in drawn),
        assumed=tuple(name for name in assumed if name in inputs),
        readings=final_readings(columns.readings, inputs, given),
    )


def reached(operands: Sequence[tuple[int, ...]], output: int, declared: Collection[int]) -> bytearray | None:
    """For each node whether it leads to the output, or is declared; None where all do."""
    # Whatever leads nowhere else leads to the output: most programs need no closer look.
    if not set(range(len(operands))).difference(chain.from_iterable(operands), declared, (output,)):
        return None
    leads = bytearray(len(operands))
    leads[output] = True
    for index in range(output, -1, -1):
        if leads[index]:
            for operand in operands[index]:
                leads[operand] = True
    for index in declared:
        leads[index] = True
    return leads


def renumbered(table: Table, kept: bytearray, place: Sequence[int]) -> Table:
    """The nodes to keep, with their operands in new places. `place`: the new place of each old one that is kept."""

    def chosen(column: Mapping[int, Value]) -> dict[int, Value]:
        return {place[index]: value for index, value in column.items() if kept[index]}

    return Table(
        operations=list(compress(table.operations, kept)),
        operands=[tuple([place[each] for each in inputs]) for inputs in compress(table.operands, kept)],
        spans=list(compress(table.spans, kept)),
        shapes=chosen(table.shapes),
        parameters=chosen(table.parameters),
        values=chosen(table.values),
        trees=chosen(table.trees),
        groups=chosen(table.groups),
        names=chosen(table.names),
    )


def name_operations(
    operations: Sequence[Operation | None],
    operands: Sequence[tuple[int, ...]],
    named: Container[int],
    output: int,
    written: Iterable[str],
) -> dict[int, str]:
    """Letters for operations that are not `named`, from the output inwards; where they run out, numbers forward."""
    unnamed = [index for index, row in enumerate(operations) if row and index not in named]
    if not unnamed:
        return {}
    taken = {canonical(name) for name in written}
    # Beside w₁ and w₂ a w would look like their kin.
    taken |= {name[0] for name in taken if not name.isalpha()}
    letters = [letter for letter in AUTO_NAMES if letter not in taken]
    if len(unnamed) > len(letters):
        prefix = next(each for each in (*letters, "node") if not any(name.startswith(each) for name in taken))
        return {index: f"{prefix}_{number}" for number, index in enumerate(unnamed, 1)}
    names: dict[int, str] = {}
    ring, seen, given = [output], {output}, iter(letters)
    for index in ring:
        if operations[index] and index not in named:
            names[index] = next(given)
        fresh = [each for each in dict.fromkeys(operands[index]) if each not in seen]
        seen.update(fresh)
        ring += fresh
    return names


def final_readings(readings: Iterable[Reading], inputs: Iterable[str], given: Iterable[str]) -> tuple[Reading, ...]:
    """What was decided, each once, and which given values nothing uses."""
    known = {canonical(name) for name in inputs}
    unused = [Reading("unused_value", (0, 0), {"name": name}) for name in given if name not in known]
    unique = {(reading.code, reading.span, str(reading.facts)): reading for reading in [*readings, *unused]}
    return tuple(unique.values())


def gradient_needs(table: Table, inputs: Collection[int], output: int) -> list[bool]:
    """For each node whether a gradient can reach it: inputs with a way back from some use, and what follows."""
    needs = [False] * len(table.operations)
    partial = {row for row in set(table.operations) if row and None in row.back}
    used = ways_back(table, partial) if partial else inputs
    for index in inputs:
        needs[index] = index in used or index == output
    for index, (row, operands) in enumerate(zip(table.operations, table.operands, strict=True)):
        if row in partial:
            needs[index] = any(needs[each] and row.way_back(place) is not None for place, each in enumerate(operands))
        else:
            for operand in operands:
                if needs[operand]:
                    needs[index] = True
                    break
    return needs


def ways_back(table: Table, partial: Container[Operation]) -> set[int]:
    """The nodes to which some operation hands a gradient back; rows in `partial` do so for some operands only."""
    return {
        operand
        for row, operands in zip(table.operations, table.operands, strict=True)
        if row
        for place, operand in enumerate(operands)
        if row not in partial or row.way_back(place) is not None
    }
