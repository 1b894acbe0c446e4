"""What is shown, and how: themes, parts, gates, the presentation; all of it stands in the link."""

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

from tests.browsing import at_rest, until

NewPage = Callable[..., "Page"]


def ground(page: Page) -> str:
    found: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return found


def test_a_theme_is_chosen_and_stands_in_the_link_and_in_the_page_that_it_opens(new_page: NewPage) -> None:
    page = new_page(color_scheme="light")
    page.goto("/")
    page.get_by_text("View", exact=True).click()
    grounds = {}
    for theme in ("Light", "Dark", "High contrast"):
        page.get_by_role("radio", name=theme).check()
        at_rest(page)
        grounds[theme] = ground(page)
    assert grounds == {"Light": "rgb(251, 250, 248)", "Dark": "rgb(20, 22, 27)", "High contrast": "rgb(255, 255, 255)"}
    page.get_by_role("radio", name="Dark").check()
    expect(page).to_have_url(re.compile(r"[?&]theme=dark\b"))
    page.get_by_role("link", name="Lessons").click()
    expect(page.locator(".card-picture img").first).to_have_attribute("src", re.compile(r"theme=dark\b"))
    until(page, lambda: ground(page), grounds["Dark"])
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?.*theme=dark"))
    other = new_page(color_scheme="light", java_script_enabled=False)
    other.goto(page.url)
    assert ground(other) == grounds["Dark"]


def test_parts_are_left_out_by_a_link(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?hide=left,locals")
    expect(page.locator(".formula")).to_be_hidden()
    expect(page.locator(".values")).to_be_hidden()
    expect(page.locator(".edge-face > span").first).to_be_hidden()
    expect(page.locator(".telling")).to_be_visible()
    page.get_by_text("View", exact=True).click()
    page.get_by_role("checkbox", name="Formula and inputs").check()
    expect(page.locator(".formula")).to_be_visible()
    page.get_by_role("checkbox", name="Step and derivation").uncheck()
    expect(page.locator(".telling")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"[?&]hide=right,locals\b"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("checkbox", name="Step and derivation")).to_be_hidden()


def test_what_each_gate_does_is_a_badge_where_it_is_asked_for(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?source=h=max(a,b);y=h*h%2B2b")
    badges = page.locator(".stage .node-gate")
    expect(page.locator(".stage g.node")).to_have_count(6)
    expect(badges).to_have_count(0)
    page.get_by_text("View", exact=True).click()
    page.get_by_role("checkbox", name="What each gate does").check()
    card = page.locator('.stage g.node[data-id="h"]:not(.leaving)')
    expect(card.locator(".node-gate text")).to_have_text(["routes", "sums"])
    expect(page.locator('.stage g.node[data-id="y"]:not(.leaving) .node-gate text')).to_have_text(["distributes"])
    expect(page.locator('.stage g.node[data-id="b"]:not(.leaving) .node-gate text')).to_have_text(["sums"])
    expect(card).to_have_attribute("aria-label", re.compile("routes, sums$"))
    expect(page).to_have_url(re.compile(r"[?&]show=gates\b"))
    page.goto("/embed?source=y=ab&show=gates,colours&lang=zh-CN")
    expect(page.locator(".node-face [style*='--trace']").first).to_be_visible()
    expect(page.locator(".stage .node-gate text")).to_have_text(["互换"])


def test_a_quantity_has_one_colour_in_source_graph_formulas_and_code(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?source=u=a%2Bbc;J=3u%2Bb&values=a:5,b:3,c:2#panel=code")
    expect(page.locator("#code .cm-line").first).to_be_visible()
    assert page.locator(".cm-quantity, .stage [style*='--trace']").count() == 0
    page.get_by_text("View", exact=True).click()
    page.get_by_role("checkbox", name="One colour for each quantity").check()
    colour = "element => getComputedStyle(element).color"
    source = page.locator(".editor .cm-quantity").filter(has_text=re.compile("^b$"))
    expect(source).to_have_count(2)
    hue = source.first.evaluate(colour)
    assert hue not in (source.first.evaluate("element => getComputedStyle(element.closest('.cm-line')).color"), "")
    coloured = "[style*='--trace']"
    where = [".node-face", ".edge-face", "#step-formula", "#gradients"]
    for place in where:
        found = page.locator(f"{place} {coloured}").filter(has_text=re.compile("^b$"))
        expect(found).not_to_have_count(0)
        assert found.first.evaluate(colour) == hue, place
    expect(page.locator("#code .py-quantity").filter(has_text=re.compile("^b$")).first).to_be_visible()
    assert page.locator("#code .py-quantity").filter(has_text=re.compile("^b$")).first.evaluate(colour) == hue
    expect(page).to_have_url(re.compile(r"[?&]show=colours\b"))
    page.get_by_role("checkbox", name="One colour for each quantity").uncheck()
    expect(page.locator(".cm-quantity")).to_have_count(0)
    expect(page.locator(f".node-face {coloured}")).to_have_count(0)


def test_a_presentation_is_large_has_no_controls_and_goes_on_by_arrows(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?source=J=3(a%2Bbc)#step=0")
    expect(page.locator(".stage g.node")).to_have_count(6)
    page.locator(".timeline-speed select").select_option("4")
    at_rest(page)
    small = page.locator('.stage g.node[data-id="a"]:not(.leaving) .node-card').bounding_box()
    page.get_by_role("button", name="Present").click()
    expect(page.locator("#program .katex")).to_be_visible()
    for control in (".top", ".editor", ".values", ".tabs", ".timeline-buttons", ".timeline-speed"):
        expect(page.locator(control)).to_be_hidden()
    assert small
    page.wait_for_function(
        "least => document.querySelector('.stage g.node[data-id=a] .node-card').getBoundingClientRect().width > least",
        arg=1.25 * small["width"],
    )
    size = page.locator("#narration").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size >= 1.5 * 19
    page.keyboard.press("ArrowRight")
    expect(page.locator(".timeline-count")).to_have_text("step 1 of 9")
    page.keyboard.press("PageDown")
    expect(page.locator(".timeline-count")).to_have_text("step 2 of 9")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".timeline-count")).to_have_text("step 1 of 9")
    page.keyboard.press("Space")
    expect(page.locator(".timeline-count")).to_have_text("step 9 of 9")
    expect(page.locator(".top")).to_be_hidden()
    page.locator('.stage g.node[data-id="a"]:not(.leaving)').focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".top")).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"present=1.*#step=1$"))
    page.reload()
    expect(page.locator(".top")).to_be_hidden()
    at_rest(page)  # keys are heard by then
    page.keyboard.press("Escape")
    expect(page.locator(".top")).to_be_visible()
    expect(page).not_to_have_url(re.compile("present"))


