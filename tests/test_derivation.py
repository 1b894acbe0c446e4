"""Derivations: what is printed, in three notations, and that every right-hand side comes to the number it stands for."""

from __future__ import annotations

import re
from typing import Any, get_args

import numpy as np
import pytest

from app.derivation import derivation
from app.engines import Run, tape
from app.errors import UserError
from app.graph import build
from app.language import parse
from app.lessons import LESSONS
from app.notation.gradients import SOME_LOSS, Notation, partial
from app.notation.names import MACRON, bar, name_latex
from app.operations import ROWS, Operation
from app.steps import steps
from tests.in_turn import in_turn
from tests.katex import refused
from tests.printed import Printed, sides
from tests.rows import cases, graph_of, operands
from tests.runs import INTRODUCTION, run_of

NOTATIONS: tuple[Notation, ...] = get_args(Notation)

SOURCES: list[tuple[str, dict[str, Any], Any]] = [
    (*INTRODUCTION, None),
    *((lesson.source, dict(lesson.values), None) for lesson in LESSONS),
    ("y = x*x + x", {"x": 3}, None),
    ("y = x*x*x*x*x*x + x", {"x": 1.5}, None),
    ("y = x*x - x/z", {"x": 3, "z": 2}, None),
    ("y = (a - b)(b - a) - -a", {"a": 2, "b": -3}, None),
    ("y = -sin(x)cos(2x) - relu(-x) e^x", {"x": -3}, 2),
    ("y = 2^-x + x^x + x^0.5", {"x": 1.7}, None),
    ("y = ln(1 + e^(-t z)) / 2", {"t": -1, "z": 0.3}, None),
    ("x̄ = (x + w)/2; s = (x - x̄)^2 + (w - x̄)^2", {"x": 1, "w": 4}, None),
    ("f(x) = x^2 + 1; y = f(a) f(2a)", {"a": 3}, None),
    ("y = 2x", {"x": [1, 2]}, [1, 10]),
    ("y = sum(W @ x)", {"W": [[1, 2], [3, 4]], "x": [1, -1]}, None),
    ("L = sum((W x + b - t)^2)", {"W": [[1, 2], [3, 4]], "x": [1, -1], "b": [0, 1], "t": [2, 2]}, None),
    ("L = mean((X @ W)^2) + s^2/2", {"X": [[1, 2], [3, 4]], "W": [[1], [-1]], "s": 0.5}, None),
]  # fmt: skip


def written(source: str, values: dict[str, Any], notation: Notation, upstream: Any = None) -> Any:
    return derivation(run_of(source, values, upstream), notation, "en")


def backward(answer: Any) -> list[str]:
    return [line["latex"] for line in answer["lines"] if line["phase"] == "backward"]


def chains(answer: Any) -> dict[str, str]:
    return {chain["input"]: chain["latex"] for chain in answer["chains"]}


# ── what is printed ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_introduction_in_partial_derivatives() -> None:
    found = written(*INTRODUCTION, "partial")
    assert [line["latex"] for line in found["lines"]] == [
        r"v = b \, c = 3 \cdot 2 = 6",
        "u = a + v = 5 + 6 = 11",
        r"J = 3u = 3 \cdot 11 = 33",
        r"\frac{\partial J}{\partial J} = 1",
        r"\frac{\partial J}{\partial u} = 3",
        r"\frac{\partial J}{\partial a} = \frac{\partial J}{\partial u}\frac{\partial u}{\partial a} = \frac{\partial J}{\partial u} \cdot 1 = 3 \cdot 1 = 3",
        r"\frac{\partial J}{\partial v} = \frac{\partial J}{\partial u}\frac{\partial u}{\partial v} = \frac{\partial J}{\partial u} \cdot 1 = 3 \cdot 1 = 3",
        r"\frac{\partial J}{\partial b} = \frac{\partial J}{\partial v}\frac{\partial v}{\partial b} = \frac{\partial J}{\partial v} \cdot c = 3 \cdot 2 = 6",
        r"\frac{\partial J}{\partial c} = \frac{\partial J}{\partial v}\frac{\partial v}{\partial c} = \frac{\partial J}{\partial v} \cdot b = 3 \cdot 3 = 9",
    ]  # fmt: skip
    assert chains(found) == {
        "a": r"\frac{\partial J}{\partial a} = \frac{\partial J}{\partial u}\frac{\partial u}{\partial a} = 3 \cdot 1 = 3",
        "b": r"\frac{\partial J}{\partial b} = \frac{\partial J}{\partial u}\frac{\partial u}{\partial v}\frac{\partial v}{\partial b} = 3 \cdot 1 \cdot c = 6",
        "c": r"\frac{\partial J}{\partial c} = \frac{\partial J}{\partial u}\frac{\partial u}{\partial v}\frac{\partial v}{\partial c} = 3 \cdot 1 \cdot b = 9",
    }


