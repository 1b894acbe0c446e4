from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2 as httpx
import pytest

from app.client import AsyncClient, Problem
from tests.client.test_synchronous import ANSWER, DONE, START, UPDATE, busy


class Broken(httpx.AsyncByteStream):
    """A connection that breaks after some bytes."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = parts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self.parts:
            yield part
        raise httpx.ReadError("the connection broke")


def answering(answers: list[httpx.Response]) -> tuple[AsyncClient, list[httpx.Request]]:
    asked: list[httpx.Request] = []

    async def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answers[len(asked) - 1]

    http = httpx.AsyncClient(transport=httpx.MockTransport(handler))
    return AsyncClient("http://server.test", http=http), asked


def test_many_questions_are_asked_at_once_of_a_live_server(server: str) -> None:
    async def ask() -> Any:
        async with AsyncClient(server) as client:
            many = [client.gradients("y = x^2", values={"x": x}) for x in range(8)]
            found = [answer["value"] for answer in await asyncio.gather(*many)]
            events = [event.name async for event in client.train("L = (w - 3)^2", values={"w": 0}, epochs=2)]
            with pytest.raises(Problem, match=r"syntax\.unclosed"):
                await client.graph("y = (x")
            return found, events

    found, events = asyncio.run(ask())
    assert found == [x**2 for x in range(8)]
    assert (events[0], events[-1]) == ("start", "done")


def test_a_busy_server_is_asked_again_and_a_broken_stream_goes_on() -> None:
    async def ask() -> None:
        client, asked = answering([busy(), httpx.Response(200, json=ANSWER)])
        async with client:
            assert await client.gradients("y = x") == ANSWER and len(asked) == 2
        client, asked = answering([
            httpx.Response(200, stream=Broken(START, UPDATE[:9])), httpx.Response(200, content=UPDATE + DONE)
        ])  # fmt: skip
        assert [event.id async for event in client.listen("r")] == ["0s", "1u", "1d"]
        assert asked[1].headers["last-event-id"] == "0s"

    asyncio.run(ask())
