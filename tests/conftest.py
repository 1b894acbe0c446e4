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

from tests.browsing import PATIENCE
from tests.contexts import Contexts
from tests.exploring import EXPLORES
from tests.live import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# No test keeps its links where the reader of these lines keeps theirs.
DATA = tempfile.TemporaryDirectory(prefix="chainlight-test-")
os.environ["CHAINLIGHT_DATA_FOLDER"] = DATA.name
os.environ.pop("CHAINLIGHT_DATABASE_URL", None)

gc.disable()  # until all tests are found: see `pytest_collection_finish`

# What is found must be found again by whoever looks. CHAINLIGHT_EXPLORE=1 looks for what nobody has found yet.
hypothesis.settings.register_profile("found again", derandomize=True, deadline=None)
if not EXPLORES:
    hypothesis.settings.load_profile("found again")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tiny end-to-end file first: where it fails, nothing else is worth reading. What needs a browser last, and
    marked: while Playwright is there its event loop runs in this thread, and no test could run one of its own.

    A browser is a program of many threads on a busy machine: what fails there is tried once more, and said at the end.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: (item.path.name != "test_tiny.py", item.get_closest_marker("browser") is not None))


def pytest_collection_finish() -> None:
    """Thousands of tests are thousands of objects, which every full collection would walk again. They stay: while they
    are made nobody looks for garbage, and from here on nobody looks at them.
    """
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What passed only when it was tried once more hides a fault, of the page or of the test: nobody is to overlook it."""
    failed = {report.nodeid for kind in ("failed", "error") for report in terminalreporter.stats.get(kind, ())}
    for report in terminalreporter.stats.get("rerun", ()):
        if report.nodeid in failed:
            continue
        terminalreporter.section(f"!! PASSED ONLY WHEN TRIED ONCE MORE: {report.nodeid}", yellow=True, bold=True)
        terminalreporter.write_line(report.longreprtext)


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
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # One process for all pages of a context: what an earlier page compiled is compiled for the next one.
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            headless=True,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--process-per-site"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser, server: str) -> Contexts:
    """The contexts that pages are opened in, kept for the session."""
    return Contexts(browser, server)


@pytest.fixture
def new_page(contexts: Contexts, server: str) -> Iterator[Callable[..., Page]]:
    """Opens pages: `new_page(width=390, locale="zh-CN", reduced_motion="reduce", ...)`, with `server` as the base URL.

    With `kept="name"` it is the page that an earlier test got by that name, as it left it.
    Each finds no cookie and nothing that an earlier test stored; the browser's cache is warm.
    When the test ends every page must have been without an error in its console and without a request to another
    host. (The line that the console writes for an answer of status 4xx is not an error of the page.)
    """

    def open_page(width: int = 1440, height: int = 900, **options: Any) -> Page:
        media = {name: options.pop(name, None) for name in ("reduced_motion", "color_scheme")}
        page = contexts.page(width, height, **options)
        page.emulate_media(reduced_motion=media["reduced_motion"], color_scheme=media["color_scheme"])
        page.set_default_timeout(PATIENCE)
        return page

    yield open_page
    contexts.clear()
    complaints, contexts.complaints = contexts.complaints, []
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page, 1440 by 900, in English."""
    return new_page()