def test_the_introduction_with_bars() -> None:
    found = written(*INTRODUCTION, "bar")
    assert backward(found) == [
        r"\bar{J} = 1",
        r"\bar{u} = 3\bar{J} = 3 \cdot 1 = 3",
        r"\bar{a} = \bar{u} = 3",
        r"\bar{v} = \bar{u} = 3",
        r"\bar{b} = \bar{v} \, c = 3 \cdot 2 = 6",
        r"\bar{c} = \bar{v} \, b = 3 \cdot 3 = 9",
    ]
    assert chains(found)["b"] == r"\bar{b} = \bar{v} \, c = 6"


def test_the_introduction_with_deltas() -> None:
    found = written(*INTRODUCTION, "delta")
    assert backward(found) == [
        r"\delta_{J} = \frac{\partial J}{\partial J} = 1",
        r"\delta_{u} = 3",
        r"\frac{\partial J}{\partial a} = \delta_{u} \cdot 1 = 3 \cdot 1 = 3",
        r"\delta_{v} = \delta_{u} \cdot 1 = 3 \cdot 1 = 3",
        r"\frac{\partial J}{\partial b} = \delta_{v} \cdot c = 3 \cdot 2 = 6",
        r"\frac{\partial J}{\partial c} = \delta_{v} \cdot b = 3 \cdot 3 = 9",
    ]


def test_a_line_belongs_to_a_step_and_says_what_it_says() -> None:
    run = run_of(*INTRODUCTION)
    for language in ("en", "zh-CN"):
        lines = derivation(run, "partial", language)["lines"]
        assert [(line["step"], line["phase"], line["node"], line["edge"], line["text"]) for line in lines] == [
            (step.index, step.phase, step.node, step.edge, step.text) for step in steps(run, language)
        ]


def test_a_matrix_receives_the_outer_product() -> None:
    source, values = "y = sum(W @ x)", {"W": [[1, 2], [3, 4]], "x": [1, -1]}
    assert [chains(written(source, values, notation))["W"].rsplit(" = ", 1)[0] for notation in NOTATIONS] == [
        r"\frac{\partial y}{\partial W} = \frac{\partial y}{\partial u} \, x^\top",
        r"\bar{W} = \bar{u} \, x^\top",
        r"\frac{\partial y}{\partial W} = \delta_{u} \, x^\top",
    ]


def test_several_paths_add_up_in_the_chain() -> None:
    chain = chains(written("y = x z + sin(x)", {"x": 0, "z": 3}, "partial"))["x"]
    assert chain == (
        r"\frac{\partial y}{\partial x} = \frac{\partial y}{\partial u}\frac{\partial u}{\partial x} + "
        r"\frac{\partial y}{\partial v}\frac{\partial v}{\partial x} = 1 \cdot z + 1 \cdot \cos x = 4"
    )


def test_two_edges_between_the_same_nodes_are_one_derivative() -> None:
    chain = chains(written("y = 3(x x)", {"x": 2}, "partial"))["x"]
    assert chain == (
        r"\frac{\partial y}{\partial x} = \frac{\partial y}{\partial u}\frac{\partial u}{\partial x} = 3 \cdot 2x = 12"
    )


def test_an_edge_straight_to_the_output_beside_other_paths_is_not_called_the_whole_derivative() -> None:
    chain = chains(written("y = x^2 + x", {"x": 3}, "partial"))["x"]
    assert chain == (
        r"\frac{\partial y}{\partial x} = \frac{\partial y}{\partial u}\frac{\partial u}{\partial x} + 1 = 1 \cdot 2x + 1 = 7"
    )


