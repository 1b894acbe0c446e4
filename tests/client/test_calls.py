from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from app.client import calls
from app.client.calls import Call
from app.main import app
from app.web.pictures import FORMS
from tests.live import ROOT


def test_every_route_of_the_api_has_a_call() -> None:
    text = Path(calls.__file__).read_text()
    asked = {"/api/v1" + path for path in re.findall(r'(?:post|get)\("(/[a-z/]+)"', text)}
    asked |= set(re.findall(r'"(/api/v1/batch|/healthz)"', text))
    served = {route.path for route in app.routes if getattr(route, "path", "").startswith(("/api/v1", "/healthz"))}  # type: ignore[attr-defined]
    assert asked == served


def test_every_form_of_a_picture_can_be_asked_for() -> None:
    assert set(get_args(calls.Suffix)) == FORMS.keys()


def test_a_query_is_escaped_so_that_a_plus_stays_a_plus() -> None:
    call = calls.picture(
        "J = 3(a+b)", "svg", values={"a": 5}, show=["values", "locals"], step=4, space=(640, 480), animate=True
    )
    assert call.address("zh-CN") == (
        "/graph.svg?lang=zh-CN&source=J%20%3D%203%28a%2Bb%29&values=%7B%22a%22%3A%205%7D"
        "&show=values%2Clocals&step=4&space=640x480&animate=1"
    )


def test_what_is_none_is_left_out() -> None:
    call = calls.gradients("y = x", output=None, values={"x": float("nan")})
    assert call.content() == b'{"source": "y = x", "values": {"x": "NaN"}}'
    assert Call("GET", "/healthz").content() is None


def test_a_language_of_the_call_stands_before_that_of_the_client() -> None:
    assert calls.picture("y", "dot", language="en").address("zh-CN") == "/graph.dot?lang=en&source=y"


def test_nothing_of_the_server_is_imported() -> None:
    for path in (ROOT / "app" / "client").glob("*.py"):
        assert not re.search(r"^\s*(from|import) app\.(?!client)", path.read_text(), re.MULTILINE), path
