"""Every user error's words, one row a code: status, title, detail, hint, in English and Chinese.

The templates are filled by `str.format` with the facts of the error. Add a row, then raise its code; a test holds every
raised code against this table, and every template against the other language's fields.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Language = Literal["en", "zh-CN"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Text = dict[Language, str]


def text(en: str, zh: str) -> Text:
    """The same words in both languages."""
    return {"en": en, "zh-CN": zh}


class Message(NamedTuple):
    status: int
    title: Text
    detail: Text
    hint: Text | None = None


# fmt: off
MESSAGES: dict[str, Message] = {
    # ── syntax ──────────────────────────────────────────────────────────────────────────────────────────────────────
    "syntax.unexpected": Message(
        422, text("Unexpected text", "意外的内容"),
        text("`{found}` cannot stand here; {expected} was expected.", "这里不能写 `{found}`，应为{expected}。")),
    "syntax.unclosed": Message(
        422, text("A bracket is never closed", "括号没有闭合"),
        text("This `{bracket}` is never closed.", "这个 `{bracket}` 没有闭合。"),
        text("Write `{closing}` where it ends.", "在结束处补上 `{closing}`。")),

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────
    "name.cycle": Message(
        422, text("A definition goes in a circle", "定义成环"),
        text("These names need one another: {cycle}.", "这些名字互相依赖：{cycle}。"),
        text("Give one of them a value, or remove one of the uses.", "给其中一个赋值，或去掉其中一处引用。")),
}
# fmt: on
