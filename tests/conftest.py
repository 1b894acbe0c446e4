"""What the tests share: a live server in a process of its own, and a real browser that is told off for every error."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.live import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# No test keeps its links where the reader of these lines keeps theirs.
DATA = tempfile.TemporaryDirectory(prefix="chainlight-test-")
os.environ["CHAINLIGHT_DATA_FOLDER"] = DATA.name
os.environ.pop("CHAINLIGHT_DATABASE_URL", None)

# What is found must be found again by whoever looks. CHAINLIGHT_EXPLORE=1 looks for what nobody has found yet.
hypothesis.settings.register_profile("found again", derandomize=True)
if not os.environ.get("CHAINLIGHT_EXPLORE"):
    hypothesis.settings.load_profile("found again")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tiny end-to-end file first: where it fails, nothing else is worth reading. What needs a browser last, and
    marked: while Playwright is there its event loop runs in this thread, and no test could run one of its own.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: (item.path.name != "test_tiny.py", item.get_closest_marker("browser") is not None))


def pytest_collection_finish() -> None:
    """Thousands of tests are thousands of objects, which every full collection would walk again. They stay."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The base URL of a live server, shared by all tests of this process."""
    with serving() as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Skips, and says so loudly, on a machine that has none."""
    if CHROMIUM is None:
        reason = "SKIPPED LOUDLY: no Chromium here, so nothing of the page was tried in a browser"
        print(f"\n!! {reason}\n", file=sys.__stderr__)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens pages in fresh contexts: `new_page(width=390, locale="zh-CN", ...)`, with `server` as the base URL.

    When the test ends every page must have been without an error in its console and without a request to another
    host. (The line that the console writes for an answer of status 4xx is not an error of the page.)
    """
    contexts = []
    complaints: list[str] = []

    def open_page(width: int = 1440, height: int = 900, locale: str = "en-GB", **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, base_url=server, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error" and not message.text.startswith("Failed to load resource"):
                complaints.append(f"console: {message.text}")

        def on_request(request: Request) -> None:
            if not request.url.startswith((server, "data:", "blob:", "about:")):
                complaints.append(f"request to another host: {request.url}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
        page.on("request", on_request)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page, 1440 by 900, in English."""
    return new_page()
