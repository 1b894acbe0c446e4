"""`python -m bench.pictures`: what a picture of each lesson costs a server, the first time and again.

Processor time of the whole request, inside the app: query, graph, layout, drawing, headers. The first time is that of a
process that has drawn one other graph before, so that what every picture needs is loaded; the median of several such
processes. Again is the median of many requests after it. A PNG is drawn by a process of its own, whose time counts.
Ends with 1, and names the lessons, where a figure is missed.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from app.lessons import LESSONS
from app.main import create_app
from app.web.catalogue import lesson_row, spec_of
from app.web.query import write_query
from app.web.settings import Settings

COLD, WARM = 0.060, 0.003
"""seconds to reach, for each lesson"""
PROCESSES, AGAIN = 3, 20
SUFFIXES = ("svg", "png", "html")


def queries() -> dict[str, str]:
    """Each lesson's first graph, by the lesson's name."""
    return {lesson.id: write_query(spec_of(lesson_row(lesson, "en")["parts"][0])) for lesson in LESSONS}


async def asked(app: Any, path: str, query: str) -> int:
    """The status of a GET."""
    status = 0

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)

    scope: dict[str, Any] = {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": [], "client": None,
        "scheme": "http", "server": ("bench", 80), "root_path": "", "http_version": "1.1", "asgi": {"version": "3.0"},
    }  # fmt: skip
    await app(scope, receive, send)
    return status


def spent() -> float:
    """Seconds of a processor so far, with those of the process that draws PNG."""
    from app.web.raster import raster

    child = raster()._process
    if child is None:
        return time.process_time()
    # Nanoseconds on a processor, of each thread: the ticks in `stat` are ten milliseconds long.
    threads = Path(f"/proc/{child.pid}/task").glob("*/schedstat")
    return time.process_time() + sum(int(each.read_text().split()[0]) for each in threads) / 1e9


async def measure(suffix: str) -> dict[str, tuple[float, float]]:
    """lesson -> seconds of its first picture, and of one after that."""
    app = create_app(Settings(rate_limit="", log_requests=False))
    await asked(app, f"/graph.{suffix}", "source=y = k^2 + 1&values=k:2")
    found = {}
    for name, query in queries().items():
        times = []
        for _ in range(AGAIN + 1):
            before = spent()
            assert await asked(app, f"/graph.{suffix}", query) == 200, name
            times.append(spent() - before)
        found[name] = times[0], statistics.median(times[1:])
    return found


def main() -> int:
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(measure(sys.argv[1]))))
        return 0
    most: dict[str, tuple[float, float]] = {}
    print(f"to reach, for each of {len(LESSONS)} lessons: first {COLD * 1e3:.0f} ms, again {WARM * 1e3:.0f} ms")
    for suffix in SUFFIXES:
        runs = [
            json.loads(subprocess.run([sys.executable, "-m", "bench.pictures", suffix], stdout=-1, check=True).stdout)
            for _ in range(PROCESSES)
        ]
        cold = {name: statistics.median(run[name][0] for run in runs) for name in runs[0]}
        warm = {name: statistics.median(run[name][1] for run in runs) for name in runs[0]}
        worst = max(cold, key=lambda name: cold[name])
        most[suffix] = cold[worst], max(warm.values())
        print(
            f"/graph.{suffix:<5} first: median {statistics.median(cold.values()) * 1e3:6.1f} ms, "
            f"most {cold[worst] * 1e3:6.1f} ms ({worst})   again: most {most[suffix][1] * 1e3:5.2f} ms",
            flush=True,
        )
        for words, found, limit in (("first", cold, COLD), ("again", warm, WARM)):
            for name in sorted(name for name in found if found[name] >= limit):
                print(f"  SHORT {words}: {name} {found[name] * 1e3:.1f} ms", flush=True)
    first, again = (max(each) for each in zip(*most.values(), strict=True))
    good = first < COLD and again < WARM
    print(
        f"all: first at most {first * 1e3:.1f} ms, again at most {again * 1e3:.2f} ms: {'' if good else 'not '}reached"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
