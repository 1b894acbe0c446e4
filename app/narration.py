"""What a teacher says at a step, one plain sentence, in English and Chinese.

The sentence follows from the role of the operation (its row's `kind`, see `roles`): addition passes on, multiplication
swaps, max chooses. No LaTeX: mathematics in a sentence is plain text.
"""

from __future__ import annotations

import numpy as np

from app.drawing import Card
from app.engines import Value
from app.language.tree import Apply
from app.messages import Language, Text, text
from app.notation.formulas import shape_text, value_text
from app.notation.plain import plain
from app.notation.shorten import POW, is_number
from app.operations import OPERATIONS
from app.picture import Arrival, Picture
from app.roles import backward_key, choice

# What may stand in the braces:
#   v, x     the node that the gradient leaves, the node that receives it
#   said     the operation in words (`b times c`)         formula   the same as a formula (`v = b·c`)
#   g        what reached v, as a number                  result    what x receives: `: 3` or nothing, if too large
#   local    the local derivative (`1 − a^2`)             slope     its value
#   condition, first, second   where a slope changes, and what is received at either side
#   rule     the whole way back of a tensor (`W^T @ z̄`)   shape     of x or v in words
SENTENCES: dict[str, Text] = {
    # ── forward ─────────────────────────────────────────────────────────────────────────────────────────────────────
    "forward.numbers": text("{v} is {said}: {numbers} = {value}.", "{v} 等于 {said}：{numbers} = {value}。"),
    "forward.value": text("{v} is {said}: {value}.", "{v} 等于 {said}：{value}。"),
    "forward.shape": text("{v} is {said}, a tensor of shape {shape}.", "{v} 等于 {said}，是形状为 {shape} 的张量。"),
    "forward.group": text("{v} is {said}, all steps inside it at once{value}.", "{v} 等于 {said}，内部各步一次完成{value}。"),
    # ── the seed ────────────────────────────────────────────────────────────────────────────────────────────────────
    "seed": text(
        "Start at the output: {v} changes one for one with itself, so its gradient is 1.",
        "从输出开始：{v} 对自身的变化率是 1，所以它的梯度是 1。"),
    "seed.upstream": text(
        "Start at the output: the gradient that arrives at {v} from outside is given{result}.",
        "从输出开始：从外部传到 {v} 的梯度是给定的{result}。"),
    # ── backward, one number ────────────────────────────────────────────────────────────────────────────────────────
    "add": text(
        "{v} is {said}, so {x} receives what reached {v} unchanged: {result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度原样传给 {x}：{result}。"),
    "add.turned": text(
        "{v} is {said}, so {x} receives what reached {v} with the sign turned: {result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度变号后传给 {x}：{result}。"),
    "multiply.factor": text(
        "{v} is {said}, so {x} receives what reached {v}, {g}, times the other factor, {local} = {slope}, which makes {result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度 {g} 乘以另一个因子 {local} = {slope} 后传给 {x}：{result}。"),
    "multiply.number": text(
        "{v} is {said}, so {x} receives what reached {v}, {g}, times {local}, which makes {result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度 {g} 乘以 {local} 后传给 {x}：{result}。"),
    "multiply": text(
        "{v} is {said}, so {x} receives what reached {v}, {g}, times {local} = {slope}, which makes {result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度 {g} 乘以 {local} = {slope} 后传给 {x}：{result}。"),
    "function.number": text(
        "{formula} scales what reached it, {g}, by its slope, here {local}, so {x} receives {result}.",
        "{formula} 把传来的梯度 {g} 乘以它在此处的斜率 {local}，于是 {x} 得到 {result}。"),
    "function": text(
        "{formula} scales what reached it, {g}, by its slope {local} = {slope}, so {x} receives {result}.",
        "{formula} 把传来的梯度 {g} 乘以自己的斜率 {local} = {slope}，于是 {x} 得到 {result}。"),
    "route.won": text(
        "{formula} took {x}, so all that reached {v} goes to {x}: {result}.",
        "{formula} 取的就是 {x}，所以传到 {v} 的梯度全部传给 {x}：{result}。"),
    "route.lost": text(
        "{formula} did not take {x}, so {x} receives nothing of what reached {v}: {result}.",
        "{formula} 没有取 {x}，所以传到 {v} 的梯度一点也不传给 {x}：{result}。"),
    "route.tied": text(
        "{formula} is a tie, so what reached {v}, {g}, is shared: {x} receives {result}.",
        "{formula} 中出现并列，传到 {v} 的梯度 {g} 由并列者平分：{x} 得到 {result}。"),
    "loss": text(
        "{formula} measures an error; its slope with respect to {x} is {local} = {slope}, times what reached it, {g}, makes {result}.",
        "{formula} 衡量误差；它对 {x} 的斜率是 {local} = {slope}，乘以传来的梯度 {g}，得 {result}。"),
    "group": text(
        "{v} is {said}; the chain rule inside it gives the slope {local} = {slope}, so {x} receives {g} times that: {result}.",
        "{v} 等于 {said}；在其内部用链式法则得到斜率 {local} = {slope}，所以 {x} 得到 {g} 乘以它：{result}。"),
    # ── backward, tensors ───────────────────────────────────────────────────────────────────────────────────────────
    "add.tensor": text(
        "{v} is {said}, so {x} receives what reached {v} unchanged{result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度原样传给 {x}{result}。"),
    "add.turned.tensor": text(
        "{v} is {said}, so {x} receives what reached {v} with the signs turned{result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度变号后传给 {x}{result}。"),
    "add.summed": text(
        "{v} is {said}, and {x} was repeated to fit, so {x} receives what reached {v}, summed over the copies{result}.",
        "{v} 等于 {said}，其中 {x} 经广播被复制，所以各份副本的梯度相加后传给 {x}{result}。"),
    "add.turned.summed": text(
        "{v} is {said}, and {x} was repeated to fit, so {x} receives what reached {v} with the signs turned, summed over "
        "the copies{result}.",
        "{v} 等于 {said}，其中 {x} 经广播被复制，所以各份副本的梯度变号、相加后传给 {x}{result}。"),
    "multiply.tensor": text(
        "{v} is {said}, so {x} receives what reached {v}, entry by entry times {local}{result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度逐元素乘以 {local} 后传给 {x}{result}。"),
    "multiply.scaled": text(
        "{v} is {said}, so {x} receives what reached {v}, times {local}{result}.",
        "{v} 等于 {said}，所以传到 {v} 的梯度乘以 {local} 后传给 {x}{result}。"),
    "multiply.summed": text(
        "{v} is {said}, and {x} was repeated to fit, so {x} receives what reached {v} times {local}, summed over the "
        "copies{result}.",
        "{v} 等于 {said}，其中 {x} 经广播被复制，所以传到 {v} 的梯度先乘以 {local}，各份副本再相加，传给 {x}{result}。"),
    "multiply.rule": text(
        "{v} is {said}, so {x} receives {rule}{result}.",
        "{v} 等于 {said}，所以 {x} 得到 {rule}{result}。"),
    "function.tensor": text(
        "{formula} scales what reached it, entry by entry, by its slope: {x} receives {rule}{result}.",
        "{formula} 把传来的梯度逐元素乘以自己的斜率：{x} 得到 {rule}{result}。"),
    "function.gate": text(
        "{formula} lets through what reached it where {condition}, and nothing elsewhere{result}.",
        "{formula} 只在 {condition} 处让传来的梯度通过，其余位置为 0{result}。"),
    "function.choice": text(
        "{formula} has two slopes: {x} receives {first} where {condition}, and {second} elsewhere{result}.",
        "{formula} 有两种斜率：在 {condition} 处 {x} 得到 {first}，其余位置得到 {second}{result}。"),
    "function.unchanged": text(
        "{formula} has slope 1 everywhere here, so {x} receives what reached {v} unchanged{result}.",
        "{formula} 在这里处处斜率为 1，所以传到 {v} 的梯度原样传给 {x}{result}。"),
    "function.blocked": text(
        "{formula} is flat everywhere here, so nothing of what reached {v} passes on to {x}{result}.",
        "{formula} 在这里处处平坦，所以传到 {v} 的梯度不再传给 {x}{result}。"),
    "function.mixed": text(
        "{formula} mixes its numbers, so each of {x} answers for all of them: {x} receives {rule}{result}.",
        "{formula} 把各个数混在一起，每个数都影响所有结果：{x} 得到 {rule}{result}。"),
    "route.tensor": text(
        "{formula} chose, so what reached {v} goes only to the numbers of {x} that were taken{result}.",
        "{formula} 作了选择，所以传到 {v} 的梯度只传给 {x} 中被选中的数{result}。"),
    "reduce.tensor": text(
        "{formula} gathers the numbers of {x}, so what reached {v} is spread over all of them: each receives {rule}{result}.",
        "{formula} 汇总了 {x} 的各个数，所以传到 {v} 的梯度散布到每个数，各得 {rule}{result}。"),
    "matrix.tensor": text(
        "{formula} is a matrix product, so {x} receives {rule}, in its own shape {shape}{result}.",
        "{formula} 是矩阵乘积，所以 {x} 得到 {rule}，形状与 {x} 相同，为 {shape}{result}。"),
    "shape.tensor": text(
        "{formula} only moves numbers, so what reached {v} moves back to where they came from in {x}{result}.",
        "{formula} 只是搬动数字，所以传到 {v} 的梯度按原路搬回 {x} 中各自的位置{result}。"),
    "loss.tensor": text(
        "{formula} measures an error; {x} receives {rule}{result}.",
        "{formula} 衡量误差；{x} 得到 {rule}{result}。"),
    "group.tensor": text(
        "{v} is {said}; the chain rule inside it leads what reached {v} on to {x}{result}.",
        "{v} 等于 {said}；传到 {v} 的梯度在其内部按链式法则传到 {x}{result}。"),
    # ── several uses ────────────────────────────────────────────────────────────────────────────────────────────────
    "more": text(" {x} is used {times}, so more is still to come.", "{x} 被用了{times}，后面还有梯度要传来。"),
    "sum": text(
        " {x} is used {times}: this {nth} contribution, {part}, is added to the {before} already there: {total}.",
        "{x} 被用了{times}：这第{nth}份梯度 {part} 加到已有的 {before} 上，得 {total}。"),
    "sum.tensor": text(
        " {x} is used {times}: this {nth} contribution is added to what is already there{total}.",
        "{x} 被用了{times}：这第{nth}份梯度加到已有的梯度上{total}。"),
}  # fmt: skip

