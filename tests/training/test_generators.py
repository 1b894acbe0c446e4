from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.errors import UserError
from app.training.generators import GENERATORS, generated


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("samples", [1, 2, 50])
def test_samples_are_a_function_of_the_options_and_the_seed(name: str, samples: int) -> None:
    first, again = (generated({"name": name, "samples": samples, "seed": 3, "noise": 0.1}) for _ in range(2))
    other = generated({"name": name, "samples": samples, "seed": 4, "noise": 0.1})
    assert first.keys() == {"x", "y"} and len(first["x"]) == len(first["y"]) == samples
    assert first["x"].tobytes() == again["x"].tobytes() and first["y"].tobytes() == again["y"].tobytes()
    assert first["x"].tobytes() + first["y"].tobytes() != other["x"].tobytes() + other["y"].tobytes()
    labels = {"binary": {0.0, 1.0}, "classes": {0.0, 1.0, 2.0}}.get(GENERATORS[name].target)
    if labels:
        assert first["x"].shape == (samples, 2) and set(first["y"]) <= labels
    if labels and samples == 50:
        assert set(first["y"]) == labels


def test_without_noise_they_are_exactly_what_they_are_called() -> None:
    def made(name: str, **options: Any) -> tuple[np.ndarray, np.ndarray]:
        found = generated({"name": name, "noise": 0, **options})
        return found["x"], found["y"]

    x, y = made("line", slope=2, intercept=1)
    np.testing.assert_allclose(y, 2 * x + 1)
    x, y = made("parabola", width=3)
    np.testing.assert_allclose(y, x * x)
    assert (x.min(), x.max()) == (-3, 3)
    x, y = made("sine", frequency=2)
    np.testing.assert_allclose(y, np.sin(2 * x))
    x, y = made("xor")
    assert ((x[:, 0] != x[:, 1]) == (y == 1)).all()
    x, y = made("circles", ratio=0.25)
    np.testing.assert_allclose(np.hypot(*x.T), np.where(y == 1, 0.25, 1))
    x, y = made("spirals", turns=2)
    assert np.hypot(*x.T).max() <= 1
    x, y = made("moons")
    np.testing.assert_allclose(np.hypot(x[:, 0] - y, x[:, 1] - 0.5 * y), 1)
    x, y = made("classes")
    assert len(np.unique(np.round(x, 9), axis=0)) == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "cats"}, "training.generator"),
        ({"name": "line", "samples": 0}, "training.option"),
        ({"name": "line", "samples": 6000}, "training.option"),
        ({"name": "line", "noise": -1}, "training.option"),
        ({"name": "line", "turns": 1}, "training.option_unknown"),
        ({"name": "line", "seed": 1.5}, "training.option"),
    ],
)
def test_options_that_make_no_data_are_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(UserError) as caught:
        generated(given)
    assert caught.value.code == code
