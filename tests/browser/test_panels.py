"""The panels behind the tabs, in a real browser; `new_page` asserts that no error is logged and no other host is asked."""

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

from tests.browsing import at_rest, until, watched

NewPage = Callable[..., "Page"]
LOADING_TORCH = 60_000


def opened(new_page: NewPage, panel: str, source: str = "J = 3(a+bc)", values: str = "", **options: object) -> Page:
    """The page with a panel open."""
    page = new_page(**options)
    page.goto(f"/?source={quote(source)}&values={quote(values)}#panel={panel}")
    expect(page.locator("[role=tab][aria-selected=true]")).to_have_attribute("aria-controls", panel)
    expect(page.locator(f"#{panel}")).not_to_be_empty()
    return page


# ── tabs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_chosen_tab_stands_in_the_address_and_arrows_move_between_tabs(new_page: NewPage) -> None:
    page = opened(new_page, "check")
    page.get_by_role("tab", name="Check").press("ArrowLeft")
    expect(page.get_by_role("tab", name="Code")).to_be_focused()
    expect(page).to_have_url(re.compile(r"#panel=code$"))


def test_a_fade_tells_where_there_are_more_tabs_than_have_room(new_page: NewPage) -> None:
    page = opened(new_page, "derivation", width=390, height=844)
    expect(page.get_by_role("button", name="Share")).to_be_visible()  # it comes with what opens the sheet
    page.get_by_role("button", name="Show inputs, gradients and derivation").click()
    tabs = page.locator(".tabs")
    page.add_style_tag(content=".tabs { max-width: 220px }")
    expect(tabs).to_have_class(re.compile("more-after"))
    page.get_by_role("tab", name="Derivation").press("ArrowLeft")
    expect(tabs).to_have_class(re.compile("more-before"))
    expect(tabs).not_to_have_class(re.compile("more-after"))


def test_a_panel_is_asked_for_only_when_its_tab_is_chosen(new_page: NewPage) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    expect(page.locator("#witnesses")).to_have_text(re.compile("✓"), timeout=LOADING_TORCH)
    parts = re.compile(r"panels/(check|errors)\.js|desk\.css|panels\.json")
    assert [url for url in asked if parts.search(url)] == []
    page.get_by_role("tab", name="Check").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert len([url for url in asked if parts.search(url)]) == 4


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_step_of_the_difference_shows_where_a_numeric_gradient_breaks_down(new_page: NewPage) -> None:
    page = opened(new_page, "check", "y = exp(w x)", "w:0.5,x:2")
    plot = page.get_by_role("img", name=re.compile("Error of the central difference in w against h: least at h = "))
    expect(plot).to_be_visible()
    expect(plot.locator(".dots circle")).to_have_count(57)
    slider = page.get_by_role("slider", name="Step h of the difference")
    expect(page.locator(".error-plot .present.good")).to_be_attached()
    expect(page.locator(".experiment")).to_contain_text("A good step")
    slider.press("End")
    expect(page.locator(".experiment")).to_contain_text("Too large")
    expect(page.locator(".step-size")).to_have_text("h = 0.1")
    slider.press("Home")
    expect(page.locator(".experiment")).to_contain_text("Too small")
    expect(page.locator(".step-size")).to_have_text("h = 10⁻¹⁵")


def test_another_input_has_another_curve_and_the_choice_stays_while_values_change(new_page: NewPage) -> None:
    page = opened(new_page, "check", "y = exp(w x)", "w:0.5,x:2")
    page.get_by_role("radio", name="w", exact=True).press("ArrowRight")
    expect(page.get_by_role("radio", name="x", exact=True)).to_be_checked()
    plot = page.locator(".error-plot")
    expect(plot).to_have_attribute("aria-label", re.compile("difference in x"))
    before = plot.locator(".curve").get_attribute("d")
    page.get_by_role("spinbutton", name="x, value").fill("3")
    expect(plot.locator(".curve")).not_to_have_attribute("d", before or "")
    expect(page.get_by_role("radio", name="x", exact=True)).to_be_checked()


def test_of_a_large_tensor_the_entries_that_were_tried_are_counted_and_no_slider_is_offered(new_page: NewPage) -> None:
    page = opened(new_page, "check", "y = sum(W); W = ones(5, 5)")
    expect(page.locator("#check")).to_contain_text("inputs that are one number")
    expect(page.get_by_role("row", name=re.compile("^W"))).to_contain_text("16 of 25 entries", timeout=LOADING_TORCH)
    expect(page.locator(".experiment")).to_be_hidden()


