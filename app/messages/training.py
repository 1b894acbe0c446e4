"""Runs of training that cannot be made, and questions about them that have no answer."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
TRAINING: dict[str, Message] = {
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
}
# fmt: on
