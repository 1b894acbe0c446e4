from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.jobs import jobs_of
from app.cli.sources import Source

FORMULA = Source("y = x")


def test_one_source_goes_to_files_or_to_standard_output() -> None:
    (job,), folder = jobs_of([FORMULA], ["a.svg", "b/c.py"], [])
    assert (job.name, job.files, folder) == ("1", [("svg", Path("a.svg")), ("numpy", Path("b/c.py"))], None)
    (job,), _ = jobs_of([FORMULA], ["-"], ["jax"])
    assert job.files == [("jax", None)]
    (job,), _ = jobs_of([FORMULA], ["graph.py"], ["pytorch"])
    assert job.files == [("pytorch", Path("graph.py"))]


@pytest.mark.parametrize("output", ["pictures", "pictures/", "v1.0/"])
def test_what_has_no_suffix_or_ends_with_a_slash_is_a_folder(output: str) -> None:
    (job,), folder = jobs_of([Source("L = y^2", "loss.txt")], [output], [])
    assert (job.files, folder) == ([("svg", Path(output) / "loss.svg")], Path(output))


def test_numbers_are_as_wide_as_the_last_one_and_names_are_given_once() -> None:
    jobs, _ = jobs_of([FORMULA] * 9 + [Source("a", "A.txt"), Source("b", "a.tex")], ["out"], ["svg"])
    assert [job.name for job in jobs][:2] == ["01", "02"] and [job.name for job in jobs][-2:] == ["A", "a-2"]
