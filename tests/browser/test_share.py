"""The Share panel in a real browser: what it offers works, by mouse and by keyboard, wide and narrow."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest, until, watched

NewPage = Callable[..., "Page"]


def fetched(address: str) -> tuple[str, bytes]:
    with urllib.request.urlopen(address) as answer:
        return answer.headers.get_content_type(), answer.read()


def test_everything_that_is_offered_is_there_and_at_the_chosen_step(new_page: NewPage, server: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/?source=J=3(a%2Bbc)&values=a:5,b:3,c:4&lang=en#step=5")
    page.get_by_role("button", name="Share").click()
    panel = page.get_by_role("dialog", name="Share")
    expect(panel.get_by_label("Opens at")).to_have_value("5")
    expect(panel.get_by_role("textbox", name="Permanent link")).to_have_value(re.compile(f"^{server}/g/1"))
    for link in panel.locator(".share-files a").all():
        media_type, body = fetched(link.get_attribute("href") or "")
        assert media_type != "application/problem+json" and len(body) > 100 and b"/static/js/main.js" not in body

    panel.get_by_label("Theme").select_option("dark")
    panel.get_by_label("Opens at").select_option("0")
    panel.get_by_label("Width of pictures").select_option("640")
    preview = panel.get_by_role("img", name="How the picture will look")
    expect(preview).to_have_attribute("src", re.compile(r"\.svg\?lang=en&width=640$"))
    expect(preview).to_have_js_property("naturalWidth", 640)

    panel.get_by_role("button", name="Make a short link").click()
    short = panel.get_by_role("textbox", name="Short link")
    expect(short).to_be_focused(timeout=30_000)  # the first link of a server loads its database
    address = short.input_value()
    assert re.fullmatch(server + r"/s/\w{12}", address)
    copying = panel.get_by_role("button", name="Copy the address: Short link")
    said = watched(copying)
    copying.click()
    until(page, lambda: "Copied" in said(), True)
    assert page.evaluate("() => navigator.clipboard.readText()") == address

    code = panel.get_by_role("textbox", name="Into another page")
    expect(code).to_have_value(re.compile(r'^<iframe src="[^"]*step=0[^"]*"[^>]* sandbox="allow-scripts" '))
    for kind, words in (
        ("Component", "^<script[^>]*></script>.<computational-graph "),
        ("Markdown", r"^\[!\[J=3"),
        ("LaTeX", r"\\includegraphics"),
    ):
        panel.get_by_role("radio", name=kind).check()
        expect(code).to_have_value(re.compile(words, re.DOTALL))

    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#timeline [role=slider]")).to_have_attribute("aria-valuenow", "0")


def test_it_opens_and_closes_by_the_keyboard_and_the_player_stays_where_it_is(new_page: NewPage) -> None:
    page = new_page(width=390, height=844, locale="zh-CN", color_scheme="dark")
    page.goto("/#step=5")
    expect(page.locator("#share")).to_be_visible()  # it is hidden until it does something
    page.locator("#share").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="分享")
    expect(panel.get_by_role("textbox", name="永久链接")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".share").evaluate("each => each.scrollWidth <= each.clientWidth")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("#share")).to_be_focused()
    expect(page.locator("#timeline [role=slider]")).to_have_attribute("aria-valuenow", "5")


def test_where_nothing_can_be_kept_it_says_so_in_words(page: Page) -> None:
    def full(route: Route) -> None:
        detail, hint = (
            "There is no room left where short links are kept.",
            "Use the permanent link: it needs no keeping.",
        )
        route.fulfill(status=507, json={"detail": detail, "hint": hint, "code": "store.full", "status": 507})

    page.route("**/api/v1/links", full)
    page.goto("/")
    # Pressed twice, before anything of it is loaded.
    page.get_by_role("button", name="Share").evaluate("button => { button.click(); button.click(); }")
    panel = page.get_by_role("dialog", name="Share")
    panel.get_by_role("button", name="Make a short link").click()
    expect(
        panel.get_by_text("There is no room left where short links are kept. Use the permanent link")
    ).to_be_visible()
    expect(panel.get_by_role("button", name="Make a short link")).to_be_enabled()
    at_rest(page)
    expect(page.locator("dialog")).to_have_count(1)
