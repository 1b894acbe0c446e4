"""Every row tests itself: its words, its shapes, its value and its ways back, beside torch and central differences."""

from __future__ import annotations

import ast
import math
import re
import string
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engines import finite_difference, pytorch, tape
from app.errors import ValueProblem
from app.language.tree import Apply, Name
from app.messages import LANGUAGES
from app.notes import NOTES, condition
from app.operations import KINDS, OPERATIONS, ROWS, Operation
from app.rules import way_back_tree
from app.shapes import broadcast
from app.shapes.reductions import chosen, chosen_along, normed, reduced, varied
from tests.in_turn import in_turn
from tests.rows import OPERATIONS_WITH_TORCH, cases, graph_of, operands

ROOT = Path(__file__).parent.parent

SPECIAL = (
    0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -3.0, 25.0, -40.0, 1e-300, 1e200, -1e200, math.inf, -math.inf, math.nan
)  # fmt: skip

every_row = in_turn(ROWS, lambda row: row.name)
every_torch_row = pytest.mark.parametrize("row", OPERATIONS_WITH_TORCH, ids=lambda row: row.name)
every_elementwise_row = pytest.mark.parametrize(
    "row", [row for row in OPERATIONS_WITH_TORCH if row.shape is broadcast], ids=lambda row: row.name
)
every_scalar_row = in_turn([row for row in ROWS if row.scalar], lambda row: row.name)


def close(ours: Any, theirs: Any, relative: float = 1e-12, absolute: float = 1e-15) -> bool:
    return np.allclose(ours, theirs, rtol=relative, atol=absolute, equal_nan=True)


# ── what a row says ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_names_are_unique() -> None:
    assert len(OPERATIONS) == len(ROWS)


@every_row
def test_a_row_is_documented_in_both_languages(row: Operation) -> None:
    for language in LANGUAGES:
        assert len(row.doc[language]) > 5
    assert row.doc["en"].endswith(".")
    assert row.doc["zh-CN"].endswith("。")
    assert re.search("[\u4e00-\u9fff]", row.doc["zh-CN"])


@every_row
def test_a_row_has_a_kind_and_known_notes(row: Operation) -> None:
    assert row.kind in KINDS
    assert set(row.notes) <= set(NOTES)
    for code in row.notes:
        assert isinstance(condition(row, code), Apply)


@every_row
def test_latex_fills_with_operands_and_parameters_alone(row: Operation) -> None:
    names = {"a", "b", "c", "d", "operands"} | {parameter.name for parameter in row.parameters}
    assert {name for _, name, _, _ in string.Formatter().parse(row.latex) if name} <= names
    filled = row.latex.format(**dict.fromkeys(names, "x"))
    assert filled.count("{") == filled.count("}")
    assert filled.count(r"\left") == filled.count(r"\right")


@every_row
def test_each_operand_has_a_way_back_that_reads(row: Operation) -> None:
    fewest, most = row.operands
    assert len(row.back) in {1 if most is None else most, fewest, 1}
    for place in range(len(row.back)):
        tree = way_back_tree(row, place)
        assert (tree is None) == (not row.back[place])
        assert row.back[place] != "" or not row.public


@every_row
def test_what_writers_use_has_a_torch_text_of_allowed_parts(row: Operation) -> None:
    if not row.torch:
        assert not row.public
        return
    names = {"a", "b", "c", "d", "operands", "torch", "F"} | {parameter.name for parameter in row.parameters}
    used = {node.id for node in ast.walk(ast.parse(row.torch)) if isinstance(node, ast.Name)}
    assert used <= names
    assert callable(pytorch.forward(row))


@every_row
def test_a_row_is_tried_in_at_least_one_case(row: Operation) -> None:
    assert next(cases(row), None) is not None


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@in_turn([row for row in ROWS if row.kind != "create"], lambda row: row.name)
def test_a_value_has_the_shape_that_the_rule_foretells(row: Operation) -> None:
    for case in cases(row):
        with np.errstate(all="ignore"):
            value = row.forward(*operands(case), **case.parameters)
        assert np.shape(value) == row.shape(*case.shapes, **case.parameters), str(case)


@in_turn([row for row in ROWS if row.kind == "create"], lambda row: row.name)
def test_a_new_tensor_has_the_shape_that_the_rule_foretells(row: Operation) -> None:
    for case in cases(row):
        value = row.forward(random=np.random.default_rng(0), **case.parameters)
        assert np.shape(value) == row.shape(**case.parameters), str(case)
        assert np.asarray(value).dtype == np.float64
        if row.torch and "rand" not in row.name:
            assert close(value, pytorch.forward(row)(**case.parameters).numpy()), str(case)


@every_scalar_row
def test_the_fast_path_gives_the_same_number_or_raises(row: Operation) -> None:
    assert row.scalar
    parameters = {"shape": ()} if any(each.name == "shape" for each in row.parameters) else {}
    for numbers in points(row.operands[0]):
        with np.errstate(all="ignore"):
            slow = row.forward(*map(np.float64, numbers), **parameters)
        try:
            fast = row.scalar(*numbers, **parameters)
        except (ArithmeticError, ValueError):
            continue
        assert isinstance(fast, float), numbers
        assert close(fast, slow, 2e-15, 0.0), numbers


def points(count: int) -> list[tuple[float, ...]]:
    """Combinations of special numbers for so many operands."""
    grid = np.meshgrid(*[np.array(SPECIAL if count < 3 else SPECIAL[::3])] * count)
    return [tuple(point) for point in np.stack([axis.ravel() for axis in grid], -1).tolist()]


# ── ways back ───────────────────────────────────────────────────────────────────────────────────────────────────────


