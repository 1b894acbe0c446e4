"""Contexts of the test browser that outlive a test: a page in a warm one costs half the processor time of a cold one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browsing import COUNT_QUESTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request


class Contexts:
    """One context a language, kept; others, with options of their own, live as long as a test.

    `complaints` collects what no page should do: an error in its console, a request to another host than `base`.
    """

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.base = base
        self.kept: dict[str, tuple[BrowserContext, Page]] = {}
        self.passing: list[BrowserContext] = []
        self.named: dict[tuple[str, str], Page] = {}
        self.complaints: list[str] = []

    def page(self, width: int, height: int, *, locale: str = "en-GB", kept: str = "", **options: Any) -> Page:
        """A page, `width` by `height` pixels; `options` are those of a Playwright context.

        With a name in `kept` it is not closed, and the next who asks by that name has the same page.
        """
        page = self.named.get((kept, locale))
        if page is None:
            page = self.context(locale, options).new_page()
            self.watch(page)
            if kept:
                self.named[kept, locale] = page
        page.set_viewport_size({"width": width, "height": height})
        return page

    def context(self, locale: str, options: dict[str, Any]) -> BrowserContext:
        if options:
            context = self.browser.new_context(base_url=self.base, locale=locale, **options)
            context.add_init_script(COUNT_QUESTIONS)
            self.passing.append(context)
            return context
        if locale not in self.kept:
            context = self.browser.new_context(base_url=self.base, locale=locale)
            context.add_init_script(COUNT_QUESTIONS)
            # While a page of this host is open the process lives that has compiled the host's scripts.
            keeper = context.new_page()
            keeper.goto("/healthz")
            self.kept[locale] = (context, keeper)
        return self.kept[locale][0]

    def watch(self, page: Page) -> None:
        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error" and not message.text.startswith("Failed to load resource"):
                self.complaints.append(f"console: {message.text}")

        def on_request(request: Request) -> None:
            if not request.url.startswith((self.base, "data:", "blob:", "about:")):
                self.complaints.append(f"request to another host: {request.url}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("request", on_request)

    def clear(self) -> None:
        """Close the pages that have no name, and forget what they stored."""
        for context in self.passing:
            context.close()
        self.passing.clear()
        lasting = [keeper for _, keeper in self.kept.values()] + list(self.named.values())
        for context, keeper in self.kept.values():
            for page in context.pages:
                if page not in lasting:
                    page.close()
            context.clear_cookies()
            keeper.evaluate("localStorage.clear()")
