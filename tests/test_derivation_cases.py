"""Derivations read as a strict lecturer would have them: line by line, in the three notations."""

from __future__ import annotations

import pytest

from tests.derivation_cases import Case, cases, rendered


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.source)
def test_a_derivation_is_printed_as_its_case_says(case: Case) -> None:
    assert rendered(case.source, case.values) == case.text
