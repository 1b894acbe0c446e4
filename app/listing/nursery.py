"""Starts a process for each listing and reads what it tells. The only room of this package that loads no torch."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from importlib.util import find_spec
from typing import Any

from app.errors import LimitExceeded, RequestError, ValueProblem
from app.limits import LIMITS

Event = dict[str, Any]
LOADING_SECONDS = 120.0
"""how long torch may take to load, on a machine that has other things to do"""
LONGEST_EVENT = 64 * 1024 * 1024


class Nursery:
    """One zygote (see `app.listing.zygote`), started when the first listing comes, and again should it ever end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start loading torch, if that has not begun. Raises RequestError where there is no torch."""
        with self._lock:
            self._started()

    def give(self, channel: socket.socket, lifeline: int) -> None:
        """Let a child be born that holds these two."""
        with self._lock:
            for _ in range(2):
                control = self._started()
                try:
                    socket.send_fds(control, [b"."], [channel.fileno(), lifeline])
                    return
                except OSError:
                    self._end()
        raise RequestError("server.busy", retry_after=1)

    def _started(self) -> socket.socket:
        if self._control is not None and self._process is not None and self._process.poll() is None:
            return self._control
        self._end()
        if find_spec("torch") is None:
            raise RequestError("server.no_torch_listing")
        ours, theirs = socket.socketpair()
        ours.set_inheritable(False)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (our own module, and nothing of anybody's)
                [sys.executable, "-m", "app.listing.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment(),
            )
        self._control = ours
        return ours

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None


def environment() -> dict[str, str]:
    """What a listing's process knows of its surroundings: where the code is, and nothing of the server's settings."""
    return {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
    }


NURSERY = Nursery()

UNSEEN: Event = {"whole": None, "around": {}, "refused": None, "refusal": None, "findings": [], "lesson": None}
"""what the recorder would have told"""


async def events(
    source: str,
    *,
    seed: int | None = None,
    episode: int | None = None,
    near: int = 0,
    seconds: float = LIMITS.listing_seconds,
    nursery: Nursery = NURSERY,
) -> AsyncIterator[Event]:
    """Run a listing in a process of its own: its events as they come, `refused` or `done` last.

    Should the process end before the listing does, a `done` with the reason comes in its place. When the reader stops
    reading (`aclose`), the process ends at once.
    """
    ours, theirs = socket.socketpair()
    held, lifeline = os.pipe2(os.O_CLOEXEC)  # (the child's end, ours)
    try:
        with theirs:
            await asyncio.to_thread(nursery.give, theirs, held)
        os.close(held)
        held = -1
        reader, writer = await asyncio.open_connection(sock=ours, limit=LONGEST_EVENT)
        try:
            asked = {"source": source, "seed": seed, "episode": episode, "near": near, "seconds": seconds}
            writer.write(json.dumps(asked).encode() + b"\n")
            first = await asyncio.wait_for(reader.readline(), LOADING_SECONDS)
            if not first:
                raise RequestError("server.busy", retry_after=1)
            started = time.monotonic()
            ran: Event | None = None
            async for event in told(reader):
                if event["event"] == "ran":
                    ran = event
                    continue
                last = event["event"] in ("refused", "done")
                yield event
                if last:
                    return
            yield undrawn(ran) if ran else ended(time.monotonic() - started, seconds)
        finally:
            writer.close()
    finally:
        os.close(lifeline)
        if held >= 0:
            os.close(held)
        ours.close()


async def told(reader: asyncio.StreamReader) -> AsyncIterator[Event]:
    """The lines of a child, each as an event."""
    while line := await reader.readline():
        yield json.loads(line)


def undrawn(ran: Event) -> Event:
    """A listing that came to its end, in a process that ended before its graph was made."""
    return ran | UNSEEN | {"event": "done", "refusal": {"code": "listing.undrawn", "facts": {}, "span": None}}


def ended(took: float, seconds: float) -> Event:
    """What to say of a listing whose process ended first."""
    late = took >= seconds
    error = LimitExceeded("limit.listing_time", seconds=f"{seconds:g}") if late else ValueProblem("listing.ended")
    return {
        "event": "done",
        "error": {"code": error.code, "facts": error.facts, "span": None},
        "plots": [],
        "prints": {},
        "variables": [],
        "episodes": None,
        **UNSEEN,
    }
