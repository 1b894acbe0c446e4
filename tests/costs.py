"""What a call costs. Speed itself is measured in bench/; a test only holds that nothing hangs."""

from __future__ import annotations

import time
from collections.abc import Callable


def processor_seconds_of(call: Callable[[], object], enough: float, tries: int = 3) -> float:
    """The least processor time of some calls, or of the first that takes no longer than `enough`."""
    best = float("inf")
    for _ in range(tries):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
        if best <= enough:
            break
    return best
