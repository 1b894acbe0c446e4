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
    "syntax.incomplete": Message(
        422, text("Something is missing", "内容不完整"),
        text("The line ends where {expected} was expected.", "这一行到这里就结束了，还缺少{expected}。")),
    "syntax.stray": Message(
        422, text("A bracket was never opened", "多余的括号"),
        text("This `{found}` closes nothing.", "这个 `{found}` 没有对应的左括号。"),
        text("Remove it, or open a bracket before it.", "请删掉它，或在前面补上左括号。")),
    "syntax.mismatched": Message(
        422, text("The brackets do not match", "括号不配对"),
        text("`{found}` cannot close `{bracket}`.", "`{found}` 不能与 `{bracket}` 配对。"),
        text("Write `{closing}` here.", "这里应写 `{closing}`。")),
    "syntax.empty": Message(
        422, text("There is nothing to read", "没有内容"),
        text("The source holds no formula.", "源文本里没有公式。"),
        text("Write one, for example `J = 3(a+bc)`.", "请写一个，例如 `J = 3(a+bc)`。")),
    "syntax.only_functions": Message(
        422, text("There is nothing to compute", "没有可计算的内容"),
        text("The source only defines functions that call one another.", "源文本只定义了互相调用的函数。"),
        text("Add an expression that calls one of them.", "请加上一个调用它们的表达式。")),
    "syntax.character": Message(
        422, text("An unknown character", "无法识别的字符"),
        text("`{found}` means nothing in a formula.", "公式里不认识 `{found}`。"),
        text("Remove it, or write the operation in words.", "请删掉它，或用函数名写出这个运算。")),
    "syntax.elsewhere": Message(
        422, text("Written differently here", "这里的写法不同"),
        text("A formula does not use `{found}`.", "公式里不用 `{found}`。"),
        text("{hint}", "{hint}")),
    "syntax.latex_sign": Message(
        422, text("This looks like LaTeX", "看起来是 LaTeX"),
        text("`{found}` belongs to LaTeX, not to a formula.", "`{found}` 是 LaTeX 的写法，不属于普通公式。"),
        text("Choose LaTeX as the syntax, or write a plain formula such as `1/2 (x - y)^2`.",
             "请把语法选为 LaTeX，或改写成普通公式，例如 `1/2 (x - y)^2`。")),
    "syntax.dot": Message(
        422, text("A point that belongs to no number", "多余的点"),
        text("This `.` stands in no number.", "这个 `.` 不在任何数里。"),
        text("Write functions plainly: `tanh(x)` for `torch.tanh(x)`, `sum(x)` for `x.sum()`, `W^T` for `W.T`.",
             "直接写函数：用 `tanh(x)` 代替 `torch.tanh(x)`，用 `sum(x)` 代替 `x.sum()`，用 `W^T` 代替 `W.T`。")),
    "syntax.python": Message(
        422, text("This looks like Python", "看起来是 Python"),
        text("`{found}` belongs to Python; a formula has no such statement.", "`{found}` 是 Python 的语句，公式里没有。"),
        text("Write definitions such as `y = w x + b`, and functions such as `f(x) = x^2`.",
             "请写成 `y = w x + b` 这样的定义，或 `f(x) = x^2` 这样的函数。")),
    "syntax.unsupported": Message(
        422, text("A listing, not a formula", "这是代码，不是公式"),
        text("This looks like {syntax}, which is run and not drawn from its text.", "这看起来是 {syntax} 代码，需要运行，不能直接画图。"),
        text("Send it to POST /api/v1/run, or write it as a formula, for example `J = 3(a+bc)`.",
             "请用 POST /api/v1/run 运行它，或写成公式，例如 `J = 3(a+bc)`。")),
    "syntax.macro": Message(
        422, text("A command that is not read", "不接受的命令"),
        text("`{name}` is a command of TeX, not mathematics; such commands are refused.", "`{name}` 是 TeX 的命令而不是数学，不予读取。"),
        text("Leave it out, and write the formula itself.", "请去掉它，直接写出公式。")),
    "syntax.derivative": Message(
        422, text("Derivatives are found, not written", "导数由程序求出，无需写出"),
        text("`{name}` asks for a derivative; every gradient is computed from the formula itself.", "`{name}` 表示求导；所有梯度都会由公式自动算出。"),
        text("Write the function that is differentiated, for example `L = (y - w x)^2`.", "请写出被求导的函数，例如 `L = (y - w x)^2`。")),
    "syntax.unsupported_command": Message(
        422, text("A command that has no meaning here", "这里不支持的命令"),
        text("`{name}` cannot be computed here.", "这里不能计算 `{name}`。"),
        text("{hint}", "{hint}")),
    "syntax.script": Message(
        422, text("A script that belongs to nothing", "多余的上下标"),
        text("`{found}` has nothing before it that it could belong to.", "`{found}` 前面没有可以附着的内容。"),
        text("Put a name, a number or a bracket before it.", "请在前面写上名字、数或括号。")),
    "syntax.script_digits": Message(
        422, text("Only the first digit would count", "只有第一个数字有效"),
        text("In LaTeX `{sign}` takes only the `{first}` of `{found}`.", "在 LaTeX 里 `{sign}` 只作用于 `{found}` 中的 `{first}`。"),
        text("Write `{{{found}}}` in braces.", "请用花括号写成 `{{{found}}}`。")),
    "syntax.double_script": Message(
        422, text("Two scripts in one place", "重复的上下标"),
        text("There is a second `{found}` behind one letter.", "同一个字母后面有两个 `{found}`。"),
        text("Put the first part in brackets, as in `(x^2)^3`.", "请给前面的部分加上括号，例如 `(x^2)^3`。")),
    "syntax.same_letter": Message(
        422, text("Two shapes of one letter", "同一字母的两种写法"),
        text("`{name}` and `{other}` are one and the same name here.", "`{name}` 与 `{other}` 在这里是同一个名字。"),
        text("Give one of them a subscript or another letter.", "请给其中一个加下标，或换一个字母。")),
    "syntax.ones": Message(
        422, text("Ones, but how many?", "全一向量的长度未知"),
        text("`{name}` stands for a vector of ones, whose length is not said.", "`{name}` 表示全一向量，但没有给出长度。"),
        text("Write it out: `\\begin{{pmatrix}} 1 \\\\ 1 \\end{{pmatrix}}`, or sum over an index instead.",
             "请写成 `\\begin{{pmatrix}} 1 \\\\ 1 \\end{{pmatrix}}`，或改用带下标的求和。")),
    "syntax.subscript": Message(
        422, text("A subscript that means nothing here", "无法理解的下标"),
        text("`{found}` cannot stand below this.", "这里不能用 `{found}` 作下标。"),
        text("Only names and norms have subscripts: write `x_1`, or leave it out.", "只有名字和范数可以带下标：请写成 `x_1`，或去掉它。")),
    "syntax.empty_group": Message(
        422, text("Something is missing", "内容不完整"),
        text("`{name}` needs something behind it.", "`{name}` 后面缺少内容。"),
        text("Write it in braces.", "请写在花括号里。")),
    "syntax.accent": Message(
        422, text("A mark over more than one letter", "符号加在了多个字母上"),
        text("`{name}` stands over a single letter only.", "`{name}` 只能加在一个字母上。"),
        text("Write it over one letter, as in `\\hat{{y}}`.", "请只加在一个字母上，例如 `\\hat{{y}}`。")),
    "syntax.series": Message(
        422, text("A sum without its bounds", "缺少求和范围"),
        text("`{name}` needs an index and its bounds.", "`{name}` 需要下标及其范围。"),
        text("Write, for example, `\\sum_{{i=1}}^{{3}} w_i x_i`.", "请写成例如 `\\sum_{{i=1}}^{{3}} w_i x_i`。")),
    "syntax.delimiter": Message(
        422, text("A delimiter is missing", "缺少定界符"),
        text("`{name}` must be followed by a delimiter such as `(`.", "`{name}` 后面必须是 `(` 之类的定界符。")),
    "syntax.row": Message(
        422, text("A new line in the middle of a formula", "公式中间换行"),
        text("`{found}` cannot stand inside brackets.", "括号里不能写 `{found}`。"),
        text("Close the bracket first.", "请先把括号闭合。")),
    "syntax.cases": Message(
        422, text("A case without its condition", "情形缺少条件"),
        text("Every case but the last needs a condition, and there must be two at least.", "除最后一种情形外都需要条件，并且至少要有两种情形。"),
        text("Write `x & x > 0 \\\\ 0 & \\text{{otherwise}}`.", "请写成 `x & x > 0 \\\\ 0 & \\text{{otherwise}}`。")),
    "syntax.target": Message(
        422, text("Only a name can be defined", "只能给名字下定义"),
        text("`{found}` cannot stand before `=`: only a name or a header such as `f(x)` can.",
             "`{found}` 不能放在 `=` 左边：左边只能是名字或 `f(x)` 这样的函数头。"),
        text("Write `==` to compare, or put a name on the left.", "要比较请写 `==`，否则请在左边写一个名字。")),
    "syntax.equals": Message(
        422, text("An equals sign too many", "多余的等号"),
        text("`=` can only stand behind the name that a statement defines.", "`=` 只能写在语句所定义的名字后面。"),
        text("Write `==` to compare, or begin a new line.", "要比较请写 `==`，否则请另起一行。")),
    "syntax.inverse": Message(
        422, text("This exponent has two meanings", "这个指数有两种含义"),
        text("A negative power of `{name}` itself may mean its inverse function or one divided by it.",
             "`{name}` 的负指数既可以指反函数，也可以指倒数。"),
        text("Write `1/{name}(x)` for the reciprocal, or the inverse function by its name, such as `asin(x)`.",
             "求倒数请写 `1/{name}(x)`，反函数请写它的名字，例如 `asin(x)`。")),

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────
    "name.cycle": Message(
        422, text("A definition goes in a circle", "定义成环"),
        text("These names need one another: {cycle}.", "这些名字互相依赖：{cycle}。"),
        text("Give one of them a value, or remove one of the uses.", "给其中一个赋值，或去掉其中一处引用。")),
    "name.function": Message(
        422, text("An unknown function", "未知的函数"),
        text("There is no function `{name}`.", "没有函数 `{name}`。"),
        text("{hint}", "{hint}")),
    "name.command": Message(
        422, text("An unknown command", "未知的命令"),
        text("There is no command `{name}` here.", "这里没有命令 `{name}`。"),
        text("{hint}", "{hint}")),
    "name.environment": Message(
        422, text("An unknown environment", "未知的环境"),
        text("There is no environment `{name}` here.", "这里没有环境 `{name}`。"),
        text("Did you mean `{suggestion}`?", "是不是想写 `{suggestion}`？")),
    "name.over_index": Message(
        422, text("This cannot run over an index", "不能按下标计算"),
        text("`{name}` with `{index}` is not read: only a sum, a product, a maximum or a minimum runs from one number to another.",
             "不能读取带 `{index}` 的 `{name}`：只有求和、求积、最大值和最小值可以按下标范围计算。"),
        text("Write, for example, `sum(i=1..3, w_i x_i)`.", "请写成例如 `sum(i=1..3, w_i x_i)`。")),
    "name.duplicate": Message(
        422, text("A name is defined twice", "名字重复定义"),
        text("`{name}` is already defined on line {line}.", "`{name}` 已在第 {line} 行定义过。"),
        text("Give one of the two another name.", "请给其中一个换个名字。")),
    "name.reserved": Message(
        422, text("A function's name cannot be redefined so", "不能这样重定义函数名"),
        text("`{name}` is a function; it cannot also be a value.", "`{name}` 是函数，不能同时作为一个值。"),
        text("Choose another name, for example `{name}_1`.", "请换一个名字，例如 `{name}_1`。")),
    "name.function_as_value": Message(
        422, text("A function is used as a value", "把函数当作值使用"),
        text("`{name}` is a function of this program; its value is known only with its arguments.",
             "`{name}` 是程序里定义的函数，给出参数才有值。"),
        text("Write its arguments in brackets, as in `{name}(x)`.", "请在括号里写出参数，例如 `{name}(x)`。")),
    "name.given_twice": Message(
        422, text("The same name twice", "名字重复"),
        text("`{name}` is given twice here.", "这里的 `{name}` 出现了两次。"),
        text("Remove one of the two.", "请删掉其中一个。")),
    "name.keyword": Message(
        422, text("An unknown parameter", "未知的参数名"),
        text("`{name}` has no parameter `{keyword}`; it has {known}.", "`{name}` 没有参数 `{keyword}`，只有 {known}。")),
    "name.no_keyword": Message(
        422, text("An unknown parameter", "未知的参数名"),
        text("`{name}` takes its arguments by their place, not by a name.", "`{name}` 的参数按位置给出，不能写参数名。"),
        text("Leave out `{keyword}=`.", "请去掉 `{keyword}=`。")),
    "name.arguments": Message(
        422, text("The wrong number of arguments", "参数个数不对"),
        text("The number of arguments of `{name}` is {wanted}, not {found}.", "`{name}` 的参数个数应为 {wanted}，这里是 {found}。")),
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

    # ── values of numbers and parameters ────────────────────────────────────────────────────────────────────────────
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

    # ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────────
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

    "derivative.missing": Message(
        422, text("A derivative that is not known", "没有给出的导数"),
        text("The way back of `{name}` is not known, so this cannot be differentiated once more.",
             "`{name}` 没有给出反向规则，因此不能再求一次导数。"),
        text("Write it with other operations.", "请用其他运算改写。")),
    "derivative.upstream": Message(
        422, text("No gradient arrives at a Jacobian", "Jacobian 不接受上游梯度"),
        text("A Jacobian has a row for every entry of the output; `upstream` would weigh them.",
             "Jacobian 对输出的每个分量各有一行；`upstream` 会给它们加权。"),
        text("Leave `upstream` out, or ask `/api/v1/gradients` for the weighted sum.",
             "请省略 `upstream`；要加权和，请用 `/api/v1/gradients`。")),
    "derivative.tangent": Message(
        422, text("A tangent without forward mode", "变化率只用于前向模式"),
        text("`tangent` says how fast inputs change, and that is carried along in forward mode only.",
             "`tangent` 表示各输入变化的快慢，只有前向模式才会把它往前传。"),
        text("Add `mode` with the value `forward`, or leave `tangent` out.", "请加上 `mode`，取值 `forward`；或省略 `tangent`。")),
    "derivative.engine": Message(
        422, text("Only the engine `tape` does this", "只有 `tape` 引擎支持"),
        text("The engine `{engine}` gives gradients only.", "`{engine}` 引擎只能求梯度。"),
        text("Leave `engine` out, or choose `tape`.", "请省略 `engine`，或选择 `tape`。")),

    "value.graph_none": Message(
        422, text("There is no graph behind this", "它背后没有计算图"),
        text("PyTorch has kept no graph behind this tensor: nothing that led to it requires a gradient.",
             "PyTorch 没有为这个张量保留计算图：得到它的过程中没有任何量需要梯度。"),
        text("Set requires_grad=True on what is to be learned, and compute it outside of no_grad().",
             "请给要学习的量设置 requires_grad=True，并在 no_grad() 之外计算。")),
    "value.graph_freed": Message(
        422, text("The graph has been let go", "计算图已被释放"),
        text("backward() has already let go of the numbers that this graph held.", "backward() 已经释放了这张图保存的数值。"),
        text("Draw it before backward(), or call backward(retain_graph=True).",
             "请在 backward() 之前画图，或改用 backward(retain_graph=True)。")),
    "value.graph_complex": Message(
        422, text("Complex numbers", "复数"),
        text("`{name}` gives complex numbers; graphs are drawn of real ones.", "`{name}` 的结果是复数；这里只画实数的计算图。")),
    "value.graph_unknown": Message(
        422, text("PyTorch kept too little", "PyTorch 保留的信息不够"),
        text("PyTorch has not kept the numbers that went through `{name}`, and nothing tells them.",
             "PyTorch 没有保留经过 `{name}` 的数值，也无从推出。"),
        text("Give the tensor a name in your program, or draw the module with its input: graph(module, x).",
             "请在程序里给这个张量起个名字，或用 graph(module, x) 画出模块及其输入。")),
    "value.torch": Message(
        422, text("PyTorch refuses this", "PyTorch 拒绝执行"),
        text("PyTorch says: {reason}", "PyTorch 报告：{reason}"),
        text("Choose the engine `tape`, or other values.", "请改用引擎 `tape`，或换一组值。")),

    # ── values of a request ─────────────────────────────────────────────────────────────────────────────────────────
    "value.type": Message(
        422, text("Not a number", "不是数字"),
        text("The value of `{name}` holds {found}, which is not a number.", "`{name}` 的值里有 {found}，这不是数字。"),
        text('Give a number, nested arrays of numbers, or one of the strings "NaN", "Infinity", "-Infinity".',
             '请给出数字、由数字组成的嵌套数组，或字符串 "NaN"、"Infinity"、"-Infinity"。')),
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
    "name.input": Message(
        422, text("No such input", "没有这个输入"),
        text("`{name}` is not an input of this graph; its inputs are: {names}.", "`{name}` 不是这个图的输入；它的输入有：{names}。")),

    # ── training ────────────────────────────────────────────────────────────────────────────────────────────────────
    "training.optimizer": Message(
        422, text("No such optimiser", "没有这个优化器"),
        text("There is no optimiser `{name}`; there are: {names}.", "没有优化器 `{name}`；可用的有：{names}。")),
    "training.schedule": Message(
        422, text("This schedule cannot be used", "无法使用这个学习率策略"),
        text("`{name}` cannot be used as a schedule here. There are: {names}; at most {most} of them, each counting `epoch` or `update`.",
             "`{name}` 在这里不能用作学习率策略。可用的有：{names}；最多 {most} 个，每个按 `epoch` 或 `update` 计数。")),
    "training.clip": Message(
        422, text("A clip is one bound", "裁剪只能有一个上限"),
        text("`clip` is one of these: {names}.", "`clip` 只能是其中之一：{names}。")),
    "training.option_unknown": Message(
        422, text("No such option", "没有这个选项"),
        text("`{owner}` has no option `{name}`.", "`{owner}` 没有选项 `{name}`。"),
        text("Perhaps you mean one of these: {names}.", "也许是其中之一：{names}。")),
    "training.option_missing": Message(
        422, text("An option is missing", "缺少选项"),
        text("`{owner}` needs its option `{name}`.", "`{owner}` 需要选项 `{name}`。")),
    "training.option": Message(
        422, text("An option is out of its bounds", "选项超出范围"),
        text("`{name}` of `{owner}` cannot be that; it takes: {wanted}.", "`{owner}` 的 `{name}` 不能取这个值；它应满足：{wanted}。")),
    "training.nesterov": Message(
        422, text("Nesterov needs momentum", "Nesterov 需要动量"),
        text("`nesterov` looks ahead along the momentum, so `momentum` must be above 0, and `dampening` 0.",
             "`nesterov` 沿动量方向预看，因此 `momentum` 必须大于 0，`dampening` 必须为 0。")),
    "training.parameter": Message(
        422, text("Data cannot be trained", "数据不能作为参数"),
        text("`{name}` is given as data, so it cannot be a parameter.", "`{name}` 已作为数据给出，不能再作为参数。")),
    "training.no_parameters": Message(
        422, text("Nothing to train", "没有可训练的参数"),
        text("No input of the formula is a parameter.", "公式里没有一个输入是参数。"),
        text("Leave at least one input out of `data`, and name it in `parameters`.", "请至少让一个输入不在 `data` 里，并写进 `parameters`。")),
    "training.output": Message(
        422, text("The loss is not a number", "损失不是一个数"),
        text("For one sample the output `{name}` has the shape {shape}; a loss is one number.", "对单个样本，输出 `{name}` 的形状是 {shape}；损失必须是一个数。"),
        text("Take the `sum` or `mean` of it.", "请对它取 `sum` 或 `mean`。")),
    "training.data": Message(
        422, text("The columns differ in length", "各列长度不同"),
        text("Every name of `data` needs as many samples as the others: {lengths}.", "`data` 里每个名字的样本数必须相同：{lengths}。")),
    "training.data_twice": Message(
        422, text("Two kinds of data", "两种数据"),
        text("`data` and `generator` cannot be given together.", "`data` 与 `generator` 不能同时给出。"),
        text("Leave one of them out.", "请去掉其中一个。")),
    "training.generator": Message(
        422, text("No such data set", "没有这个数据集"),
        text("There is no data set `{name}`; there are: {names}.", "没有数据集 `{name}`；可用的有：{names}。")),
    "training.table_empty": Message(
        422, text("There are no rows", "没有数据行"),
        text("The text holds no row of numbers.", "文本里没有一行数字。"),
        text("Paste a row for each sample, for example `1, 2`.", "请每个样本粘贴一行，例如 `1, 2`。")),
    "training.table": Message(
        422, text("A row of another length", "某行长度不同"),
        text("Line {line} has {found} cells where the first has {wanted}.", "第 {line} 行有 {found} 格，而首行有 {wanted} 格。")),
    "training.table_cell": Message(
        422, text("Numbers and words in one column", "同一列中既有数字又有文字"),
        text("`{found}` in line {line} does not fit the rest of the column `{name}`.", "第 {line} 行的 `{found}` 与 `{name}` 列的其他内容不一致。"),
        text("Write numbers in all rows, or words in all rows.", "整列要么都写数字，要么都写文字。")),
    "training.column": Message(
        422, text("Data are lists", "数据应为列表"),
        text("`{name}` is one number; `data` takes a list with an entry for each sample.", "`{name}` 是一个数；`data` 里应为每个样本一项的列表。"),
        text("Put a number that stays the same into `values`.", "不变的数请放进 `values`。")),
    "training.run": Message(
        404, text("No such run", "没有这次训练"),
        text("This is not the id of a run, or of one that this server no longer knows.", "这不是训练的编号，或者服务器已不再记得它。"),
        text("Send its request to /api/v1/train once more: it gets the same id, and the same numbers.",
             "请把同一请求再次发送到 /api/v1/train：会得到相同的编号和相同的数字。")),
    "training.event_id": Message(
        400, text("Not an event's id", "不是事件编号"),
        text("`{found}` in Last-Event-ID is not the id of an event of a run.", "Last-Event-ID 里的 `{found}` 不是训练事件的编号。"),
        text("Send the last id that you received, for example `40u`.", "请发送最后收到的编号，例如 `40u`。")),
    "training.query": Message(
        400, text("A number is missing in the query", "查询串缺少数字"),
        text("`{name}` in the query must be a whole number, not `{found}`.", "查询串里的 `{name}` 必须是整数，而不是 `{found}`。")),
    "training.number": Message(
        400, text("Not a number", "不是数字"),
        text("`{name}` in the query must be a finite number, not `{found}`.", "查询串里的 `{name}` 必须是有限的数，而不是 `{found}`。")),
    "training.update": Message(
        422, text("No such update", "没有这次更新"),
        text("There is no update {found}: this run has the updates 1 to {last}.", "没有第 {found} 次更新：这次训练有第 1 到第 {last} 次更新。")),
    "training.range": Message(
        422, text("An empty range", "空的范围"),
        text("There is no update from {first} to {last}.", "从 {first} 到 {last} 之间没有更新。")),
    "training.entry": Message(
        422, text("Not one number of the parameters", "不是参数中的一个数"),
        text("`{name}` is not one number of the parameters.", "`{name}` 不是参数中的一个数。"),
        text("Write it like one of these: {names}.", "请按这样的写法：{names}。")),
    "training.fit": Message(
        422, text("This cannot be drawn over these data", "无法在这些数据上取值"),
        text("`{output}` is not a function of the given data alone; look at: {names}.", "`{output}` 不只取决于给出的数据；请检查：{names}。"),
        text("Ask for the prediction, and give points for all data that it depends on.", "请取预测值，并为它依赖的所有数据给出取值点。")),
    "training.grid": Message(
        422, text("This grid cannot be computed", "无法计算这个网格"),
        text("A grid has {limit} points at most, at least two along each side, and its bounds are finite and differ.",
             "网格最多 {limit} 个点，每边至少两个，边界必须有限且不相等。")),
    "training.export": Message(
        422, text("Not as a program", "无法写成程序"),
        text("PyTorch's schedulers only multiply one another, so `cosine` beside another schedule is another run there.",
             "PyTorch 的学习率策略只能彼此相乘，`cosine` 与其他策略同用时，在那里就成了另一次训练。"),
        text("Choose one schedule.", "请只选一个策略。")),
    "training.sample": Message(
        422, text("Not a sample of this update", "不是这次更新的样本"),
        text("Sample {found} is not in the batch of this update; in it are: {samples}.", "样本 {found} 不在这次更新的批里；批里有：{samples}。")),
    # ── listings ────────────────────────────────────────────────────────────────────────────────────────────────────
    "listing.syntax": Message(
        422, text("Python cannot read this", "Python 无法读取"),
        text("Python says: {reason}.", "Python 报告：{reason}。")),
    "listing.construct": Message(
        422, text("Not part of listings", "不支持的写法"),
        text("Listings do not have {what}.", "这里的代码不支持 {what}。"),
        text("{advice}", "{advice}")),
    "listing.special": Message(
        422, text("A name with double underscores", "双下划线名字"),
        text("`{name}` leads into Python itself, where listings do not go.", "`{name}` 通向 Python 内部，这里的代码不能使用。")),
    "listing.module": Message(
        422, text("A module that is not here", "没有这个模块"),
        text("`{name}` is not among the modules that a listing may import.", "`{name}` 不在代码可以导入的模块之中。"),
        text("{advice}", "{advice}")),
    "listing.member": Message(
        422, text("Outside the list", "不在支持范围内"),
        text("`{name}` is not among the functions that a listing may use.", "`{name}` 不在代码可以使用的函数之中。"),
        text("{advice}", "{advice}")),
    "listing.builtin": Message(
        422, text("Outside the list", "不在支持范围内"),
        text("Python has `{name}`, but a listing may not use it.", "Python 有 `{name}`，但这里的代码不能使用它。"),
        text("{advice}", "{advice}")),
    "listing.attribute": Message(
        422, text("Outside the list", "不在支持范围内"),
        text("`{name}` of a `{kind}` is not among what a listing may use.", "`{kind}` 的 `{name}` 不在代码可以使用的范围内。"),
        text("{advice}", "{advice}")),
    "listing.call": Message(
        422, text("Outside the list", "不在支持范围内"),
        text("`{name}` is not among what a listing may call.", "`{name}` 不在代码可以调用的范围内。")),
    "listing.base": Message(
        422, text("Not a base for a class", "不能作为基类"),
        text("A class cannot be built on `{name}` here.", "这里不能以 `{name}` 为基类定义类。"),
        text("Build it on `nn.Module`, `Dataset`, `torch.autograd.Function`, `Exception`, or on nothing.",
             "请以 `nn.Module`、`Dataset`、`torch.autograd.Function`、`Exception` 为基类，或不写基类。")),
    "listing.exception": Message(
        422, text("The listing stopped", "代码中止"),
        text("{exception}: {message}", "代码抛出 {exception}：{message}")),
    "listing.program": Message(
        422, text("Already a program", "它本来就是程序"),
        text("A listing is a program already: it is not written as another one.", "代码清单本身就是程序，不再改写成另一个程序。"),
        text("Ask for a picture of its graph.", "请改为输出它的计算图图片。")),
    "listing.no_backward": Message(
        422, text("No graph to draw", "没有可画的计算图"),
        text("The listing ends without a call of backward().", "代码运行结束，但没有调用 backward()。"),
        text("Call `backward()` on the loss: its graph is what is drawn.", "请对损失调用 `backward()`，画出的就是它的计算图。")),
    "listing.undrawn": Message(
        422, text("No graph of this pass", "没有这次反传的计算图"),
        text("The listing ran, but the graph of this backward pass could not be made in time.", "代码已运行完毕，但未能及时生成这次反向传播的计算图。"),
        text("Choose another episode, or a smaller model.", "请选择另一次反向传播，或缩小模型。")),
    "listing.ended": Message(
        422, text("The listing broke its process", "运行进程意外结束"),
        text("The process that ran the listing ended before the listing did: it took too much memory, or nested too deeply.",
             "运行这段代码的进程提前结束了：占用内存过多，或嵌套太深。")),
    "limit.steps": Message(
        422, text("Too many steps", "步数太多"),
        text("The listing was stopped after {limit} steps: statements, iterations and calls.", "代码运行了 {limit} 步（语句、循环和调用）后被停止。"),
        text("Let its loops end sooner, or compute with whole tensors.", "请减少循环次数，或对整个张量做运算。")),
    "limit.listing_time": Message(
        422, text("It takes too long", "运行超时"),
        text("The listing was stopped after {seconds} seconds.", "代码运行超过 {seconds} 秒，已停止。"),
        text("Let its loops end sooner, or use smaller tensors.", "请减少循环次数，或缩小张量。")),
    "limit.memory": Message(
        422, text("Too much memory", "内存不足"),
        text("The listing asked for more memory than it may have.", "代码请求的内存超出了允许的范围。"),
        text("Use smaller tensors, or fewer at a time.", "请缩小张量，或减少同时存在的张量。")),
    "limit.console": Message(
        422, text("Too much is printed", "输出太多"),
        text("The listing printed more than {limit} characters.", "代码输出超过了 {limit} 个字符。"),
        text("Print every hundredth step, for example.", "例如可以每一百步输出一次。")),
    "limit.plots": Message(
        422, text("Too much is drawn", "绘图太多"),
        text("The listing drew more figures or numbers than can be shown.", "代码绘制的图或数据超出了可显示的范围。")),
    "limit.whole_number": Message(
        422, text("The whole number is too large", "整数太大"),
        text("This whole number would have more than {limit} bits.", "这个整数将超过 {limit} 位二进制数。"),
        text("Use a float: `10.0 ** 9`.", "请使用浮点数：`10.0 ** 9`。")),

    # ── the request ─────────────────────────────────────────────────────────────────────────────────────────────────
    "request.json": Message(
        400, text("Not JSON", "不是 JSON"),
        text("The body is not JSON: it goes wrong, or breaks off, at this place.", "请求体不是 JSON：它在这个位置出错或中断。"),
        text('The shortest body is {{"source": "J = 3(a+bc)"}}.', '最短的请求体是 {{"source": "J = 3(a+bc)"}}。')),
    "request.encoding": Message(
        400, text("Not UTF-8", "不是 UTF-8"),
        text("The body is not UTF-8: byte {byte} begins no character.", "请求体不是 UTF-8：第 {byte} 个字节不是任何字符的开头。"),
        text("Send JSON in UTF-8.", "请用 UTF-8 编码发送 JSON。")),
    "request.constant": Message(
        400, text("Not a JSON number", "不是 JSON 数字"),
        text("JSON has no number `{found}`.", "JSON 里没有数字 `{found}`。"),
        text('Write it as a string: "{found}".', '请写成字符串："{found}"。')),
    "request.number": Message(
        400, text("The number is too large", "数字太大"),
        text("No 64-bit float holds `{found}`.", "64 位浮点数放不下 `{found}`。"),
        text('For infinity, write the string "Infinity".', '若要表示无穷大，请写字符串 "Infinity"。')),
    "request.duplicate": Message(
        400, text("A key stands twice", "键重复"),
        text("`{name}` stands twice in one object.", "`{name}` 在同一个对象里出现了两次。"),
        text("Keep one of them.", "请只保留一个。")),
    "request.depth": Message(
        400, text("Nested too deeply", "嵌套太深"),
        text("The arrays or objects of the body are nested too deeply.", "请求体里的数组或对象嵌套太深。"),
        text("A tensor has at most 8 dimensions.", "张量最多 8 维。")),
    "request.surrogate": Message(
        400, text("Half a character", "半个字符"),
        text("The body holds half a surrogate pair (`\\ud800` to `\\udfff` alone), which is no character.",
             "请求体里有不成对的代理码位（单独的 `\\ud800` 到 `\\udfff`），它不是字符。"),
        text("Write both halves, or the character itself.", "请写出完整的一对，或直接写该字符。")),
    "request.object": Message(
        422, text("Not an object", "不是对象"),
        text("The body must be a JSON object.", "请求体必须是一个 JSON 对象。"),
        text('The shortest body is {{"source": "J = 3(a+bc)"}}.', '最短的请求体是 {{"source": "J = 3(a+bc)"}}。')),
    "request.field_missing": Message(
        422, text("A field is missing", "缺少字段"),
        text("The field `{field}` is required.", "缺少必填字段 `{field}`。"),
        text("It takes: {expected}.", "它应为：{expected}。")),
    "request.field_unknown": Message(
        422, text("An unknown field", "未知字段"),
        text("There is no field `{field}` here.", "这里没有字段 `{field}`。"),
        text("Did you mean `{suggestion}`? The fields are: {fields}.", "是不是想写 `{suggestion}`？可用的字段有：{fields}。")),
    "request.field_type": Message(
        422, text("A field of the wrong kind", "字段类型不对"),
        text("`{field}` does not take this value.", "`{field}` 不接受这个值。"),
        text("It takes: {expected}.", "它应为：{expected}。")),
    "request.query": Message(
        400, text("The query cannot be read", "无法读取查询串"),
        text("The query string is not UTF-8 after percent-decoding.", "查询串经百分号解码后不是 UTF-8。"),
        text("Encode it with encodeURIComponent.", "请用 encodeURIComponent 编码。")),
    "request.query_values": Message(
        400, text("The values cannot be read", "无法读取 values"),
        text("The values of the query cannot be read from here on: `{found}`.", "查询串中的 values 从这里开始无法读取：`{found}`。"),
        text("Write `a:5,b:3,x:[1,2]`, or a JSON object.", "请写成 `a:5,b:3,x:[1,2]`，或一个 JSON 对象。")),
    "request.media_type": Message(
        415, text("Not a type we read", "不支持的内容类型"),
        text("The body is of type `{found}`.", "请求体的类型是 `{found}`。"),
        text("Send it with `Content-Type: application/json`.", "请以 `Content-Type: application/json` 发送。")),
    "request.path": Message(
        404, text("Not found", "未找到"),
        text("There is nothing at {path}.", "{path} 处没有内容。"),
        text("All addresses are listed at /docs.", "所有地址都列在 /docs。")),
    "request.method": Message(
        405, text("Not this method", "不支持该方法"),
        text("{method} is not allowed here.", "这里不允许 {method}。"),
        text("Use {allowed}.", "请用 {allowed}。")),
    "request.refused": Message(
        400, text("The request was refused", "请求被拒绝"),
        text("The request could not be understood.", "无法理解这个请求。")),
    "request.oembed_format": Message(
        501, text("Not a format we write", "不支持的格式"),
        text("`{found}` is no format of oEmbed here.", "这里的 oEmbed 不支持格式 `{found}`。"),
        text("Ask for `json` or `xml`.", "请使用 `json` 或 `xml`。")),
    "request.lesson": Message(
        404, text("No such lesson", "没有这一课"),
        text("There is no lesson `{id}`.", "没有名为 `{id}` 的课程。"),
        text("All lessons are listed at /lessons.", "全部课程列在 /lessons。")),
    "link.code": Message(
        404, text("This link cannot be read", "无法读取这个链接"),
        text("The link is cut off or misspelt.", "链接不完整，或者有抄写错误。"),
        text("Copy it once more, whole.", "请重新完整地复制一次。")),
    "link.unknown": Message(
        404, text("No such link", "没有这个链接"),
        text("Nothing is kept under this link.", "这个链接下没有保存任何内容。"),
        text("Check its twelve characters: capital and small letters differ.", "请检查这十二个字符，注意区分大小写。")),
    "link.foreign": Message(
        404, text("Not an address of ours", "不是本站的地址"),
        text("There is no graph of this server at that address.", "这个地址没有本服务器的图。"),
        text("Give the whole address of a graph, a link or a lesson here.", "请给出本站某张图、某个链接或某一课的完整地址。")),
    "store.down": Message(
        503, text("Short links cannot be reached", "短链接暂时不可用"),
        text("The place where short links are kept does not answer.", "保存短链接的数据库没有响应。"),
        text("Use the permanent link: it needs no keeping.", "请使用永久链接，它无需保存。")),
    "store.read_only": Message(
        503, text("No short links here", "这里不能保存短链接"),
        text("This server may not write where short links are kept.", "这台服务器没有写入权限，无法保存短链接。"),
        text("Use the permanent link: it needs no keeping.", "请使用永久链接，它无需保存。")),
    "store.full": Message(
        507, text("No room for short links", "空间已满"),
        text("There is no room left where short links are kept.", "保存短链接的磁盘已满。"),
        text("Use the permanent link: it needs no keeping.", "请使用永久链接，它无需保存。")),
    "store.missing": Message(
        404, text("No links there", "那里没有链接"),
        text("There is no database at {path}.", "{path} 处没有数据库。")),
    "store.conflict": Message(
        409, text("The links do not fit together", "链接互相冲突"),
        text("Both databases keep something under link {id} or its graph, and not the same. Nothing was copied.",
             "两个数据库都保存了链接 {id} 或它的图，但内容不一致。没有复制任何内容。")),
    "limit.body": Message(
        413, text("The body is too large", "请求体太大"),
        text("A body may have {limit} KiB at most.", "请求体最大为 {limit} KiB。")),
    "limit.batch_items": Message(
        422, text("Too many questions in one batch", "一批里的问题太多"),
        text("The batch has {found} items; at most {limit} are allowed.", "这一批有 {found} 项，最多允许 {limit} 项。"),
        text("Send the rest in another batch.", "请把其余的放到下一批。")),
    "limit.batch_time": Message(
        503, text("The batch has used its time", "这一批的时间已用完"),
        text("The items before this one took {seconds:g} seconds together, all that a batch may take.",
             "前面各项合计已用去 {seconds:g} 秒，这是一批的上限。"),
        text("Send this item again in another batch.", "请把这一项放到下一批重新发送。")),
    "limit.batch_answers": Message(
        503, text("The answers of the batch are too large", "这一批的回答太大"),
        text("With this one the answers would have more than {limit} MiB.", "加上这一项，全部回答将超过 {limit} MiB。"),
        text("Send this item again in another batch.", "请把这一项放到下一批重新发送。")),
    "limit.url": Message(
        414, text("The address is too long", "网址太长"),
        text("An address may have {limit} KiB at most.", "网址最长为 {limit} KiB。"),
        text("Send a long source by POST to /api/v1/graph.", "较长的源文本请用 POST 发送到 /api/v1/graph。")),
    "limit.rate": Message(
        429, text("Too many requests", "请求过于频繁"),
        text("This address sent more than {limit} requests.", "这个地址发出的请求超过了 {limit}。"),
        text("Try again in {retry_after} seconds.", "请在 {retry_after} 秒后重试。")),
    "server.busy": Message(
        503, text("Busy", "服务繁忙"),
        text("All places for heavy work are taken.", "处理大型计算的名额已满。"),
        text("Try again in {retry_after} seconds.", "请在 {retry_after} 秒后重试。")),
    "server.no_torch": Message(
        503, text("PyTorch is not installed", "未安装 PyTorch"),
        text("This server has no PyTorch, so the engine `torch` and `check` with it are not available.",
             "这台服务器没有安装 PyTorch，无法使用引擎 `torch` 及与它的核对。"),
        text('Use the engine "tape".', '请使用引擎 "tape"。')),
    "server.fault": Message(
        500, text("A fault of ours", "服务器内部错误"),
        text("Something went wrong on our side; it has been recorded.", "我们这边出了问题，已记录下来。")),
}
# fmt: on
