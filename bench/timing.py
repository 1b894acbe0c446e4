"""Medians of interleaved repetitions: what disturbs the machine disturbs all contestants alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

SLICE = 0.03
"""seconds that one repetition of one contestant should at least take"""


def interleaved(contestants: Mapping[str, Callable[[int], object]], repetitions: int) -> dict[str, float]:
    """The median seconds of one call, by contestant. Each call gets a number that never comes twice.

    Processor time is counted, not the clock's: other processes may run on the same machine. The garbage collector runs
    between the repetitions and never in one, as in Python's own timeit: else everybody pays for what others left.
    """
    calls = {name: calibrated(call) for name, call in contestants.items()}
    spent: dict[str, list[float]] = {name: [] for name in contestants}
    for repetition in range(repetitions):
        for name, call in contestants.items():
            first = (repetition + 1) * 100_000
            gc.collect()
            gc.disable()
            started = time.process_time()
            for number in range(first, first + calls[name]):
                call(number)
            spent[name].append((time.process_time() - started) / calls[name])
            gc.enable()
    return {name: statistics.median(seconds) for name, seconds in spent.items()}


def calibrated(call: Callable[[int], object]) -> int:
    """How many calls fill a slice, after one that only warms up."""
    call(0)
    started = time.process_time()
    call(1)
    return max(1, min(10_000, round(SLICE / max(time.process_time() - started, 1e-7))))
