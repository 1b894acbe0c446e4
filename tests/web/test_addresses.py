"""The server does at each address what the table says of it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.web.addresses import ADDRESSES, Address, address_of


def test_the_first_row_that_begins_a_path_counts() -> None:
    assert address_of("/embed.js").start == "/embed.js"
    assert address_of("/embed/g/x").start == "/embed"
    assert address_of("/lessons/chain").start == "/"
    assert address_of("*").start == "/"


def test_every_row_can_be_reached() -> None:
    assert [address_of(address.start) for address in ADDRESSES] == list(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.start)
def test_what_is_not_there_is_told_to_readers_by_a_page_and_to_programs_by_a_document(
    client: TestClient, address: Address
) -> None:
    answer = client.get(f"{address.start}nothing", headers={"accept": "text/html"})
    page = answer.headers["content-type"].startswith("text/html")
    assert (answer.status_code, page) == (404, address.for_readers)
    assert set(address.policy) <= set(answer.headers.raw)
