"""A figure and its HTML."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import pytest

from app.errors import NameProblem
from app.figures import Looks, figure_of, markup, read_options

SERVER = "https://graphs.example.org/"


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_a_figure_tells_its_component_what_was_written_and_nothing_else() -> None:
    options = read_options({"values": "a=5, b=3.5, x=[1,2]", "step": "4", "predict": "gradients"})
    figure = figure_of("J = 3(a+b) sum(x)", options)
    assert figure.attributes == {
        "source": "J = 3(a+b) sum(x)", "values": "a:5,b:3.5,x:[1,2]", "step": "4", "lang": "en", "predict": "gradients",
    }  # fmt: skip


def test_its_link_opens_the_same_graph_on_the_page() -> None:
    figure = figure_of("J = 3(a+bc)", read_options({"values": "a=5", "step": "4", "lang": "zh"}))
    assert figure.link(SERVER) == "https://graphs.example.org/?source=J%20=%203(a%2Bbc)&values=a:5&lang=zh-CN#step=4"


def test_its_picture_says_what_it_shows_in_its_own_language() -> None:
    values = read_options({"values": "a=5, b=3, c=2"})
    english, chinese = figure_of("J = 3(a+bc)", values), figure_of("J = 3(a+bc)", values, "zh-CN")
    assert english.told == ("Computational graph of J = 3*(a + b*c) J has the value 33. Gradients of J: a 3, b 6, c 9.")
    assert chinese.told == "J = 3*(a + b*c) 的计算图 J 的值为 33。J 的梯度：a 3、b 6、c 9。"


def test_what_a_student_is_to_predict_is_not_in_the_picture_nor_told() -> None:
    figure = figure_of("J = 3(a+bc)", read_options({"values": "a=5, b=3, c=2", "predict": "gradients"}))
    assert "Gradients" not in figure.told
    numbers = set(re.findall(r">(\d+)<", figure.svg("light")))
    assert "33" in numbers
    assert not {"6", "9"} <= numbers


def test_without_a_server_the_pictures_stand_alone_for_both_themes() -> None:
    tags = Tags(markup(figure_of("y = x^2", {}), Looks()))
    assert [each["class"] for each in tags.all("img")] == ["chainlight-light", "chainlight-dark"]
    for image in tags.all("img"):
        drawn = base64.b64decode(str(image["src"]).removeprefix("data:image/svg+xml;base64,")).decode()
        assert drawn.startswith("<svg")
        assert image["alt"] == figure_of("y = x^2", {}).told
    assert not tags.all("computational-graph")
    assert not tags.all("script")


def test_with_a_server_the_component_holds_the_picture_and_a_link() -> None:
    figure = figure_of('y = x^2  # "<b>"', {"theme": "dark"})
    page = markup(figure, Looks("80%", "320px", "left", "<em>Here</em>"), server=SERVER, pictures={"dark": "a b.svg"})
    tags = Tags(page)
    assert tags.all("figure") == [{"class": "chainlight align-left", "style": "width:80%"}]
    assert tags.all("computational-graph") == [
        {"source": 'y = x^2  # "<b>"', "theme": "dark", "lang": "en", "height": "320px"}
    ]
    assert [(each["class"], each["src"]) for each in tags.all("img")] == [("chainlight-only", "a b.svg")]
    assert tags.all("script") == [{"type": "module", "async": None, "src": "https://graphs.example.org/embed.js"}]
    assert tags.all("a")[0]["href"] == figure.link(SERVER)
    assert re.search(
        r"<computational-graph.*<img.*</computational-graph>.*<figcaption><em>Here</em></figcaption>", page
    )


def test_a_formula_that_cannot_be_run_raises_what_is_wrong_with_it() -> None:
    with pytest.raises(NameProblem):
        figure_of("y = sine(x)", {})
