"""Waiting for what a page shows, never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

T = TypeVar("T")
PATIENCE = 30_000
"""milliseconds that a test waits for what a page is to show: no test is to fail because others use the processor"""

COUNT_QUESTIONS = """{
  const ask = window.fetch;
  window.unanswered = 0;
  window.fetch = async (address, options) => {
    if (String(options?.body).includes('"check":true')) return ask(address, options);
    window.unanswered++;
    try {
      const answer = await ask(address, options);
      answer.clone().text().catch(() => {}).finally(() => window.unanswered--);
      return answer;
    } catch (error) {
      window.unanswered--;
      throw error;
    }
  };
}"""
"""What a page runs before its own scripts: it counts what is asked and not yet answered, but for the witnesses."""

AT_REST = """async (frames) => {
  const drawn = () => [...document.querySelectorAll(".stage-view, .stage-faces, g.node, g.group, #timeline")]
    .map((item) => (item.getAttribute("transform") ?? "") + item.style.transform).join();
  const passing = (animation) => animation.playState === "running" && animation.effect.getComputedTiming().endTime !== Infinity;
  const loading = ".leaving, .middle.working, [aria-busy=true], #sheet-handle[disabled], .formula #editor > textarea:not([hidden]), #lesson:not(:has(.lesson-nav))";
  const busy = () => window.unanswered > 0 || document.querySelector(loading) || document.getAnimations().some(passing);
  await document.fonts.ready;
  const end = performance.now() + 60_000;
  for (let still = 0, before = drawn(); still < frames;) {
    if (performance.now() > end) throw new Error("the page does not come to rest");
    await new Promise(requestAnimationFrame);
    const now = drawn();
    still = now === before && !busy() ? still + 1 : 0;
    before = now;
  }
}"""

SEEK = """async (k) => {
  const there = () => new RegExp(`[#&]step=${k}(&|$)`).test(location.hash);
  const shown = () => document.querySelector("#timeline [role=slider]").getAttribute("aria-valuenow") === String(k);
  // The page may write where it stood into its address just before it reads what is written here.
  for (let tries = 0; tries < 20; tries++) {
    if (!there()) location.hash = `step=${k}`;
    else if (!shown()) dispatchEvent(new HashChangeEvent("hashchange"));
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    if (there() && shown()) return;
  }
  throw new Error(`step ${k} is not shown`);
}"""


def at_rest(page: Page, frames: int = 4) -> None:
    """Until nothing of the drawing has moved for some frames, no card is leaving, no answer is waited for, and the parts
    that come after the first paint are there: editor, header, a lesson's words.
    """
    page.evaluate(AT_REST, frames)


def until(page: Page, found: Callable[[], T], wanted: T) -> None:
    """Until `found()` is what is wanted: for what no single expectation of Playwright's can say."""
    end = time.monotonic() + PATIENCE / 1000
    while (now := found()) != wanted and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert now == wanted


@contextmanager
def held(page: Page, address: str) -> Iterator[list[Route]]:
    """What the page asks for at `address` waits until the block ends; within it stands what waits."""
    from playwright.sync_api import Error

    waiting: list[Route] = []
    holding = True
    page.route(address, lambda route: waiting.append(route) if holding else route.continue_())
    yield waiting
    holding = False
    for route in waiting:
        with suppress(Error):  # where the page has given it up
            route.continue_()


def watched(locator: Locator, said: str = "it.textContent") -> Callable[[], list[str]]:
    """Notes from now on what an element says, also what it says for a moment only; called, it tells what it was.

    `said` is an expression of JavaScript about `it`.
    """
    locator.evaluate(
        f"""it => {{
          it.noted = [{said}];
          new MutationObserver(() => it.noted.push({said})).observe(it, {{ attributes: true, characterData: true, childList: true, subtree: true }});
        }}"""
    )

    def told() -> list[str]:
        found: list[str] = locator.evaluate("it => it.noted")
        return found

    return told


def seek(page: Page, k: int) -> None:
    """Go to the place where `k` steps are finished, and until it is drawn."""
    page.evaluate(SEEK, k)
