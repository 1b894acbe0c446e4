"""A lesson's path in a real browser: parts, the question, the answer, free play, and the place that is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest

NewPage = Callable[..., "Page"]

SLOWLY = 60_000
"""milliseconds for what the server is asked, on a machine that has other things to do"""


def opened(new_page: NewPage, address: str = "/lessons/chain", **options: object) -> Page:
    page = new_page(reduced_motion="reduce", **options)
    page.goto(address)
    expect(page.locator(".lesson-count")).to_be_attached()
    return page


def test_the_path_sets_the_step_and_lights_what_it_speaks_of(new_page: NewPage) -> None:
    page = opened(new_page)
    expect(page.locator(".lesson-count")).to_have_text("part 1 of 5")
    expect(page.locator(".timeline-count")).to_have_text("step 3 of 9")
    expect(page.locator(".lesson-words .katex")).to_have_count(3)
    page.get_by_role("button", name="Next part").click()
    expect(page.locator(".timeline-count")).to_have_text("step 5 of 9")
    expect(page.locator('g.edge[data-id="J.1"]')).to_have_class(re.compile("lit"))
    page.get_by_role("button", name="Previous part").click()
    expect(page.locator(".lesson-count")).to_have_text("part 1 of 5")


def test_the_question_stands_before_its_answer(new_page: NewPage) -> None:
    page = opened(new_page, "/lessons/chain#part=4")
    go_on = page.get_by_role("button", name="Next part")
    answer = page.get_by_label("Your answer")
    expect(go_on).to_be_disabled()
    answer.fill("b")
    answer.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Write a number")
    answer.fill("9")
    answer.press("Enter")
    expect(page.locator(".verdict.wrong")).to_contain_text("The derivative of")
    expect(go_on).to_be_disabled()
    answer.fill("6")
    answer.press("Enter")
    expect(page.locator(".verdict.right")).to_contain_text("Right.")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".lesson-count")).to_have_text("part 5 of 5")
    expect(page.locator(".timeline-count")).to_have_text("step 9 of 9")


def test_a_wrong_choice_is_explained_and_the_answer_can_be_looked_at(new_page: NewPage) -> None:
    page = opened(new_page, "/lessons/activations?lang=zh-CN#part=4")
    page.locator(".choices button").first.click()
    expect(page.locator(".verdict.wrong")).to_contain_text("还不对。")
    page.get_by_role("button", name="看答案").click()
    expect(page.locator(".choices button.right")).to_have_text(re.compile("ReLU"))
    expect(page.get_by_role("button", name="下一节")).to_be_enabled()


def test_a_part_may_change_formula_and_values_and_comes_back_from_free_play(new_page: NewPage) -> None:
    page = opened(new_page, "/lessons/collapse#part=5")
    expect(page.locator('g.node[data-id="h"]:not(.leaving)')).to_be_attached()
    expect(page.locator(".cm-content")).to_contain_text("tanh")
    expect(page.locator(".timeline-count")).to_have_text("step 15 of 15", timeout=SLOWLY)
    page.get_by_role("spinbutton", name="x, value").fill("2")
    away = page.get_by_role("button", name="You are exploring. Back to this part")
    expect(away).to_be_visible()
    expect(page.locator(".lesson-count")).to_have_text("part 5 of 5")
    expect(page).to_have_url(re.compile("x:2.*part=5"))
    page.reload()
    expect(away).to_be_visible()
    expect(page.get_by_role("spinbutton", name="x, value")).to_have_value("2")
    away.click()
    expect(page.get_by_role("spinbutton", name="x, value")).to_have_value("-0.3", timeout=SLOWLY)
    expect(away).to_be_hidden()


def test_keys_lead_along_the_path_and_the_gallery_remembers_it(new_page: NewPage) -> None:
    page = opened(new_page, "/lessons/ratios")
    page.keyboard.press("n")
    expect(page.locator(".lesson-count")).to_have_text("part 2 of 5")
    expect(page.get_by_role("spinbutton", name="x, value")).to_have_value("2.01", timeout=SLOWLY)
    page.keyboard.press("p")
    expect(page.locator(".lesson-count")).to_have_text("part 1 of 5")
    page.keyboard.press("n")
    page.goto("/lessons")
    expect(page.locator('[data-lesson="ratios"] .card-progress')).to_have_text("part 2 of 5")

    # A presenter's remote: from part to part, and over the answer.
    page.goto("/lessons/ratios?present=1#part=3")
    expect(page.locator(".lesson-count")).to_have_text("part 3 of 5")
    for place, answers in (("part 4 of 5", 0), ("part 4 of 5", 1), ("part 5 of 5", 0)):
        page.keyboard.press("PageDown")
        expect(page.locator(".lesson-count")).to_have_text(place)
        expect(page.locator(".question.answered")).to_have_count(answers)
    for part in (4, 3, 2):
        page.keyboard.press("PageUp")
        expect(page.locator(".lesson-count")).to_have_text(f"part {part} of 5")


def test_a_browser_that_keeps_nothing_has_lessons_all_the_same(new_page: NewPage) -> None:
    page = new_page(reduced_motion="reduce")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })")
    page.goto("/lessons/chain")
    page.get_by_role("button", name="Next part").click()
    expect(page.locator(".lesson-count")).to_have_text("part 2 of 5")


def test_a_lesson_does_not_hang_over_the_window(new_page: NewPage) -> None:
    page = opened(new_page, "/lessons/attention#part=3")
    expect(page.locator(".lesson-words .katex").first).to_be_attached()
    for width in (1440, 900, 390):
        page.set_viewport_size({"width": width, "height": 900})
        at_rest(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".lesson-words").evaluate("words => words.getBoundingClientRect().right") <= width
