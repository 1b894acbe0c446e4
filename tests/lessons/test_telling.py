"""Numbers and moments of a lesson come from the run of the part that speaks of them; what the texts claim in words holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.telling import Scene, filled, told

INTRODUCTION = Scene("J = 3(a+bc)", {"a": 5, "b": 3, "c": 2}, None)


def test_an_expression_is_over_values_and_gradients_in_any_spelling() -> None:
    shown = Scene("ŷ = w₁x + b\nL = ŷ²", {"w₁": 2, "x": 3, "b": 1}, None)
    assert shown.number("ŷ") == 7
    assert shown.number("∂w_1") == shown.number("∂w₁") == 42
    assert shown.number("w₁ − 0.1·∂w₁") == pytest.approx(-2.2)


def test_a_number_is_latex_between_dollars_and_text_outside() -> None:
    shown = Scene("y = x z", {"x": -1.5, "z": [1, 2]}, [1, 1])
    assert filled("$x = ⟨x⟩$ is ⟨x⟩, $⟨z⟩$", shown) == "$x = -1.5$ is −1.5, $[1, 2]$"
    assert filled("⟨1/3⟩ and ⟨1/3|2⟩", shown) == "0.3333 and 0.33"


def test_a_moment_is_said_by_what_has_just_happened() -> None:
    said = {at: INTRODUCTION.moment(at) for at in ("start", "v", "values", "∂J", "∂b", "end")}
    assert said == {"start": 0, "v": 1, "values": 3, "∂J": 4, "∂b": 8, "end": 9}
    twice = Scene("y = x·x + x", {"x": 3}, None)
    assert [twice.moment(f"∂x {count}") for count in (1, 2, 3)] == [5, 6, 7]
    assert twice.moment("∂x") == 7


@pytest.mark.parametrize("name", ["nothing", "∂nothing"])
def test_a_moment_that_never_comes_is_a_mistake(name: str) -> None:
    with pytest.raises(IndexError):
        INTRODUCTION.moment(name)


def test_what_a_part_does_not_set_is_as_in_the_lesson() -> None:
    line = next(lesson for lesson in LESSONS if lesson.id == "line")
    assert told(line, "en")[-1]["values"] == {"w": 2.6, "x": 2, "y": 6}
    assert told(line, "en")[0]["values"] == {"w": 1, "x": 2, "y": 6}


# ── what the texts claim beyond their numbers ─────────────────────────────────────────────────────────────────────────


def at(id: str, **changed: Any) -> Scene:
    lesson = next(lesson for lesson in LESSONS if lesson.id == id)
    return Scene(lesson.source, {**lesson.values, **changed}, None)


def test_the_introduction_has_no_gradient_that_contains_a() -> None:
    before, after = at("chain").run.gradients_by_name(), at("chain", a=-7).run.gradients_by_name()
    assert before == after == {"a": 3, "b": 6, "c": 9}


def test_the_models_of_one_number_do_what_is_said_of_them() -> None:
    assert at("line", w=3).number("loss") == at("line", w=3).number("∂w") == 0
    assert at("line", w=2.6).number("loss") == pytest.approx(0.64)
    assert at("quadratic").number("∂w₁") == at("quadratic").number("∂ŷ x^2") == 54
    assert (
        at("quadratic", x=0).number("∂w₁")
        == at("quadratic", x=0).number("∂w₂")
        == 0
        != at("quadratic", x=0).number("∂b")
    )
    assert abs(at("logistic", b=9).number("∂z")) < 1e-4
    assert at("logistic").number("∂w") == pytest.approx(at("logistic").number("λ w + (y − t) y (1 − y) x"))
    assert {at("collapse", x=x).number("∂x") for x in (-3, 1, 10)} == {-6}


def test_paths_cancel_and_the_impatient_walk_goes_wrong() -> None:
    assert at("two-paths", **{"w₅": 1.5}).number("∂w₁") == pytest.approx(0, abs=1e-15)
    assert at("order").number("∂x") == 16 != at("order").number("2 x + u") == 8


def test_kinks_are_as_software_has_them() -> None:
    tied = at("kinks", b=2)
    assert tied.number("∂a") == tied.number("∂b") == 1
    assert at("kinks", c=0.5).number("∂c") == 0
    assert [at("kink-in-software", x=x).number("∂x") for x in (-0.5, 0, 0.5)] == [1, 0, 1]
    assert np.isnan(at("overflow", x=710).number("∂x"))


def test_the_tensors_do_what_is_said_of_them() -> None:
    softmax = at("softmax")
    np.testing.assert_allclose(softmax.number("∂z"), softmax.number("p − t"), atol=1e-12)
    layer = at("layer")
    np.testing.assert_allclose(layer.number("∂W"), np.outer(layer.number("∂z"), layer.number("a")))
    np.testing.assert_allclose(at("broadcast").number("∂b"), at("broadcast").number("∂Y").sum(0))
    batch = at("batch")
    np.testing.assert_allclose(batch.number("∂W₁"), batch.number("X").T @ batch.number("∂Z"))
    np.testing.assert_allclose(batch.number("∂Y"), batch.number("2/3·(Y − T)"))
    assert batch.number("∂Y")[2] == 0
    np.testing.assert_allclose(at("matrix-mean").number("∂x"), at("matrix-mean").number("1.5·(x + 2)"))
    np.testing.assert_allclose(at("vector-output", v=[1, 1, 1]).number("∂x"), [9, 12])


def test_the_deep_ones_do_what_is_said_of_them() -> None:
    assert at("vanishing").number("∂x") < 4**-10
    norm = at("batch-norm").number("∂x")
    assert abs(norm.sum()) < 1e-12
    assert (norm != 0).all()
    attention = at("attention")
    weights, values, read = attention.number("A[0]"), attention.number("V")[:, 0], attention.number("O[0,0]")
    np.testing.assert_allclose(attention.number("∂S[0]"), weights * (values - read), atol=1e-15)
    residual = at("residual")
    assert abs((residual.number("∂x") - residual.number("∂y")).sum()) < 1e-12
    np.testing.assert_allclose(at("residual", W=np.zeros((3, 3))).number("∂x"), residual.number("∂y"))


def test_the_numeric_gradient_is_best_in_between() -> None:
    shown = at("numeric")
    errors = [
        abs(shown.number(f"(sin((x + {h})^2) − sin((x − {h})^2)) / (2·{h}) − ∂x"))
        for h in ("0.01", "10^(−5)", "10^(−14)")
    ]
    assert errors[1] < 1e-9 < errors[0] < errors[2] < 0.02
