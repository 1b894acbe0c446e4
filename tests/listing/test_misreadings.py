"""What Python's parser complains of, and what to write instead."""

from __future__ import annotations

import pytest

from app.errors import UserError
from app.listing.misreadings import MISREADINGS
from app.listing.syntax import parsed
from app.messages import LANGUAGES

UNREADABLE: list[tuple[str, int, str, str]] = [
    ("x = [1.0，2.0]", 1, "`，`", "半角的 `,`"),
    ("x = f（2）", 1, "code has `(`", "半角的 `(`"),
    ("for i in range(3)：\n    pass", 1, "code has `:`", "半角的 `:`"),
    ("print(“你好”)", 1, 'code has `"`', "全角"),
    ("x＝1", 1, "code has `=`", "半角的 `=`"),
    ("y = x²", 1, "`**2`", "`**2`"),
    ("x = 1\n\u3000y = 2", 2, "U+3000 IDEOGRAPHIC SPACE", "空格"),
    ("x\u00a0= 1", 1, "U+00A0 NO-BREAK SPACE", "从网页上复制"),
    ("x = 1 😀", 1, "not part of Python", "没有这个符号"),
    ("for i in range(3):\nprint(i)", 2, "belongs to line 1", "属于第 1 行"),
    ("x = 1\n  y = 2", 2, "further in than the one above", "去掉行首多余的空格"),
    ("def f(x):\n    y = x\n  return y", 3, "before no block above", "对不上"),
    ("if 1:\n\tx = 1\n        y = 2", 3, "Tabs and spaces", "制表符"),
    ("for i in range(3)\n    pass", 1, "end with a colon", "结尾要写冒号"),
    ("x = [1, 2\ny = 3", 1, "The `[` that is marked", "标出的 `[`"),
    ("x = (1, 2]", 1, "must close in the order", "要成对"),
    ("x = 'abc", 1, "no closing quote", "没有结束的引号"),
    ("x = f'{a['b']}'", 1, "in the braces", "花括号里"),
    ("f'{x:.4f'", 1, "A `{` in this f-string", "没有对应的 `}`"),
    ("if x = 3: pass", 1, "two compare", "才是比较"),
    ("f(x) = 3", 1, "two compare", "才是比较"),
    ("x + 1 += 2", 1, "nothing that is computed", "不能是计算式"),
    ("x = [1 2]", 1, "side by side", "漏了逗号"),
    ("print 'hi'", 1, "`print` is a function", "Python 2"),
    ("y = 2x", 1, "`2 * x`", "`2 * x`"),
    ("x = 010", 1, "does not begin with 0", "不能以 0 开头"),
    ("f(a=1, 2)", 1, "without a name come first", "不带名字"),
    ("def f(a=1, b): pass", 1, "come after those without", "没有默认值"),
    ("try:\n    x = 1\ny = 2", 3, "`except` or `finally`", "与它对齐"),
    ("x = 1 + \\ \n2", 1, "not even a space", "空格也不行"),
    ("if a:\n    pass\nelse if b:\n    pass", 3, "`elif`", "`elif`"),
    ("if a && b: pass", 1, "`and` and `or`", "`and` 和 `or`"),
    ("i++", 1, "`i += 1`", "`i += 1`"),
    ("x = * 3 ]", 1, "in the order", "成对"),
    (">>> x = 1\n>>> x\n1", 1, "are prompts", "提示符"),
    ("```python\nx = 1\n```", 1, "Three backticks", "反引号"),
    ("x = 1\nx?", 2, "asks a notebook", "笔记本"),
    ("x = = 3", 1, "just before it", "看它前面"),
]


@pytest.mark.parametrize(("source", "line", "english", "chinese"), UNREADABLE)
def test_a_text_that_python_cannot_read_is_told_how_to_mend(source: str, line: int, english: str, chinese: str) -> None:
    with pytest.raises(UserError) as refused:
        parsed(source)
    error = refused.value
    assert error.code == "listing.syntax" and error.span is not None
    assert source[: error.span[0]].count("\n") + 1 == line
    assert english in (error.hint("en") or "") and chinese in (error.hint("zh-CN") or ""), error.facts["reason"]


def test_every_row_is_tried() -> None:
    hints = set()
    for source, *_ in UNREADABLE:
        with pytest.raises(UserError) as refused:
            parsed(source)
        hints |= {refused.value.hint(language) for language in LANGUAGES}
    for pattern, words in MISREADINGS:
        start = words["zh-CN"].split("{")[0]
        assert any(hint and hint.startswith(start) for hint in hints), pattern
