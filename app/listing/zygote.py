"""The process that has torch loaded, and forks one child for each listing: `python -m app.listing.zygote FD`.

A child waits for the next listing already: it has run those of `warming` since it was forked, so that the pages of
memory that a listing writes are its own. It knows nothing of earlier listings, and can be ended at any moment. What
comes in on the socket FD is, for each listing, one byte and two file descriptors: the channel on which the child reads
its question and tells its events, and the lifeline that ends it (see `containment`). When the socket closes, this
process ends.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Any, NoReturn

GARBAGE = 10_000
"""objects after which cycles are looked for, in place of Python's 700: the tree of a listing and its closures are no
garbage, and to find that out again and again takes a tenth of a short listing's time"""


SIZES = range(1, 480, 16)
"""bytes of objects, one of each kind that Python's memory keeps apart"""


FREEZING_SECONDS = 4.0
"""after the listing's own time, for the graph of an episode and the review"""


GRACE_SECONDS = 0.5
"""in which a listing that notices its time is over can say so itself; after it the kernel ends one that does not"""


def main(descriptor: int) -> None:
    """Load torch, then fork for every byte that comes."""
    control = socket.socket(fileno=descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
    warm()
    waiting = born(control)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            return
        for _ in range(2):
            try:
                socket.send_fds(waiting, [b"."], descriptors)
                break
            except OSError:  # somebody has ended it
                waiting.close()
                waiting = born(control)
        for each in descriptors:
            os.close(each)
        waiting.close()
        waiting = born(control)


def born(control: socket.socket) -> socket.socket:
    """A child that waits for the two descriptors of a listing at the other end of what is returned."""
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        control.close()
        ours.close()
        wait(theirs)
    theirs.close()
    return ours


def wait(theirs: socket.socket) -> NoReturn:
    """In the child: get ready, unless a listing is there already, and take the listing that comes."""
    if not select.select([theirs], [], [], 0)[0]:
        ready()
    message, descriptors, _, _ = socket.recv_fds(theirs, 1, 2)
    theirs.close()
    if not message:  # the zygote has ended
        os._exit(0)
    attend(*descriptors)


def warm() -> None:
    """Everything that a listing may need is in memory, and is shared with the children as long as nobody writes it."""
    import torch

    from app.errors import UserError
    from app.listing.library import load_all
    from app.operations import OPERATIONS
    from app.rules import chooses, rules

    torch.set_num_threads(1)
    load_all()
    for operation in OPERATIONS.values():  # each way back is read once, here
        chooses(operation)
        least, most = operation.operands
        for count in {least, most or least}:
            with suppress(UserError):  # some have none that is written down
                rules(operation, count)
    ready()


def ready() -> None:
    """Run the warming listings; what is in memory then is no garbage to be looked for."""
    from app.listing.recorded import run_recorded
    from app.listing.warming import WARMINGS

    for each in WARMINGS:
        events: list[dict[str, Any]] = []
        run_recorded(each.source, events.append, seconds=60)
        done = events[-1]
        assert done["event"] == "done" and done["error"] is None, done
        assert tuple(found["code"] for found in done["findings"]) == each.findings, done["findings"]
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 10, 10)
    own = [bytes(size) for size in SIZES for _ in range(200)]
    del own  # what is free in Python's memory has been written to, and is no page of the parent any more


def attend(channel: int, lifeline: int) -> NoReturn:
    """In the child: read the question, run the listing, tell its events, end."""
    from app.limits import LIMITS
    from app.listing.containment import contain, end_in
    from app.listing.recorded import run_recorded

    status = 1
    try:
        stream = socket.socket(fileno=channel).makefile("rwb", buffering=1 << 16)
        question = json.loads(stream.readline())

        def emit(event: dict[str, Any]) -> None:
            stream.write(json.dumps(event, default=str).encode() + b"\n")
            stream.flush()

        seconds = question["seconds"]
        end = time.monotonic() + seconds + FREEZING_SECONDS
        contain(seconds + FREEZING_SECONDS, LIMITS.listing_memory, lifeline)
        end_in(seconds + GRACE_SECONDS)
        emit({"event": "started"})
        run_recorded(
            question["source"],
            emit,
            seed=question["seed"],
            episode=question["episode"],
            near=question["near"],
            seconds=seconds,
            ended=lambda: end_in(end - time.monotonic()),
        )
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(int(sys.argv[1]))
