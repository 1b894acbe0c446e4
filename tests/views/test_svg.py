"""The picture of a payload."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from resvg import render, usvg

from app.engines import backward, forward
from app.graph import build
from app.language import parse
from app.views.derived import backward_payload, forward_payload
from app.views.look import Look
from app.views.marks import THEMES
from app.views.png import options
from app.views.svg import svg
from tests.drawings import CALL, DRAWINGS, SOFTMAX, drawing, intro_payload, payload_of
from tests.png import read_png

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SPACE = "{http://www.w3.org/2000/svg}"


def some(shape: tuple[int, ...]) -> Any:
    return [some(shape[1:]) for _ in range(shape[0])] if shape else -0.12345


def any_payload(name: str) -> dict[str, Any]:
    drawn = DRAWINGS[name]
    values = {box.id: some(box.shape) for box in drawn.boxes}
    return payload_of(drawn, values, values, normalized=name)


def words(picture: str) -> str:
    return " ".join("".join(text.itertext()) for text in ElementTree.fromstring(picture).iter(f"{SPACE}text"))


def words_of(picture: str, name: str) -> list[str]:
    """The texts on the card whose title is `name`."""
    for group in ElementTree.fromstring(picture).iter(f"{SPACE}g"):
        title = group.find(f"{SPACE}title")
        if title is not None and title.text == name:
            return ["".join(text.itertext()) for text in group.iter(f"{SPACE}text")]
    raise AssertionError(name)


def png(picture: str) -> bytes:
    return render(usvg.Tree.from_str(picture, options()), (1.0, 0.0, 0.0, 0.0, 1.0, 0.0))


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_plain_text_that_needs_nothing_from_outside(name: str, theme: Any) -> None:
    picture = svg(any_payload(name), Look(theme=theme))
    tree = ElementTree.fromstring(picture)
    assert {part.tag.removeprefix(SPACE) for part in tree.iter()} <= {
        "svg", "title", "desc", "g", "rect", "path", "circle", "text", "tspan",
    }  # fmt: skip
    attributes = {key for part in tree.iter() for key in part.attrib}
    assert not attributes & {"style", "class", "href", "src", "onload"}
    assert "url(" not in picture and "var(" not in picture


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_converter_draws_it_at_its_size(name: str) -> None:
    payload = any_payload(name)
    drawn = png(svg(payload))
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", drawn[16:24])
    assert (width, height) == pytest.approx(tuple(payload["size"]), abs=1)


@pytest.mark.slow
def test_librsvg_draws_what_resvg_draws_with_the_letters_that_it_has() -> None:
    if shutil.which("rsvg-convert") is None:
        reason = "SKIPPED LOUDLY: no rsvg-convert here, so resvg and the browser are the only ones that drew our SVG"
        print(f"\n!! {reason}\n", file=sys.__stderr__)
        pytest.skip(reason)
    picture = svg(intro_payload(), Look(step=8))
    done = subprocess.run(["rsvg-convert"], input=picture.encode(), check=True, capture_output=True, timeout=60)
    ours, theirs = read_png(png(picture)), read_png(done.stdout)
    assert (theirs.width, theirs.height) == (ours.width, ours.height)
    differing = sum(
        max(abs(ours.rows[y][4 * x + c] - theirs.rows[y][theirs.channels * x + c]) for c in range(3)) > 64
        for y in range(ours.height)
        for x in range(ours.width)
    )
    letters = 0.02
    assert differing < letters * ours.width * ours.height


def test_the_finished_run_shows_every_value_and_gradient() -> None:
    picture = svg(intro_payload())
    shown = {name: words_of(picture, label)[:2] for name, label in (("a", "a"), ("b", "b"), ("J", "J = f(x)"))}
    assert shown == {"a": ["5", "3"], "b": ["3", "6"], "J": ["33", "1"]}


def test_a_picture_in_a_frame_stands_in_its_middle_on_paper_and_is_at_most_twice_as_large() -> None:
    payload = intro_payload()
    for frame, scale in (
        ((1200, 630), 1200 / payload["size"][0]),
        ((4000, 3000), 2.0),
        ((300, 300), 300 / payload["size"][0]),
    ):
        root = ElementTree.fromstring(svg(payload, Look(frame=frame, width=50)))
        left, top, width, height = map(float, root.attrib["viewBox"].split())
        assert (root.attrib["width"], root.attrib["height"]) == tuple(map(str, frame))
        assert [left + width / 2, top + height / 2] == pytest.approx([side / 2 for side in payload["size"]], abs=0.02)
        assert frame[0] / width == pytest.approx(scale, rel=1e-3)
        paper = next(root.iter(f"{SPACE}rect")).attrib
        assert float(paper["x"]) < left and float(paper["width"]) > width and float(paper["y"]) < top


def test_a_gradient_that_is_not_computed_yet_is_absent_and_not_zero() -> None:
    picture = svg(intro_payload(), Look(step=8))
    assert words_of(picture, "c") == ["2", "c"]
    assert words_of(picture, "b") == ["3", "6", "b"]
    assert "0" not in words(picture)
    assert words_of(svg(intro_payload(), Look(step=0)), "J = f(x)")[0] == "J"


def test_the_present_step_has_a_ring_and_a_thick_edge_in_the_colour_of_its_phase() -> None:
    backward = svg(intro_payload(), Look(step=8))
    assert 'stroke="#c8452a" stroke-width="3.5"' in backward
    assert "3 × c = 6".replace(" ", "") in words(backward).replace(" ", "")
    forward = svg(intro_payload(), Look(step=2))
    assert forward.count('stroke="#4450c8" stroke-width="3.5"') == 2
    assert 'stroke-width="3.5"' not in svg(intro_payload())


def test_numbers_that_are_none_have_their_words() -> None:
    payload = intro_payload()
    payload["nodes"][0]["value"], payload["nodes"][0]["gradient"] = "NaN", "-Infinity"
    payload["nodes"][1]["value"], payload["nodes"][1]["gradient"] = 1.2e-5, 123456789.0
    assert words_of(svg(payload), "a")[:2] == ["NaN", "−∞"]
    assert words_of(svg(payload), "b")[:2] == ["1.2·10−5", "1.23·108"]


def test_a_tensor_is_a_grid_and_a_large_one_says_its_shape() -> None:
    values = {
        "W": some((3, 4)),
        "x": some((4,)),
        "b": some((3,)),
        "z": some((3,)),
        "s": some((3,)),
        "p": some((3,)),
        "L": 1.0,
    }
    picture = svg(payload_of(SOFTMAX, values, values))
    assert words_of(picture, "W").count("−0.123") == 24
    large = drawing("X:6x9? y", "X>y")
    shown = words_of(svg(payload_of(large, {"X": some((6, 9)), "y": 1.0}, {})), "X")
    assert shown.count("−0.123") == 9
    assert (shown.count("⋮"), shown.count("⋯"), shown.count("⋱"), shown.count("6 × 9")) == (3, 3, 1, 1)


def test_a_note_is_a_badge_with_its_sentence() -> None:
    payload = intro_payload()
    payload["nodes"][4]["notes"] = [{"code": "kink", "text": "relu has a kink <here>"}]
    titles = [title.text for title in ElementTree.fromstring(svg(payload)).iter(f"{SPACE}title")]
    assert "relu has a kink <here>" in titles


def test_an_expanded_group_has_a_frame_with_its_name() -> None:
    values = {box.id: 1.0 for box in CALL.boxes}
    picture = svg(payload_of(CALL, values, values))
    assert 'stroke-dasharray="4 4"' in picture
    assert " f " in f" {words(picture)} "


def test_it_says_what_it_shows_in_the_language_of_the_reader() -> None:
    english = ElementTree.fromstring(svg(intro_payload(), Look(language="en")))
    chinese = ElementTree.fromstring(svg(intro_payload(), Look(language="zh-CN")))
    assert english.findtext(f"{SPACE}title") == "Computational graph of J = 3*(a + b*c)"
    assert english.findtext(f"{SPACE}desc") == "J has the value 33. Gradients of J: a 3, b 6, c 9."
    assert chinese.findtext(f"{SPACE}title") == "J = 3*(a + b*c) 的计算图"
    assert chinese.findtext(f"{SPACE}desc") == "J 的值为 33。J 的梯度：a 3、b 6、c 9。"


def test_whatever_a_payload_holds_is_escaped() -> None:
    payload = intro_payload()
    hostile = "<script>alert(1)</script>\x00\ud800&\"'"
    payload["normalized"] = payload["output"] = hostile
    for node in payload["nodes"]:
        node["label"] = node["latex"] = node["face"] = hostile
    payload["groups"] = [{"label": hostile, "collapsed": False, "x": 9, "y": 9, "width": 9, "height": 9}]
    picture = svg(payload)
    assert "<script" not in picture
    ElementTree.fromstring(picture)
    png(picture)


def test_the_same_payload_gives_the_same_picture() -> None:
    assert svg(intro_payload(), Look(step=5)) == svg(intro_payload(), Look(step=5))


INSIDE = """() => [...document.querySelectorAll("g:has(> title)")].flatMap((card) => {
    const box = card.querySelector(":scope > rect:last-of-type").getBBox();
    return [...card.querySelectorAll("text")].map((text) => text.getBBox())
        .filter((b) => b.x < box.x || b.x + b.width > box.x + box.width || b.y < box.y || b.y + b.height > box.y + box.height)
        .map((b) => [box.x, b.x, b.width, box.width]);
})"""


@pytest.mark.parametrize("name", ["intro", "logistic", "softmax", "net"])
def test_in_a_browser_every_text_of_a_card_lies_inside_it(browser: Browser, name: str) -> None:
    # Playwright's event loop runs in this thread, and the layout's JavaScript refuses to run beside one.
    with ThreadPoolExecutor(1) as elsewhere:
        picture = elsewhere.submit(lambda: svg(any_payload(name))).result()
    page = browser.new_page()
    try:
        page.set_content(picture)
        assert page.locator("text").count() > 10
        assert page.evaluate(INSIDE) == []
    finally:
        page.close()


def test_tangents_stand_on_a_hatched_ground_and_travel_on_dashes() -> None:
    graph = build(parse("y = a b", values=("a", "b")), {"a": 2.0, "b": 5.0})
    answer = forward_payload(forward.run(graph, {"a": 2.0, "b": 5.0}, {"b": 3.0}), "en")
    picture = svg(answer, Look(step=3))
    ElementTree.fromstring(picture)
    assert picture.count('fill="url(#chainlight-hatched)"') == 2 and "stroke-dasharray" in picture
    assert "3 × a = 6" in words(picture).replace("\u2009", " ") or "3×a=6" in words(picture).replace(" ", "")
    assert "y changes at the rate 6." in picture
    assert THEMES["light"].backward_wash not in picture


def test_gradients_of_a_backward_graph_have_the_colour_of_gradients() -> None:
    graph = build(parse("y = a b", values=("a", "b")), {"a": 2.0, "b": 5.0})
    picture = svg(backward_payload(graph, backward.run(graph, {"a": 2.0, "b": 5.0}), "en"))
    assert picture.count(f'fill="{THEMES["light"].backward_wash}"') == 3
    assert picture.count(f'fill="{THEMES["light"].forward_wash}"') == 2


def test_a_product_on_a_short_edge_covers_no_card() -> None:
    shown = intro_payload()
    tree = ElementTree.fromstring(svg(shown, Look(step=5)))
    (product,) = [group for group in tree.iter(f"{SPACE}g") if "".join(group.itertext()) == "1×3=3"][:1]
    (box,) = list(tree.iter())[list(tree.iter()).index(product) - 1 :][:1]
    place = [float(box.get(side) or 0) for side in ("x", "y", "width", "height")]
    for node in shown["nodes"]:
        left, top = node["x"] - node["width"] / 2, node["y"] - node["height"] / 2
        apart = left >= place[0] + place[2] or left + node["width"] <= place[0]
        assert apart or top >= place[1] + place[3] or top + node["height"] <= place[1], node["id"]
