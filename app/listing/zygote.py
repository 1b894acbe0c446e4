"""The process that has torch loaded, and forks one child for each listing: `python -m app.listing.zygote FD`.

A child starts within milliseconds, knows nothing of earlier listings, and can be ended at any moment. What comes in on
the socket FD is, for each listing, one byte and two file descriptors: the channel on which the child reads its question
and tells its events, and the lifeline that ends it (see `containment`). When the socket closes, this process ends.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import time
from typing import Any

WARMING = """
import torch
import numpy as np
import matplotlib.pyplot as plt
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset
x = torch.rand(8, 2)
y = torch.rand(8, 1)
model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
print(model, x, torch.set_printoptions)
for kind in (optim.SGD, optim.Adam):
    optimizer = kind(model.parameters(), lr=0.1)
    for a, b in DataLoader(TensorDataset(x, y), batch_size=4, shuffle=True):
        loss = nn.functional.mse_loss(model(a), b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    optim.lr_scheduler.StepLR(optimizer, 1).step()
nn.functional.cross_entropy(torch.rand(2, 3), torch.tensor([0, 1]))
w = torch.ones(2, requires_grad=True)
torch.autograd.grad((w * w).sum(), w, create_graph=True)
torch.linalg.inv(torch.eye(2))
print(np.allclose(x.numpy() @ np.ones((2, 2)), 1.0), np.random.rand(2), np.array([1.5]))
plt.plot([1, 2])
"""
"""a listing that touches what Python and torch load only when it is first used, so that every child has it"""


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
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            attend(*descriptors)
        for each in descriptors:
            os.close(each)


def warm() -> None:
    """Everything that a listing may need is in memory, and is shared with the children as long as nobody writes it."""
    import torch

    from app.listing.library import load_all
    from app.listing.recorded import run_recorded

    torch.set_num_threads(1)
    load_all()
    events: list[dict[str, Any]] = []
    run_recorded(WARMING, events.append, seconds=60)
    assert events[-1]["event"] == "done" and events[-1]["error"] is None, events[-1]
    gc.collect()
    gc.freeze()


def attend(channel: int, lifeline: int) -> None:
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