def test_a_long_product_is_gathered_as_a_person_would_leave_it() -> None:
    chain = chains(written("ŷ = wx + b; L = (ŷ - y)^2 / 2", {"w": 1, "x": 2, "b": 0, "y": 5}, "partial"))["w"]
    assert sides(chain)[2:] == [r"\frac{1}{2} \cdot 2v \cdot 1 \cdot 1 \cdot x", r"v \, x", "-6"]


def test_a_negative_factor_stands_in_brackets_and_a_negative_term_is_taken_away() -> None:
    found = written("y = x*x - x/z", {"x": 3, "z": 2}, "partial")
    assert r"\frac{\partial y}{\partial v} \cdot \left(-\frac{x}{z^{2}}\right)" in backward(found)[4]
    assert r" = 1 \cdot 2x - 1 \cdot \frac{1}{z} = 5.5" in chains(found)["x"]


def test_what_is_added_on_the_way_is_open_until_the_last_contribution() -> None:
    first, second = backward(written("y = sin(x) + cos(x)", {"x": 0}, "delta"))[-2:]
    assert first.endswith(r" + \cdots = 0 + \cdots")
    assert second.endswith(" = 1")


def test_a_gradient_from_outside_belongs_to_a_loss_without_a_name() -> None:
    found = written("y = 2x", {"x": [1, 2]}, "partial", upstream=[1, 10])
    assert backward(found) == [
        r"\frac{\partial \mathcal{L}}{\partial y} = [1, 10]",
        r"\frac{\partial \mathcal{L}}{\partial x} = 2\frac{\partial \mathcal{L}}{\partial y} = [2, 20]",
    ]


def test_an_input_that_is_used_very_often_has_dots_in_its_chain() -> None:
    source = "y = " + " + ".join(f"sin({k} x)" for k in range(2, 30))
    chain = chains(written(source, {"x": 1}, "delta"))["x"]
    assert r"\cdots" in chain
    assert len(chain) < 400


def test_without_inputs_there_is_nothing_to_derive() -> None:
    found = written("y = 9^9", {}, "partial")
    assert (backward(found), found["chains"]) == ([], [])


def test_the_number_e_leaves_no_logarithm_behind() -> None:
    assert chains(written("y = e^x", {"x": 0}, "bar")) == {"x": r"\bar{x} = \bar{y} \, y = 1"}


# ── the printed right-hand sides come to the number ─────────────────────────────────────────────────────────────────
def names_of(run: Run, notation: Notation) -> dict[str, Any]:
    """Everything that may be printed, with what it is worth: names, gradients in every notation, local derivatives."""
    graph = run.graph
    output = graph.nodes[graph.output]
    top = name_latex(output.name) if not output.shape and run.gradients[graph.output] == 1.0 else SOME_LOSS
    found: dict[str, Any] = {}
    for node in graph.nodes:
        for place, operand in enumerate(node.operands):
            if (node.index, place) in run.locals:
                sign = partial(name_latex(node.name), name_latex(graph.nodes[operand].name or "0"))
                found[sign] = found.get(sign, 0.0) + run.locals[node.index, place]
                others = [name_latex(graph.nodes[each].name) for each in node.operands if each != operand]
                found[rf"\left.{sign}\right|_{{{', '.join(others)}}}"] = found[sign]
    for node, value in zip(graph.nodes, run.values, strict=True):
        if node.name:
            found[name_latex(node.name)] = value
    for node, gradient in zip(graph.nodes, run.gradients, strict=True):
        if node.name and gradient is not None:
            if notation == "bar":
                found[name_latex(bar(node.name))] = gradient
            found[partial(top, name_latex(node.name))] = gradient
            found[rf"\delta_{{{name_latex(node.name)}}}"] = gradient
    return found


def assert_comes_to(side: str, expected: Any, names: dict[str, Any]) -> None:
    """Exactly where it is written in names; to the printed digits where it is written in numbers."""
    printed = Printed(side, names, np.shape(expected))
    found = printed.value() if r"\mathrm{dim}" not in side else along_a_dimension(side, names, expected)
    found = np.broadcast_to(found, np.shape(expected)) if np.ndim(found) == 0 else found
    scale = 1 + float(np.max(np.abs(expected), initial=0))
    rounded = not printed.used or re.search(r"\d\.\d\d|\d\d\.\d", side)
    tolerance = 2e-3 if rounded else 1e-9
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance * scale, err_msg=side)


