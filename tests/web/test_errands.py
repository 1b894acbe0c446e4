from __future__ import annotations

import asyncio
from threading import Event

import pytest

from app.errors import RequestError
from app.web.errands import Errands


def test_nobody_waits_for_long_and_what_is_still_under_way_counts() -> None:
    ended = Event()
    errands = Errands(1, 0.02)

    def slow(given: str) -> str:
        ended.wait(20)
        return given

    async def ask() -> str:
        with pytest.raises(TimeoutError):
            await errands.run(slow, "a")
        with pytest.raises(RequestError, match=r"server\.busy"):
            await errands.run(slow, "b")
        ended.set()
        while not errands.free.acquire(blocking=False):
            await asyncio.sleep(0.001)
        errands.free.release()
        return await Errands(1, 20).run(slow, "c")

    assert asyncio.run(ask()) == "c"


def test_an_errand_whose_time_is_over_before_it_begins_leaves_its_place() -> None:
    errands = Errands(1, 0)

    async def ask() -> None:
        for _ in range(3):
            with pytest.raises(TimeoutError):
                await errands.run(str, "a")
            for _ in range(20_000):
                if errands.free.acquire(blocking=False):
                    break
                await asyncio.sleep(0.001)
            else:
                pytest.fail("the place is lost")
            errands.free.release()

    asyncio.run(ask())
