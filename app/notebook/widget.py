"""The widget: `static/js/widget.js` on the notebook's side, and on this side what answers its questions."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from app.errors import UserError
from app.language.names import canonical
from app.layout import Order
from app.notebook.page import TITLE, page
from app.notebook.subjects import SPACE
from app.resources import resource
from app.web.problems import document
from app.web.values import read_named

if TYPE_CHECKING:
    from app.notebook.shown import Shown

AROUND = 150
"""pixels of the frame that are not the graph's: the sentence and the timeline"""
LEAST, MOST = 380, 640
LARGEST = 100_000.0
"""pixels of a window's side"""


@lru_cache(maxsize=1)
def script() -> str:
    return (resource("static") / "js" / "widget.js").read_text("utf-8")


class Player(anywidget.AnyWidget):
    """`page` is the whole player, which needs no kernel to play what it holds."""

    _esm = script()
    page = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    theme = traitlets.Unicode().tag(sync=True)


def player(shown: Shown) -> Player:
    _, high = shown.payload["size"]
    height = round(min(max(high + AROUND, LEAST), MOST))
    widget = Player(page=page(shown), title=TITLE[shown.language], height=height, theme=shown.theme or "")
    widget.on_msg(lambda _, message, __: widget.send(answer(shown, message)))
    return widget


def answer(shown: Shown, message: Any) -> dict[str, Any]:
    """What the kernel says to a message of the frame's."""
    if not isinstance(message, dict) or message.get("type") != "ask":
        return {"type": "live"}
    told = {"type": "answer", "id": message.get("id")}
    subject = shown.subject
    question = message.get("question") or {}
    try:
        values = {canonical(name): value for name, value in read_named(dict(question.get("values") or {})).items()}
        space = space_of(question.get("space"))
        return told | {"payload": subject.payload(values if subject.asks else {}, space, order_of(question))}
    except UserError as error:
        return told | {"problem": document(error, subject.language, subject.source)}


def space_of(written: Any) -> tuple[float, float]:
    match written:
        case [int() | float() as wide, int() | float() as high] if min(wide, high) > 0 and max(wide, high) <= LARGEST:
            return float(wide), float(high)
    return SPACE


def order_of(question: dict[str, Any]) -> Order | None:
    """How the drawing lay before."""
    match question.get("previous"):
        case {"direction": "right" | "down" as direction, "order": list(order)}:
            return Order("TB" if direction == "down" else "LR", tuple(map(str, order)))
    return None
