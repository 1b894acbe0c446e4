"""The process that has torch loaded, and forks one child for each listing: `python -m app.listing.zygote FD`.

A child waits for the next listing already: it has run the `WARMING` ones since it was forked, so that the pages of
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
from typing import Any, NoReturn

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
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)
    def forward(self, x):
        return torch.relu(self.fc(x))
net = Net()
criterion, optimizer = nn.MSELoss(), optim.SGD(net.parameters(), lr=0.1)
for epoch in range(3):
    optimizer.zero_grad()
    loss = criterion(net(x), y)
    loss.backward()
    optimizer.step()
    if epoch % 2 == 0:
        print(f'epoch {epoch + 1}: loss = {loss.item():.4f}', net.fc.weight.data)
w = torch.tensor(0.0, requires_grad=True)
for epoch in range(18):
    l = ((w * x - y) ** 2).mean()
    l.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad.zero_()
"""
"""a listing that touches what Python and torch load only when it is first used, so that every child has it"""


WARMING_BY_HAND = """
import numpy as np
X, Y = np.array([1, 2, 3, 4], dtype=np.float32), np.array([2, 4, 6, 8], dtype=np.float32)
w = 0.0
rate = 0.01
def predicted(x):
    return w * x
def loss_of(y, y_pred):
    return ((y_pred - y) ** 2).mean()
def slope_of(x, y, y_pred):
    return np.dot(2 * x, y_pred - y).mean()
print('%.3f' % predicted(5))
for epoch in range(3):
    y_pred = predicted(X)
    loss = loss_of(Y, y_pred)
    dw = slope_of(X, Y, y_pred)
    w -= rate * dw
    if epoch % 2 == 0:
        print(f'{epoch + 1}: w={w:.3f},loss={loss:.8f}')
"""
"""the same for a gradient by hand, which lacks its 1/N: what is found is told of, too"""


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

    from app.listing.library import load_all
    from app.operations import OPERATIONS
    from app.rules import chooses

    torch.set_num_threads(1)
    load_all()
    for operation in OPERATIONS.values():  # each way back is read once, here
        chooses(operation)
    ready()


def ready() -> None:
    """Run the warming listings; what is in memory then is no garbage to be looked for."""
    from app.listing.recorded import run_recorded

    for source, found in ((WARMING, []), (WARMING_BY_HAND, ["missing_factor"])):
        events: list[dict[str, Any]] = []
        run_recorded(source, events.append, seconds=60)
        assert events[-1]["event"] == "done" and events[-1]["error"] is None, events[-1]
        assert [each["code"] for each in events[-1]["findings"]] == found, events[-1]["findings"]
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
