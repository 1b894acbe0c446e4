"""The file that stands alone, opened from a disk with the network off."""

from __future__ import annotations

import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.importorskip("playwright")
from playwright.sync_api import expect

SIZE = 400_000
"""bytes: mathematics, its faces, the drawing and the player; of it 230,000 when compressed on the way"""


def test_it_plays_from_a_disk_with_the_network_off_and_prints(browser: Browser, server: str, tmp_path: Path) -> None:
    address = f"{server}/graph.html?source={quote('J = 3(a+bc)')}&values=a:5,b:3,c:2&step=0"
    with urllib.request.urlopen(address) as answer:
        assert "sandbox allow-scripts" in answer.headers["content-security-policy"]
        body = answer.read()
    assert len(body) < SIZE
    file = tmp_path / "graph.html"
    file.write_bytes(body)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    try:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        expect(page.locator("#statement .katex")).to_be_visible()
        expect(page.locator(".node")).to_have_count(6)
        expect(page.locator("#transcript li")).to_have_count(9)
        expect(page.locator("#narration")).to_contain_text("Press Play")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#narration")).to_contain_text("v is b times c")
        page.locator("#transcript li button").last.click()
        expect(page.locator("#narration")).to_contain_text("makes 9")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.fonts.check('16px KaTeX_Math') && document.fonts.check('16px Inter')")
        page.emulate_media(media="print")
        expect(page.locator(".still svg")).to_be_visible()
        expect(page.locator("#stage")).to_be_hidden()
        expect(page.locator("#transcript li").last).to_be_visible()
        assert len(page.pdf()) > 10_000
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert complaints == []
    finally:
        context.close()


def test_without_scripts_it_is_the_picture(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{server}/graph.html?source=y=x^2")
        expect(page.locator(".still svg text").first).to_be_visible()
    finally:
        context.close()
