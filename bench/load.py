"""Load on a live server: keep-alive connections that each send the next request when the last was answered."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from typing import Any, NamedTuple

CONNECTIONS = 8
SOURCE = "J = 3(a+bc)"


class Rate(NamedTuple):
    requests_per_second: float
    processor_seconds: float
    """of the server, for one request"""


def request(path: str, numbers: random.Random) -> bytes:
    """A request with values that were not asked for before."""
    values = {name: round(numbers.uniform(-10, 10), 6) for name in "abc"}
    body = json.dumps({"source": SOURCE, "values": values}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Client(asyncio.Protocol):
    """Sends requests one after another until the time is over; counts the answers, which must be of status 200."""

    def __init__(self, requests: list[bytes], deadline: float) -> None:
        self.requests, self.deadline = requests, deadline
        self.answered, self.received = 0, b""
        self.done: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        self.transport.write(self.requests[self.answered % len(self.requests)])

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        if not head.startswith(b"HTTP/1.1 200"):
            self.done.set_exception(AssertionError(self.received.decode()))
            self.transport.close()
            return
        self.received = b""
        self.answered += 1
        if time.perf_counter() < self.deadline:
            self.send()
        else:
            self.transport.close()
            self.done.set_result(self.answered)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server closed the connection"))


async def load(port: int, path: str, seconds: float, seed: int) -> tuple[int, float]:
    """How many requests were answered in how many seconds."""
    numbers = random.Random(seed)
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    clients = []
    for _ in range(CONNECTIONS):
        requests = [request(path, numbers) for _ in range(200)]
        _, client = await loop.create_connection(
            lambda requests=requests: Client(requests, started + seconds),  # type: ignore[misc]
            "127.0.0.1",
            port,
        )
        clients.append(client)
    answered = sum(await asyncio.gather(*(client.done for client in clients)))
    return answered, time.perf_counter() - started


async def one(port: int, message: bytes) -> Any:
    """The body of one answer, as JSON."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(message)
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    body = json.loads(await reader.readexactly(length))
    writer.close()
    return body


async def clock(port: int) -> float:
    seconds = await one(port, b"GET /bench/clock HTTP/1.1\r\nHost: bench\r\n\r\n")
    return float(seconds)


async def measured(port: int, paths: list[str], repetitions: int, seconds: float) -> dict[str, Rate]:
    """The median rate of each path; the repetitions take turns."""
    answers = [await one(port, request(path, random.Random(0))) for path in paths]
    for answer in answers:
        assert answer["gradients"] == answers[0]["gradients"], answers
    rates: dict[str, list[float]] = {path: [] for path in paths}
    spent: dict[str, list[float]] = {path: [] for path in paths}
    for path in paths:
        await load(port, path, 0.3, seed=-1)
    for repetition in range(repetitions):
        for path in paths:
            before = await clock(port)
            answered, elapsed = await load(port, path, seconds, seed=repetition)
            spent[path].append((await clock(port) - before) / answered)
            rates[path].append(answered / elapsed)
    return {path: Rate(statistics.median(rates[path]), statistics.median(spent[path])) for path in paths}
