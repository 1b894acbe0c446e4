"""Forward mode and the backward graph in a real browser; `new_page` asserts that no error is logged."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from app.language.names import bar

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest, seek, until

NewPage = Callable[..., "Page"]
LOADING_TORCH = 60_000
"""the witnesses make the server load it, and meanwhile other answers wait"""
QUERY = f"source={quote('J = 3(a+bc)')}&values=a:5,b:3,c:2"


def opened(new_page: NewPage, address: str = "/?" + QUERY, **options: object) -> Page:
    """The page, with its editor mounted and its graph drawn."""
    page = new_page(**options)
    page.goto(address)
    expect(page.locator(".stage [data-id]").first).to_be_attached()
    return page


def beside(page: Page, name: str) -> str:
    """What stands at the right of a card; "" where nothing does."""
    return "".join(
        page.locator(f'.stage g.node[data-id="{name}"]:not(.leaving) .node-figure.beside text').all_text_contents()
    )


# ── forward mode ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_forward_mode_is_a_switch_away_and_stands_in_the_address(new_page: NewPage) -> None:
    page = opened(new_page)
    page.get_by_role("radio", name="Forward mode").click()
    expect(page.get_by_role("radio", name="b", exact=True)).to_be_visible()
    page.get_by_role("radio", name="b", exact=True).click()
    expect(page.locator("#gradients")).to_contain_text("6", timeout=LOADING_TORCH)
    expect(page.locator("#gradients-title")).to_have_text("Rate of change of J")
    until(page, lambda: [beside(page, name) for name in ("a", "b", "c", "v", "u", "J")], ["", "1", "", "2", "2", "6"])
    expect(page).to_have_url(re.compile(r"mode=forward&tangent=b:1"))
    page.reload()
    expect(page.get_by_role("radio", name="b", exact=True)).to_be_checked()
    page.get_by_role("radio", name="Backward").click()
    expect(page.locator("#gradients li")).to_have_count(3, timeout=LOADING_TORCH)
    until(page, lambda: beside(page, "b"), "6")
    expect(page).not_to_have_url(re.compile("mode|tangent"))


def test_undo_takes_back_the_way_and_what_was_chosen_for_it(new_page: NewPage) -> None:
    page = opened(new_page)
    page.get_by_role("radio", name="Forward mode").click()
    page.get_by_role("radio", name="b", exact=True).click(timeout=LOADING_TORCH)
    expect(page.locator("#gradients")).to_contain_text("6", timeout=LOADING_TORCH)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("radio", name="a", exact=True)).to_be_checked(timeout=LOADING_TORCH)
    page.keyboard.press("Control+z")
    expect(page.locator("#gradients li")).to_have_count(3, timeout=LOADING_TORCH)
    expect(page.get_by_role("radio", name="Backward")).to_be_checked()
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_role("radio", name="Forward mode")).to_be_checked(timeout=LOADING_TORCH)


def test_any_rates_may_be_given(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{QUERY}&mode=forward&tangent=b:1")
    page.get_by_role("spinbutton", name="rate of a, value").fill("2")
    expect(page.locator("#gradients")).to_contain_text("12", timeout=LOADING_TORCH)
    expect(page.locator('.tangents [role=radio][aria-checked="true"]')).to_have_count(0)
    expect(page).to_have_url(re.compile("tangent=b:1,a:2"))
    seek(page, 7)
    expect(page.locator(".tag.tangent")).to_have_count(2)


def test_a_tangent_travels_forward_in_its_own_way_and_is_told_in_its_own_words(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{QUERY}&mode=forward&tangent=b:1#step=3")
    expect(page.locator("#narration")).to_have_text(
        "v changes 2 for each 1 that b changes, and b changes at the rate 1: that makes 2."
    )
    present = page.locator(".stage .edge-present.tangent")
    expect(present).to_have_count(1)
    assert present.locator(".edge-bright").evaluate("path => getComputedStyle(path).strokeDasharray") != "none"
    assert beside(page, "J") == ""
    expect(page.locator('.stage g.node[data-id="J"]:not(.leaving)')).to_have_attribute(
        "aria-label", re.compile("not computed yet")
    )
    expect(page.locator('.stage g.node[data-id="a"]:not(.leaving)')).to_have_attribute(
        "aria-label", re.compile("does not change")
    )
    expect(page.locator(".timeline-key")).to_have_text(["Values", "Rates of change"])
    expect(page.locator(".timeline-track i.tangent")).to_have_count(4)
    expect(page.locator("#derivation .derivation-phase")).to_have_text(["Values, and how fast they change"])
    expect(page.locator("#derivation .notation")).to_be_hidden()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("#gradients")).to_contain_text("6", timeout=LOADING_TORCH)


def test_an_input_that_was_to_change_may_go(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{QUERY}&mode=forward&tangent=b:1")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("J = 3(a+c)")
    expect(page.locator('.stage g.node[data-id="b"]')).to_have_count(0, timeout=LOADING_TORCH)
    expect(page.locator("#problem")).to_be_empty()
    expect(page.get_by_role("radio", name="a", exact=True)).to_be_checked()


def test_a_tensor_changes_entry_by_entry(new_page: NewPage) -> None:
    page = opened(new_page, f"/?source={quote('y = sum(W @ x)')}&values=W:[[1,2],[3,4]],x:[5,6]&mode=forward")
    page.get_by_role("radio", name="x", exact=True).click()
    expect(page.locator("#gradients")).to_contain_text("10", timeout=LOADING_TORCH)
    page.get_by_role("spinbutton", name="rate of x, entry 0").fill("0")
    expect(page.locator("#gradients")).to_contain_text("6", timeout=LOADING_TORCH)


def test_forward_mode_fits_narrow_windows_in_chinese(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{QUERY}&mode=forward&lang=zh-CN", width=1000, height=800)
    for width, height in ((1000, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        if width <= 700:
            page.get_by_role("button", name="显示输入、梯度和推导").click()
        expect(page.get_by_role("radio", name="前向模式")).to_be_checked()
        expect(page.get_by_role("radio", name="a", exact=True)).to_be_visible()
        expect(page.locator(".timeline-key")).to_have_text(["值", "变化率"])
        at_rest(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_embed_plays_forward_mode_and_the_backward_graph(new_page: NewPage) -> None:
    page = opened(new_page, f"/embed?{QUERY}&mode=forward&tangent=b:1", width=700, height=360)
    until(page, lambda: [beside(page, name) for name in ("b", "v", "J")], ["1", "2", "6"])
    expect(page.locator(".timeline-key")).to_have_count(2)
    page.goto(f"/embed?{QUERY}&graph=backward")
    expect(page.locator(f'.stage g.node[data-id="{bar("b")}"]')).to_have_count(1)
    expect(page.locator(".timeline-name")).to_have_text("Backward pass")


def test_in_a_narrow_frame_the_graph_has_all_the_room_above_the_player(new_page: NewPage) -> None:
    page = opened(new_page, f"/embed?{QUERY}&mode=forward", width=360, height=500)
    at_rest(page)
    stage, player = page.locator("#stage").bounding_box(), page.locator("#timeline").bounding_box()
    assert stage and player
    assert abs(stage["y"] + stage["height"] - player["y"]) <= 2
    speed, count = page.locator(".timeline-speed").bounding_box(), page.locator(".timeline-count").bounding_box()
    assert speed and count and abs(speed["y"] + speed["height"] / 2 - count["y"] - count["height"] / 2) < 12


# ── the backward graph ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_backward_pass_is_drawn_as_a_graph_with_a_name_and_a_way_back(new_page: NewPage) -> None:
    page = opened(new_page)
    page.get_by_role("button", name="Draw the backward pass as a graph").click()
    expect(page.locator("#graph-name")).to_contain_text("The backward pass of J as a graph", timeout=LOADING_TORCH)
    expect(page.locator(f'.stage g.node[data-id="{bar("u")}"]')).to_have_count(1)
    expect(page.locator("#gradients li")).to_have_count(3)
    expect(page.locator("#gradients")).to_contain_text("9", timeout=LOADING_TORCH)
    expect(page.locator("#derivation .line")).to_have_count(5)
    expect(page.get_by_role("tab", name="Paths")).to_be_hidden()
    expect(page).to_have_url(re.compile("graph=backward"))
    page.reload()
    expect(page.locator("#graph-name")).to_be_visible()
    seek(page, 1)
    expect(page.locator("#gradients li.absent")).to_have_count(3)
    expect(page.locator("#narration.backward")).to_be_visible()
    page.get_by_role("button", name="Back to the formula’s graph").click()
    expect(page.locator('.stage g.node[data-id="u"]:not(.leaving)')).to_have_count(1, timeout=LOADING_TORCH)
    expect(page.locator("#graph-name")).to_be_hidden()
    expect(page.get_by_role("tab", name="Paths")).to_be_visible()


def test_what_the_backward_graph_starts_from_can_be_changed(new_page: NewPage) -> None:
    page = opened(new_page, f"/?{QUERY}&graph=backward")
    page.get_by_role("spinbutton", name=f"{bar('J')}, value").fill("2")
    expect(page.locator("#gradients")).to_contain_text("18", timeout=LOADING_TORCH)
    expect(page).to_have_url(re.compile("upstream=2"))
    expect(page).to_have_url(re.compile("values=a:5,b:3,c:2"))


def test_where_the_backward_graph_is_refused_there_is_still_a_way_back(new_page: NewPage) -> None:
    page = opened(new_page)
    refusal = {"code": "limit.drawn", "title": "", "detail": "Too many.", "hint": None, "offset": None, "length": None}

    def refuse(route: Route) -> None:
        if json.loads(route.request.post_data or "{}").get("graph") == "backward":
            route.fulfill(status=422, body=json.dumps(refusal), content_type="application/problem+json")
        else:
            route.continue_()

    page.route("**/api/v1/graph", refuse)
    page.get_by_role("button", name="Draw the backward pass as a graph").click()
    expect(page.locator("#problem")).to_contain_text("Too many.")
    page.get_by_role("button", name="Back to the formula’s graph").click()
    expect(page.locator("#problem")).to_be_empty(timeout=LOADING_TORCH)
    expect(page.locator("#graph-name")).to_be_hidden()
