"""A link opens the page as it was shared, and stays in the address until something is chosen otherwise."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

SPEC = {
    "source": "J = 3(a+bc)",
    "values": {"a": 5, "b": 3, "c": 4},
    "step": 4,
    "theme": "dark",
    "panel": "code",
    "show": ["gates"],
}


def made(server: str, spec: dict[str, Any]) -> Any:
    asked = urllib.request.Request(
        server + "/api/v1/links", json.dumps(spec).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked) as answer:
        return json.load(answer)


def expect_step(page: Page, k: int) -> None:
    expect(page.locator("#timeline [role=slider]")).to_have_attribute("aria-valuenow", str(k))


def test_a_link_opens_what_was_shared_and_gives_way_to_what_the_reader_does(page: Page, server: str) -> None:
    links = made(server, SPEC)
    for path in (links["short"], links["permanent"]):
        page.goto(path)
        expect(page.locator("#tab-code")).to_have_attribute("aria-selected", "true")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(page.locator(".node[data-id=J]:not(.leaving)")).to_be_attached()
        expect_step(page, 4)
        page.reload()
        expect(page.locator("#tab-code")).to_have_attribute("aria-selected", "true")
        assert page.url == server + path
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"/\?source=J.*theme=dark.*step=5"))
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#tab-code")).to_have_attribute("aria-selected", "true")
    expect_step(page, 5)


def test_a_source_too_long_for_an_address_stays_under_its_link(page: Page, server: str) -> None:
    links = made(server, {"source": "J = a b\n" + "# 一行很长的说明\n" * 600})
    page.goto(links["short"])
    expect(page.locator(".node[data-id=J]:not(.leaving)")).to_be_attached()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(r"/s/\w{12}#.*step=3"))
    page.reload()
    expect(page.locator(".node[data-id=J]:not(.leaving)")).to_be_attached()
    assert page.url.startswith(server + links["short"])
    expect_step(page, 3)
