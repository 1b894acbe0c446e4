"""Names that are not there, are there twice, or stand for something else."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
NAMES: dict[str, Message] = {
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
        text("The number of arguments of `{name}` is {wanted}, not {found}.", "`{name}` 的参数个数应为 {wanted}，这里是 {found}。"),
        text("{hint}", "{hint}")),
    "name.output": Message(
        422, text("No such output", "没有这个输出"),
        text("The program does not define `{name}`; it defines {names}.", "程序里没有定义 `{name}`，只定义了 {names}。"),
        text("Choose one of these as the output.", "请从中选一个作为输出。")),
    "name.input": Message(
        422, text("No such input", "没有这个输入"),
        text("`{name}` is not an input of this graph; its inputs are: {names}.", "`{name}` 不是这个图的输入；它的输入有：{names}。")),
}
# fmt: on
