"""A payload -> a picture that opens in any viewer: the cards, curves and colours of the page in plain SVG."""

from __future__ import annotations

from typing import Any

from app.messages import Language, text
from app.numbers import short
from app.views.cards import Cards
from app.views.look import Look
from app.views.marks import THEMES, WORDS, element, escape, length
from app.views.moment import Moment, moment_of
from app.views.wires import Wires

TITLE = text("Computational graph of {formula}", "{formula} 的计算图")
VALUE = text("{name} has the value {value}.", "{name} 的值为 {value}。")
TANGENT = text("{name} changes at the rate {rate}.", "{name} 的变化率为 {rate}。")
GRADIENTS = text("Gradients of {name}: {list}.", "{name} 的梯度：{list}。")


LARGEST = 2.0
"""times that a picture in a frame is drawn larger than its layout, at most"""


def svg(payload: dict[str, Any], look: Look = Look()) -> str:  # noqa: B008 (it is frozen)
    """The picture of a payload (the answer of `POST /api/v1/graph`) as an SVG document."""
    width, height = payload["size"]
    now = moment_of(payload, look)
    picture = Picture(payload, now, look)
    return document(
        [
            *picture.grounds(),
            *(picture.frame(group) for group in payload["groups"]),
            *(picture.wire(edge) for edge in sorted(payload["edges"], key=picture.is_present)),
            *(picture.card(node) for node in payload["nodes"]),
            *(picture.label(edge) for edge in payload["edges"]),
        ],
        (width, height),
        look,
        title_of(payload, look.language),
        description_of(payload, now, look),
    )


def document(marks: list[str], size: tuple[float, float], look: Look, title: str, description: str) -> str:
    """Marks on paper, with what is told to those who do not see them; as wide as `look` wants it, or in its frame."""
    (width, height), left, top = size, 0.0, 0.0
    scale = 1.0 if look.width is None else look.width / width
    if look.frame is not None:
        scale = min(look.frame[0] / width, look.frame[1] / height, LARGEST)
        wide, high = (side / scale for side in look.frame)
        (width, left), (height, top) = (wide, (width - wide) / 2), (high, (height - high) / 2)
    return element(
        "svg",
        element("title", escape(title), id="chainlight-title"),
        element("desc", escape(description), id="chainlight-description"),
        # Beyond the edges: where a side is no whole number of pixels the last row would shine through.
        element("rect", x=left - 1, y=top - 1, width=width + 2, height=height + 2, fill=THEMES[look.ground].paper),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        width=width * scale,
        height=height * scale,
        viewBox=" ".join(map(length, (left, top, width, height))),
        role="img",
        aria_labelledby="chainlight-title chainlight-description",
        lang=look.language,
        font_family=WORDS,
    )


class Picture(Cards, Wires):
    """The marks of one payload at one moment."""


def title_of(payload: dict[str, Any], language: Language) -> str:
    return TITLE[language].format(formula="; ".join(payload["normalized"].splitlines()))


def description_of(payload: dict[str, Any], now: Moment, look: Look) -> str:
    """What the picture tells, for those who hear it: of the output's value and the gradients what is to be seen."""
    language, told = look.language, []
    ids = {node.get("name", node["id"]): node["id"] for node in payload["nodes"]}
    if not isinstance(payload["value"], list | dict) and "values" in look.parts and payload["output"] in now.values:
        told.append(VALUE[language].format(name=payload["output"], value=short(float(payload["value"]))))
    if "gradients" in look.parts:
        if payload.get("mode") == "forward" and not isinstance(payload["tangent"], list | dict):
            told.append(TANGENT[language].format(name=payload["output"], rate=short(float(payload["tangent"]))))
        listed = [
            f"{name} {short(float(value))}"
            for name, value in payload["gradients"].items()
            if not isinstance(value, list | dict) and now.gradients.get(ids.get(name, name)) == value
        ]
        if listed:
            every = ("、" if language == "zh-CN" else ", ").join(listed)
            told.append(GRADIENTS[language].format(name=payload["output"], list=every))
    return ("" if language == "zh-CN" else " ").join(told)
