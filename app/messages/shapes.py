"""Shapes that do not fit one another."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
SHAPES: dict[str, Message] = {
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
    "shape.same": Message(
        422, text("The shapes differ", "形状不同"),
        text("Shapes {left} and {right} must be equal here.", "这里要求形状相同，而它们是 {left} 与 {right}。")),
    "shape.vector": Message(
        422, text("Not a vector", "不是向量"),
        text("A vector is needed here, not a tensor of shape {shape}.", "这里需要向量，而不是形状为 {shape} 的张量。")),
    "shape.dim": Message(
        422, text("No such dimension", "没有这一维"),
        text("A tensor of shape {shape} has no dimension {dim}.", "形状为 {shape} 的张量没有第 {dim} 维。"),
        text("Dimensions are counted from 0, or from -1 at the end.", "维从 0 数起，或从末尾的 -1 往前数。")),
    "shape.keepdim": Message(
        422, text("`keepdim` without `dim`", "有 `keepdim` 却没有 `dim`"),
        text("`keepdim` says what to do with one dimension; which one is not said.", "`keepdim` 说明如何处理某一维，但没有说明是哪一维。"),
        text("Add `dim=0`, for example.", "例如加上 `dim=0`。")),
    "shape.empty": Message(
        422, text("Nothing to choose from", "没有元素可选"),
        text("This needs at least one number along the dimension.", "这一维上至少要有一个元素。")),
    "shape.reshape": Message(
        422, text("The numbers do not fit the shape", "元素个数与形状不符"),
        text("A tensor of shape {shape} cannot be reshaped to {wanted}.", "形状为 {shape} 的张量不能变形为 {wanted}。"),
        text("Both shapes must hold equally many numbers; one entry may be -1.", "两个形状的元素个数必须相同；其中一维可以写 -1。")),
    "shape.concat": Message(
        422, text("The tensors cannot be joined", "张量无法拼接"),
        text("Shapes {left} and {right} may differ only in dimension {dim}.", "形状 {left} 与 {right} 只能在第 {dim} 维上不同。")),
    "shape.index": Message(
        422, text("No such entry", "没有这个元素"),
        text("A tensor of shape {shape} has no entry [{index}].", "形状为 {shape} 的张量没有元素 [{index}]。"),
        text("Entries are counted from 0.", "下标从 0 开始。")),
    "shape.classes": Message(
        422, text("The target does not fit the logits", "目标与对数几率不匹配"),
        text("Logits of shape {logits} do not go with a target of shape {target}.", "形状为 {logits} 的对数几率不能搭配形状为 {target} 的目标。"),
        text("Give logits (c) or (n, c), and a target of the same shape or one class number for each row.",
             "对数几率的形状应为 (c) 或 (n, c)，目标与之同形，或每行给一个类别编号。")),
    "shape.negative": Message(
        422, text("A size below zero", "负的大小"),
        text("{shape} is no shape: a size cannot be negative.", "{shape} 不是形状：大小不能为负。")),
    "shape.arange": Message(
        422, text("The range never ends", "这个区间没有尽头"),
        text("From {start} one does not reach {stop} in steps of {step}.", "从 {start} 以步长 {step} 到不了 {stop}。"),
        text("Give a step that leads from the start to the stop.", "请给出能从起点走到终点的步长。")),
    "shape.arange_stop": Message(
        422, text("A step without a stop", "有步长却没有终点"),
        text("`arange` with a step needs a start and a stop.", "带步长的 `arange` 需要起点和终点。"),
        text("Write `arange(0, 5, 0.5)`, for example.", "例如写成 `arange(0, 5, 0.5)`。")),
    "shape.rank": Message(
        422, text("The wrong number of dimensions", "维数不对"),
        text("A tensor of shape {shape} does not fit here: so many dimensions are needed: {wanted}.", "形状为 {shape} 的张量不适用于此处，这里需要的维数是：{wanted}。")),
    "shape.square": Message(
        422, text("Not a square matrix", "不是方阵"),
        text("A square matrix is needed here, not a tensor of shape {shape}.", "这里需要方阵，而不是形状为 {shape} 的张量。")),
    "shape.correction": Message(
        422, text("Too large a correction", "修正数太大"),
        text("Of {count} numbers, {correction} cannot be taken off: nothing would be left to divide by.", "一共 {count} 个数，减去修正数 {correction} 后没有可以作除数的了。"),
        text("The variance of a population is `var(x, correction=0)`.", "总体方差写作 `var(x, correction=0)`。")),
    "shape.permute": Message(
        422, text("Not an order of the dimensions", "不是各维的一个排列"),
        text("{dims} does not name each dimension of a tensor of shape {shape} once.", "{dims} 没有把形状为 {shape} 的张量的每一维恰好列出一次。"),
        text("For a matrix `permute(A, 1, 0)` is its transpose.", "对矩阵来说，`permute(A, 1, 0)` 就是转置。")),
    "shape.batch": Message(
        422, text("Nothing to take a mean of", "无法求均值"),
        text("A tensor of shape {shape} has only one number in each channel.", "形状为 {shape} 的张量每个通道只有一个数。"),
        text("Give a batch of several rows.", "请给出含多行的批次。")),
    "shape.batch_norm": Message(
        422, text("A scale without a shift", "缺少平移量"),
        text("`batch_norm` takes the input alone, or the input, a scale and a shift.", "`batch_norm` 只接受输入，或输入、缩放量和平移量三者。")),
    "shape.attention": Message(
        422, text("Queries, keys and values do not fit", "查询、键和值不匹配"),
        text("Shapes {queries} and {keys} do not fit one another.", "形状 {queries} 与 {keys} 不匹配。"),
        text("Queries are (…, n, k), keys (…, m, k), values (…, m, v).", "查询是 (…, n, k)，键是 (…, m, k)，值是 (…, m, v)。")),
    "shape.convolution": Message(
        422, text("Input and weights do not fit", "输入与卷积核不匹配"),
        text("An input of shape {image} does not fit weights of shape {kernel}.", "形状为 {image} 的输入与形状为 {kernel} 的卷积核不匹配。"),
        text("The input is (n, channels, …) or (channels, …), the weights are (outputs, channels, …).", "输入是 (n, 通道, …) 或 (通道, …)，卷积核是 (输出通道, 通道, …)。")),
    "shape.window": Message(
        422, text("The window does not fit", "窗口放不下"),
        text("A window of {sizes} does not fit in {shape}, margin included.", "大小为 {sizes} 的窗口放不进 {shape}（含填充）。")),
    "shape.padding": Message(
        422, text("Too wide a margin", "填充太宽"),
        text("A margin of {padding} is more than half of the window, {size}.", "填充 {padding} 超过了窗口大小 {size} 的一半。")),
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
    "shape.direction": Message(
        422, text("The direction does not fit", "方向的形状不符"),
        text("What is given for `{name}` must have its shape {shape}, not {found}.",
             "为 `{name}` 给出的方向必须与它同形 {shape}，而不是 {found}。")),
}
# fmt: on
