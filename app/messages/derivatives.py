"""What cannot be differentiated, or taken over from a graph of torch."""

from __future__ import annotations

from app.messages.message import Message
from app.messages.words import text

# fmt: off
DERIVATIVES: dict[str, Message] = {
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
    "value.graph_changed": Message(
        422, text("A number was overwritten", "数值被覆盖了"),
        text("An operation in place has overwritten a number that the way back needs, so PyTorch has no gradients here.",
             "某个原地（in-place）运算覆盖了反向传播所需的数值，PyTorch 无法求出这里的梯度。"),
        text("Write it without the underscore, or `y = y + 1` for `y += 1`.",
             "请改用不带下划线的写法，例如把 `y += 1` 写成 `y = y + 1`。")),
    "value.graph_complex": Message(
        422, text("Complex numbers", "复数"),
        text("`{name}` holds complex numbers; graphs are drawn of real ones.", "`{name}` 含有复数；这里只画实数的计算图。")),
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
}
# fmt: on
