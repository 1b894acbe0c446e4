"""Waiting for what a page shows, never for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
  const busy = () => window.unanswered > 0 || document.querySelector(".leaving, .middle.working, [aria-busy=true]") || document.getAnimations().some(passing);
  await document.fonts.ready;
  const end = performance.now() + 20_000;
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
    """Until nothing of the drawing has moved for some frames, no card is leaving, and no answer is waited for."""
    page.evaluate(AT_REST, frames)


def seek(page: Page, k: int) -> None:
    """Go to the place where `k` steps are finished, and until it is drawn."""
    page.evaluate(SEEK, k)
