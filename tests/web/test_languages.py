from __future__ import annotations

import pytest

from app.web.languages import accepted, language_of


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("de-DE,en;q=0.5,zh;q=0.4", "en"),
        ("en;q=0.1, zh-Hans-CN;q=0.7", "zh-CN"),
        ("zh;q=0, en", "en"),
        ("fr, *;q=0.5", None),
        ("zh;q=oops", None),
        ("", None),
    ],
)
def test_the_browsers_language_is_the_best_of_ours(header: str, language: str | None) -> None:
    assert accepted(header) == language


def test_the_body_goes_before_the_query_and_the_query_before_the_browser() -> None:
    scope = {"query_string": b"lang=zh-CN", "headers": [(b"accept-language", b"en")]}
    assert language_of(scope) == "zh-CN"
    assert language_of({**scope, "language": "en"}) == "en"
    assert language_of({**scope, "query_string": b"lang=xx"}) == "en"
    assert language_of({"query_string": b"", "headers": [(b"accept-language", b"zh")]}) == "zh-CN"
    assert language_of({"query_string": b"lang=%ff", "headers": []}) == "en"