GIVES: Text = text(": {value}", "：{value}")
"""how a value is joined to a sentence that may also go without it"""

TIMES: dict[Language, tuple[str, ...]] = {"en": ("", "once", "twice"), "zh-CN": ("", "一次", "两次")}
NTH: dict[Language, tuple[str, ...]] = {
    "en": ("", "first", "second", "third", "fourth", "fifth"),
    "zh-CN": ("", "一", "二", "三", "四", "五"),
}
MANY_TIMES: Text = text("{count} times", " {count} 次")
MANY_NTH: Text = text("{count}th", " {count} ")


def forward(drawn: Picture, card: Card, value: Value, language: Language) -> str:
    """How a card came by its value."""
    written = value_text(value)
    if card.collapsed is not None:
        return say("forward.group", language, v=card.id, said=drawn.group_text(card), value=gives(written, language))
    facts = {"v": card.id, "said": said(drawn, card, language)}
    if written is None:
        return say("forward.shape", language, **facts, shape=shape_text(np.shape(value)))
    numbers = drawn.formulas.plain_numbers(drawn.formulas.tree(card.node))
    key = "forward.value" if numbers is None or numbers == written else "forward.numbers"
    return say(key, language, **facts, numbers=numbers or "", value=written)


def seed(drawn: Picture, value: Value, language: Language) -> str:
    """Where the way back starts."""
    key = "seed" if drawn.partial else "seed.upstream"
    return say(key, language, v=drawn.output.id, result=gives(value_text(value), language))


