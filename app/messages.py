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
    "name.arguments": Message(
        422, text("The wrong number of arguments", "参数个数不对"),
        text("`{name}` takes {wanted} arguments; {found} are given.", "`{name}` 需要 {wanted} 个参数，这里给了 {found} 个。")),
    "name.output": Message(
        422, text("No such output", "没有这个输出"),
        text("The program does not define `{name}`; it defines {names}.", "程序里没有定义 `{name}`，只定义了 {names}。"),
        text("Choose one of these as the output.", "请从中选一个作为输出。")),

    # ── shapes ──────────────────────────────────────────────────────────────────────────────────────────────────────
    "shape.broadcast": Message(
        422, text("The shapes do not fit", "形状不匹配"),
        text("Shapes {left} and {right} cannot be combined: aligned at the right, each pair of sizes must be equal or contain a 1.",
             "形状 {left} 与 {right} 不能逐元素运算：从右对齐后，每一维必须相等，或其中之一为 1。")),
    "shape.matmul": Message(
        422, text("The matrices do not fit", "矩阵形状不匹配"),
        text("{left} @ {right} is not defined: the last size of the first must equal the last but one of the second.",
             "{left} @ {right} 没有定义：前者的最后一维必须等于后者的倒数第二维。"),
        text("Transpose one of them with `^T`, or change a shape.", "试试用 `^T` 转置其中一个，或修改形状。")),
    "shape.ragged": Message(
        422, text("The rows differ in length", "各行长度不同"),
        text("All rows of a tensor must have the same length.", "张量的各行必须一样长。"),
        text("Complete the shorter rows.", "请补齐较短的行。")),
    "shape.upstream": Message(
        422, text("The output is not one number", "输出不是一个数"),
        text("`{name}` is a tensor of shape {shape}; the way back starts from one number.",
             "`{name}` 是形状为 {shape} 的张量，而反向传播要从一个数出发。"),
        text("Take its `sum` or `mean`, or give the gradient that arrives as `upstream`.",
             "对它取 `sum` 或 `mean`，或用 `upstream` 给出传到它的梯度。")),
    "shape.upstream_differs": Message(
        422, text("The upstream gradient does not fit", "上游梯度的形状不符"),
        text("The gradient that arrives at `{name}` must have its shape {shape}, not {found}.",
             "传到 `{name}` 的梯度必须与它同形 {shape}，而不是 {found}。")),

    # ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────────
    "limit.nodes": Message(
        422, text("The graph is too large", "计算图太大"),
        text("The graph would have more than {limit} nodes.", "计算图将超过 {limit} 个节点。"),
        text("Split the formula, or use tensors instead of many scalars.", "请拆分公式，或用张量代替大量标量。")),
    "limit.rank": Message(
        422, text("Too many dimensions", "维数太多"),
        text("This tensor would have {found} dimensions; at most {limit} are allowed.", "这个张量将有 {found} 维，最多允许 {limit} 维。")),
    "limit.elements": Message(
        422, text("The tensor is too large", "张量太大"),
        text("This tensor would have {found} elements; at most {limit} are allowed.", "这个张量将有 {found} 个元素，最多允许 {limit} 个。"),
        text("Use a smaller shape.", "请缩小形状。")),
    "limit.live": Message(
        422, text("The tensors are too large together", "张量总量太大"),
        text("All tensors together would have more than {limit} elements.", "所有张量合计将超过 {limit} 个元素。"),
        text("Use smaller shapes, or fewer intermediate tensors.", "请缩小形状，或减少中间张量。")),
    "limit.time": Message(
        422, text("It takes too long", "计算超时"),
        text("The evaluation was stopped after {seconds} seconds.", "计算超过 {seconds} 秒，已停止。"),
        text("Use smaller tensors, or ask for fewer points.", "请缩小张量，或减少取值点。")),
}
# fmt: on
