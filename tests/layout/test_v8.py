"""The context that holds dagre."""

from __future__ import annotations

import asyncio

from app.layout.arrange import _question
from app.layout.v8 import place
from tests.drawings import INTRO


def test_a_thread_with_an_event_loop_gets_the_same_positions() -> None:
    question = _question(INTRO, "LR", ())

    async def placed() -> object:
        return place(question)

    assert asyncio.run(placed()) == place(question) is not None
