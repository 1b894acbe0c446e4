from __future__ import annotations

import numpy as np
import pytest

from app.errors import RequestError, ValueProblem
from app.limits import LIMITS
from app.web.query_numbers import real, spaced, whole

BOUNDS = np.array([-2.0, 2.0])


def test_what_is_not_written_is_the_default() -> None:
    assert (whole({}, "update", 1), whole({"update": ""}, "update", 1)) == (1, 1)
    assert (real({}, "change", 0.1), real({"change": ""}, "change", 0.1)) == (0.1, 0.1)
    assert spaced({"size": "3"}, "x_", BOUNDS).tolist() == [-2.0, 0.0, 2.0]


def test_what_is_written_counts() -> None:
    assert whole({"update": "012"}, "update", 1) == 12
    assert real({"change": "-1e-3"}, "change", 0.1) == -0.001
    assert spaced({"size": "2", "x_from": "1", "x_to": "-1"}, "x_", BOUNDS).tolist() == [1.0, -1.0]


@pytest.mark.parametrize("written", ["-1", "1.5", "1e3", "x", "²", "٣", "1" * 10])
def test_what_is_no_whole_number_is_named(written: str) -> None:
    with pytest.raises(RequestError) as caught:
        whole({"update": written}, "update", 1)
    assert (caught.value.code, caught.value.facts) == ("training.query", {"name": "update", "found": written})


@pytest.mark.parametrize("written", ["x", "nan", "inf", "1e999", "٣"])
def test_what_is_no_finite_number_is_named(written: str) -> None:
    with pytest.raises(RequestError) as caught:
        real({"change": written}, "change", 0.1)
    assert (caught.value.code, caught.value.facts) == ("training.number", {"name": "change", "found": written})


@pytest.mark.parametrize(
    "query",
    [{"size": "1"}, {"size": str(LIMITS.surface_points + 1)}, {"x_to": "-2"}, {"x_from": "-1e308", "x_to": "1e308"}],
)
def test_a_grid_needs_two_ends_and_no_more_numbers_than_there_may_be(query: dict[str, str]) -> None:
    with pytest.raises(ValueProblem, match=r"training\.grid"):
        spaced(query, "x_", BOUNDS)