def test_the_panels_fit_narrow_windows(new_page: NewPage) -> None:
    page = opened(new_page, "derivation", TWO_WAYS, "x:0.5,b:1", width=1000, height=800, locale="zh-CN")
    for panel in ("derivation", "paths", "code", "check", "hessian"):
        page.locator(f"[role=tab][aria-controls={panel}]").click()
        expect(page.locator(f"#{panel} > *").last).to_be_attached()
        expect(page.locator(f"#{panel} .waiting")).to_have_count(0, timeout=LOADING_TORCH)
        for width, height in ((1000, 800), (390, 844), (320, 640)):
            page.set_viewport_size({"width": width, "height": height})
            if width == 390 and panel == "derivation":
                page.get_by_role("button", name="显示输入、梯度和推导").click()
            at_rest(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (panel, width)
            assert page.locator(f"#{panel}").evaluate("it => it.scrollWidth <= it.clientWidth"), (panel, width)


# ── paths ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TWO_WAYS = "y = x*x + sin(x) u; u = exp(x b)"


def test_every_path_is_a_ribbon_with_its_product_and_the_products_add_up(new_page: NewPage) -> None:
    page = opened(new_page, "paths", TWO_WAYS, "x:0.5,b:1")
    expect(page.locator(".paths li")).to_have_count(4)
    expect(page.locator("#paths")).to_contain_text("4 paths lead to the output")
    sum_of_terms = page.locator(".paths-sum .term")
    expect(sum_of_terms).to_have_count(4)
    expect(page.locator(".paths-sum")).to_contain_text("3.237")
    ribbons = page.locator(".stage .ribbon")
    edges = [len(path) - 1 for path in ("xsuwy", "xvy", "xvy", "xzwy")]
    expect(ribbons).to_have_count(sum(edges))
    page.locator(".paths button").nth(1).focus()
    expect(page.locator(".stage .ribbon.present")).to_have_count(2)
    page.get_by_role("tab", name="Check").click()
    expect(ribbons).to_have_count(0)


def test_the_paths_of_another_input_are_a_chip_away_and_follow_the_values(new_page: NewPage) -> None:
    page = opened(new_page, "paths", TWO_WAYS, "x:0.5,b:1")
    page.get_by_role("radio", name="b", exact=True).click()
    expect(page.locator(".paths li")).to_have_count(1)
    expect(page.locator("#paths")).to_contain_text("One path")
    expect(page.locator(".paths-sum")).to_contain_text("0.3952")
    page.get_by_role("spinbutton", name="b, value").fill("0")
    expect(page.locator(".paths-sum")).to_contain_text("0.2397")


def test_what_each_way_to_the_gradient_costs_stands_under_the_sum(new_page: NewPage) -> None:
    page = opened(new_page, "paths", TWO_WAYS, "x:0.5,b:1")
    table = page.get_by_role("table", name="Multiplications beyond the forward pass")
    expect(table.locator("tbody tr")).to_have_count(3)
    expect(table.get_by_role("rowheader", name="Backpropagation")).to_be_visible()
    expect(table.locator("tbody td")).to_have_count(6)
    figures = table.locator("tbody td").all_text_contents()
    assert all(re.fullmatch(r"[\d,]+", figure) for figure in figures)


def test_ribbons_follow_a_card_that_is_dragged(new_page: NewPage) -> None:
    page = opened(new_page, "paths")
    ribbon = page.locator(".stage .ribbon").first
    expect(ribbon).to_be_attached()
    at_rest(page)
    before = ribbon.get_attribute("d")
    box = page.locator('.stage g.node[data-id="a"]:not(.leaving)').bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 60, steps=4)
    page.mouse.up()
    expect(ribbon).not_to_have_attribute("d", before or "")


# ── derivation ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_notation_is_switched_and_kept_in_the_address(new_page: NewPage) -> None:
    page = opened(new_page, "derivation", values="a:5,b:3,c:2")
    line = page.locator("#derivation .line").nth(7)
    expect(line.locator("annotation")).to_have_text(re.compile(r"^\\bar\{b\} = "))
    page.get_by_role("combobox", name="Notation").select_option("partial")
    expect(line.locator("annotation")).to_have_text(re.compile(r"^\\frac\{\\partial J\}\{\\partial b\} = "))
    expect(page.locator("#derivation .chain")).to_have_count(3)
    expect(page).to_have_url(re.compile("notation=partial"))
    page.reload()
    expect(line.locator("annotation")).to_have_text(re.compile(r"^\\frac\{\\partial J\}\{\\partial b\} = "))
    page.get_by_role("spinbutton", name="c, value").fill("4")
    expect(line.locator("annotation")).to_have_text(re.compile(r"= 12$"))


