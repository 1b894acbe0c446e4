"""Three witnesses: they agree, they say so where they cannot, and a wrong gradient does not pass."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import finite_difference, pytorch
from app.engines.finite_difference import SAMPLE, check, derivative, relative_error
from app.errors import RequestError
from app.graph import build
from app.language import parse


def checked(source: str, upstream: Any = None, **values: Any) -> dict[str, Any]:
    arrays = {name: np.asarray(value, dtype=float) if np.ndim(value) else value for name, value in values.items()}
    return check(build(parse(source, values=values.keys()), arrays), arrays, upstream)


def test_the_three_agree_on_the_introduction() -> None:
    found = checked("J = 3(a+bc)", a=5.0, b=3.0, c=2.0)
    assert found["agrees"]
    assert [row["name"] for row in found["rows"]] == ["a", "b", "c"]
    assert [row["tape"] for row in found["rows"]] == [3.0, 6.0, 9.0]
    assert [row["torch"] for row in found["rows"]] == [3.0, 6.0, 9.0]
    assert [row["finite_difference"] for row in found["rows"]] == pytest.approx([3.0, 6.0, 9.0], rel=1e-9)
    assert all(row["relative_error"] < 1e-9 for row in found["rows"])
    assert all(row["notes"] == [] for row in found["rows"])


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("y = sin(x)^2 exp(-x)", {"x": 1.3}),
        ("y = ln(x)", {"x": 1e-8}),
        ("y = x^3", {"x": 1e6}),
        ("y = (x + c) - c", {"x": 1.0, "c": 1e10}),
        ("y = 1/(x + 1)", {"x": 0.0}),
        ("y = " + " + ".join(f"x_{n} sin(x_{n})" for n in range(99)), {f"x_{n}": n / 9 - 5 for n in range(99)}),
        ("loss = mean((W @ x - t)^2)", {"W": [[1, 2], [3, 4]], "x": [1, -1], "t": [0, 1]}),
    ],
)
def test_the_step_fits_small_and_large_numbers(source: str, values: dict[str, Any]) -> None:
    found = checked(source, **values)
    assert found["agrees"], found


@pytest.mark.parametrize(
    ("source", "values", "code"),
    [
        ("y = relu(x)", {"x": 0.0}, "kink"),
        ("y = |x|", {"x": 0.0}, "kink"),
        ("y = max(a, b)", {"a": 2.0, "b": 2.0}, "tie"),
        ("y = ln(x)", {"x": -1.0}, "domain"),
        ("y = exp(x)", {"x": 1000.0}, "overflow"),
    ],
)
def test_at_a_kink_the_difference_is_not_held_against_us_and_the_row_says_why(
    source: str, values: dict[str, Any], code: str
) -> None:
    found = checked(source, **values)
    assert found["agrees"]
    assert all(code in [note["code"] for note in row["notes"]] for row in found["rows"])


def test_a_kink_elsewhere_excuses_nothing() -> None:
    found = checked("y = relu(x) + w^2", x=0.0, w=1.0)
    notes = {row["name"]: [note["code"] for note in row["notes"]] for row in found["rows"]}
    assert notes == {"x": ["kink"], "w": []}


def test_a_wrong_gradient_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytorch, "run", lambda *_: _no_torch())
    monkeypatch.setattr(finite_difference, "derivative", lambda *_: 3.0001)
    found = checked("y = x^2 + x", x=1.0)
    assert found["rows"][0]["torch"] is None
    assert not found["agrees"]


def test_torch_must_agree_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    run = pytorch.run

    def slightly_wrong(*arguments: Any) -> Any:
        found = run(*arguments)
        found.gradients[:] = [None if each is None else each * (1 + 1e-9) for each in found.gradients]
        return found

    monkeypatch.setattr(pytorch, "run", slightly_wrong)
    assert not checked("y = x^2", x=1.0)["agrees"]


def test_without_torch_its_column_is_null(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytorch, "torch", _no_torch)
    found = checked("y = x^2", x=3.0)
    assert found["agrees"]
    assert found["rows"][0]["torch"] is None


def test_of_a_large_tensor_a_sample_is_tried_and_the_row_says_so() -> None:
    found = checked("y = sum(x^2)", x=np.arange(1.0, 101.0))
    (row,) = found["rows"]
    tried = [entry for entry in row["finite_difference"] if entry is not None]
    assert len(tried) == SAMPLE
    assert row["notes"] == [{"code": "sampled", "text": "central difference at 16 of 100 entries"}]
    assert found["agrees"]


def test_the_sample_depends_on_the_seed_alone() -> None:
    graph = build(parse("y = sum(x^2)", values=["x"]), {"x": np.arange(100.0)})
    tries = [
        [place for place, entry in enumerate(check(graph, {}, seed=seed)["rows"][0]["finite_difference"]) if entry]
        for seed in (1, 1, 2)
    ]
    assert tries[0] == tries[1] != tries[2]


def test_notes_are_in_the_language_asked_for() -> None:
    graph = build(parse("y = relu(x)"))
    (row,) = check(graph, {"x": 0.0}, language="zh-CN")["rows"]
    assert row["notes"][0]["text"].startswith("不可导")


def test_a_tensor_output_is_weighed_by_its_upstream_gradient() -> None:
    found = checked("y = x^2", np.array([1.0, -2.0]), x=[1.0, 3.0])
    assert found["agrees"]
    assert np.asarray(found["rows"][0]["finite_difference"]) == pytest.approx([2.0, -12.0])


def test_extrapolation_is_exact_for_a_cubic() -> None:
    assert derivative(lambda x: x**3 - x, 2.0) == pytest.approx(11.0, rel=1e-10)


def test_equal_infinities_and_nans_agree() -> None:
    wild = np.array([np.inf, -np.inf, np.nan, 1.0])
    assert relative_error(wild, wild.copy(), 1.0) == 0.0
    assert relative_error(wild, wild[::-1].copy(), 1.0) == np.inf


def _no_torch() -> Any:
    raise RequestError("server.no_torch")
