from __future__ import annotations

import asyncio
import threading
import time

import pytest

from app.errors import RequestError
from app.web.workers import Workers

PATIENCE = 30
"""seconds: longer than any of it takes on a busy machine"""


def test_work_is_done_on_another_thread_and_the_loop_stays_free() -> None:
    ticked = threading.Event()

    def wait_for_the_loop() -> int:
        assert ticked.wait(PATIENCE)
        return threading.get_ident()

    async def main() -> int:
        working = asyncio.create_task(Workers(1, 1).run(wait_for_the_loop))
        for _ in range(5):
            await asyncio.sleep(0.01)
        ticked.set()
        return await working

    assert asyncio.run(main()) != threading.get_ident()


def test_no_more_than_the_given_threads_work_at_once() -> None:
    at_work, most = 0, 0
    lock = threading.Lock()
    both = threading.Barrier(2)  # one alone waits for another that works beside it

    def work() -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        both.wait(PATIENCE)
        time.sleep(0.02)
        with lock:
            at_work -= 1

    async def main() -> None:
        workers = Workers(2, 10)
        await asyncio.gather(*(workers.run(work) for _ in range(10)))

    asyncio.run(main())
    assert most == 2


def test_where_all_places_are_taken_one_more_is_refused_and_later_served() -> None:
    async def main() -> None:
        workers, over = Workers(1, 1), threading.Event()
        waiting = [asyncio.create_task(workers.run(over.wait, PATIENCE)) for _ in range(2)]
        await asyncio.sleep(0.02)
        with pytest.raises(RequestError) as caught:
            await workers.run(time.sleep, 0)
        over.set()
        assert (caught.value.code, caught.value.status, caught.value.facts) == ("server.busy", 503, {"retry_after": 1})
        await asyncio.gather(*waiting)
        await workers.run(time.sleep, 0)

    asyncio.run(main())


def test_an_error_on_a_thread_comes_back_and_frees_its_place() -> None:
    async def main() -> None:
        workers = Workers(1, 0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await workers.run(lambda: 1 / 0)

    asyncio.run(main())