def along_a_dimension(side: str, names: dict[str, Any], expected: Any) -> Any:
    """What a side with a reduction along a dimension comes to, that dimension kept where nothing else fits."""
    for keeps in (False, True):
        printed = Printed(side, names, np.shape(expected))
        printed.keeps = keeps
        try:
            found = printed.value()
        except ValueError:
            continue
        if np.shape(found) == np.shape(expected) and np.allclose(found, expected, rtol=2e-3):
            break
    return found


def check(run: Run, notation: Notation) -> int:
    """Read every line and every chain back; how many sides were read."""
    answer = derivation(run, notation, "en")
    names = names_of(run, notation)
    gradients = {node.name: gradient for node, gradient in zip(run.graph.nodes, run.gradients, strict=True)}
    before: dict[str, Any] = {}
    count = 0
    told = {step.index: step for step in steps(run, "en")}
    for line in answer["lines"]:
        step = told[line["step"]]
        line_latex, _, after = line["latex"].partition(r" \;\Rightarrow\; ")
        left, *right = sides(line_latex)
        expected: Any = step.value
        if left.endswith(r"\mathrel{+}"):
            expected = np.subtract(step.value, before[step.node])
            assert_comes_to(sides(after)[-1], step.value, names) if after else None
        if step.phase == "backward":
            before[step.node] = step.value
        for side in right:
            assert_comes_to(side.removesuffix(r" + \cdots"), expected, names)
            count += 1
    for chain in answer["chains"]:
        left, *right = sides(chain["latex"])
        np.testing.assert_array_equal(chain["value"], gradients[chain["input"]])
        for side in right:
            if r"\cdots" not in side:
                assert_comes_to(side, chain["value"], names)
                count += 1
    return count


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("case", SOURCES, ids=lambda case: case[0])
def test_every_side_of_every_line_comes_to_the_number(
    case: tuple[str, dict[str, Any], Any], notation: Notation
) -> None:
    if "x̄" in case[0] and notation == "bar":
        pytest.skip("x̄ is a mean here, and with bars it is a gradient too")
    assert check(run_of(*case), notation) > 2


SCALAR_ROWS = [row for row in ROWS if row.scalar and row.public and row.torch and row.kind != "create"]


def run_of_row(row: Operation) -> Run | None:
    case = next((case for case in cases(row) if not any(case.shapes) and not case.parameters), None)
    if case is None:
        return None
    values = [float(each) for each in operands(case)]
    graph = graph_of(row, values, case.parameters)
    return tape.run(graph, dict(zip("abcd", values, strict=False)))


@in_turn(SCALAR_ROWS, lambda row: row.name)
def test_every_side_comes_to_the_number_for_every_row(row: Operation) -> None:
    run = run_of_row(row)
    assert run is not None
    for notation in NOTATIONS:
        answer = derivation(run, notation, "en")
        names = names_of(run, notation)
        for line in answer["lines"]:
            if line["phase"] == "backward":
                left, *right = sides(line["latex"])
                for side in right:
                    assert_comes_to(side, names[left], names)


# ── our own LaTeX parser reads it back ──────────────────────────────────────────────────────────────────────────────
def read_back(side: str, values: dict[str, Any]) -> float:
    """What a printed side comes to, as our own language of LaTeX reads it. Raises UserError."""
    graph = build(parse(rf"\Omega = {side}", syntax="latex", values=values.keys()), values)
    return float(tape.run(graph, values).value)


def names_in_latex(run: Run) -> dict[str, Any]:
    """Values, and gradients as they are called with bars and with deltas."""
    found: dict[str, Any] = {}
    for node, value, gradient in zip(run.graph.nodes, run.values, run.gradients, strict=True):
        if node.name:
            found[node.name] = value
            if gradient is not None:
                found[node.name[0] + MACRON + node.name[1:]] = found[f"δ_{{{node.name}}}"] = gradient
    return found


