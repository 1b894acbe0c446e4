"""`python -m bench [quick]`: prints every ratio beside what it should reach; exit status 1 where one falls short."""

from __future__ import annotations

import asyncio
import os
import platform
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial

import torch

from bench.contestants import CONTESTANTS, Contestant, assert_same
from bench.graphs import Program, random_program
from bench.load import measured
from bench.timing import interleaved
from bench.training import AT_ONCE, POINTS, PROBLEMS, assert_same_losses, logistic_surface

SIZES = (10, 100, 1_000, 10_000)

FROM_TEXT = {"torch": 2.0}
AGAIN = {"torch": 10.0, "micrograd": 3.0}
REQUESTS = {"/bench/torch": 2.0, "/bench/sympy": 8.0}
"""peer -> how many times faster we should be"""
TRAINING = {"torch": 10.0}
SURFACE_SECONDS = 0.1

METHOD = """\
The same random program of N scalar operations, one statement each, is given to everybody as text.
  from text   ours: parse, build, differentiate, run.   Peers: Python's compile, run forward, run backward.
  again       new values for the same text.   Ours: run.   Peers: call the compiled function again, forward and
              backward, as they always do: they build their graph on every call.
Value and all gradients are read and compared (1e-9). Processor time, medians of interleaved repetitions, one thread.
"""


Values = list[dict[str, float]]


def from_text(contestant: Contestant, program: Program, values: Values, number: int) -> None:
    """With a comment that nobody saw before: no cache may know the text."""
    fresh = program._replace(text=f"# {number}\n{program.text}")
    contestant.run(contestant.prepared(fresh), values[number % len(values)])


def again(contestant: Contestant, prepared: object, values: Values, number: int) -> None:
    contestant.run(prepared, values[number % len(values)])


def line(title: str, ours: str, ratios: dict[str, float], targets: dict[str, float]) -> bool:
    """Print one row; whether every target is reached."""
    cells = []
    good = True
    for name, ratio in ratios.items():
        target = targets.get(name)
        mark = "" if target is None else "PASS" if ratio >= target else f"SHORT of {target:g}x"
        good = good and not mark.startswith("SHORT")
        cells.append(f"{name.removeprefix('/bench/'):>9} {ratio:7.1f}x {mark:<13}")
    print(f"{title:<22} {ours:>14}   {' '.join(cells)}".rstrip(), flush=True)
    return good


def graphs(repetitions: int) -> bool:
    print(METHOD)
    good = True
    for size in SIZES:
        program = random_program(size)
        prepared = {each.name: each.prepared(program) for each in CONTESTANTS}
        answers = {each.name: each.run(prepared[each.name], program.values(0)) for each in CONTESTANTS}
        for name, answer in answers.items():
            assert_same(answers["chainlight"], answer, name)
        values = [program.values(number) for number in range(64)]
        rounds = {
            "from text": ({each.name: partial(from_text, each, program, values) for each in CONTESTANTS}, FROM_TEXT),
            "again": ({each.name: partial(again, each, prepared[each.name], values) for each in CONTESTANTS}, AGAIN),
        }
        for what, (calls, targets) in rounds.items():
            seconds = interleaved(calls, repetitions)
            ours = seconds.pop("chainlight")
            ratios = {name: theirs / ours for name, theirs in seconds.items()}
            good &= line(f"{size:>6} nodes {what}", f"{ours * 1e6:,.0f} µs", ratios, targets)
    return good


def training(repetitions: int) -> bool:
    print("\nTraining, steps a second from one start; the losses are compared (1e-9):")
    good = True
    for problem in PROBLEMS:
        assert_same_losses(problem.contestants())
        calls = {name: partial(numbered, steps) for name, steps in problem.contestants().items()}
        seconds = interleaved(calls, repetitions)
        ours = seconds.pop("chainlight") / AT_ONCE
        ratios = {name: theirs / AT_ONCE / ours for name, theirs in seconds.items()}
        print(problem.name)
        good &= line("", f"{1 / ours:,.0f} /s", ratios, TRAINING)
    surface = interleaved({"surface": partial(numbered, logistic_surface())}, repetitions)["surface"]
    mark = "PASS" if surface < SURFACE_SECONDS else f"SHORT of {SURFACE_SECONDS * 1000:g} ms"
    spent = f"{surface * 1000:.0f} ms {mark}"
    print(f"Loss surface, 200 x 200 points of a logistic loss over {POINTS} samples, as JSON: {spent}")
    return good and surface < SURFACE_SECONDS


def numbered(call: Callable[[], object], number: int) -> None:
    call()


def requests(repetitions: int, seconds: float) -> bool:
    print("\nPOST /api/v1/gradients, J = 3(a+bc), new values each time, against handlers in the same server process:")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "bench.server:app", "--port", str(port), "--log-level", "warning"]
    # No log for anybody, and no limit of the rate; everything else is as it is served.
    settings = {"CHAINLIGHT_RATE_LIMIT": "", "CHAINLIGHT_LOG_REQUESTS": "false"}
    server = subprocess.Popen([*command, "--no-access-log"], env={**os.environ, **settings})
    try:
        wait(f"http://127.0.0.1:{port}/bench/clock")
        rates = asyncio.run(measured(port, ["/api/v1/gradients", *REQUESTS], repetitions, seconds))
    finally:
        server.terminate()
        server.wait(10)
    ours = rates.pop("/api/v1/gradients")
    by_clock = {path: ours.requests_per_second / rate.requests_per_second for path, rate in rates.items()}
    by_processor = {path: rate.processor_seconds / ours.processor_seconds for path, rate in rates.items()}
    good = line("requests per second", f"{ours.requests_per_second:,.0f} /s", by_clock, REQUESTS)
    line("server's processor", f"{ours.processor_seconds * 1e6:,.0f} µs", by_processor, {})
    return good


def wait(url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def main() -> int:
    torch.set_num_threads(1)
    quick = "quick" in sys.argv[1:]
    print(f"Python {platform.python_version()}, torch {torch.__version__}, {platform.machine()}\n")
    good = graphs(repetitions=5 if quick else 25)
    good &= training(repetitions=5 if quick else 25)
    good &= requests(repetitions=3 if quick else 11, seconds=0.5 if quick else 1.0)
    print("\nEvery ratio is reached." if good else "\nSome ratios fall short.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
