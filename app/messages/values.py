"""Numbers and values that cannot stand where they stand."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
VALUES: dict[str, Message] = {
    "value.too_large": Message(
        422, text("The number is too large", "数太大"),
        text("`{found}` is beyond the largest double, about 1.8e308.", "`{found}` 超过了双精度的最大值，约 1.8e308。")),
    "value.bounds": Message(
        422, text("Bounds must be whole numbers", "上下限必须是整数"),
        text("This bound has no whole value.", "这个界限没有整数值。"),
        text("Write a whole number, or define the name, for example `m = 3`.", "请写一个整数，或给这个名字赋值，例如 `m = 3`。")),
    "value.bounds_empty": Message(
        422, text("There is nothing to choose from", "没有可选的项"),
        text("From {lower} to {upper} there is no number.", "从 {lower} 到 {upper} 没有任何数。"),
        text("Let the upper bound be at least the lower one.", "上限不应小于下限。")),
    "value.series_bounds": Message(
        422, text("Bounds are missing", "缺少上下限"),
        text("Without bounds `{index}` must be the whole subscript of a tensor, as in `x_i`.",
             "没有上下限时，`{index}` 必须是张量的完整下标，例如 `x_i`。"),
        text("Write bounds, for example `\\sum_{{i=1}}^{{3}}` or `sum(i=1..3, i x_i)`.",
             "请写出上下限，例如 `\\sum_{{i=1}}^{{3}}` 或 `sum(i=1..3, i x_i)`。")),
    "value.free_index": Message(
        422, text("An index that nothing runs over", "没有取值范围的下标"),
        text("`{base}` is a tensor here, a sum runs over all of it; but no sum runs over `{index}` in `{name}`.",
             "`{base}` 在这里是张量，求和取遍它的全部分量；但没有求和取遍 `{name}` 中的 `{index}`。"),
        text("Write bounds, as in `\\sum_{{j=1}}^{{3}} {base}_j`, and a number for `{index}`; or use whole tensors: `softmax({base})`.",
             "请写出上下限，例如 `\\sum_{{j=1}}^{{3}} {base}_j`，并把 `{index}` 换成数字；或直接用整个张量，例如 `softmax({base})`。")),
    "value.entry": Message(
        422, text("No such entry", "没有这个元素"),
        text("`{name}` would be an entry of `{base}`; entries are counted from 1.", "`{name}` 应是 `{base}` 的元素，而元素从 1 开始计数。"),
        text("Let the index begin with 1, or use other names.", "请让下标从 1 开始，或换用别的名字。")),
    "value.parameter": Message(
        422, text("An unfit parameter", "参数的值不合适"),
        text("`{parameter}` of `{name}` must be {wanted}, known before anything runs.", "`{name}` 的 `{parameter}` 必须是{wanted}，且在运行前已知。")),
    "value.parameter_missing": Message(
        422, text("A parameter is missing", "缺少参数"),
        text("`{name}` needs `{parameter}`: {wanted}.", "`{name}` 还需要 `{parameter}`：{wanted}。")),
    "value.index": Message(
        422, text("An unfit index", "索引不合适"),
        text("An index must be a whole number or a slice such as `1:3`.", "索引必须是整数，或 `1:3` 这样的切片。"),
        text("The first entry is `x[0]`, the last is `x[-1]`.", "第一个元素是 `x[0]`，最后一个是 `x[-1]`。")),
    "value.lowest": Message(
        422, text("Too small a value", "值太小"),
        text("`{name}` must be at least {lowest}.", "`{name}` 至少应为 {lowest}。")),
    "value.above_zero": Message(
        422, text("Not above 0", "不大于 0"),
        text("`{name}` must be above 0.", "`{name}` 必须大于 0。")),
    "value.equation": Message(
        422, text("An unfit equation", "下标式不合适"),
        text("`{equation}` does not say how these operands are multiplied and summed.", "`{equation}` 没有说明这些操作数如何相乘并求和。"),
        text('Each operand has its indices, each index once: `einsum("ij,jk->ik", A, B)`.', '每个操作数各有下标，同一项中下标不重复：`einsum("ij,jk->ik", A, B)`。')),
    "value.type": Message(
        422, text("Not a number", "不是数字"),
        text("The value of `{name}` holds {found}, which is not a number.", "`{name}` 的值里有 {found}，这不是数字。"),
        text('Give a number, nested arrays of numbers, or one of the strings "NaN", "Infinity", "-Infinity".',
             '请给出数字、由数字组成的嵌套数组，或字符串 "NaN"、"Infinity"、"-Infinity"。')),
    "value.nameless": Message(
        422, text("A value without a name", "有一个值没有名字"),
        text("One of the values has an empty name.", "有一个值的名字是空的。"),
        text("Write the input's name before it, for example `{{\"x\": 1}}`.", "请在它前面写上输入的名字，例如 `{{\"x\": 1}}`。")),
    "value.twice": Message(
        422, text("Two values for one name", "同一个名字有两个值"),
        text("`{name}` is given two values, in two spellings of one name.", "`{name}` 以两种写法得到了两个值。"),
        text("Keep one of them.", "请只保留一个。")),
    "value.empty": Message(
        422, text("An empty tensor", "空张量"),
        text("The value of `{name}` holds an empty array.", "`{name}` 的值里有空数组。"),
        text("Every dimension needs at least one element.", "每一维至少要有一个元素。")),
    "value.points": Message(
        422, text("The points do not fit", "取值点不匹配"),
        text("`points` must give every name the same number of values, at least one; `{name}` has {found}, not {wanted}.",
             "`points` 里每个名字的取值个数必须相同且不少于一个；`{name}` 有 {found} 个，而不是 {wanted} 个。")),
    "value.points_shape": Message(
        422, text("Points are for scalars", "取值点只用于标量"),
        text("`{name}` is not a scalar input of this graph, so it cannot be given points.", "`{name}` 不是这个图的标量输入，不能给它取值点。"),
        text("The scalar inputs are: {names}.", "标量输入有：{names}。")),
    "value.points_output": Message(
        422, text("Points need a scalar output", "取值点要求标量输出"),
        text("The output `{name}` is a tensor of shape {shape}; `points` needs graphs whose inputs and output are scalars.",
             "输出 `{name}` 是形状为 {shape} 的张量；使用 `points` 时输入和输出都必须是标量。"),
        text("Take the `sum` or `mean` of the output.", "请对输出取 `sum` 或 `mean`。")),
    "value.upstream_points": Message(
        422, text("Points and an upstream gradient", "取值点与上游梯度"),
        text("`points` and `upstream` cannot be given together.", "`points` 与 `upstream` 不能同时给出。"),
        text("Leave one of them out.", "请去掉其中一个。")),
}
# fmt: on
