"""The SVG that plays the run by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from app.views.animation import LEAD, REST, animated
from app.views.look import Look
from app.views.payload import payload as answer
from app.views.png import png
from app.views.svg import svg
from tests.drawings import intro_payload
from tests.runs import run_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SPACE = "{http://www.w3.org/2000/svg}"


def film() -> ElementTree.Element:
    return ElementTree.fromstring(animated(intro_payload(), Look()))


def test_it_needs_no_script_and_nothing_from_outside() -> None:
    tree = film()
    assert {part.tag.removeprefix(SPACE) for part in tree.iter()} <= {
        "svg", "title", "desc", "style", "g", "rect", "path", "circle", "text", "tspan",
    }  # fmt: skip
    written = animated(intro_payload(), Look())
    assert not re.search(r"<script|<animate|href=|url\((?!#)|@import|on\w+=", written)


def test_every_step_has_a_time_of_its_own_and_the_loop_a_rest() -> None:
    style = film().findtext(f"{SPACE}style") or ""
    seconds = re.search(r"animation-duration:([\d.]+)s", style)
    assert seconds and float(seconds[1]) == LEAD + 9 + REST
    assert [f"@keyframes d{k}" in style for k in range(11)] == [k in (0, 1, 2, 4, 5, 6, 7, 8) for k in range(11)]
    assert "animation-iteration-count:infinite" in style


def test_a_number_that_another_replaces_goes_when_that_arrives() -> None:
    """x receives 1 from y = u + x, and later what comes through u."""
    found = ElementTree.fromstring(animated(answer(run_of("y = x*x + x", {"x": 3})), Look()))
    (card,) = [group for group in found.iter(f"{SPACE}g") if group.findtext(f"{SPACE}title") == "x"]
    timed = [group for group in card.iter(f"{SPACE}g") if group.get("class")]
    shown = [("".join(group.itertext()), (group.get("class") or "").removeprefix("t t")) for group in timed]
    assert [number for number, _ in shown] == ["1", "4", "7"]
    ends = [when.partition("-")[2] for _, when in shown]
    assert ends[0] and ends[1] and not ends[2]


def test_a_viewer_that_plays_nothing_shows_the_finished_run() -> None:
    """Even one that knows no style sheets, as a word processor may."""
    payload = intro_payload()
    size = payload["size"][0], payload["size"][1]
    still = png(svg(payload), size, 500)
    assert png(animated(payload, Look()), size, 500) == still
    without = re.sub(r"<style>.*?</style>|class=\"[^\"]*\"", "", animated(payload, Look()))
    assert png(without, size, 500) == still
    assert (film().findtext(f"{SPACE}desc") or "") in svg(payload)


def test_readers_who_want_no_motion_are_spared_it() -> None:
    style = film().findtext(f"{SPACE}style") or ""
    assert style.endswith("@media (prefers-reduced-motion:reduce){.t{animation-name:none!important}}")


def test_the_longest_run_still_ends_within_a_few_minutes() -> None:
    shown = intro_payload()
    shown["steps"] = [step for _ in range(60) for step in shown["steps"]]
    seconds = re.search(r"animation-duration:([\d.]+)s", animated(shown, Look()))
    assert seconds and 60 < float(seconds[1]) < 200


SEEN = """(time) => {
    for (const each of document.getAnimations()) { each.pause(); each.currentTime = 1000 * time; }
    const opaque = (part) => { for (let each = part; each; each = each.parentElement) if (Number(getComputedStyle(each).opacity) < 0.5) return false; return true; };
    return [...document.querySelectorAll("text")].filter(opaque).map((text) => text.textContent);
}"""


def test_a_browser_plays_it_forward_then_backward(browser: Browser) -> None:
    page = browser.new_page()
    try:
        page.set_content(animated(intro_payload(), Look()))

        def seen(step: float) -> list[str]:
            return list(page.evaluate(SEEN, LEAD + step))

        assert "6" not in seen(0) and "33" not in seen(0)
        assert "6" in seen(0.95) and "33" not in seen(0.95)
        assert "33" in seen(2.95) and "9" not in seen(2.95)
        assert {"33", "9"} <= set(seen(8.95))
        assert sorted(seen(11)) == sorted(
            text for text in re.findall(r">([^<>]+)</t(?:span|ext)>", svg(intro_payload()))
        )
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate("document.getAnimations().length") == 0
        assert {"33", "9"} <= set(seen(0))
    finally:
        page.close()