def test_a_line_that_is_pointed_at_lights_its_curve_and_its_place_in_the_formula(new_page: NewPage) -> None:
    page = opened(new_page, "derivation", values="a:5,b:3,c:2")
    page.locator("#derivation .line").nth(7).hover()
    expect(page.locator('.stage .edge.lit[data-id="v.0"]')).to_have_count(1)
    expect(page.locator(".cm-spoken")).to_have_text("bc")
    page.mouse.move(500, 30)
    page.locator("#derivation .line").nth(0).focus()
    expect(page.locator('.stage .node.lit[data-id="v"]')).to_have_count(1)
    expect(page.locator("#derivation .line.lit")).not_to_have_count(0)


def test_a_term_of_the_formula_lights_its_card_and_its_lines(new_page: NewPage) -> None:
    page = opened(new_page, "derivation", values="a:5,b:3,c:2")
    expect(page.locator(".cm-spoken")).to_have_text("bc")
    at_rest(page)
    box = page.locator(".cm-spoken").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lit = page.locator(".stage .node.lit")
    expect(lit).to_have_count(1)
    name = lit.get_attribute("data-id")
    assert name in {"b", "c", "v"}
    expect(page.locator("#derivation .line.lit")).not_to_have_count(0)
    page.mouse.move(box["x"], box["y"] + 300)
    expect(lit).to_have_count(0)


def test_a_card_lights_its_term_and_its_lines(new_page: NewPage) -> None:
    page = opened(new_page, "derivation", values="a:5,b:3,c:2")
    page.locator('.stage g.node[data-id="v"]:not(.leaving)').hover()
    expect(page.locator("#derivation .line.lit")).to_have_count(2)
    page.locator('.stage g.node[data-id="u"]:not(.leaving)').focus()
    expect(page.locator("#derivation .line.lit").first.locator("annotation")).to_contain_text("u = a + v")


# ── code ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_graph_is_a_program_of_each_library_that_can_be_copied(new_page: NewPage) -> None:
    page = opened(new_page, "code", values="a:5,b:3,c:2", permissions=["clipboard-read", "clipboard-write"])
    lines = page.locator("#code .cm-line")
    for library, word in [("NumPy", "numpy"), ("PyTorch", "torch"), ("JAX", "jax")]:
        page.get_by_role("radio", name=library).click()
        expect(lines.filter(has_text=re.compile(rf"^import {word}|^from {word}")).first).to_be_visible()
    expect(page.locator("#code .py-keyword").first).to_be_visible()
    said = watched(page.locator("#code .code-head"))
    page.get_by_role("button", name="Copy").click()
    until(page, lambda: any("Copied" in words for words in said()), True)
    assert "jax" in page.evaluate("navigator.clipboard.readText()")


def test_a_line_of_code_lights_what_it_computes_and_a_card_lights_its_lines(new_page: NewPage) -> None:
    page = opened(new_page, "code", values="a:5,b:3,c:2")
    line = page.locator("#code .cm-line").filter(has_text=re.compile(r"^\s*v = "))
    line.hover()
    expect(page.locator('.stage .node.lit[data-id="v"]')).to_have_count(1)
    expect(page.locator(".cm-spoken")).to_have_text("bc")
    page.locator('.stage g.node[data-id="u"]:not(.leaving)').hover()
    expect(page.locator("#code .cm-lit").first).to_be_visible()


# ── hessian ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_second_derivatives_are_a_table_and_a_sentence(new_page: NewPage) -> None:
    page = opened(new_page, "hessian", "J = 3(a+bc)^2", "a:5,b:3,c:2")
    table = page.get_by_role("table", name="Second derivatives of J by each pair of inputs")
    expect(table.locator("tbody td")).to_have_text(["6", "12", "18", "12", "24", "102", "18", "102", "54"])
    expect(page.locator("#hessian")).to_contain_text("a saddle")
    expect(page.locator("#hessian")).to_contain_text("b and c act on each other most")


def test_the_table_of_second_derivatives_is_offered_only_where_it_can_be_read(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?source=" + quote("y = sum(W)") + "&values=" + quote("W:[[1,2],[3,4]]"))
    expect(page.get_by_role("tab", name="Paths")).to_be_visible()
    expect(page.get_by_role("tab", name="Hessian")).to_be_hidden()


def test_where_a_tensor_is_the_output_the_products_are_no_partial_derivative_of_it(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"/?source={quote('p = softmax(W x)')}&values=W:[[1,2],[3,4]],x:[1,-1]&upstream=[1,0]#panel=paths")
    expect(page.locator(".paths-sum annotation").first).to_contain_text(r"\bar{W}")
    assert r"\partial p" not in "".join(
        page.locator("#gradients annotation, .paths-sum annotation").all_text_contents()
    )
