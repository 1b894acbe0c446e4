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
    # One that is too wide to be made out as a whole shows its start, larger.
    scales = page.locator(".card img").evaluate_all(
        "all => all.map(each => Math.min(each.clientWidth / each.naturalWidth, each.clientHeight / each.naturalHeight))"
    )
    assert min(scales) > 0.2
    assert 0 < page.locator(".card-picture.beyond").count() < len(scales) / 2


def test_the_embed_is_graph_and_player_alone(new_page: NewPage) -> None:
    page = new_page(width=760, height=480)
    page.goto("/embed?source=" + quote("y = wx + b") + "#step=0")
    expect(page.locator('.stage g.node[data-id="y"]:not(.leaving)')).to_be_attached()
    assert page.locator("header, .formula, .values, .telling").count() == 0
    page.get_by_role("button", name="One step forward").click()
    expect(page.locator(".timeline-count")).to_have_text(re.compile(r"step 1 of \d+"))


PAGES = ("/", "/train", "/lessons", "/operations", "/help", "/docs", "/nowhere")


def test_every_page_fits_its_window_and_opens_its_places_on_a_phone(new_page: NewPage) -> None:
    page = new_page()
    for address in PAGES:
        page.goto(f"{address}?lang=zh-CN")
        for width in (1440, 880, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            outside = page.locator(".top a, .top button, .top summary").evaluate_all(
                "(all, width) => all.filter(each => each.checkVisibility()).filter(each => each.getBoundingClientRect().right > width)"
                ".map(each => each.textContent)",
                width,
            )
            assert outside == [], (address, width)
            assert page.locator(".places").is_visible() == (width > 860) == page.locator(".places-open").is_hidden()
            assert page.locator(".table-frame").evaluate_all(
                "all => all.every(each => each.scrollWidth <= each.clientWidth)"
            ), width
        page.locator(".places-open").press("Enter")
        expect(page.get_by_role("navigation", name="主导航").get_by_role("link")).to_have_count(5)
        page.keyboard.press("Tab")
        expect(page.locator(".places a").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".places")).to_be_hidden()
        expect(page.locator(".places-open")).to_be_focused()


@pytest.mark.slow
def test_on_a_phone_the_tab_key_goes_through_the_training_page_as_the_eye_does(new_page: NewPage) -> None:
    page = new_page(width=390, height=844)
    page.goto("/train")
    for filled in ("#fit svg", "#values input", "#data select", "#beside select"):
        expect(page.locator(filled).first).to_be_visible()
    seen = "all => all.map(each => [each.id, each.getBoundingClientRect().top])"
    parts = page.locator("#go, #editor, #loss, #values, #data, #beside")
    order = parts.evaluate_all(seen)
    assert [name for name, _ in order] == ["go", "editor", "loss", "values", "data", "beside"]
    assert [top for _, top in order] == sorted(top for _, top in order)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function(
        "document.querySelector('#beside').compareDocumentPosition(document.querySelector('#loss')) & 4"
    )


def test_a_theme_chosen_on_one_page_is_worn_by_the_next(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/lessons?lang=en")
    page.locator("#view summary").click()
    page.get_by_label("Dark").check()
    expect(page).to_have_url(re.compile(r"/lessons\?lang=en&theme=dark$"))
    assert page.locator(".card img").first.get_attribute("src").endswith("&theme=dark")  # type: ignore[union-attr]
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    for name in ("Help", "Training", "Operations", "API"):
        page.locator(".places").get_by_role("link", name=name).click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(page.locator("#view input:checked")).to_have_value("dark")
    page.locator("#view summary").click()
    page.get_by_label("As the system").check()
    expect(page).not_to_have_url(re.compile("theme"))
    page.locator("#language").click()
    assert page.locator("html").get_attribute("data-theme") is None