@every_torch_row
def test_values_and_gradients_equal_torch(row: Operation) -> None:
    for case in cases(row):
        given = operands(case)
        graph = graph_of(row, given, case.parameters)
        upstream = np.random.default_rng(1).standard_normal(graph.nodes[graph.output].shape)
        try:
            agree(graph, names(given), upstream, str(case))
        except ValueProblem:
            # A row number beyond a table is an error in torch, NaN and a note here.
            assert np.isnan(tape.run(graph, names(given), upstream).value).any(), str(case)


@pytest.mark.slow
@every_elementwise_row
@pytest.mark.parametrize("upstream", [1.0, math.inf, math.nan])
def test_special_numbers_follow_torch_one_by_one_and_in_tensors(row: Operation, upstream: float) -> None:
    """The witness runs on scalars: on long tensors torch's vector code treats NaN in its own way (elu)."""
    numbers = points(row.operands[0])
    columns = [np.array(column) for column in zip(*numbers, strict=True)]
    whole = tape.run(graph_of(row, columns), names(columns), np.full(len(numbers), upstream))
    graph = graph_of(row, [0.5] * len(columns))
    program = tape.program(graph)
    for place, point in enumerate(numbers):
        witness = pytorch.run(graph, names(point), upstream)
        value, gradients = program.gradients(names(point), upstream)
        assert close(value, witness.value), point
        assert close(np.asarray(whole.value)[place], witness.value), point
        for name, gradient in witness.gradients_by_name().items():
            assert close(gradients[name], gradient), (name, point)
            assert close(np.asarray(whole.gradients_by_name()[name])[place], gradient), (name, point)


REDUCTIONS = [row for row in OPERATIONS_WITH_TORCH if row.shape in (reduced, chosen, chosen_along, varied, normed)]


@pytest.mark.slow
@pytest.mark.parametrize("row", REDUCTIONS, ids=lambda row: row.name)
def test_special_numbers_in_reductions_follow_torch(row: Operation) -> None:
    for one in SPECIAL:
        for other in SPECIAL:
            given = np.array([one, other, 0.25])
            # With two zeros torch forgets what arrives at a product, even if it is infinite; we keep 0 * inf = NaN.
            for upstream in (1.0,) if one == other == 0 else (1.0, math.inf, math.nan):
                agree(graph_of(row, [given]), {"a": given}, upstream, f"{row.name} {given} {upstream}")


@pytest.mark.slow
@every_torch_row
def test_gradients_agree_with_central_differences(row: Operation) -> None:
    for case in cases(row):
        given = operands(case)
        graph = graph_of(row, given, case.parameters)
        upstream = np.random.default_rng(1).standard_normal(graph.nodes[graph.output].shape)
        found = finite_difference.check(graph, names(given), upstream if upstream.ndim else float(upstream))
        # Where nearly everything cancels (a norm of two entries), a difference has no digits left to compare.
        small = all(close(row["tape"], row["finite_difference"], 0.0, 1e-8) for row in found["rows"])
        assert found["agrees"] or small, (str(case), found)


def names(values: Sequence[Any]) -> dict[str, Any]:
    return dict(zip("abcd", values, strict=False))


def agree(graph: Any, values: dict[str, Any], upstream: Any, title: str) -> None:
    """Our engine and torch give the same values, gradients, contributions and local derivatives."""
    ours, theirs = tape.run(graph, values, upstream), pytorch.run(graph, values, upstream)
    assert close(ours.value, theirs.value), title
    assert ours.gradients_by_name().keys() == theirs.gradients_by_name().keys(), title
    for name, gradient in ours.gradients_by_name().items():
        witness = theirs.gradients_by_name()[name]
        assert same(gradient, witness), (title, name, gradient, witness)
    assert ours.contributions.keys() == theirs.contributions.keys(), title
    for edge, contribution in ours.contributions.items():
        assert same(contribution, theirs.contributions[edge]), (title, edge)
    assert ours.locals.keys() == theirs.locals.keys(), title
    for edge, local in ours.locals.items():
        assert close(local, theirs.locals[edge]), (title, edge)


def same(ours: Any, theirs: Any) -> bool:
    """Both sides round: where large numbers cancel, what is left has no more digits than they had."""
    return np.shape(ours) == np.shape(theirs) and close(ours, theirs, absolute=2e-14)


# ── second derivatives of the texts ─────────────────────────────────────────────────────────────────────────────────


@every_row
def test_texts_use_only_rows_that_exist_and_their_own_names(row: Operation) -> None:
    allowed = {"a", "b", "c", "d", "y", "g", "k", "operands", "e", "π"} | {
        parameter.name for parameter in row.parameters
    }
    for place in range(len(row.back)):
        tree = way_back_tree(row, place)
        waiting = [] if tree is None else [tree]
        while waiting:
            each = waiting.pop()
            if isinstance(each, Name):
                assert each.name in allowed
            if isinstance(each, Apply):
                assert OPERATIONS[each.operation.name] is each.operation
                waiting += each.operands


# ── nobody else knows a row ─────────────────────────────────────────────────────────────────────────────────────────

BRANCH = re.compile(r"""(?:operation|row)(?:\.name|\["name"\])?\s*(?:===?|!==?|in)\s*[("'\[{]""")


@pytest.mark.parametrize("folder", ["app/engines", "app/views", "app/typeset", "static/js"])
def test_no_engine_view_or_script_branches_on_an_operations_name(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".js")]
    for path in files:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert not BRANCH.search(line), f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def test_the_table_loads_at_once_and_without_torch() -> None:
    program = "import time; t = time.perf_counter(); import app.operations, sys; print('torch' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