READ_BACK = [
    INTRODUCTION,
    ("y = x*x*x*x*x*x + x", {"x": 1.5}),
    ("y = x*x - x/z", {"x": 3, "z": 2}),
    ("y = (a - b)(b - a) - -a", {"a": 2, "b": -3}),
    ("y = -sin(x)cos(2x) - relu(-x) e^x", {"x": -3}),
    ("y = 2^-x + x^x + x^0.5", {"x": 1.7}),
    ("y = ln(1 + e^(-t z)) / 2 - |t|", {"t": -1, "z": 0.3}),
    ("z = w x + b; y = σ(z); L = ½(y − t)²; R = ½w²; E = L + λR", {"w": 1, "x": 2, "b": -1, "t": 0, "λ": 0.5}),
]


@pytest.mark.parametrize("notation", ["bar", "delta"])
@pytest.mark.parametrize("case", READ_BACK, ids=lambda case: case[0])
def test_our_own_latex_reads_every_side_back_to_the_number(
    case: tuple[str, dict[str, Any]], notation: Notation
) -> None:
    run = run_of(*case)
    told = {step.index: step.value for step in steps(run, "en")}
    values = names_in_latex(run)
    count = 0
    for line in derivation(run, notation, "en")["lines"]:
        left, *right = sides(line["latex"].partition(r" \;\Rightarrow\; ")[0])
        for side in right:
            if r"\partial" not in side and not left.endswith(r"\mathrel{+}"):
                found = read_back(side.removesuffix(r" + \cdots"), values)
                np.testing.assert_allclose(found, told[line["step"]], rtol=2e-3, atol=2e-3, err_msg=side)
                count += 1
    assert count > len(told)


def test_our_own_latex_reads_the_derivations_of_the_rows_back() -> None:
    """All rows that it has words for; what it does not know it refuses, and never reads as something else."""
    read = refusals = 0
    for row in SCALAR_ROWS:
        run = run_of_row(row)
        if run is None:
            continue
        values, names = names_in_latex(run), names_of(run, "bar")
        for line in derivation(run, "bar", "en")["lines"]:
            left, *right = sides(line["latex"])
            for side in right if line["phase"] == "backward" else ():
                try:
                    found = read_back(side.replace(r"\bar{y}_{\mathrm{out}}", "g"), {**values, "g": 1.0})
                except UserError:
                    refusals += 1
                    continue
                np.testing.assert_allclose(found, names[left], rtol=2e-3, atol=2e-3, err_msg=f"{row.name}: {side}")
                read += 1
    assert read > 5 * refusals > 0 or (read > 100 and not refusals)


@pytest.mark.slow
@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("case", SOURCES, ids=lambda case: case[0])
def test_katex_reads_every_line_and_chain(case: tuple[str, dict[str, Any], Any], notation: Notation) -> None:
    answer = derivation(run_of(*case), notation, "en")
    assert refused([each["latex"] for each in (*answer["lines"], *answer["chains"])]) == {}


@pytest.mark.slow
def test_katex_reads_the_derivation_of_every_row() -> None:
    latex: list[str] = []
    for row in ROWS:
        case = next(iter(cases(row)), None) if row.public and row.kind != "create" else None
        if case is None:
            continue
        values = dict(zip("abcd", [np.asarray(each) for each in operands(case)], strict=False))
        graph = graph_of(row, list(values.values()), case.parameters)
        shape = graph.nodes[graph.output].shape
        run = tape.run(graph, {name: each if each.ndim else float(each) for name, each in values.items()},
                       np.ones(shape) if shape else None)  # fmt: skip
        for notation in NOTATIONS:
            answer = derivation(run, notation, "en")
            latex += [each["latex"] for each in (*answer["lines"], *answer["chains"])]
    assert len(latex) > 300
    assert refused(dict.fromkeys(latex)) == {}


def test_the_reader_of_printed_formulas_knows_when_one_is_wrong() -> None:
    with pytest.raises(AssertionError):
        assert_comes_to(r"a \cdot -b", 6.0, {"a": 2.0, "b": 3.0})
    with pytest.raises(AssertionError):
        assert_comes_to("a - b - c", 2.0, {"a": 2.0, "b": 3.0, "c": -3.5})
