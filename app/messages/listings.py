"""Listings that stop, or ask for what is not run here."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
LISTINGS: dict[str, Message] = {
    "listing.syntax": Message(
        422, text("Python cannot read this", "Python 无法读取"),
        text("Python says: {reason}.", "Python 报告：{reason}。"),
        text("{advice}", "{advice}")),
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
        text("The listing ran, but the graph of this backward pass could not be made in the time and memory that it may take.", "代码已运行完毕，但这次反向传播的计算图未能在允许的时间和内存内生成。"),
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
}
# fmt: on
