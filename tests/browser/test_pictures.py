"""Pictures in other people's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.importorskip("playwright")

SHOWN = """() => Promise.all([...document.images].map(async (image) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2, 2];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return [image.naturalWidth, ...context.getImageData(0, 0, 1, 1).data];
}))"""


def test_a_page_of_another_origin_shows_every_picture_and_may_read_its_pixels(browser: Browser, server: str) -> None:
    """A mistake is shown too, though its status is 422."""
    address = "source=J=3(a+bc)&values=a:5,b:3,c:2&width=300"
    pictures = [
        f"graph.svg?{address}",
        f"graph.svg?{address}&animate=1",
        f"graph.png?{address}",
        "graph.svg?source=J=3(a+bc&width=300",
        "graph.png?source=J=3(a+bc&width=300",
    ]
    page = browser.new_page()
    try:
        page.set_content("".join(f'<img crossorigin src="{server}/{each}">' for each in pictures))
        paper = [0xFB, 0xFA, 0xF8, 255]
        assert page.evaluate(SHOWN) == [[300, *paper]] * len(pictures)
    finally:
        page.close()