def backward(drawn: Picture, arrival: Arrival, language: Language) -> str:
    """What a card receives and why; where it is used several times, what that adds up to so far."""
    told = receives(drawn, arrival, language)
    if arrival.uses == 1:
        return told
    words = {"x": arrival.source.id, "times": times(arrival.uses, language), "nth": nth(arrival.count, language)}
    if arrival.before is None:
        return told + say("more", language, **words)
    part, before = value_text(arrival.passage.contribution), value_text(arrival.before)
    total = value_text(arrival.value)
    if isinstance(arrival.value, float) and part and before and total:
        return told + say("sum", language, **words, part=part, before=before, total=total)
    return told + say("sum.tensor", language, **words, total=gives(total, language))


def receives(drawn: Picture, arrival: Arrival, language: Language) -> str:
    target, passage = arrival.target, arrival.passage
    scalar = passage.slope is not None
    local, result = passage.text, value_text(passage.contribution)
    if not scalar and passage.tree is not None:
        local = plain(drawn.formulas.local(*passage.line.parts[0]))
    return say(
        backward_key(drawn, arrival),
        language,
        v=target.id,
        x=arrival.source.id,
        said=drawn.group_text(target) if target.collapsed else said(drawn, target, language),
        formula=drawn.card_text(target),
        g=value_text(arrival.reached) or "",
        local=local,
        slope=(value_text(passage.slope) if passage.slope is not None else None) or "",
        rule=passage.text,
        shape=shape_text(np.shape(passage.contribution)),
        result=(result or "") if scalar else gives(result, language),
        **choice(passage.tree),
    )


def said(drawn: Picture, card: Card, language: Language) -> str:
    """An operation in words, `b times c`, where its row has any; else its formula, `tanh(z)`."""
    tree = drawn.formulas.tree(card.node)
    assert isinstance(tree, Apply)
    squared = tree.operation is POW and is_number(tree.operands[1], 2)
    words = OPERATIONS["square"].said if squared else tree.operation.said
    if words is None:
        return plain(tree)
    return words[language].format(**dict(zip("abc", map(plain, tree.operands), strict=False)))


def say(key: str, language: Language, **facts: str) -> str:
    return SENTENCES[key][language].format(**facts)


def gives(value: str | None, language: Language) -> str:
    """`: 3`, or nothing where the value is too large to be said."""
    return "" if value is None else GIVES[language].format(value=value)


def times(count: int, language: Language) -> str:
    words = TIMES[language]
    return words[count] if count < len(words) else MANY_TIMES[language].format(count=count)


def nth(count: int, language: Language) -> str:
    words = NTH[language]
    return words[count] if count < len(words) else MANY_NTH[language].format(count=count)