def test_the_player_goes_to_the_end_of_a_phase_by_its_button_and_by_a_key(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?source=J=3(a%2Bbc)#step=0")
    count = page.locator(".timeline-count")
    page.get_by_role("button", name="To the end of this phase").click()
    expect(count).to_have_text("step 3 of 9")
    page.locator("body").press("Shift+ArrowRight")
    expect(count).to_have_text("step 9 of 9")
    expect(page.get_by_role("button", name="To the end of this phase")).to_be_disabled()


def test_play_breathes_until_it_is_first_pressed_and_not_where_motion_is_unwelcome(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/")
    breath = "element => getComputedStyle(element, '::before').animationName"
    play = page.locator(".timeline-button.main")
    until(page, lambda: play.evaluate(breath), "breathe")
    play.click()
    until(page, lambda: play.evaluate(breath), "none")
    still = new_page(reduced_motion="reduce")
    still.goto("/")
    at_rest(still)
    assert still.locator(".timeline-button.main").evaluate(breath) == "none"


def test_on_paper_there_are_formula_graph_and_derivation_in_ink_and_no_controls(new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.goto("/?source=J=3(a%2Bbc)&values=a:5,b:3,c:2")
    expect(page.locator(".stage g.node")).to_have_count(6)
    at_rest(page)
    shown = page.locator(".stage").bounding_box()
    page.emulate_media(media="print", color_scheme="dark")
    for control in (".top", ".time", ".tabs", "input[type=range] >> nth=0", ".leave"):
        expect(page.locator(control)).to_be_hidden()
    for part in (".editor", ".stage", "#narration", "#derivation", "#gradients", "#inputs input[type=number] >> nth=0"):
        expect(page.locator(part)).to_be_visible()
    ink = page.evaluate(
        "[getComputedStyle(document.documentElement).color, getComputedStyle(document.documentElement).backgroundColor]"
    )
    assert ink == ["rgb(28, 31, 38)", "rgb(255, 255, 255)"]
    printed = page.locator(".stage").bounding_box()
    assert shown and printed and abs(printed["width"] / printed["height"] - shown["width"] / shown["height"]) < 0.05
    assert printed["width"] <= 690
    assert len(page.pdf(format="A4")) > 20_000


def test_on_paper_a_large_graph_is_whole_and_then_the_window_has_its_part_again(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?collapsed=-&source=" + quote("y = " + "+".join(f"sin(a_{k})" for k in range(20))))
    expect(page.locator(".stage-map")).to_be_visible()
    at_rest(page)
    where = """() => {
      const stage = document.querySelector('.stage').getBoundingClientRect();
      const cards = [...document.querySelectorAll('.stage .node-card')].map((card) => card.getBoundingClientRect());
      const inside = cards.filter((card) => card.left >= stage.left && card.right <= stage.right
        && card.top >= stage.top && card.bottom <= stage.bottom);
      return [inside.length, cards.length, document.querySelectorAll('.node-face.culled').length];
    }"""
    before = page.evaluate(where)
    assert before[0] < before[1] and before[2] > 0
    page.emulate_media(media="print")
    page.wait_for_function(
        f"() => {{ const [inside, all, culled] = ({where})(); return inside === all && culled === 0; }}"
    )
    page.emulate_media(media="screen")
    page.wait_for_function(f"before => JSON.stringify(({where})()) === JSON.stringify(before)", arg=before)
