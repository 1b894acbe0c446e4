from __future__ import annotations

import json
from typing import Any

from starlette.exceptions import HTTPException

from app.errors import FormulaSyntaxError, RequestError
from app.web.problems import problem


def answered(error: Exception, **scope: Any) -> tuple[int, Any, Any]:
    scope = {"type": "http", "method": "GET", "path": "/here", "query_string": b"", "headers": [], **scope}
    response = problem(error, scope)
    assert scope["code"]
    return response.status_code, response.headers, json.loads(bytes(response.body))


def test_a_place_counts_code_points_and_lines_from_one() -> None:
    error = FormulaSyntaxError("syntax.unclosed", (7, 8), bracket="(", closing=")")
    status, headers, document = answered(error, source="𝛼 = λ\n3(a")
    assert (status, headers["content-type"]) == (422, "application/problem+json")
    assert document == {
        "type": "urn:chainlight:problem:syntax.unclosed",
        "title": "A bracket is never closed",
        "status": 422,
        "code": "syntax.unclosed",
        "detail": "This `(` is never closed.",
        "line": 2,
        "column": 2,
        "offset": 7,
        "length": 1,
        "hint": "Write `)` where it ends.",
    }


def test_the_words_are_in_the_language_of_the_request() -> None:
    _, _, document = answered(RequestError("request.object"), query_string=b"lang=zh-CN")
    assert document["detail"] == "请求体必须是一个 JSON 对象。"


def test_what_has_no_place_has_null_for_it() -> None:
    _, _, document = answered(RequestError("request.object"), source="y = x")
    assert [document[name] for name in ("line", "column", "offset", "length")] == [None] * 4


def test_errors_of_the_framework_become_ours() -> None:
    status, headers, document = answered(HTTPException(405, headers={"Allow": "POST"}))
    assert (status, document["code"], headers["allow"]) == (405, "request.method", "POST")
    assert answered(HTTPException(404))[2]["detail"] == "There is nothing at /here."
    assert answered(HTTPException(400))[2]["code"] == "request.refused"
    assert answered(ZeroDivisionError("secret"))[2]["code"] == "server.fault"


def test_when_to_come_back_is_a_header() -> None:
    status, headers, _ = answered(RequestError("server.busy", retry_after=3))
    assert (status, headers["retry-after"]) == (503, "3")
