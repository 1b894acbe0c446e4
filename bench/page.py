"""How fast the page is, in a real Chromium on this machine: first paint, edits, sliders, frames, large graphs, bytes.

Wall clock, so that it wants a machine with nothing else to do: the first row of all says how busy it was. The rows of
the main thread are its own time on a processor, which a busy machine lengthens less.

    scripts/bench page

Prints one row a measure, with what we want to reach.
"""

from __future__ import annotations

import os
import shutil
import statistics
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.live import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TIMES = 5
LESSONS = ("chain", "quadratic", "logistic", "two-paths", "line")

WHEN_DRAWN = """new MutationObserver((_, me) => {
  if (document.querySelectorAll('.stage g.node .node-figure.backward text').length < LEAST) return;
  me.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true });"""
FRAMES = """async (milliseconds) => {
  const times = [];
  const end = performance.now() + milliseconds;
  while (performance.now() < end) times.push(await new Promise(requestAnimationFrame));
  return times.slice(1).map((time, i) => time - times[i]);
}"""
SLIDE = """async () => {
  const slider = document.querySelector('#inputs input[type=range]');
  const drawn = new Set();
  const watch = new MutationObserver(() => drawn.add(document.timeline.currentTime));
  watch.observe(document.querySelector('.nodes'), { childList: true, subtree: true, characterData: true });
  const [low, high, start] = [Number(slider.min), Number(slider.max), performance.now()];
  for (let i = 0; performance.now() - start < 2000; i++) {
    slider.value = String(low + ((high - low) * (i % 97)) / 97);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
  return drawn.size / 2;
}"""
PULL = """async (count) => {
  const slider = document.querySelector('#inputs input[type=range]');
  const [low, high] = [Number(slider.min), Number(slider.max)];
  for (let i = 1; i <= count; i++) {
    const drawn = new Promise((resolve) => {
      const watch = new MutationObserver(() => resolve(watch.disconnect()));
      watch.observe(document.querySelector('.nodes'), { childList: true, subtree: true, characterData: true });
    });
    slider.value = String(low + ((high - low) * ((i * 7) % 97)) / 97);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, 5000))]);
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  }
}"""
WATCH_KEYS = """() => {
  addEventListener('keydown', () => { window.pressed = performance.now(); window.answered = 0; }, true);
  const watch = new MutationObserver(() => { window.answered ||= performance.now(); });
  watch.observe(document.querySelector('.nodes'), { childList: true });
}"""


def opened(browser: Browser, base: str, script: str = "") -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=base, locale="en-GB")
    page = context.new_page()
    if script:
        page.add_init_script(script)
    return page


def painted(browser: Browser, base: str, address: str, cards: int) -> float:
    """Milliseconds from asking for a page until its finished graph is painted; the median of several visits."""
    found: list[float] = []
    for _ in range(TIMES):
        page = opened(browser, base, WHEN_DRAWN.replace("LEAST", str(cards)))
        page.goto(address)
        page.wait_for_function("window.painted", timeout=60_000)
        found.append(page.evaluate("window.painted"))
        page.context.close()
    return statistics.median(found)


def edits(browser: Browser, base: str) -> float:
    """Milliseconds from a keystroke to its graph."""
    page = opened(browser, base)
    page.goto("/?source=y=a")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.evaluate(WATCH_KEYS)
    found: list[float] = []
    for letter in "+b+c+d+k+m":
        page.keyboard.type(letter)
        page.wait_for_timeout(400)
        answered = page.evaluate("window.answered - window.pressed")
        if letter != "+" and answered > 0:
            found.append(answered)
    page.context.close()
    return statistics.median(found)


def sliding(browser: Browser, base: str, lesson: str) -> float:
    """Repaints of the graph a second while its first slider is pulled."""
    page = opened(browser, base)
    page.goto(f"/lessons/{lesson}")
    page.locator("#inputs input[type=range]").first.wait_for()
    page.wait_for_timeout(1500)
    found: float = page.evaluate(SLIDE)
    page.context.close()
    return found


class MainThread:
    """What the page's main thread has used of a processor."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def milliseconds(self) -> float:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


def pulling(browser: Browser, base: str, lesson: str) -> float:
    """Milliseconds of the main thread for a repaint by the first slider, from the pull to the second frame after."""
    page = opened(browser, base)
    page.goto(f"/lessons/{lesson}")
    page.locator("#inputs input[type=range]").first.wait_for()
    page.wait_for_timeout(1500)
    thread = MainThread(page)
    before = thread.milliseconds()
    page.evaluate(PULL, 40)
    found = (thread.milliseconds() - before) / 40
    page.context.close()
    return found


def playing(browser: Browser, base: str) -> tuple[float, float]:
    """Frames a second while a graph of three hundred cards plays, by the median frame; and milliseconds of the main
    thread for a frame.
    """
    terms = "+".join(f"sin(a_{k})" for k in range(100))
    page = opened(browser, base)
    page.goto("/?collapsed=-&source=" + quote(f"y = {terms}") + "#step=0")
    page.locator(".stage g.node").nth(200).wait_for(state="attached")
    page.wait_for_timeout(1500)
    page.keyboard.press("Space")
    thread = MainThread(page)
    before = thread.milliseconds()
    gaps: list[float] = page.evaluate(FRAMES, 3000)
    used = thread.milliseconds() - before
    page.context.close()
    return 1000 / statistics.median(gaps), used / len(gaps)


def first_visit(browser: Browser, base: str) -> float:
    """Kilobytes of a first visit, as they come over the wire, headers included."""
    page = opened(browser, base)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto("/")
    page.locator(".cm-content").wait_for()
    page.wait_for_timeout(500)
    page.context.close()
    return sum(sizes) / 1000


def large() -> str:
    """A source of 2,000 nodes: many calls of one function."""
    body = "sin(" * 27 + "x" + ")" * 27
    return f"f(x) = {body}\ny = " + " + ".join(f"f(a_{k})" for k in range(66))


def main() -> None:
    if CHROMIUM is None:
        raise SystemExit("There is no Chromium here.")
    from playwright.sync_api import sync_playwright

    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        painted(browser, base, "/", 6)  # the server's own first time
        frames, frame = playing(browser, base)
        rows = [
            ("first visit, over the wire", first_visit(browser, base), "kB", "under 350"),
            ("finished graph painted", painted(browser, base, "/", 6), "ms", "under 1,000"),
            (
                "2,000 nodes opened, folded",
                painted(browser, base, "/?source=" + quote(large()), 100),
                "ms",
                "under 2,000",
            ),
            ("keystroke to graph", edits(browser, base), "ms", "under 150"),
            ("300 cards playing", frames, "frames a second", "over 50"),
            ("300 cards, main thread", frame, "ms a frame", "under 16"),
            *((f"slider, {name}", sliding(browser, base, name), "repaints a second", "over 30") for name in LESSONS),
            *(
                (f"slider, {name}, main thread", pulling(browser, base, name), "ms a repaint", "under 25")
                for name in LESSONS
            ),
        ]
        browser.close()
    busy, cores = os.getloadavg()[0], os.cpu_count() or 1
    print(f"{busy:.1f} processes at a time wanted {cores} cores.")
    for name, found, unit, wanted in rows:
        print(f"{name:32}{found:10,.0f} {unit:18} {wanted}")


if __name__ == "__main__":
    main()
