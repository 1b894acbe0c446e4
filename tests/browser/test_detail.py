"""A card, large: its numbers in full, and the row and the column that make an entry of a gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest

NewPage = Callable[..., "Page"]
LAYER = "/?source=Z=X@W%2Bb;y=sum(Z*Z)&values=X:[[1,2],[-1,1],[2,-1]],W:[[1,-1],[0.5,1]],b:[0,0.5]"


def opened(new_page: NewPage, address: str, card: str) -> Page:
    page = new_page()
    page.goto(address)
    at_rest(page)
    page.locator(f'.stage g.node[data-id="{card}"]:not(.leaving)').focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def test_an_entry_of_a_gradient_lights_the_row_and_the_column_that_make_it(new_page: NewPage) -> None:
    page = opened(new_page, LAYER, "W")
    tables = page.locator("dialog .tensor-table")
    expect(tables).to_have_count(4)
    gradient, x, v = tables.nth(1), tables.nth(2), tables.nth(3)
    gradient.locator("td").nth(2).hover()
    expect(x.locator("td.lit")).to_have_text(["2", "1", "−1"])
    assert v.locator("td.lit").evaluate_all("cells => cells.map(cell => cell.dataset.column)") == ["0", "0", "0"]
    made = gradient.locator("td").nth(2).text_content() or "?"
    expect(page.locator(".detail-sum")).to_contain_text("= " + made)
    gradient.locator("td").nth(2).focus()
    page.keyboard.press("ArrowRight")
    expect(v.locator("td.lit").first).to_have_attribute("data-column", "1")
    assert v.locator("td.lit").evaluate_all("cells => cells.map(cell => cell.dataset.column)") == ["1", "1", "1"]
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_broadcast_that_is_undone_is_the_sum_of_a_column(new_page: NewPage) -> None:
    page = opened(new_page, LAYER, "b")
    page.locator("dialog .tensor-table").nth(1).locator("td").nth(1).hover()
    column = page.locator("dialog .detail-way td.lit")
    expect(column).to_have_count(3)
    assert (page.locator(".detail-sum").text_content() or "").count(" + ") == 2


def test_a_number_is_shown_in_full(new_page: NewPage) -> None:
    page = opened(new_page, "/?source=y=a/3&values=a:2", "y")
    expect(page.locator("dialog .detail-number").first).to_have_text("0.6666666666666666")


def test_a_gradient_that_is_not_computed_yet_is_absent_there_too(new_page: NewPage) -> None:
    page = opened(new_page, LAYER + "#step=3", "W")
    expect(page.get_by_role("dialog")).to_contain_text("not computed yet")
    expect(page.locator("dialog .tensor-table")).to_have_count(2)
