"""From grown columns to the frozen graph: which output, what leads to it, what it is called, what needs a gradient."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain, compress, count

from app.errors import NameProblem
from app.graph.columns import Columns, Entry
from app.graph.model import Graph, Node, NodeKind
from app.language.names import canonical
from app.language.tree import Program, Reading
from app.operations import Operation

AUTO_NAMES = "uvwzstqrph"
"""letters for operations that the writer did not name, given from the output inwards"""


def choose_output(program: Program, columns: Columns, wanted: str | None) -> int:
    """The node asked for, else the one definition that nobody uses, the last where there are several."""
    definitions, bound = program.definitions, columns.bound
    if wanted is not None:
        for name, index in bound.items():
            if canonical(name) == canonical(wanted):
                return index
        raise NameProblem("name.output", None, name=wanted, names=", ".join(definitions))
    used = set(chain.from_iterable([entry[1] for entry in columns.entries]))
    ends = [name for name in definitions if bound[name] not in used]
    for name in ends[:-1]:
        if name not in columns.inputs:
            facts = {"name": name, "output": ends[-1]}
            columns.readings.append(Reading("not_drawn", definitions[name].span, facts))
    return bound[ends[-1]]


def freeze(program: Program, columns: Columns, output: int, given: Collection[str], assumed: Iterable[str]) -> Graph:
    """Keep what leads to the output (and what a header declares), in topological order."""
    declared = {columns.inputs[name] for name in program.declared if name in columns.inputs}
    kept = reached(columns.entries, output, declared)
    entries, inputs = columns.entries, columns.inputs
    if len(kept) < len(entries):
        entries, place = renumbered(entries, kept)
        inputs = {name: place[index] for name, index in inputs.items() if index in place}
        output = place[output]
    operations, operands, parameters, shapes, spans, owners, values, trees = zip(*entries, strict=True)
    kinds: list[NodeKind] = ["operation" if row else "constant" for row in operations]
    for index in inputs.values():
        kinds[index] = "input"
    names = [columns.names.get(old, "") for old in kept]
    named = list(map(bool, names))
    name_operations(names, operations, operands, output, chain(program.spellings, given))
    needs = gradient_needs(kinds, operations, operands)
    needs[output] |= kinds[output] == "input"
    rows = zip(
        count(), kinds, operations, operands, parameters, shapes, names, named, spans, owners, values, trees,
        needs,
    )  # fmt: skip
    drawn = set(owners)
    for group in reversed(columns.groups):
        if group.id in drawn:
            drawn.add(group.parent)
    return Graph(
        program=program,
        nodes=tuple(map(Node._make, rows)),
        inputs=inputs,
        output=output,
        groups=tuple(group for group in columns.groups if group.id in drawn),
        assumed=tuple(name for name in assumed if name in inputs),
        readings=final_readings(columns.readings, inputs, given),
    )


def reached(entries: Sequence[Entry], output: int, declared: Iterable[int]) -> list[int]:
    """The nodes that lead to the output, and those declared, in their order."""
    leads = bytearray(len(entries))
    leads[output] = True
    for index in range(output, -1, -1):
        if leads[index]:
            for operand in entries[index][1]:
                leads[operand] = True
    for index in declared:
        leads[index] = True
    return list(compress(count(), leads))


def renumbered(entries: Sequence[Entry], kept: Sequence[int]) -> tuple[list[Entry], dict[int, int]]:
    """The entries to keep, their operands in new places, and the new place of each old one."""
    place = {old: new for new, old in enumerate(kept)}
    chosen = [entries[old] for old in kept]
    return [(row, tuple(map(place.__getitem__, operands)), *rest) for row, operands, *rest in chosen], place


def name_operations(
    names: list[str],
    operations: Sequence[Operation | None],
    operands: Sequence[tuple[int, ...]],
    output: int,
    written: Iterable[str],
) -> None:
    """Give letters to unnamed operations from the output inwards; where they run out, number them forward."""
    unnamed = [index for index, row in enumerate(operations) if row and not names[index]]
    if not unnamed:
        return
    taken = {canonical(name) for name in written}
    # Beside w₁ and w₂ a w would look like their kin.
    taken |= {name[0] for name in taken if not name.isalpha()}
    letters = [letter for letter in AUTO_NAMES if letter not in taken]
    if len(unnamed) > len(letters):
        prefix = next(each for each in (*letters, "node") if not any(name.startswith(each) for name in taken))
        for number, index in enumerate(unnamed, 1):
            names[index] = f"{prefix}_{number}"
        return
    ring, seen, given = [output], {output}, iter(letters)
    for index in ring:
        if operations[index] and not names[index]:
            names[index] = next(given)
        fresh = [each for each in dict.fromkeys(operands[index]) if each not in seen]
        seen.update(fresh)
        ring += fresh


def final_readings(readings: Iterable[Reading], inputs: Iterable[str], given: Iterable[str]) -> tuple[Reading, ...]:
    """What was decided, each once, and which given values nothing uses."""
    known = {canonical(name) for name in inputs}
    unused = [Reading("unused_value", (0, 0), {"name": name}) for name in given if name not in known]
    unique = {(reading.code, reading.span, str(reading.facts)): reading for reading in [*readings, *unused]}
    return tuple(unique.values())


def gradient_needs(
    kinds: Sequence[NodeKind], operations: Sequence[Operation | None], operands: Sequence[tuple[int, ...]]
) -> list[bool]:
    """For each node whether a gradient can reach it: inputs with a way back from some use, and what follows."""
    needs = [kind == "input" for kind in kinds]
    partial = {row for row in set(operations) if row and None in row.back}
    if partial:
        ways_back = {
            operand
            for row, places in zip(operations, operands, strict=True)
            if row
            for place, operand in enumerate(places)
            if row not in partial or row.way_back(place) is not None
        }
        needs = [need and index in ways_back for index, need in enumerate(needs)]
    for index, row in enumerate(operations):
        if row in partial:
            pairs = enumerate(operands[index])
            needs[index] = any(needs[operand] and row.way_back(place) is not None for place, operand in pairs)
        elif row:
            for operand in operands[index]:
                if needs[operand]:
                    needs[index] = True
                    break
    return needs
