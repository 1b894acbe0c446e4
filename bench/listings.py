"""Listings: the interpreter against Python itself, with the same torch, in the same run.

    python -m bench.listings [FOLDER]

Each listing of FOLDER (else those of the tests) runs in a fork of this process, which has torch loaded: by turns as the
server runs it, recorder and review included, and as plain Python, the shorter the more often. Reading the text counts
for both. Ours gets ready before the source comes, as a waiting child of the server does (`app.listing.zygote`); that is
no part of what a listing takes. The fixed start counts for neither: what a listing of one import and one print takes in
such a fork is measured first, for each side, and taken off. Processor time, the best of the runs: what a machine does
besides only ever adds to it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import io
import math
import os
import re
import sys
import time
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.listing.recorded import run_recorded
from app.listing.zygote import ready, warm

CASES = Path(__file__).parent.parent / "tests" / "listing" / "cases"
NOTHING = "import torch\nprint(1)"
MOST = 2.0
"""times plain Python's"""
LEAST_TURNS, MOST_TURNS, SECONDS = 7, 40, 0.5


def interpreted(source: str) -> None:
    """As the process of a listing runs it."""
    events: list[dict[str, Any]] = []
    run_recorded(source, events.append)
    assert events[-1]["event"] == "done" and events[-1]["error"] is None, events[-1]


def plain(source: str) -> None:
    """As Python runs it. Without matplotlib, whose drawing is not what is compared, its calls do nothing."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source, "listing", "exec"), vars(module))


class Nothing:
    """Takes any call, any attribute, any index."""

    def __call__(self, *given: Any, **named: Any) -> Nothing:
        return self

    def __getattr__(self, name: str) -> Nothing:
        return self

    def __getitem__(self, place: Any) -> Nothing:
        return self

    def __setitem__(self, place: Any, value: Any) -> None:
        pass

    def __iter__(self) -> Any:
        return iter((self, self))


Side = tuple[Callable[[str], None], Callable[[], None]]
"""what runs a listing, and what comes before without being counted"""
PLAIN: Side = plain, lambda: None
OURS: Side = interpreted, ready


def best(source: str, sides: tuple[Side, ...] = (PLAIN, OURS)) -> list[float]:
    """The least processor time of each side, by turns, so that a machine that grows slower does so for all: the
    shorter a listing is, the more often it runs.
    """
    least = [math.inf] * len(sides)
    spent = 0.0
    for turn in range(MOST_TURNS):
        if turn >= LEAST_TURNS and spent > SECONDS:
            break
        for place, side in enumerate(sides):
            took = once(side, source)
            least[place] = min(least[place], took)
            spent += took
    return least


def once(side: Side, source: str) -> float:
    """Processor time in a fork."""
    function, before = side
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        before()
        began = time.process_time()
        function(source)
        os.write(sender, str(time.process_time() - began).encode())
        os._exit(0)
    os.close(sender)
    _, status = os.waitpid(child, 0)
    assert status == 0, f"a listing failed: {source[:200]}"
    took = float(os.read(receiver, 64))
    os.close(receiver)
    return took


def missing(source: str) -> str | None:
    """A module that a listing imports and Python here has not."""
    for name in re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE):
        if name not in sys.modules and importlib.util.find_spec(name) is None:
            return str(name)
    return None


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CASES
    pyplot: Any = Nothing()
    matplotlib: Any = types.ModuleType("matplotlib")
    matplotlib.pyplot = pyplot
    drawing = ("pyplot", "ticker", "font_manager", "cm", "colors")
    sys.modules |= {"matplotlib": matplotlib} | {f"matplotlib.{part}": pyplot for part in drawing}
    warm()
    plain((CASES / "xor_adam.py").read_text("utf-8"))  # what torch loads when it is first used is nobody's time
    gc.collect()
    gc.freeze()
    start, our_start = best(NOTHING)
    print(f"fixed start: plain {start * 1e3:.1f} ms, ours {our_start * 1e3:.1f} ms\n")
    print(f"{'listing':<32} {'plain':>10} {'ours':>10} {'ratio':>7}")
    good = True
    for path in sorted(folder.glob("*.py")):
        source = path.read_text("utf-8")
        if absent := missing(source):
            print(f"{path.stem:<32} left out: no {absent} here")
            continue
        found, our_found = best(source)
        theirs, ours = found - start, our_found - our_start
        reached = ours <= MOST * theirs
        good &= reached
        mark = "" if reached else f"  SHORT of {MOST:g}x"
        print(f"{path.stem:<32} {theirs * 1e3:>7.1f} ms {ours * 1e3:>7.1f} ms {ours / theirs:>6.2f}x{mark}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
