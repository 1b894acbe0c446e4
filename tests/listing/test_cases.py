"""Listings as tutorials print them. `cases/*.out` is what Python itself printed for `cases/*.py`.

PYTHONHASHSEED=0 python NAME.py > NAME.out
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.listing.running import outcome

CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_listing_prints_what_python_prints(case: Path) -> None:
    result = outcome(case.read_text("utf-8"))
    assert result.error is None
    assert result.printed == case.with_suffix(".out").read_text("utf-8")
