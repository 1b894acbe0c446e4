"""A source that cannot be read, and why."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
SYNTAX: dict[str, Message] = {
    "syntax.unexpected": Message(
        422, text("Unexpected text", "意外的内容"),
        text("`{found}` cannot stand here; {expected} was expected.", "这里不能写 `{found}`，应为{expected}。"),
        text("{hint}", "{hint}")),
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
    "syntax.target_power": Message(
        422, text("Only a name can be defined", "只能给名字下定义"),
        text("`{found}` is a power, and only a name can stand before `=`.", "`{found}` 是一个幂，而 `=` 左边只能是名字。"),
        text("Give it a name of its own, such as `v`; an index above stands in brackets: `a^{{(1)}}`.",
             "请给它单独起个名字，例如 `v`；上标若是编号，请加括号：`a^{{(1)}}`。")),
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
}
# fmt: on
