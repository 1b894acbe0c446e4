"""Programs: what they say, and that each runs alone, without us, and prints the numbers of the run."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from app.engines import Run, tape
from app.errors import LimitExceeded
from app.lessons import LESSONS
from app.operations import ROWS
from app.views.code import Target, code
from app.views.payload import payload
from tests.rows import cases, graph_of, operands
from tests.runs import INTRODUCTION, run_of

TARGETS: tuple[Target, ...] = get_args(Target)

RUNNER = """
import contextlib, io, json, sys
programs = json.load(open(sys.argv[1], encoding="utf-8"))
for name, text in programs.items():
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(text, name, "exec"), {"__name__": "__main__"})
    except Exception as error:
        said.write(f"{type(error).__name__}: {error}")
    programs[name] = said.getvalue()
assert "app" not in sys.modules
json.dump(programs, open(sys.argv[1], "w", encoding="utf-8"))
"""
"""Runs many programs in one fresh interpreter, each in names of its own: torch takes seconds to import."""

SOURCES: dict[str, tuple[str, dict[str, Any], Any]] = {
    "introduction": (*INTRODUCTION, None),
    **{lesson.id: (lesson.source, dict(lesson.values), None) for lesson in LESSONS},
    "one name, many uses": ("y = x*x + x sin(x) - x/2", {"x": 3}, None),
    "names that Python keeps": ("λ = 2; np = λ; loss = λ e_x + lambda_1 np", {"e_x": 2, "lambda_1": 3}, None),
    "names of other alphabets": ("损失 = (ŷ - y′)^2 + a_0^{(1)} + 损_1", {"ŷ": 1, "y′": 3}, None),
    "a name of a definition": ("sigmoid_1 = σ(relu); y = sigmoid_1 + relu(x)", {"x": 2, "relu": 1}, None),
    "without inputs": ("y = 9^9^9^9", {}, None),
    "an input alone": ("y = x", {"x": 3}, None),
    "infinity": ("y = 1/x + ln(x)", {"x": 0}, None),
    "given infinity": ("y = x * 2", {"x": float("-inf")}, None),
    "no number": ("y = sqrt(x)", {"x": -1}, None),
    "a constant tensor": ("y = sum(x * [1, 2, 3]) + sum([4, 5])", {"x": [1, 2, 3]}, None),
    "seeded": ("y = sum(randn(2, 2) @ x)", {"x": [1, 2]}, None),
    "a tensor output": ("y = W @ x", {"W": [[1, 2], [3, 4]], "x": [1, -1]}, [1, 10]),
    "a broadcast": ("y = sum((X + b) * s)", {"X": [[1, 2], [3, 4]], "b": [1, 2], "s": 3}, None),
    "comparisons": ("y = where(a < b, a b, a - b) + (a > 1) b + (a == b)", {"a": 2, "b": 3}, None),
    "a function": ("f(x) = x^2 + 1; y = f(a) f(2a)", {"a": 3}, None),
    "powers": ("y = a^b + a^2 + 2^a + a^-1 + (-a)^3", {"a": 2, "b": 0.5}, None),
    "a part": ("y = x[1] * x[0] + sum(X[0:2, 1])", {"x": [2, 3], "X": [[1, 2], [3, 4], [5, 6]]}, None),
}  # fmt: skip


def runs_of_rows() -> dict[str, Run]:
    """One run for each row that writers may use, on operands that its own shape rule accepts."""
    found = {}
    for row in ROWS:
        if row.kind == "create" or not row.torch:
            continue
        case = max(cases(row), key=lambda case: sum(map(len, case.shapes)), default=None)
        assert case is not None, row.name
        values = [np.asarray(each) for each in operands(case)]
        graph = graph_of(row, values, case.parameters)
        shape = graph.nodes[graph.output].shape
        upstream = np.arange(1.0, 1.0 + np.prod(shape)).reshape(shape) if shape else None
        given = {name: each if each.ndim else float(each) for name, each in zip("abcd", values, strict=False)}
        found[row.name] = tape.run(graph, given, upstream)
    return found


@pytest.fixture(scope="module")
def runs() -> dict[str, Run]:
    written = {name: run_of(source, values, upstream) for name, (source, values, upstream) in SOURCES.items()}
    return written | {f"row {name}": run for name, run in runs_of_rows().items()}


def said_by(runs: dict[str, Run], target: Target, folder: Path) -> dict[str, str]:
    """What each program prints, run by a fresh interpreter in an empty folder that does not know of us."""
    file = folder / "programs.json"
    file.write_text(json.dumps({name: code(run, target)["code"] for name, run in runs.items()}), "utf-8")
    command = [sys.executable, "-I", "-W", "error::SyntaxWarning", "-c", RUNNER, str(file)]
    subprocess.run(command, check=True, cwd=folder, capture_output=True, timeout=300)
    found: dict[str, str] = json.loads(file.read_text("utf-8"))
    return found


def numbers(said: str) -> dict[str, Any]:
    """label -> number or lists"""
    found = {}
    for line in said.splitlines():
        label, equals, value = line.partition(" = ")
        assert equals, said
        text = value.replace("nan", "NaN").replace("inf", "Infinity")
        found[label] = json.loads(text)
    return found


def expected(run: Run) -> dict[str, Any]:
    output = run.graph.nodes[run.graph.output].name or "value"
    return {output: run.value} | {f"gradient of {name}": each for name, each in run.gradients_by_name().items()}


def assert_same(runs: dict[str, Run], said: dict[str, str], tolerance: float = 1e-11) -> None:
    wrong = []
    for name, run in runs.items():
        try:
            found, wanted = numbers(said[name]), expected(run)
            assert found.keys() == wanted.keys()
            for label, value in wanted.items():
                np.testing.assert_allclose(found[label], value, rtol=tolerance, atol=1e-13, err_msg=label)
        except AssertionError as error:
            wrong.append(f"{name}: {error}")
    assert wrong == []


def test_numpy_programs_print_the_numbers_of_the_run(runs: dict[str, Run], tmp_path: Path) -> None:
    assert_same(runs, said_by(runs, "numpy", tmp_path))


@pytest.mark.slow
def test_pytorch_programs_print_the_numbers_of_the_run(runs: dict[str, Run], tmp_path: Path) -> None:
    if find_spec("torch") is None:
        pytest.skip("SKIPPED LOUDLY: no torch here, so no PyTorch program was run")
    assert_same(runs, said_by(runs, "pytorch", tmp_path))


def test_jax_programs_print_the_numbers_of_the_run(runs: dict[str, Run], tmp_path: Path) -> None:
    if find_spec("jax") is None:
        reason = "SKIPPED LOUDLY: no JAX here, so JAX programs were only read"
        print(f"\n!! {reason}\n", file=sys.__stderr__)
        pytest.skip(reason)
    assert_same(runs, said_by(runs, "jax", tmp_path))


@pytest.mark.parametrize("target", TARGETS)
def test_every_program_is_python_that_imports_nothing_of_ours(runs: dict[str, Run], target: Target) -> None:
    libraries = {"numpy": {"numpy", "math"}, "pytorch": {"torch"}, "jax": {"jax", "math"}}[target]
    for name, run in runs.items():
        tree = ast.parse(code(run, target)["code"], name)
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        names = [each.name for node in imports if isinstance(node, ast.Import) for each in node.names]
        names += [str(node.module) for node in imports if isinstance(node, ast.ImportFrom)]
        assert {each.split(".")[0] for each in names} <= libraries, name


@pytest.mark.parametrize("target", TARGETS)
def test_lines_are_marked_with_the_nodes_and_edges_of_the_graph(target: Target) -> None:
    for source, values, upstream in SOURCES.values():
        run = run_of(source, values, upstream)
        shown = payload(run)
        found = code(run, target)
        lines = found["code"].splitlines()
        nodes, edges = {node["id"] for node in shown["nodes"]}, {edge["id"] for edge in shown["edges"]}
        for mark in found["lines"]:
            assert mark["node"] in nodes and mark["edge"] in {None, *edges}
            assert "=" in lines[mark["line"] - 1] or "backward(" in lines[mark["line"] - 1]
        if target == "numpy":
            backward = [mark for mark in found["lines"] if mark["phase"] == "backward"]
            steps = [step for step in shown["steps"] if step["phase"] == "backward"]
            assert {(mark["node"], mark["edge"]) for mark in backward} == {
                (step["node"], step["edge"]) for step in steps
            }


def body(run: Run, target: Target) -> list[str]:
    return [line for line in code(run, target)["code"].splitlines() if line and not line.startswith("#")]


def test_the_numpy_program_of_the_introduction_is_what_one_would_write_by_hand() -> None:
    assert body(run_of(*INTRODUCTION), "numpy")[2:] == [
        "a = np.float64(5.0)", "b = np.float64(3.0)", "c = np.float64(2.0)",
        "v = b * c", "u = a + v", "J = 3.0 * u",
        "grad_J = np.float64(1.0)", "grad_u = grad_J * 3.0", "grad_a = grad_u", "grad_v = grad_u",
        "grad_b = grad_v * c", "grad_c = grad_v * b",
        "print('J =', J.tolist())",
        "print('gradient of a =', grad_a.tolist())", "print('gradient of b =', grad_b.tolist())",
        "print('gradient of c =', grad_c.tolist())",
    ]  # fmt: skip


def test_the_pytorch_program_of_the_introduction_is_what_one_would_write() -> None:
    assert body(run_of(*INTRODUCTION), "pytorch")[2:9] == [
        "a = torch.tensor(5.0, requires_grad=True)", "b = torch.tensor(3.0, requires_grad=True)",
        "c = torch.tensor(2.0, requires_grad=True)", "v = b * c", "u = a + v", "J = 3.0 * u", "J.backward()",
    ]  # fmt: skip


def test_the_backward_pass_of_a_layer_is_the_one_of_the_textbooks() -> None:
    values = {"X": [[1, 2], [3, 4], [5, 6]], "W": [[1], [-1]], "b": [0.5], "T": [[1], [0], [1]]}
    lines = body(run_of("Z = X @ W + b; loss = mse(relu(Z), T)", values), "numpy")
    assert [line for line in lines if line.startswith("grad_")] == [
        "grad_loss = np.float64(1.0)",
        "grad_u = 2.0 * (u - T) * grad_loss / 3.0",
        "grad_T = 2.0 * (T - u) * grad_loss / 3.0",
        "grad_Z = np.where(u <= 0.0, 0.0, grad_u)",
        "grad_v = grad_Z",
        "grad_b = np.sum(grad_Z, axis=0)",
        "grad_X = grad_v @ W.T",
        "grad_W = X.T @ grad_v",
    ]


def test_a_program_defines_only_what_it_calls() -> None:
    text = code(run_of("y = σ(x) + relu(x)", {"x": 1}), "numpy")["code"]
    assert [line for line in text.splitlines() if line.startswith("def ")] == [
        "def sigmoid(a):", "def where(a, b, c):", "def relu(a):"
    ]  # fmt: skip


def test_what_is_one_call_of_numpy_is_written_as_such() -> None:
    lines = body(run_of("y = sum(x^T @ x)", {"x": [[1, 2], [3, 4]]}), "numpy")
    assert "y = np.sum(u)" in lines
    assert "u = v @ x" in lines and "v = x.T" in lines
    assert [line for line in lines if line.startswith("def ")] == ["def spread(a, b, dim=None, keepdim=False):"]


def test_a_source_cannot_leave_its_comment() -> None:
    source = "y = x # \u2028import os\x0bprint(1)\x0cimport os"
    for target in TARGETS:
        tree = ast.parse(code(run_of(source, {"x": 1}), target)["code"])
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import) and node.names[0].name == "os"]


def test_numbers_that_nobody_would_read_are_not_written_out() -> None:
    with pytest.raises(LimitExceeded) as caught:
        code(run_of("y = sum(x)", {"x": np.ones(30_000)}), "numpy")
    assert caught.value.code == "limit.answer"
