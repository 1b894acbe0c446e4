"""What of the graph is seen on the page, and how large: it can be read at every step."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest, seek, until

NewPage = Callable[..., "Page"]

FULL = os.environ.get("CHAINLIGHT_CONFORMANCE") == "full"
READABLE = 0.62
"""what the smallest scale of cards is, where the reader has not asked for less"""
CHAIN = "\n".join(f"h_{k} = sin({f'h_{k - 1}' if k else 'x'} + b)" for k in range(12))
"""too deep for any window"""
CALLS = "f(x) = sin(x)^2 + x\ny = f(a) + f(b)"


LARGEST = ("two-paths", "logistic", "batch", "softmax", "batch-norm", "vanishing")
"""the lessons whose graphs are the hardest to show whole"""


def opened(new_page: NewPage, source: str | None = None, *, lesson: str = "", **options: Any) -> Page:
    """The page of a source, or of a lesson, as it comes to rest."""
    page = new_page(**options)
    page.goto(f"/lessons/{lesson}" if lesson else f"/?source={quote(source or 'J = 3(a+bc)')}")
    expect(page.locator("g.node").first).to_be_attached()
    at_rest(page)
    return page


def card(page: Page, name: str) -> Locator:
    return page.locator(f'g.node[data-id="{name}"]:not(.leaving)')


def scale(page: Page) -> float:
    return float(page.locator(".stage-faces").evaluate("layer => new DOMMatrix(getComputedStyle(layer).transform).a"))


HIDDEN = """() => {
  const { left, top, right, bottom } = document.querySelector(".stage").getBoundingClientRect();
  return [...document.querySelectorAll("g.node:not(.leaving) > .node-card")].flatMap((card) => {
    const box = card.getBoundingClientRect();
    return box.left < left || box.top < top || box.right > right || box.bottom > bottom ? [card.parentNode.dataset.id] : [];
  });
}"""


def hidden(page: Page) -> set[str]:
    """The cards that are not seen whole."""
    return set(page.evaluate(HIDDEN))


@pytest.mark.parametrize("lesson", LARGEST)
def test_every_step_of_a_large_lesson_can_be_read(new_page: NewPage, lesson: str) -> None:
    """Every fifth step; CHAINLIGHT_CONFORMANCE=full goes through them all."""
    for width, height in ((1440, 900), (390, 844)):
        page = opened(new_page, lesson=lesson, width=width, height=height, reduced_motion="reduce")
        assert READABLE <= scale(page) <= 1.25
        steps = page.evaluate("JSON.parse(document.getElementById('payload').textContent).steps.map((s) => s.node)")
        for k in range(len(steps), 0, -1 if FULL else -5):
            if not hidden(page):
                break  # all of it is seen, and so is every step
            seek(page, k)
            assert steps[k - 1] not in hidden(page), f"{width} by {height}, step {k}"
        page.close()


def test_a_laptop_shows_the_lessons_with_scalars_whole(new_page: NewPage) -> None:
    """The two widest of them; CHAINLIGHT_CONFORMANCE=full opens them all."""
    for lesson in (
        ("chain", "line", "quadratic", "logistic", "two-paths", "kinks") if FULL else ("logistic", "two-paths")
    ):
        page = opened(new_page, lesson=lesson)
        assert hidden(page) == set(), lesson
        assert scale(page) >= READABLE
        page.close()


def test_a_graph_that_is_too_large_is_followed_and_can_be_seen_whole(new_page: NewPage) -> None:
    page = opened(new_page, CHAIN, reduced_motion="reduce")
    button = page.locator(".stage-fit:not(.stage-home)")
    expect(page.locator(".stage-map")).to_be_visible()
    expect(button).to_have_attribute("aria-label", "Fit the graph to the window")
    seek(page, 0)
    assert "x" not in hidden(page)
    top = page.locator(".stage-root").get_attribute("class") or ""
    assert "more-bottom" in top
    assert "more-top" not in top

    button.click()
    at_rest(page)
    assert hidden(page) == set()
    assert scale(page) < READABLE
    expect(page.locator(".stage-map")).to_be_hidden()
    seek(page, 12)
    assert scale(page) < READABLE, "the reader wants to see all of it"

    expect(button).to_have_attribute("aria-label", "Come near and follow the run")
    button.click()
    at_rest(page)
    assert scale(page) >= READABLE


def test_the_view_follows_the_run_while_it_plays(new_page: NewPage) -> None:
    page = opened(new_page, CHAIN)
    page.locator(".timeline-speed select").select_option("4")
    seek(page, 0)
    at_rest(page)
    before = page.locator(".stage-view").get_attribute("transform")
    assert "h_11" in hidden(page)
    page.locator(".stage").focus()
    page.keyboard.press("Space")
    expect(page.locator(".timeline-count")).to_have_text(re.compile(r"step (9|[1-9]\d) of"))
    page.keyboard.press("Space")
    at_rest(page)
    assert page.locator(".stage-view").get_attribute("transform") != before
    present = page.locator("g.node.forward, g.node.backward").first.get_attribute("data-id")
    assert present not in hidden(page)


def test_the_map_takes_the_view_where_it_is_pressed(new_page: NewPage) -> None:
    page = opened(new_page, CHAIN, reduced_motion="reduce")
    seek(page, 0)
    assert "h_11" in hidden(page)
    box = page.locator(".stage-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8)
    until(page, lambda: "h_11" in hidden(page), False)


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)])
def test_what_an_edge_carries_is_never_cut_off_by_the_window(new_page: NewPage, size: tuple[int, int]) -> None:
    width, height = size
    page = opened(new_page, width=width, height=height, reduced_motion="reduce")
    for k in range(1, 10):
        seek(page, k)
        # The window and what is in it at one moment: above it the page may still find its height.
        stage, *boxes = page.locator(".stage, .tag:not(.probe) > span").evaluate_all(
            "all => all.map(a => a.getBoundingClientRect().toJSON())"
        )
        for box in boxes:
            assert box["left"] >= stage["x"], k
            assert box["right"] <= stage["x"] + stage["width"], k
            assert box["top"] >= stage["y"], k
            assert box["bottom"] <= stage["y"] + stage["height"], k


# ── functions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_frame_folds_into_a_card_by_a_click_and_unfolds_again(new_page: NewPage) -> None:
    page = opened(new_page, CALLS)
    expect(page.locator("g.group")).to_have_count(2)
    name = page.locator("g.group").first.get_attribute("data-id")
    page.locator("g.group text").first.click()
    expect(page.locator("g.group")).to_have_count(1)
    expect(page.locator('g.node[aria-expanded="false"]:not(.leaving)')).to_have_count(1)
    expect(page).to_have_url(re.compile(f"collapsed={name}"))

    page.reload()
    expect(page.locator("g.group")).to_have_count(1)
    at_rest(page)
    page.locator('g.node[aria-expanded="false"]').click()
    expect(page.locator("g.group")).to_have_count(2)
    expect(page).not_to_have_url(re.compile("collapsed"))


def test_more_than_sixty_cards_open_folded_and_unfold_one_by_one(new_page: NewPage) -> None:
    body = "; ".join(["f(x) = " + "sin(" * 30 + "x" + ")" * 30, "y = f(a) + f(b) + f(c)"])
    page = opened(new_page, body)
    expect(page.locator("g.node")).to_have_count(8)
    for k in range(3):
        at_rest(page)
        page.locator('g.node[aria-expanded="false"]').first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("g.group")).to_have_count(k + 1)
    expect(page.locator("g.node:not(.leaving)")).to_have_count(95)
    expect(page).to_have_url(re.compile("collapsed=-"))
    page.reload()
    expect(page.locator("g.group")).to_have_count(3)


def test_a_frame_folds_and_unfolds_from_the_keyboard_and_keeps_the_focus(new_page: NewPage) -> None:
    page = opened(new_page, CALLS)
    frame = page.locator("g.group").first
    expect(frame).to_have_attribute("aria-label", "Function f: fold into one card")
    frame.focus()
    page.keyboard.press("Enter")
    folded = page.locator('g.node[aria-expanded="false"]:not(.leaving)')
    expect(folded).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("g.group")).to_have_count(2)
    expect(page.locator("g.group").first).to_be_focused()


# ── what the server is told ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_edit_tells_the_server_how_the_drawing_lies(new_page: NewPage) -> None:
    page = opened(new_page)
    with page.expect_request("**/api/v1/graph") as asked:
        page.locator(".cm-content").click()
        page.keyboard.press("End")
        page.keyboard.type(" ")
    body = json.loads(asked.value.post_data or "")
    assert body["direction"] == "auto"
    assert body["previous"]["direction"] == "right"
    assert [name for name in body["previous"]["order"] if name in "abc"] == ["a", "b", "c"]
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    assert body["space"] == pytest.approx([stage["width"], stage["height"]], abs=5.01)


def test_the_drawing_is_laid_out_again_where_the_window_changes(new_page: NewPage) -> None:
    page = opened(new_page)

    def flows_down() -> bool:
        a, u = card(page, "a").bounding_box(), card(page, "u").bounding_box()
        return a is not None and u is not None and a["y"] + a["height"] <= u["y"]

    b, v = card(page, "b").bounding_box(), card(page, "v").bounding_box()
    assert b is not None
    assert v is not None
    assert b["x"] + b["width"] < v["x"]
    page.set_viewport_size({"width": 390, "height": 844})
    until(page, lambda: flows_down() and hidden(page) == set(), True)


def test_a_frame_in_a_course_is_laid_out_for_its_own_size(new_page: NewPage) -> None:
    page = new_page(width=340, height=640)
    page.goto("/embed")
    expect(page.locator("g.node").first).to_be_attached()
    at_rest(page)
    assert scale(page) >= READABLE
    assert hidden(page) == set()
