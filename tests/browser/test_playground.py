"""The playground in a real browser; `new_page` asserts that no error is logged and no other host is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Route

pytest.importorskip("playwright")
from playwright.sync_api import Error, expect

from tests.browsing import at_rest, held, seek, until, watched

NewPage = Callable[..., "Page"]
LOADING_TORCH = 60_000
BRACKETED = "J = 3(a+bc)"


def opened(new_page: NewPage, address: str = "/", **options: object) -> Page:
    """The page, with its editor mounted and its graph drawn."""
    page = new_page(**options)
    page.goto(address)
    expect(page.locator(".cm-content")).to_be_visible()
    expect(page.locator(".stage [data-id]").first).to_be_attached()
    return page


def write(page: Page, source: str) -> None:
    """Put `source` into the place of what stands in the editor, in one piece: no half of it is asked for."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)


def type_in(page: Page, source: str) -> None:
    """The same, key by key: where it takes its time, halves of it are formulas too."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(source)


def source_of(page: Page) -> str:
    return "\n".join(page.locator(".cm-line").all_text_contents())


def card(page: Page, name: str, half: str) -> str:
    """What stands in a half of a card: "forward" its value, "backward" its gradient; "" where nothing does."""
    return "".join(
        page.locator(f'.stage g.node[data-id="{name}"]:not(.leaving) .node-figure.{half} text').all_text_contents()
    )


def cards(page: Page) -> set[str]:
    ids = page.locator(".stage g.node:not(.leaving)").evaluate_all("nodes => nodes.map(node => node.dataset.id)")
    return set(ids)


# ── opening ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_formula_is_already_run_when_the_page_opens(new_page: NewPage) -> None:
    page = opened(new_page)
    assert cards(page) == {"a", "b", "c", "u", "v", "J"}
    assert card(page, "J", "forward") == "33"
    assert [card(page, name, "backward") for name in "abc"] == ["3", "6", "9"]
    expect(page.locator(".gradients li")).to_have_count(3)


def test_the_first_paint_asks_the_server_for_no_graph(new_page: NewPage) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if "/api/" in request.url else None)
    page.goto("/")
    expect(page.locator(".witnesses.agree")).to_be_visible(timeout=LOADING_TORCH)
    assert [json.loads(body)["check"] for body in asked] == [True]


def test_the_witnesses_are_heard_after_the_run_and_agree(new_page: NewPage) -> None:
    page = opened(new_page)
    expect(page.locator("#witnesses")).to_have_text(
        re.compile(r"✓ own engine, PyTorch and central difference agree to (\d+e-\d+|the last digit)"),
        timeout=LOADING_TORCH,
    )
    page.get_by_role("tab", name="Check").click()
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(3)


def test_without_scripts_the_form_and_the_picture_still_work(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.locator("textarea").fill("y = 2x + 1")
    page.get_by_role("button", name="Draw the graph").click()
    assert "source=" in page.url
    expect(page.locator("textarea")).to_have_value("y = 2x + 1")
    expect(page.locator("img.still")).to_be_visible()


# ── editing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_typing_draws_the_new_graph_without_a_button(new_page: NewPage) -> None:
    page = opened(new_page)
    type_in(page, "L = (x - 1)^2")
    for name in ("L", "x"):
        expect(page.locator(f'.stage g.node[data-id="{name}"]:not(.leaving)')).to_be_attached()
    expect(page.locator('.stage g.node[data-id="J"]')).to_have_count(0)


def test_undo_brings_back_the_formula_and_its_graph(new_page: NewPage) -> None:
    page = opened(new_page)
    type_in(page, "L = x^2")
    expect(page.locator('.stage g.node[data-id="L"]:not(.leaving)')).to_be_attached()
    for _ in range(8):  # who rests while typing takes back in pieces
        if source_of(page) == BRACKETED:
            break
        page.keyboard.press("Control+z")
    assert source_of(page) == BRACKETED
    expect(page.locator('.stage g.node[data-id="J"]:not(.leaving)')).to_be_attached()


def test_an_older_answer_never_overwrites_a_newer_one(new_page: NewPage) -> None:
    page = opened(new_page)
    slow: list[Route] = []

    def hold(route: Route, request: Request) -> None:
        if json.loads(request.post_data or "{}")["source"] == "slow = 2x":
            slow.append(route)
        else:
            route.continue_()

    page.route("**/api/v1/graph", hold)
    write(page, "slow = 2x")
    expect(page.locator(".middle.working")).to_be_attached()
    write(page, "fast = 3x")
    expect(page.locator('.stage g.node[data-id="fast"]:not(.leaving)')).to_be_attached()
    for route in slow:
        with suppress(Error):  # where the page has given that question up
            route.continue_()
    at_rest(page)
    assert "fast" in cards(page) and "slow" not in cards(page)


def test_a_slider_moves_the_numbers_of_the_graph(new_page: NewPage) -> None:
    page = opened(new_page)
    page.get_by_role("slider", name="a, slider").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.locator('.stage g.node[data-id="J"]:not(.leaving) .node-figure.forward text').first).to_have_text("36")
    expect(page.get_by_role("spinbutton", name="a, value")).to_have_value("6")


def alike(one: Page, other: Page, script: str) -> None:
    """Until `script` says the same on both pages: they are not drawn in one moment."""
    until(other, lambda: one.evaluate(script) == other.evaluate(script), True)


def test_numbers_written_into_what_stands_read_as_on_a_page_that_opens_with_them(new_page: NewPage) -> None:
    address = "/?source=" + quote("J = ab + sin(ab) - a^2/b") + "&values=a:{},b:2#step=9"
    page, fresh = opened(new_page, address.format(1.5)), new_page()
    written = """() => ['.node-figure', '.node-face', '.edge-face', '.tag', '#derivation .lines', '#gradients', '#narration',
      '#step-formula'].map(part => [...document.querySelectorAll(part)].map(({ textContent }) => textContent))"""
    # Signs change, digits come and go: some formulas keep their pattern, others find a new one.
    for value in ("1.6", "2.25", "-3.5", "-2", "12.75"):
        page.get_by_role("spinbutton", name="a, value").fill(value)
        figure = page.locator('.stage g.node[data-id="a"]:not(.leaving) .node-figure.forward text')
        expect(figure).to_contain_text(value.replace("-", "−"))
        if value in ("-3.5", "12.75"):
            fresh.goto(address.format(value))
            expect(fresh.locator(".tag").first).to_be_attached()
            alike(page, fresh, written)
    # Powers of ten are written into as well: once two of a kind have been typeset, no line is again.
    for value, words in (("0.00003", "3·10⁻⁵"), ("0.00004", "4·10⁻⁵"), ("0.000035", "3.5·10⁻⁵")):
        made = page.evaluate_handle("[...document.querySelectorAll('#derivation .line .katex')]")
        page.get_by_role("spinbutton", name="a, value").fill(value)
        expect(figure).to_contain_text(words)
    fresh.goto(address.format("0.000035"))
    expect(fresh.locator(".tag").first).to_be_attached()
    alike(page, fresh, written)
    assert page.evaluate("(made) => made.length > 5 && made.every((formula) => formula.isConnected)", made)


def test_a_number_that_the_source_gives_is_rewritten_there(new_page: NewPage) -> None:
    page = opened(new_page, "/?source=" + quote("a = 5\nJ = 3a"))
    page.get_by_role("spinbutton", name="a, value").fill("7")
    expect(page.locator('.stage g.node[data-id="J"]:not(.leaving) .node-figure.forward text').first).to_have_text("21")
    assert source_of(page) == "a = 7\nJ = 3a"


def test_what_the_source_says_of_a_value_wins_once_it_is_changed(new_page: NewPage) -> None:
    page = opened(new_page, "/?source=" + quote("a = 5\nJ = 3a") + "&values=a:7")
    assert card(page, "J", "forward") == "21"
    page.get_by_role("spinbutton", name="a, value").fill("8")
    expect(page.locator('.stage g.node[data-id="J"]:not(.leaving) .node-figure.forward text').first).to_have_text("24")
    write(page, "a = 2\nJ = 3a")
    expect(page.locator('.stage g.node[data-id="J"]:not(.leaving) .node-figure.forward text').first).to_have_text("6")


def test_a_small_tensor_is_a_grid_whose_cells_change_the_graph(new_page: NewPage) -> None:
    page = opened(new_page, "/?source=" + quote("W = [[1,2],[3,4]]; y = sum(W)"))
    page.get_by_label("W, row 1, column 0").fill("10")
    expect(page.locator('.stage g.node[data-id="y"]:not(.leaving) .node-figure.forward text').first).to_have_text("17")


# ── mistakes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mistake_is_marked_at_its_place_and_the_last_true_graph_stays_greyed(new_page: NewPage) -> None:
    page = opened(new_page)
    write(page, "J = 3(a+bc")
    expect(page.locator(".cm-wrong")).to_have_text("(")
    expect(page.get_by_role("alert")).to_contain_text("never closed")
    expect(page.locator("#notice")).not_to_be_empty()
    expect(page.locator(".middle.stale")).to_be_attached()
    assert card(page, "J", "forward") == "33"


def test_a_hint_is_followed_with_one_click(new_page: NewPage) -> None:
    page = opened(new_page)
    write(page, "J = 3(a+bc")
    page.get_by_role("alert").get_by_role("button").click()
    assert source_of(page) == BRACKETED
    expect(page.locator(".middle.stale")).to_have_count(0)
    expect(page.get_by_role("alert")).to_be_empty()
    # Once more is written it is a hint for another text, and does nothing until the new one is answered.
    write(page, "J = 3(a+bc")
    expect(page.get_by_role("alert").get_by_role("button")).to_be_visible()
    with held(page, "**/api/v1/graph"):
        page.keyboard.type("d")
        page.get_by_role("alert").get_by_role("button").click()
        assert source_of(page) == "J = 3(a+bcd"


def test_a_misspelt_function_is_put_right_with_one_click(new_page: NewPage) -> None:
    page = opened(new_page)
    write(page, "y = sine(x)")
    page.get_by_role("alert").get_by_role("button").click()
    assert source_of(page) == "y = sin(x)"
    expect(page.locator('.stage g.node[data-id="y"]:not(.leaving)')).to_be_attached()


def test_an_address_with_a_mistake_shows_it_at_its_place(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?source=" + quote("J = 3(a+bc"))
    expect(page.locator(".cm-wrong")).to_have_text("(")
    expect(page.get_by_role("alert")).to_contain_text("never closed")
    expect(page.locator("#notice")).to_contain_text("as soon as it can be drawn")
    page.get_by_role("alert").get_by_role("button").click()
    expect(page.locator('.stage g.node[data-id="J"]:not(.leaving)')).to_be_attached()
    expect(page.get_by_role("slider", name="a, slider")).to_be_visible()


def test_nothing_that_a_user_wrote_becomes_an_element(new_page: NewPage) -> None:
    page = new_page()
    page.goto(
        "/?source=" + quote('J = a # <img src=x onerror="window.broken=1">') + "&values=" + quote('{"<b>x</b>":1}')
    )
    expect(page.locator(".stage [data-id]").first).to_be_attached()
    at_rest(page)
    assert page.evaluate("window.broken") is None
    assert page.locator("img[src=x], .values b").count() == 0


def test_what_only_listings_need_comes_too_late_for_a_formula_and_changes_nothing(new_page: NewPage) -> None:
    page = opened(new_page)
    looks = watched(page.locator("#main"), "it.className")
    with held(page, "**/listing/room.js") as late:
        write(page, "import torch")
        until(page, lambda: len(late) > 0, True)
        write(page, "y = 3x")
        expect(page.locator('.stage g.node[data-id="y"]:not(.leaving)')).to_be_attached()
    expect(page.locator(".console")).to_have_class(re.compile("away"))
    assert not [look for look in looks() if "listing" in look.split()]


def test_a_server_that_is_away_is_said_and_the_graph_stays(new_page: NewPage) -> None:
    page = opened(new_page)
    page.route("**/api/v1/graph", lambda route: route.abort())
    write(page, "y = 2x")
    expect(page.locator("#notice")).to_contain_text("cannot be reached")
    assert "J" in cards(page)
    page.unroute("**/api/v1/graph")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".node[data-id=y]:not(.leaving)")).to_be_visible()
    expect(page.locator("#notice")).to_be_empty()


# ── playing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_playing_runs_forward_and_backward_to_the_end(new_page: NewPage) -> None:
    page = opened(new_page)
    page.locator(".timeline-speed select").select_option("2")
    seek(page, 0)
    assert card(page, "J", "forward") == ""
    looks = watched(page.locator("#narration"), "it.className")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".timeline-count")).to_have_text("step 9 of 9")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert {"forward", "backward"} < {name for look in looks() for name in look.split()}
    assert card(page, "c", "backward") == "9"


def test_a_step_back_takes_the_last_gradient_away_and_never_shows_a_zero(new_page: NewPage) -> None:
    page = opened(new_page)
    page.get_by_role("button", name="One step back").click()
    expect(page.locator('.gradients li[data-name="c"]')).to_contain_text("not computed yet")
    assert page.locator('.stage g.node[data-id="c"]:not(.leaving) .node-figure.backward text').count() == 0
    expect(page.locator(".line.present")).to_have_attribute("aria-current", "")


def test_a_line_of_the_derivation_goes_to_its_step(new_page: NewPage) -> None:
    page = opened(new_page)
    page.locator("#derivation .line").nth(3).click()
    expect(page.locator(".line.present.backward")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"#step=4$"))


def test_keys_play_and_step_but_not_while_typing(new_page: NewPage) -> None:
    page = opened(new_page)
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile(r"#step=0$"))
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"#step=8$"))
    page.locator(".cm-content").click()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    at_rest(page)
    expect(page.locator(".timeline-count")).to_have_text("step 8 of 9")
    assert page.url.endswith("#step=8")


def test_with_reduced_motion_a_step_happens_at_once(new_page: NewPage) -> None:
    page = opened(new_page, "/#step=7", reduced_motion="reduce")
    page.keyboard.press("ArrowRight")
    until(page, lambda: card(page, "b", "backward"), "6")


# ── the address and the language ────────────────────────────────────────────────────────────────────────────────────


def test_reload_restores_formula_values_and_step(new_page: NewPage) -> None:
    page = opened(new_page)
    write(page, "J = 3(a+bc)d")
    expect(page.locator('.stage g.node[data-id="d"]:not(.leaving)')).to_be_attached()
    page.get_by_role("spinbutton", name="a, value").fill("7")
    expect(page.locator('.stage g.node[data-id="a"]:not(.leaving) .node-figure.forward text').first).to_have_text("7")
    page.locator(".stage").click(position={"x": 8, "y": 300})
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"#step=1$"))
    page.reload()
    expect(page.locator(".cm-content")).to_be_visible()
    assert source_of(page) == "J = 3(a+bc)d"
    expect(page.get_by_role("spinbutton", name="a, value")).to_have_value("7")
    expect(page.locator(".line.present.forward")).to_have_count(1)


def test_the_language_switch_keeps_the_formula_and_back_returns(new_page: NewPage) -> None:
    page = opened(new_page)
    write(page, "L = x^2")
    expect(page.locator('.stage g.node[data-id="L"]:not(.leaving)')).to_be_attached()
    page.get_by_role("link", name="切换到中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator(".cm-content")).to_be_visible()
    assert source_of(page) == "L = x^2"
    expect(page.get_by_role("button", name="播放")).to_have_count(1)
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".cm-content")).to_be_visible()
    assert source_of(page) == "L = x^2"


def test_a_chinese_browser_is_spoken_to_in_chinese(new_page: NewPage) -> None:
    page = opened(new_page, locale="zh-CN")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert re.search(r"[一-鿿]", page.locator("#narration").text_content() or "")


# ── sizes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_hangs_over_the_window(new_page: NewPage) -> None:
    page = opened(new_page, width=1920, height=1080)
    sizes = (
        (1920, 1080),
        (1440, 900),
        (1000, 800),
        (700, 900),
        (390, 844),
        (320, 640),
        (844, 390),
        (667, 375),
        (568, 320),
    )
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        at_rest(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate("document.documentElement.scrollHeight") <= height, width
        player = page.get_by_role("button", name="Play").bounding_box()
        assert player and player["x"] >= 0 and player["y"] + player["height"] <= height, width
        # Held across, the graph has all of the height between header and player, and the rest scrolls beside it.
        stage = page.locator("#stage").bounding_box()
        assert stage and stage["height"] > 140 and stage["y"] + stage["height"] <= player["y"], width


FLOWS_DOWN = """() => {
    const top = name => document.querySelector(`.stage g.node[data-id="${name}"]`).getBoundingClientRect().top;
    return top("a") < top("u") && top("u") < top("J");
}"""


def test_on_a_telephone_the_graph_flows_down_and_the_rest_is_in_a_sheet(new_page: NewPage) -> None:
    page = opened(new_page, width=390, height=844)
    page.wait_for_function(FLOWS_DOWN)
    assert card(page, "J", "forward") == "33"
    slider = page.get_by_role("slider", name="a, slider")
    expect(slider).to_be_hidden()
    expect(page.locator("#narration")).to_be_visible()
    page.get_by_role("button", name="Show inputs, gradients and derivation").click()
    expect(slider).to_be_visible()


@pytest.mark.slow
def test_a_finger_pulls_the_sheet_open_scrolls_over_sliders_and_takes_back_what_it_did(new_page: NewPage) -> None:
    page = opened(new_page, width=390, height=844, has_touch=True, is_mobile=True)
    at_rest(page)
    touch = page.context.new_cdp_session(page)

    def swipe(place: str, across: float, down: float) -> None:
        box = page.locator(place).first.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        # It rests before it leaves: what still runs on would take the next touch for a halt.
        moves = (*(i / 6 for i in range(1, 7)), 1, 1, 1)
        for kind, part in (("touchStart", 0.0), *(("touchMove", part) for part in moves), ("touchEnd", None)):
            points = [] if part is None else [{"x": x + across * part, "y": y + down * part}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            page.evaluate("new Promise(requestAnimationFrame)")

    sheet, slider = page.locator("#sheet"), page.get_by_role("slider", name="b, slider")
    swipe("#sheet-handle", 0, -120)
    expect(slider).to_be_visible()
    at_rest(page)
    before = slider.input_value()
    swipe("#inputs input[type=range] >> nth=1", 4, -150)
    page.wait_for_function("document.querySelector('#sheet').scrollTop > 50")
    expect(slider).to_have_value(before)
    page.locator("#tab-paths").tap()
    # The choice brings the beginning of its panel into sight, and inputs come before it for the keyboard as for the eye.
    expect(page.locator("#paths button").first).to_be_in_viewport()
    assert page.evaluate(
        "!!(document.querySelector('.values').compareDocumentPosition(document.querySelector('.more')) & 4)"
    )
    swipe("#sheet-handle", 0, 120)
    expect(sheet).not_to_have_class(re.compile("open"))
    expect(page.locator(".undoing")).to_be_hidden()
    at_rest(page)
    page.locator(".readings button").tap()
    expect(page.locator(".cm-content")).to_contain_text("bc = 6")
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".cm-content")).not_to_contain_text("bc = 6")
    page.get_by_role("button", name="Redo").tap()
    expect(page.locator(".cm-content")).to_contain_text("bc = 6")


# ── undo, readings, completion ──────────────────────────────────────────────────────────────────────────────────────


def test_undo_goes_back_through_source_values_and_choices_and_redo_goes_on(new_page: NewPage) -> None:
    page = opened(new_page, "/?source=y=a%2Bc&values=a:1,c:2")
    write(page, "y = a + 2c")
    expect(page.locator('.stage g.node[data-id="u"]:not(.leaving)')).to_be_attached()
    page.get_by_role("slider", name="a, slider").press("ArrowRight")
    moved = page.get_by_role("spinbutton", name="a, value").input_value()
    assert moved != "1"
    page.get_by_text("View", exact=True).click()
    page.get_by_role("radio", name="Dark").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("Control+z")
    expect(page.locator("html:not([data-theme])")).to_have_count(1)
    expect(page.get_by_role("radio", name="As the system")).to_be_checked()
    assert source_of(page) == "y = a + 2c"
    page.keyboard.press("Control+z")
    expect(page.get_by_role("spinbutton", name="a, value")).to_have_value("1")
    page.keyboard.press("Control+z")
    expect(page.locator(".cm-content")).to_have_text("y=a+c")
    expect(page.locator('.stage g.node[data-id="u"]')).to_have_count(0)
    for _ in range(3):
        page.keyboard.press("Control+Shift+z")
    expect(page.get_by_role("spinbutton", name="a, value")).to_have_value(moved)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_chip_is_pressed_to_choose_the_other_reading_and_pressed_again_to_come_back(new_page: NewPage) -> None:
    page = opened(new_page, "/?source=J=3(a%2Bbc)&values=a:5,b:3,c:2")
    page.get_by_role("button", name="bc is the product b·c. Read bc as one name").click()
    expect(page.get_by_role("spinbutton", name="bc, value")).to_have_value("6")
    assert source_of(page) == "J=3(a+bc)\nbc = 6"
    until(page, lambda: card(page, "J", "forward"), "33")
    page.get_by_role("button", name="Read bc as the product b·c").click()
    expect(page.get_by_role("spinbutton", name="b, value")).to_have_value("3")
    assert source_of(page) == "J=3(a+bc)"


def test_a_word_is_completed_from_the_table_with_its_sentence(new_page: NewPage) -> None:
    page = opened(new_page, "/?lang=zh-CN")
    type_in(page, "p = softm")
    options = page.locator(".completion [role=option]:visible")
    expect(options.first).to_contain_text("softmax(a)")
    assert any("一" <= letter <= "鿿" for letter in options.first.text_content() or "")
    page.keyboard.press("Enter")
    assert source_of(page) == "p = softmax()"
    page.keyboard.type("x")
    assert source_of(page) == "p = softmax(x)"
    expect(options).to_have_count(0)
    page.keyboard.type("; y = sig")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.type("m")
    expect(options.first).to_contain_text("sigmoid(a)")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert "y = sigmoid()" in source_of(page)
    for _ in range(8):  # faster than the list is: Escape closes what would still have come
        page.keyboard.type("+sig")
        page.keyboard.press("Escape")
        page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 20))")
        expect(options).to_have_count(0, timeout=1)


def test_functions_definitions_and_comments_are_set_apart(new_page: NewPage) -> None:
    page = opened(new_page, "/?source=y=tanh(x)%20%23%20why")
    assert page.locator(".cm-call").all_text_contents() == ["tanh"]
    assert page.locator(".cm-head").all_text_contents() == ["y"]
    assert page.locator(".cm-comment").all_text_contents() == ["# why"]
