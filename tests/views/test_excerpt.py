"""How a listing begins, as a picture."""

from __future__ import annotations

from xml.etree import ElementTree

from app.views.excerpt import LINES, ROOM, excerpt_svg, width
from app.views.look import Look

SPACE = "{http://www.w3.org/2000/svg}"


def lines(source: str) -> list[str]:
    tree = ElementTree.fromstring(excerpt_svg(source, Look()))
    return ["".join(text.itertext()).replace("\u00a0", " ") for text in tree.iter(f"{SPACE}text")][:-1]


def test_it_shows_the_first_lines_and_says_where_there_are_more() -> None:
    assert lines("\nimport torch\n\tx = 1  \n") == ["import torch", "    x = 1"]
    many = lines("\n".join(f"x{k} = {k}" for k in range(40)))
    assert many == [*(f"x{k} = {k}" for k in range(LINES - 1)), "⋮"]


def test_what_is_too_long_ends_in_dots_and_chinese_stands_apart() -> None:
    (long,) = lines("x = " + "1 + " * 60)
    assert long.endswith("...") and width(long) <= ROOM < width(long + "1")
    assert lines("x = 1  # 损失 = 0") == ["x = 1  # ", "损失", " = 0"]
    mixed = lines("# " + "很长的注释" * 30)
    assert mixed[0] == "# " and mixed[1].endswith("…") and width("".join(mixed)) <= ROOM + 30
    assert lines("# " + "x" * 70_000 + "很")[0].endswith("...")


def test_whatever_it_holds_is_escaped() -> None:
    picture = excerpt_svg("print('<script>&\x00')", Look(theme="dark", language="zh-CN", frame=(600, 315)))
    assert "<script>" not in picture and 'width="600" height="315"' in picture
    ElementTree.fromstring(picture)
