from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from starlette.types import Message

from app.errors import UserError
from app.web.body import read_body


def read(parts: Iterable[bytes], *headers: tuple[bytes, bytes]) -> Any:
    waiting = list(parts)

    async def receive() -> Message:
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    given = list(headers) or [(b"content-type", b"application/json")]
    return asyncio.run(read_body({"headers": given}, receive))


def test_a_body_may_arrive_in_parts() -> None:
    assert read([b'{"a"', b"", b": 1}"]) == {"a": 1}


@pytest.mark.parametrize(
    "media_type", [b"application/json; charset=utf-8", b"Application/JSON", b"application/ld+json"]
)
def test_every_json_type_is_read(media_type: bytes) -> None:
    assert read([b"1"], (b"content-type", media_type)) == 1


@pytest.mark.parametrize(
    "media_type", [b"text/plain", b"application/x-www-form-urlencoded", b"", b"json", b"\xff/json"]
)
def test_other_types_are_refused(media_type: bytes) -> None:
    with pytest.raises(UserError) as caught:
        read([b"1"], (b"content-type", media_type))
    assert (caught.value.code, caught.value.status) == ("request.media_type", 415)


def test_a_body_that_says_it_is_too_large_is_not_read_at_all() -> None:
    with pytest.raises(UserError) as caught:
        read([], (b"content-type", b"application/json"), (b"content-length", b"262145"))
    assert (caught.value.code, caught.value.status) == ("limit.body", 413)


def test_a_body_without_a_length_is_read_up_to_the_limit_and_no_further() -> None:
    taken = 0

    def parts() -> Iterable[bytes]:
        nonlocal taken
        for _ in range(1600):
            taken += 1
            yield b" " * 65_536

    stream = parts()

    async def receive() -> Message:
        return {"type": "http.request", "body": next(iter(stream)), "more_body": True}

    with pytest.raises(UserError) as caught:
        asyncio.run(read_body({"headers": [(b"content-type", b"application/json")]}, receive))
    assert caught.value.code == "limit.body"
    assert taken == 5


def test_a_client_that_leaves_halfway_is_no_fault_of_ours() -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(UserError) as caught:
        asyncio.run(read_body({"headers": [(b"content-type", b"application/json")]}, receive))
    assert caught.value.code == "request.json"
