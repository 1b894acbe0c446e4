"""Many cases in one test: a test each would cost more than what it tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Case = TypeVar("Case")


def in_turn(
    cases: Iterable[Case], name: Callable[[Case], object] = str
) -> Callable[[Callable[[Case], None]], Callable[[], None]]:
    """Makes a test of one case a test of all. Each is tried; the first error is raised, with the names of all that fail."""
    tried = list(cases)

    def decorate(test: Callable[[Case], None]) -> Callable[[], None]:
        def of_all() -> None:
            assert tried, "there are no cases"
            failed: dict[str, Exception] = {}
            for case in tried:
                try:
                    test(case)
                except Exception as error:
                    failed[str(name(case))] = error
            for first in failed.values():
                first.add_note(f"{len(failed)} of {len(tried)} cases fail: {', '.join(failed)}")
                raise first

        of_all.__name__, of_all.__doc__, of_all.__module__ = test.__name__, test.__doc__, test.__module__
        return of_all

    return decorate
