"""Numbers to be found, in a real browser: right, wrong and why, hint and answer, what is kept, the embed, tensors."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest

NewPage = Callable[..., "Page"]

INTRODUCTION = f"source={quote('J = 3(a+bc)')}&values=a:5,b:3,c:2"


def opened(new_page: NewPage, address: str, **options: object) -> Page:
    page = new_page(reduced_motion="reduce", **options)
    with page.expect_response("**/api/v1/mistakes"):
        page.goto(address)
    expect(page.locator(".predict-progress")).to_be_attached()
    at_rest(page)  # what wrong answers mean has been heard
    return page


def answer(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")


def test_no_gradient_is_told_until_it_is_found(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{INTRODUCTION}&predict=gradients")
    expect(page.locator(".predict-progress")).to_have_text("0 of 5 found")
    expect(page.locator(".ask input")).to_have_count(5)
    expect(page.locator(".narration")).to_have_text("Which gradient reaches c?")
    expect(page.locator("#gradients li").first).to_contain_text("to be found")
    expect(page.locator(".more")).to_be_hidden()
    assert "gradient not computed yet" in (
        page.locator('g.node[data-id="b"]:not(.leaving)').get_attribute("aria-label") or ""
    )


def test_a_wrong_answer_is_named_and_shown_on_its_edge(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{INTRODUCTION}&predict=gradients")
    answer(page, "Gradient of b", "9")
    expect(page.locator(".predict-message")).to_have_text(
        "b: not yet. That takes the other operand's derivative. In v = b·c the derivative by b is c."
    )
    expect(page.locator('g.edge[data-id="v.0"]')).to_have_class(re.compile("lit"))
    expect(page.get_by_label("Gradient of b", exact=True)).to_have_attribute("aria-invalid", "true")
    answer(page, "Gradient of b", "17")
    expect(page.locator(".predict-message")).to_contain_text("none of the usual slips")


def test_a_right_answer_unlocks_its_card_and_leads_to_the_next(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{INTRODUCTION}&predict=gradients")
    answer(page, "Gradient of u", "3")
    expect(page.locator(".predict-progress")).to_have_text("1 of 5 found")
    expect(page.locator('.ask.found[data-node="u"]')).to_be_attached()
    expect(
        page.locator(
            'g.node[data-id="u"]:not(.leaving) .node-figure.beside, g.node[data-id="u"]:not(.leaving) .node-figure.backward'
        ).first
    ).to_have_text("3")
    expect(page.get_by_label("Gradient of a", exact=True)).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator(".predict-progress")).to_have_text("2 of 5 found")
    page.reload()
    expect(page.locator(".predict-progress")).to_have_text("2 of 5 found")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".predict-progress")).to_have_text("0 of 5 found")


def test_help_is_a_hint_first_and_then_the_answer(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{INTRODUCTION}&predict=gradients&lang=zh-CN")
    page.get_by_role("button", name="u 的提示").click()
    expect(page.locator(".predict-message")).to_contain_text("只在 J = 3u 中用到")
    page.get_by_role("button", name="看 u 的答案").click()
    expect(page.locator(".predict-progress")).to_have_text("已找到 0 / 5，另看了 1 个答案")
    expect(page.locator(".predict-message")).to_have_text("u 是 3。")


def test_values_are_found_and_then_everything_is_there(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{INTRODUCTION}&predict=values")
    expect(page.locator(".timeline-count")).to_have_text("step 3 of 3")
    for name, value in (("v", "6"), ("u", "11"), ("J", "33")):
        answer(page, f"Value of {name}", value)
    expect(page.locator(".predict-message")).to_contain_text("Nothing is hidden any more.")
    expect(page.locator(".timeline-count")).to_have_text(re.compile("of 9"))
    expect(page.locator(".more")).to_be_visible()


def test_other_values_are_another_exercise(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{INTRODUCTION}&predict=gradients")
    answer(page, "Gradient of u", "3")
    page.get_by_role("spinbutton", name="c, value").fill("4")
    expect(page.locator(".predict-progress")).to_have_text("0 of 5 found")
    answer(page, "Gradient of b", "12")
    expect(page.locator(".predict-progress")).to_have_text("1 of 5 found")


def test_the_embed_asks_too_and_a_tensor_cell_by_cell(new_page: NewPage) -> None:
    source = quote("out = mean(x)")
    page = opened(new_page, f"/embed?source={source}&values=x:[[1,2],[3,4]]&predict=gradients", width=760, height=480)
    first = page.get_by_label("Gradient of x, row 0, column 0")
    first.fill("1")
    first.press("Enter")
    expect(page.locator(".predict-message")).to_contain_text("That is the gradient of a sum.")
    for row in (0, 1):
        for column in (0, 1):
            cell = page.get_by_label(f"Gradient of x, row {row}, column {column}")
            cell.fill("1/4")
            cell.press("Enter")
    expect(page.locator(".predict-progress")).to_have_text("1 of 1 found")


def test_the_choice_is_in_the_menu_and_in_the_link(new_page: NewPage) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(f"/?{INTRODUCTION}")
    page.locator("#view summary").click()
    page.get_by_label("Hide the gradients, to be found").check()
    expect(page.locator(".ask input")).to_have_count(5)
    expect(page).to_have_url(re.compile("predict=gradients"))
    page.get_by_label("Show everything").check()
    expect(page.locator(".ask")).to_have_count(0)
    expect(page.locator(".narration")).to_contain_text("receives")
    # In the history of sweeps two presses on one menu are one: hidden and shown again are no change.
    page.get_by_label("Hide the gradients, to be found").check()
    expect(page.locator(".ask input")).to_have_count(5)
    expect(page).to_have_url(re.compile("predict=gradients"))
    page.keyboard.press("Control+z")
    expect(page.locator(".ask")).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".ask input")).to_have_count(5)
    # Two choices at once, faster than what hides is loaded: it is there once.
    page.goto(f"/?{INTRODUCTION}&lang=en")
    page.locator("#view summary").click()
    page.get_by_label("Hide the gradients, to be found").evaluate(
        "radio => { radio.click(); document.querySelector('#view [name=show][value=gates]').click(); }"
    )
    expect(page.locator(".ask input")).to_have_count(5)
    at_rest(page)
    expect(page.locator("section.predict")).to_have_count(1)
