"""Formulas that are larger or slower than is allowed."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
LIMITS: dict[str, Message] = {
    "limit.source": Message(
        422, text("The source is too long", "源文本太长"),
        text("The source has {found} bytes; at most {limit} are read.", "源文本有 {found} 字节，最多读取 {limit} 字节。"),
        text("Split it, or use tensors instead of many scalars.", "请拆分，或用张量代替大量标量。")),
    "limit.name": Message(
        422, text("A name is too long", "名字太长"),
        text("This name has {found} characters; at most {limit} are allowed.", "这个名字有 {found} 个字符，最多允许 {limit} 个。"),
        text("Choose a shorter one.", "请换一个更短的名字。")),
    "limit.literal": Message(
        422, text("A number has too many digits", "数字位数太多"),
        text("This number is {found} characters long; at most {limit} are allowed.", "这个数有 {found} 个字符，最多允许 {limit} 个。"),
        text("Leave out digits: no more than 17 make a difference.", "请减少位数：超过 17 位的部分没有影响。")),
    "limit.depth": Message(
        422, text("Too deeply nested", "嵌套太深"),
        text("Brackets, exponents and prefixes are nested more than {limit} deep here.", "括号、指数或前缀的嵌套超过了 {limit} 层。"),
        text("Give inner parts a name of their own.", "请给内层的式子单独命名。")),
    "limit.tree": Message(
        422, text("The formula is too large", "公式太大"),
        text("The formula has {found} parts; at most {limit} are allowed.", "公式有 {found} 个部分，最多允许 {limit} 个。"),
        text("Split it, or use tensors instead of many scalars.", "请拆分，或用张量代替大量标量。")),
    "limit.nodes": Message(
        422, text("The graph is too large", "计算图太大"),
        text("The graph would have more than {limit} nodes.", "计算图将超过 {limit} 个节点。"),
        text("Split the formula, or use tensors instead of many scalars.", "请拆分公式，或用张量代替大量标量。")),
    "limit.drawn": Message(
        422, text("The graph is too large to draw", "计算图太大，画不下"),
        text("{found} nodes would be drawn; at most {limit} can be.", "需要画 {found} 个节点，最多能画 {limit} 个。"),
        text("Its value and gradients are still computed: ask /api/v1/gradients. To draw it, put parts into functions, or use tensors.",
             "它的值和梯度仍可计算，请用 /api/v1/gradients。若要画图，请把一部分写成函数，或改用张量。")),
    "limit.answer": Message(
        422, text("The tensors are too large to draw", "张量太大，画不下"),
        text("The graph with all its values and steps would hold {found} numbers; at most {limit} can be shown.",
             "整个计算图连同各步的值共有 {found} 个数，最多能显示 {limit} 个。"),
        text("Its value and gradients are still computed: ask /api/v1/gradients. To draw it, use smaller tensors.",
             "它的值和梯度仍可计算，请用 /api/v1/gradients。若要画图，请缩小张量。")),
    "limit.derivative": Message(
        422, text("Too many derivatives at once", "一次要求的导数太多"),
        text("This would take {found} passes over the graph; at most {limit} are made.", "这需要遍历计算图 {found} 次，最多允许 {limit} 次。"),
        text("Name fewer `inputs`, or give a `vector` to a Hessian: that takes one pass.",
             "请在 `inputs` 中少列几个输入；求 Hessian 时也可以给出 `vector`，只需一次遍历。")),
    "limit.derivative_numbers": Message(
        422, text("The answer would be too large", "结果太大"),
        text("The answer would hold {found} numbers; at most {limit} are sent.", "结果会有 {found} 个数，最多返回 {limit} 个。"),
        text("Name fewer `inputs`, or use smaller tensors.", "请在 `inputs` 中少列几个输入，或缩小张量。")),
    "limit.rank": Message(
        422, text("Too many dimensions", "维数太多"),
        text("This tensor would have {found} dimensions; at most {limit} are allowed.", "这个张量将有 {found} 维，最多允许 {limit} 维。")),
    "limit.elements": Message(
        422, text("The tensor is too large", "张量太大"),
        text("This tensor would have {found} elements; at most {limit} are allowed.", "这个张量将有 {found} 个元素，最多允许 {limit} 个。"),
        text("Use a smaller shape.", "请缩小形状。")),
    "limit.recorded": Message(
        422, text("A tensor of the graph is too large to be drawn", "计算图里有张量太大，无法画出"),
        text("`{name}` holds {found} numbers ({shape}); in a graph that is drawn a tensor may hold {limit}.", "`{name}` 有 {found} 个数（{shape}）；能画成计算图的张量最多 {limit} 个数。"),
        text("Run the same listing with a smaller batch or smaller layers to see its graph; what it printed, its curves and findings are complete.", "想看计算图，请用更小的批量或更小的层运行同一段代码；它的输出、曲线和审阅意见都是完整的。")),
    "limit.work": Message(
        422, text("Too much work for one operation", "单个运算的工作量太大"),
        text("This operation would go through {found} numbers; at most {limit} are allowed.", "这个运算要处理 {found} 个数，最多允许 {limit} 个。"),
        text("Use smaller shapes.", "请缩小形状。")),
    "limit.live": Message(
        422, text("The tensors are too large together", "张量总量太大"),
        text("All tensors together would have more than {limit} elements.", "所有张量合计将超过 {limit} 个元素。"),
        text("Use smaller shapes, or fewer intermediate tensors.", "请缩小形状，或减少中间张量。")),
    "limit.updates": Message(
        422, text("Too many updates", "更新次数太多"),
        text("The run would make {found} updates; at most {limit} are allowed.", "这次训练要更新 {found} 次，最多允许 {limit} 次。"),
        text("Ask for fewer epochs, or for larger batches.", "请减少轮数，或增大批量。")),
    "limit.time": Message(
        422, text("It takes too long", "计算超时"),
        text("The evaluation was stopped after {seconds} seconds.", "计算超过 {seconds} 秒，已停止。"),
        text("Use smaller tensors, or ask for fewer points.", "请缩小张量，或减少取值点。")),
}
# fmt: on
