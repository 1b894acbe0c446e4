from __future__ import annotations

import json
import math

import numpy as np
import pytest

from app.errors import RequestError
from app.web.json_text import read_json, write_json

REFUSED = [
    # body, code, the place that the error points at
    (b'{"a": 1', "request.json", (7, 7)),
    (b"", "request.json", (0, 0)),
    (b"{'a': 1}", "request.json", (1, 2)),
    ("\ufeff{}".encode(), "request.json", (0, 1)),
    (b'{"a": 1} 2', "request.json", (9, 10)),
    (b'{"a": "\x00"}', "request.json", (7, 8)),
    (b'{"a": "\xff"}', "request.encoding", None),
    (b'{"a": "\xed\xa0\x80"}', "request.encoding", None),
    (b'{"NaN": NaN}', "request.constant", (8, 11)),
    (b'["\\"NaN", -Infinity]', "request.constant", (10, 19)),
    (b'{"a": 1e400}', "request.number", (6, 11)),
    (b'{"1e400": [1, -1e999]}', "request.number", (14, 20)),
    (b"[" + b"9" * 320 + b"]", "request.number", (1, 321)),
    (b"[" + b"9" * 5000 + b"]", "request.number", (1, 5001)),
    (b"[" + b"9" * 250 + b"e99]", "request.number", (1, 254)),
    (b'{"a": 1, "b": {"c": 1, "c": 2}}', "request.duplicate", None),
    (b'{"__proto__": 1, "\\u005f_proto__": 2}', "request.duplicate", None),
    (b"[" * 100_000, "request.depth", None),
    (b"[" * 100_000 + b"]" * 100_000, "request.depth", None),
    (b'{"a":' * 50_000, "request.depth", None),
    (b'{"a": "\\ud800"}', "request.surrogate", None),
    (b'{"\\udc00": 1}', "request.surrogate", None),
    (b'["\\ude00\\ud83d"]', "request.surrogate", None),
]


@pytest.mark.parametrize(("body", "code", "span"), REFUSED, ids=lambda value: repr(value)[:30])
def test_what_is_not_strict_json_is_refused_at_its_place(body: bytes, code: str, span: tuple[int, int] | None) -> None:
    with pytest.raises(RequestError) as caught:
        read_json(body)
    assert (caught.value.code, caught.value.span, caught.value.status) == (code, span, 400)
    assert caught.value.detail("en") and caught.value.detail("zh-CN") and caught.value.hint("zh-CN")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"source": "y = 1e400 NaN", "n": 1e308}', {"source": "y = 1e400 NaN", "n": 1e308}),
        (b'{"constructor": {"__proto__": "Infinity"}}', {"constructor": {"__proto__": "Infinity"}}),
        (b'"\\ud83d\\ude00 \\u0000"', "😀 \0"),
        (b"[1e-400, -0.0, 12345678901234567890]", [0.0, -0.0, 12345678901234567890]),
    ],
)
def test_what_is_strict_json_is_read_as_it_is(body: bytes, value: object) -> None:
    assert read_json(body) == value


def test_nan_and_infinities_leave_as_strings_at_any_depth() -> None:
    answer = {
        "value": math.nan,
        "gradients": {"x": [[1.5, -math.inf]], "y": np.array([math.inf, 2])},
        "n": (0.1, np.float64(3)),
    }
    assert json.loads(write_json(answer)) == {
        "value": "NaN", "gradients": {"x": [[1.5, "-Infinity"]], "y": ["Infinity", 2.0]}, "n": [0.1, 3.0]
    }  # fmt: skip


def test_floats_leave_with_all_their_digits() -> None:
    assert (
        write_json({"x": 0.1 + 0.2, "λ": np.array([1 / 3])})
        == '{"x":0.30000000000000004,"λ":[0.3333333333333333]}'.encode()
    )
