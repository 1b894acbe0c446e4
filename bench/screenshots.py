"""Pictures of every lesson, in both languages, both themes and three widths, and the few that stand in the README.

    scripts/screenshots [LESSON ...]     into build/screenshots, with a page that shows them side by side
    scripts/screenshots --docs           into docs, for the README

To be looked at: nothing compares them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import subprocess
import urllib.request
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.live import ROOT, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LANGUAGES = ("en", "zh-CN")
THEMES = ("light", "dark")
SIZES = ((1440, 900), (1920, 1080), (390, 844))
BUILT = ROOT / "build" / "screenshots"
DOCS = ROOT / "docs"
REST = 900
"""milliseconds until fonts are there and nothing moves"""


def shoot(
    browser: Browser,
    base: str,
    address: str,
    path: Path,
    size: tuple[int, int],
    act: Callable[[Page], None] | None = None,
) -> None:
    """One picture of an address."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, base_url=base, reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    page.goto(address)
    page.locator(".stage g.node, .plots .lines path").first.wait_for(state="attached")
    page.wait_for_timeout(REST)
    if act:
        act(page)
        page.wait_for_timeout(300)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    context.close()


def lessons(base: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"{base}/api/v1/lessons") as answer:
        found: list[dict[str, str]] = json.load(answer)["lessons"]
    return found


def every_lesson(browser: Browser, base: str, wanted: list[str]) -> None:
    rows = []
    known = [lesson["id"] for lesson in lessons(base)]
    for name in wanted or known:
        cells = []
        for language, theme, size in itertools.product(LANGUAGES, THEMES, SIZES):
            file = f"{name}-{language}-{theme}-{size[0]}.png"
            shoot(browser, base, f"/lessons/{name}?lang={language}&theme={theme}", BUILT / file, size)
            cells.append(f'<a href="{escape(file)}"><img src="{escape(file)}" width="{size[0] // 5}" alt=""></a>')
        rows.append(f"<h2>{escape(name)}</h2><p>{' '.join(cells)}</p>")
        print(name)
    (BUILT / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>Lessons</title>" + "".join(rows), "utf-8"
    )


def entry(page: Page) -> None:
    """The gradient of a layer's weights, large, with the pointer on an entry."""
    page.locator('.stage g.node[data-id="W"]').focus()
    page.keyboard.press("Enter")
    page.locator("dialog .tensor-table").nth(1).locator("td").nth(1).hover()


LAYER = "/?source=Z=X@W%2Bb;H=relu(Z);y=mean(H*H)&values=X:[[1,2],[-1,1],[2,-1]],W:[[1,-1],[0.5,1]],b:[0,0.5]"


def curved(page: Page) -> None:
    """The curves of a listing are there; its first run makes the server load torch."""
    page.locator("#curves svg").first.wait_for(timeout=60_000)
    page.wait_for_timeout(4 * REST)


LOSS = quote(r"E = \frac{1}{2}\left(\sigma(wx+b) - t\right)^2 + \frac{\lambda}{2} w^2")


def agreed(page: Page) -> None:
    """What the other witnesses say is there."""
    page.locator("#witnesses").filter(has_text="PyTorch").wait_for(timeout=60_000)


def grounded(page: Page) -> None:
    """The ground under a run comes when it is seen."""
    page.locator("#surface .contours path").first.wait_for(state="attached")
    page.wait_for_timeout(REST)


README: dict[str, tuple[str, tuple[int, int], Callable[[Page], None] | None]] = {
    "playground": ("/?source=J=3(a%2Bbc)&values=a:5,b:3,c:2#step=8", (1440, 900), agreed),
    "presentation-zh": (
        "/?source=y=x*x%2Bsin(x)u;u=exp(xb)&values=x:0.5,b:1&lang=zh-CN&theme=dark&present=1&show=gates#step=13",
        (1440, 900),
        None,
    ),
    "forward-mode": ("/?source=J=3(a%2Bbc)&values=a:5,b:3,c:2&mode=forward&tangent=b:1#step=5", (1440, 900), None),
    "latex-zh": (
        f"/?source={LOSS}&values=w:1,x:2,b:-1,t:0,λ:0.5&lang=zh-CN#step=21",
        (1440, 900),
        agreed,
    ),
    "listing": ("/lessons/forgotten-zero-grad?lang=en#episode=4&panel=curves&step=8", (1440, 900), curved),
    "training": ("/lessons/ravine?lang=en&part=3", (1440, 900), grounded),
    "entry": (LAYER, (1440, 900), entry),
    "telephone-zh": ("/lessons/chain?lang=zh-CN&theme=dark", (390, 844), None),
}


def for_the_readme(browser: Browser, base: str) -> None:
    for name, (address, size, act) in README.items():
        path = DOCS / f"{name}.png"
        shoot(browser, base, address, path, size, act)
        smaller(path)
        print(path.relative_to(ROOT), path.stat().st_size // 1024, "KiB")


def smaller(path: Path) -> None:
    """With a palette of its own a picture of this page is a third as large; ImageMagick makes one where it is there."""
    if convert := shutil.which("magick") or shutil.which("convert"):
        subprocess.run([convert, path, "-dither", "None", "-colors", "160", f"PNG8:{path}"], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Pictures of every lesson, or those of the README.")
    parser.add_argument("lessons", nargs="*", help="only these")
    parser.add_argument("--docs", action="store_true", help="those of the README, into docs")
    chosen = parser.parse_args()
    if CHROMIUM is None:
        raise SystemExit("There is no Chromium here.")
    from playwright.sync_api import sync_playwright

    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        if chosen.docs:
            for_the_readme(browser, base)
        else:
            every_lesson(browser, base, chosen.lessons)
        browser.close()


if __name__ == "__main__":
    main()
