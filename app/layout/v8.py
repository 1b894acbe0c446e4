"""One JavaScript context that holds dagre: made when the first layout is asked for, closed at exit."""

from __future__ import annotations

import asyncio
import atexit
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from app.resources import resource

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

SECONDS = 10.0
"""for loading dagre"""
PATIENCE = 3.0
"""seconds for one layout; what is given to dagre is bounded before, so that none takes a tenth of that"""

FLAGS = ("--single-threaded", "--jitless", "--max-semi-space-size=1")
"""no compiler: the layouts of a page are too short for it to pay, and it would hold memory and write code pages"""

LARGE = 100
"""boxes: after so large a drawing tens of megabytes of garbage are given back"""

_lock = Lock()


@lru_cache(maxsize=1)
def _context() -> MiniRacer:
    """V8 with dagre and `place.js`: about 45 MB and 100 ms, so nothing pays for it that draws nothing."""
    from py_mini_racer import MiniRacer, init_mini_racer  # loaded with the first layout, not at start

    init_mini_racer(flags=FLAGS, ignore_duplicate_init=True)
    context = MiniRacer()
    atexit.register(_context.cache_clear)  # while there is all that it needs to end
    atexit.register(context.close)  # Python would wait for its thread for ever
    context.eval((resource("static") / "vendor" / "dagre.js").read_text(encoding="utf-8"), timeout_sec=SECONDS)
    context.eval(Path(__file__).with_name("place.js").read_text(encoding="utf-8"), timeout_sec=SECONDS)
    return context


def place(drawn: dict[str, Any]) -> dict[str, Any] | None:
    """`place.js` on `drawn`: see there for what enters; positions leave, None where it failed. One call at a time."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _place(drawn)
    # In a thread with an event loop, such as a notebook's, V8 would want to be awaited.
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(_place, drawn).result()


def _place(drawn: dict[str, Any]) -> dict[str, Any] | None:
    from py_mini_racer import JSEvalException, JSTimeoutException

    call = f"JSON.stringify(place({json.dumps(drawn)}))"
    with _lock:
        context = _context()
        try:
            answer = context.eval(call, timeout_sec=PATIENCE)
        except (JSEvalException, JSTimeoutException) as failure:
            logging.getLogger(__name__).error("dagre failed: %s", str(failure)[:200])
            return None
        finally:
            if len(drawn["boxes"]) > LARGE:
                context.low_memory_notification()
    assert isinstance(answer, str)
    positions: dict[str, Any] = json.loads(answer)
    return positions
