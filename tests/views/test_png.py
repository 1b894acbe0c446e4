"""The PNG of a picture: at its size, with its resolution, in our own faces, Chinese among them."""

from __future__ import annotations

import json
import re

import pytest
from resvg import render, usvg

from app.messages import MESSAGES
from app.resources import resource
from app.views.look import Look
from app.views.marks import LETTERS, MATHEMATICS, WORDS
from app.views.png import drawable, options, png, scale_of, with_boxes
from app.views.svg import svg
from tests.drawings import intro_payload
from tests.png import read_png

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def test_it_is_twice_as_fine_as_its_layout_and_says_so() -> None:
    payload = intro_payload()
    drawn = read_png(png(svg(payload), payload["size"]))
    assert [drawn.width, drawn.height] == pytest.approx([2 * side for side in payload["size"]], abs=1)
    assert drawn.resolution == (round(192 / 0.0254),) * 2


def test_a_large_one_has_fewer_pixels_a_unit_but_never_less_than_one_unless_that_is_asked_for() -> None:
    assert scale_of((600, 400), None) == 2
    assert 1 < scale_of((1200, 600), None) < 2 and 1200 * 600 * scale_of((1200, 600), None) ** 2 < 1_300_000
    assert scale_of((2000, 1200), None) == 1
    assert scale_of((2000, 1200), 4000) == 2 and scale_of((2000, 1200), 500) == 0.25
    assert scale_of((8000, 8000), None) == 0.5


def test_every_text_names_a_face_of_ours_so_no_generic_one_is_ever_asked_for() -> None:
    for families, ours in ((WORDS, "Inter"), (MATHEMATICS, "KaTeX_Main"), (LETTERS, "KaTeX_Math")):
        named = [name.strip(" '") for name in families.split(",")]
        assert next(name for name in named if name in options().list_fonts()) == ours


def test_no_font_of_the_machine_is_asked_so_the_same_picture_has_the_same_bytes() -> None:
    payload = intro_payload()
    once, again = (png(svg(payload, Look(step=8)), payload["size"], 240) for _ in range(2))
    assert once == again
    assert {(0xFC, 0xE7, 0xE1, 255), (0xEC, 0xEE, 0xFB, 255), (0xFB, 0xFA, 0xF8, 255)} <= read_png(once).colours()


def test_a_picture_that_would_be_too_large_is_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.views.png.PIXELS", 100_000)
    drawn = read_png(png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 9000"/>', (100, 9_000), 4096))
    assert 90_000 < drawn.width * drawn.height < 110_000


def test_a_character_that_no_face_has_is_a_box_and_not_nothing() -> None:
    assert with_boxes("<text>损失 = 損 + ŷ</text>") == "<text>损失 = □ + □</text>"
    assert {ord(letter) for letter in "aλ∑损□，−"} <= drawable() and 0x1F9FF not in drawable()
    payload = intro_payload()
    assert with_boxes(svg(payload)) == svg(payload)


def glyph(character: str) -> bytes:
    text = f'<text y="14" font-size="14" font-family="Inter">{character}</text>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">{text}</svg>'
    return render(usvg.Tree.from_str(drawing, options()), (1.0, 0.0, 0.0, 0.0, 1.0, 0.0))


def test_every_chinese_character_of_our_own_sentences_can_be_drawn() -> None:
    texts = json.loads((resource("static") / "texts.json").read_text("utf-8"))
    said = [words["zh-CN"] for words in texts.values()]
    for message in MESSAGES.values():
        said += [part["zh-CN"] for part in (message.title, message.detail, message.hint) if part]
    missing = glyph("\U0001f9ff")
    wanted = set(CHINESE.findall("".join(said)))
    assert len(wanted) > 500
    assert [character for character in sorted(wanted) if glyph(character) == missing] == []
