"""A line of the derivation, a card, a term of the source, a line of code: pointing at one lights the other three."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest

NewPage = Callable[..., "Page"]
LOADING_TORCH = 60_000
FORMULA = "J = 3(a+bc) + b"
LATEX = r"J = \frac{b}{a} + \sin b"


def opened(new_page: NewPage, panel: str, source: str = FORMULA) -> Page:
    page = new_page()
    page.goto(f"/?source={quote(source)}&values=a:5,b:3,c:2#panel={panel}")
    expect(page.locator(".cm-content").first).to_be_visible()
    expect(page.locator(f"#{panel} :is(.line, .cm-line)").first).to_be_visible(timeout=LOADING_TORCH)
    at_rest(page)
    return page


def card(page: Page, name: str) -> Locator:
    return page.locator(f'.stage g.node[data-id="{name}"]:not(.leaving)')


def point_at_letter(page: Page, place: int) -> None:
    """The pointer over a character of the formula."""
    box = page.evaluate(
        """place => {
          const walker = document.createTreeWalker(document.querySelector(".editor .cm-content"), NodeFilter.SHOW_TEXT);
          for (let text = walker.nextNode(), left = place; text; text = walker.nextNode()) {
            if (left < text.length) {
              const range = document.createRange();
              range.setStart(text, left);
              range.setEnd(text, left + 1);
              const { x, y, width, height } = range.getBoundingClientRect();
              return [x + width / 2, y + height / 2];
            }
            left -= text.length;
          }
        }""",
        place,
    )
    page.mouse.move(box[0] + 1, box[1])
    page.mouse.move(*box)


def terms(page: Page) -> Locator:
    return page.locator(".editor .cm-spoken")


def lit_lines(page: Page) -> Locator:
    return page.locator("#derivation .line.lit annotation")


# ── what the reader points at: one of four; what is lit: the other three ────────────────────────────────────────────


def test_a_line_of_the_derivation_lights_card_term_and_code(new_page: NewPage) -> None:
    page = opened(new_page, "derivation")
    line = page.locator("#derivation .line").filter(has=page.locator("annotation", has_text=re.compile(r"^\\bar\{c\}")))
    line.hover()
    expect(card(page, "c")).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator(".stage .edge.lit")).to_have_count(1)
    expect(terms(page)).to_have_text(["bc"])
    code = page.locator("#echo code")
    expect(code.first).to_contain_text("grad_c", timeout=LOADING_TORCH)
    page.mouse.move(500, 30)
    page.locator("#derivation .line").nth(0).focus()
    expect(card(page, "w")).to_have_class(re.compile(r"\blit\b"))
    expect(code.first).to_contain_text("w = ")


def test_a_card_lights_term_lines_and_code(new_page: NewPage) -> None:
    page = opened(new_page, "derivation")
    card(page, "b").hover()
    expect(page.locator(".editor .cm-spoken")).to_have_count(2)
    expect(terms(page)).to_have_text(["b", "b"])
    expect(lit_lines(page)).to_have_text([re.compile(r"^\\bar\{b\} ")] * 2)
    expect(page.locator("#echo code").first).to_contain_text("b", timeout=LOADING_TORCH)
    page.get_by_role("tab", name="Code").click()
    expect(page.locator("#code .cm-line").first).to_be_visible()
    card(page, "w").focus()
    expect(page.locator("#code .cm-lit").filter(has_text=re.compile(r"w = ")).first).to_be_visible()


def test_a_term_of_the_source_lights_all_its_places_card_lines_and_code(new_page: NewPage) -> None:
    page = opened(new_page, "derivation")
    point_at_letter(page, FORMULA.rindex("b"))
    expect(card(page, "b")).to_have_class(re.compile(r"\blit\b"))
    expect(terms(page)).to_have_text(["b", "b"])
    expect(lit_lines(page)).to_have_count(2)
    page.get_by_role("tab", name="Code").click()
    expect(page.locator("#code .cm-line").first).to_be_visible()
    point_at_letter(page, FORMULA.index("b"))
    expect(page.locator("#code .cm-lit").first).to_be_visible()
    expect(page.locator("#echo annotation").first).to_contain_text(r"\bar{b}")
    page.mouse.move(200, 30)
    expect(page.locator(".lit, .cm-lit")).to_have_count(0)


def test_a_line_of_code_lights_card_term_and_line(new_page: NewPage) -> None:
    page = opened(new_page, "code")
    page.locator("#code .cm-line").filter(has_text=re.compile(r"^\s*w = ")).hover()
    expect(card(page, "w")).to_have_class(re.compile(r"\blit\b"))
    expect(terms(page)).to_have_text(["bc"])
    expect(page.locator("#echo annotation").first).to_contain_text("w = b")
    page.locator("#code .cm-line").filter(has_text=re.compile(r"^\s*grad_c")).first.hover()
    expect(card(page, "c")).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator("#echo annotation").first).to_contain_text(r"\bar{c}")


def test_all_places_of_an_input_are_lit_in_latex_too(new_page: NewPage) -> None:
    page = opened(new_page, "derivation", LATEX)
    card(page, "b").hover()
    expect(page.locator(".editor .cm-spoken")).to_have_count(2)
    expect(terms(page)).to_have_text(["b", "b"])
    point_at_letter(page, LATEX.rindex("b"))
    expect(card(page, "b")).to_have_class(re.compile(r"\blit\b"))


def test_in_the_backward_graph_a_gradient_lights_the_places_of_what_it_is_the_gradient_of(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"/?source={quote(FORMULA)}&values=a:5,b:3,c:2&graph=backward#panel=code")
    expect(page.locator("#code .cm-line").first).to_be_visible(timeout=LOADING_TORCH)
    page.locator('.stage g.node[data-gradient="b"]:not(.leaving)').hover()
    expect(page.locator(".editor .cm-spoken")).to_have_count(2)
    expect(page.locator("#code .cm-lit").first).to_contain_text("grad_b")
    page.locator("#code .cm-line").filter(has_text=re.compile(r"^\s*grad_c")).first.hover()
    expect(page.locator('.stage g.node[data-gradient="c"]:not(.leaving)')).to_have_class(re.compile(r"\blit\b"))
