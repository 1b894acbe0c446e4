"""The pages to read, and the embed, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from app.lessons import LESSONS
from app.operations import OPERATIONS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

NewPage = Callable[..., "Page"]


def test_the_operations_page_shows_every_row_and_typesets_every_formula(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/operations")
    expect(page.locator(".math .katex").first).to_be_attached()
    assert set(page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.id)")) == set(OPERATIONS)
    assert page.locator(".math:not(:has(.katex))").all_text_contents() == []


def test_operations_are_found_by_typing(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/operations")
    page.get_by_role("searchbox").fill("softmax")
    expect(page.locator("tbody tr:visible")).not_to_have_count(0)
    shown = page.locator("tbody tr:visible").evaluate_all("rows => rows.map(row => row.textContent)")
    assert all("softmax" in text for text in shown)


def test_the_gallery_has_a_picture_of_every_lesson(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/lessons")
    shown = page.locator(".card").evaluate_all("cards => cards.map(card => card.dataset.lesson)")
    assert {lesson.id for lesson in LESSONS} < set(shown)
    for image in page.locator(".card img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0


def test_the_embed_is_graph_and_player_alone(new_page: NewPage) -> None:
    page = new_page(width=760, height=480)
    page.goto("/embed?source=" + quote("y = wx + b") + "#step=0")
    expect(page.locator('.stage g.node[data-id="y"]')).to_be_attached()
    assert page.locator("header, .formula, .values, .telling").count() == 0
    page.get_by_role("button", name="One step forward").click()
    expect(page.locator(".timeline-count")).to_have_text(re.compile(r"step 1 of \d+"))


@pytest.mark.parametrize("address", ["/lessons", "/operations", "/docs"])
def test_a_page_to_read_does_not_hang_over_the_window(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto(address)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
