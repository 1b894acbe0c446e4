"""What a reviewer who knows autograd has to say: one row a finding: what is wrong, with the facts of this run; the fix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.messages import Text, text

Severity = Literal["error", "warning"]
"""error: it stops, or learns nothing, or computes something else than it says; warning: it works, and badly"""


@dataclass(frozen=True, slots=True)
class Words:
    severity: Severity
    text: Text
    fix: Text


# fmt: off
FINDINGS: dict[str, Words] = {
    "never_zeroed": Words(
        "warning",
        text("`{name}.grad` is never set to zero, so gradients pile up: in pass {number} it still held {before}, {arrived} was added, and the update used {after}.",
             "`{name}.grad` 从未清零，梯度越积越多：第 {number} 次反传时它还留着 {before}，又加上 {arrived}，更新用的就成了 {after}。"),
        text("Before each backward(), call `optimizer.zero_grad()`, or `{name}.grad.zero_()` after each update.",
             "请在每次 backward() 之前调用 `optimizer.zero_grad()`，或在每次更新之后写 `{name}.grad.zero_()`。")),
    "data_zeroed": Words(
        "error",
        text("This sets `{name}` itself to zero, not its gradient: the next pass starts from 0 again, and `{name}.grad` keeps piling up.",
             "这里清零的是 `{name}` 本身，而不是它的梯度：下一轮又从 0 开始，而 `{name}.grad` 继续累积。"),
        text("Write `{name}.grad.zero_()`.", "请写 `{name}.grad.zero_()`。")),
    "not_scalar": Words(
        "error",
        text("backward() is called on `{output}`, which holds {count} numbers; a gradient is the slope of one.",
             "backward() 作用于 `{output}`，它有 {count} 个数，而梯度是对一个数求的。"),
        text("Write `{output}.mean().backward()`, `{output}.sum().backward()`, or give it a gradient of shape {shape}.",
             "请写 `{output}.mean().backward()`、`{output}.sum().backward()`，或传入形状为 {shape} 的梯度。")),
    "no_graph": Words(
        "error",
        text("`{output}` has no graph behind it. {cause}", "`{output}` 背后没有计算图。{cause}"),
        text("Let at least one tensor require a gradient and keep the way from it to `{output}` free of `.detach()`, `.data`, `.item()` and `no_grad()`.",
             "请让至少一个张量要求梯度，并且从它到 `{output}` 的路上不要出现 `.detach()`、`.data`、`.item()` 和 `no_grad()`。")),
    "frozen": Words(
        "warning",
        text("The optimizer is given `{name}`, which does not require a gradient: it will never change.",
             "优化器里有 `{name}`，但它不要求梯度，永远不会更新。"),
        text("Make it with `requires_grad=True`, or leave it out of the optimizer.", "请在创建时写 `requires_grad=True`，或不要交给优化器。")),
    "never_reached": Words(
        "warning",
        text("`{name}` is in the optimizer, but no backward() of this run reached it: its gradient stayed None, and it never changed.",
             "`{name}` 在优化器里，但这次运行中没有任何 backward() 到达它：梯度一直是 None，它从未更新。"),
        text("Use it on the way to the loss, without `.detach()` or `.data` in between, or leave it out of the optimizer.",
             "请让它参与损失的计算，中间不要有 `.detach()` 或 `.data`；否则不要交给优化器。")),
    "plain_tensor": Words(
        "error",
        text("`{name}` requires a gradient and receives one, but it is a plain tensor: `parameters()` does not tell of it, and the optimizer never changes it.",
             "`{name}` 要求梯度，也得到了梯度，但它只是普通张量：`parameters()` 里没有它，优化器从不更新它。"),
        text("Wrap it where it is made: `{name} = nn.Parameter(…)`.", "请在创建时包起来：`{name} = nn.Parameter(…)`。")),
    "plain_list": Words(
        "error",
        text("`{name}` is a plain Python container, and the module does not know what is in it: `parameters()` leaves {count} parameters out, and the optimizer never changes them.",
             "`{name}` 是普通的 Python 容器，模块不知道里面有什么：`parameters()` 漏掉了 {count} 个参数，优化器从不更新它们。"),
        text("Write `{name} = nn.{kind}(…)`.", "请写 `{name} = nn.{kind}(…)`。")),
    "replaced": Words(
        "error",
        text("The optimizer was made before these parameters were: {names}. They receive gradients and never change, and it holds others that no module uses any more.",
             "优化器创建在先，下列参数创建在后：{names}。它们得到了梯度却从不更新，而优化器里的旧参数已经没有模块在用。"),
        text("Make the optimizer after the last layer has its place.", "请在所有层都换好之后再创建优化器。")),
    "leaf_in_place": Words(
        "error",
        text("A leaf that requires a gradient is changed in place while torch records.", "在记录计算图时就地修改了要求梯度的叶子张量。"),
        text("Put the update inside `with torch.no_grad():`.", "请把更新放进 `with torch.no_grad():` 里。")),
    "update_recorded": Words(
        "error",
        text("This update is recorded too: the new `{name}` is the result of a computation and no leaf, so the next backward() leaves no gradient in `{name}.grad`.",
             "这次更新也被记录进了计算图：新的 `{name}` 是计算结果而不是叶子，下一次 backward() 不会在 `{name}.grad` 里留下梯度。"),
        text("Write `with torch.no_grad():` around `{name} -= …`.", "请写 `with torch.no_grad():`，并在其中用 `{name} -= …`。")),
    "update_replaces": Words(
        "error",
        text("Under no_grad() `{name} = {name} - …` makes a new tensor that does not require a gradient; the next backward() finds nothing to differentiate.",
             "在 no_grad() 中，`{name} = {name} - …` 会创建一个不要求梯度的新张量，下一次 backward() 就没有可求导的对象。"),
        text("Change the tensor itself: `{name} -= …`.", "请就地修改原张量：`{name} -= …`。")),
    "wrong_gradient": Words(
        "error",
        text("The gradient written by hand for `{name}` is not the one of `{loss}`: {ours} here, {theirs} by differentiation.",
             "手写的 `{name}` 的梯度与 `{loss}` 的真实梯度不符：这里是 {ours}，求导得到的是 {theirs}。"),
        text("Derive it again and hold it against `{loss}.backward()`.", "请重新推导，并与 `{loss}.backward()` 的结果对照。")),
    "missing_factor": Words(
        "error",
        text("The gradient written by hand for `{name}` is {factor} times that of `{loss}`: {ours} here, {theirs} by differentiation. `{loss}` is a mean over {n}, and the 1/{n} is missing.",
             "手写的 `{name}` 的梯度是 `{loss}` 真实梯度的 {factor} 倍：这里是 {ours}，求导得到的是 {theirs}。`{loss}` 对 {n} 项取了平均，梯度里漏了 1/{n}。"),
        text("Divide by {n}, here or in the gradient that arrives here: take the mean over the examples, not their sum.", "请在这里或传来的梯度里除以 {n}：对样本取平均，而不是求和。")),
    "half_gradient": Words(
        "error",
        text("The gradient written by hand for `{name}` is half that of `{loss}`: {ours} here, {theirs} by differentiation. Mostly it is the 2 that is missing, which a square leaves when it is differentiated.",
             "手写的 `{name}` 的梯度只有 `{loss}` 真实梯度的一半：这里是 {ours}，求导得到的是 {theirs}。多半是漏掉了平方求导后的那个 2。"),
        text("Multiply by 2, or put a 1/2 before the square in `{loss}`.", "请乘以 2，或者在 `{loss}` 的平方前写上 1/2。")),
    "double_gradient": Words(
        "error",
        text("The gradient written by hand for `{name}` is twice that of `{loss}`: {ours} here, {theirs} by differentiation. Mostly a 1/2 in `{loss}` was forgotten, which cancels the 2 of the square, or the 2 is counted twice.",
             "手写的 `{name}` 的梯度是 `{loss}` 真实梯度的两倍：这里是 {ours}，求导得到的是 {theirs}。多半是忘了 `{loss}` 里的 1/2（它与平方求导得到的 2 抵消），或者把 2 乘了两次。"),
        text("Divide by 2.", "请除以 2。")),
    "divided_twice": Words(
        "error",
        text("The gradient written by hand for `{name}` is 1/{n} of that of `{loss}`: {ours} here, {theirs} by differentiation. It is divided by {n} once too often: a mean where a sum belongs.",
             "手写的 `{name}` 的梯度只有 `{loss}` 真实梯度的 1/{n}：这里是 {ours}，求导得到的是 {theirs}。它多除了一次 {n}：该求和的地方取了平均。"),
        text("Take the sum here: the 1/{n} of `{loss}` is in what arrives already.", "这里请求和：传来的梯度里已经有 `{loss}` 的 1/{n}。")),
    "scaled_gradient": Words(
        "error",
        text("The gradient written by hand for `{name}` is {factor} times that of `{loss}`: {ours} here, {theirs} by differentiation. Both the 1/{n} of the mean and the 2 of the square are missing.",
             "手写的 `{name}` 的梯度是 `{loss}` 真实梯度的 {factor} 倍：这里是 {ours}，求导得到的是 {theirs}。取平均的 1/{n} 和平方求导的 2 都漏掉了。"),
        text("Multiply by 2 and divide by {n}.", "请乘以 2，再除以 {n}。")),
    "constant_factor": Words(
        "error",
        text("The gradient written by hand for `{name}` is {factor} times that of `{loss}`: {ours} here, {theirs} by differentiation. Its direction is right, a constant factor is not.",
             "手写的 `{name}` 的梯度是 `{loss}` 真实梯度的 {factor} 倍：这里是 {ours}，求导得到的是 {theirs}。方向是对的，差一个常数因子。"),
        text("Compare the constants in `{loss}` with those here.", "请对照 `{loss}` 里的常数与这里的常数。")),
    "wrong_sign": Words(
        "error",
        text("The gradient written by hand for `{name}` has the wrong sign: {ours} here, {theirs} by differentiation of `{loss}`. An update by it climbs.",
             "手写的 `{name}` 的梯度符号反了：这里是 {ours}，对 `{loss}` 求导得到的是 {theirs}。用它更新，损失会上升。"),
        text("Turn the difference round: prediction minus target.", "请把相减的顺序换过来：预测减目标。")),
    "transposed_gradient": Words(
        "error",
        text("The gradient written by hand for `{name}` is the transpose of that of `{loss}`: {ours} here, {theirs} by differentiation.",
             "手写的 `{name}` 的梯度是 `{loss}` 真实梯度的转置：这里是 {ours}，求导得到的是 {theirs}。"),
        text("A gradient has the shape of what it belongs to: the layer's input transposed, times what arrives.",
             "梯度的形状应与它所属的张量相同：该层输入的转置，乘以传来的梯度。")),
    "unsummed_gradient": Words(
        "error",
        text("The gradient written by hand for `{name}` is not summed over the examples: its shape is {ours}, that of `{name}` is {theirs}; each example adds to the slope of `{loss}`.",
             "手写的 `{name}` 的梯度没有对样本求和：它的形状是 {ours}，而 `{name}` 的形状是 {theirs}；每个样本都对 `{loss}` 的梯度有贡献。"),
        text("Take the sum over dimension {axis}.", "请沿第 {axis} 维求和。")),
    "activation_left_out": Words(
        "error",
        text("The gradient written by hand for `{name}` leaves out the derivative of {function}: {ours} here, {theirs} by differentiation of `{loss}`.",
             "手写的 `{name}` 的梯度漏掉了 {function} 的导数：这里是 {ours}，对 `{loss}` 求导得到的是 {theirs}。"),
        text("Multiply what arrives, number by number, by the slope of {function}.", "请把传来的梯度逐元素乘以 {function} 的导数。")),
    "another_operand": Words(
        "error",
        text("The gradient written by hand for `{name}` uses `{wrong}`, which is not what `{name}` was multiplied with: {ours} here, {theirs} by differentiation of `{loss}`.",
             "手写的 `{name}` 的梯度用了 `{wrong}`，但与 `{name}` 相乘的并不是它：这里是 {ours}，对 `{loss}` 求导得到的是 {theirs}。"),
        text("Write the input of that layer in its place.", "请换成该层的输入。")),
    "own_backward": Words(
        "error",
        text("`{name}.backward` does not give the derivative of `{name}.forward`: along one direction the result changes by {ours} here, and by {theirs} when the input makes a small step.",
             "`{name}.backward` 给出的不是 `{name}.forward` 的导数：沿某一方向，这里给出的变化率是 {ours}，而让输入变动一小步得到的是 {theirs}。"),
        text("Derive it again; what backward() returns is the gradient that arrives times the slope of forward() at the saved input.",
             "请重新推导：backward() 应返回传来的梯度乘以 forward() 在所保存输入处的导数。")),
    "whole_numbers": Words(
        "error",
        text("A tensor of whole numbers cannot require a gradient.", "整数张量不能要求梯度。"),
        text("Write the numbers with a decimal point, or `dtype=torch.float32`.", "请写成小数，或指定 `dtype=torch.float32`。")),
    "softmax_twice": Words(
        "warning",
        text("`{loss}` expects {expects} and applies the {inside} itself; here it is given what `{before}` (line {before_line}) has already done. It still learns, but slowly and towards the wrong probabilities.",
             "`{loss}` 的输入应是{expects}，它内部会做 {inside}；而这里传入的已经是 `{before}`（第 {before_line} 行）的结果。虽然还能训练，但又慢又偏。"),
        text("Give it the numbers from before `{before}`.", "请传入 `{before}` 之前的数值。")),
    "log_softmax_twice": Words(
        "warning",
        text("`{loss}` applies the log-softmax itself, and `{before}` (line {before_line}) has already done so. The log-softmax of a log-softmax is itself: nothing is wrong, and nothing is gained.",
             "`{loss}` 内部会做 log-softmax，而 `{before}`（第 {before_line} 行）已经做过一次。再做一次结果不变：没有错，只是多余。"),
        text("Leave `{before}` out, or keep it and write `nll_loss` for `{loss}`.", "请去掉 `{before}`；或保留它，把 `{loss}` 换成 `nll_loss`。")),
    "log_missing": Words(
        "warning",
        text("`nll_loss` expects log-probabilities and takes no logarithm itself; here it is given the probabilities of `{before}` (line {before_line}). The loss is then minus the probability of the class, and not its logarithm.",
             "`nll_loss` 的输入应是对数概率，它自己不取对数；而这里传入的是 `{before}`（第 {before_line} 行）的概率。损失成了负的概率，而不是负的对数概率。"),
        text("Write `log_softmax` for `softmax`.", "请把 `softmax` 换成 `log_softmax`。")),
    "no_log_probabilities": Words(
        "error",
        text("`nll_loss` expects log-probabilities, and these are none: the exponentials of the first row add up to {together} and not to 1. The loss can fall below any bound and says nothing of the classes.",
             "`nll_loss` 的输入应是对数概率，而这里不是：第一行取指数后之和是 {together}，不是 1。损失可以无限下降，却与分类对错无关。"),
        text("Give it `log_softmax(…, dim=1)`, or write `cross_entropy` for `nll_loss`.", "请传入 `log_softmax(…, dim=1)`，或把 `nll_loss` 换成 `cross_entropy`。")),
    "one_class": Words(
        "error",
        text("`cross_entropy` is given one score an example (shape {shape}), and the softmax of one number is always 1: the loss is 0 and nothing is learned.",
             "`cross_entropy` 每个样本只收到一个得分（形状 {shape}），而一个数的 softmax 恒为 1：损失总是 0，什么也学不到。"),
        text("For two classes let the last layer give 2 scores, or keep the one and write `binary_cross_entropy_with_logits`.",
             "二分类时请让最后一层输出 2 个得分；或保留一个得分，改用 `binary_cross_entropy_with_logits`。")),
    "stretched": Words(
        "warning",
        text("A column {column} is compared with a row {row}: torch stretches both to {both} and compares every prediction with every target. The loss still falls, but what is learned is the mean of the targets.",
             "形状 {column} 的一列与形状 {row} 的一行相减：torch 会把两者都扩展成 {both}，让每个预测与每个目标两两比较。损失照样下降，但学到的只是目标的平均值。"),
        text("Give both one shape: `.view(-1, 1)` behind the row, or `.squeeze(-1)` behind the column.",
             "请让两者形状相同：在一行的那个后面写 `.view(-1, 1)`，或在一列的那个后面写 `.squeeze(-1)`。")),
    "loss_grew": Words(
        "warning",
        text("`{name}` grew from {first} to {last} in {count} passes: with a learning rate of {rate} each step overshoots.",
             "`{name}` 经过 {count} 次反传从 {first} 增大到 {last}：学习率 {rate} 太大，每一步都越过了最低点。"),
        text("Try a smaller one, such as {less}.", "请换小一些的，例如 {less}。")),
    "eval_left_on": Words(
        "warning",
        text("`{name}.eval()` has been called, and `{name}.train()` never again: from pass {number} on the network learns with {layers} switched to evaluation.",
             "调用过 `{name}.eval()` 之后再也没有调用 `{name}.train()`：从第 {number} 次反传起，网络一直在 {layers} 的评估模式下训练。"),
        text("Call `{name}.train()` at the beginning of each epoch.", "请在每一轮开始时调用 `{name}.train()`。")),
    "eval_forgotten": Words(
        "warning",
        text("`{name}` is asked here while it is still in training mode: dropout throws away part of its numbers, by chance, and each answer is another one.",
             "这里使用 `{name}` 时它仍处于训练模式：dropout 会随机丢弃一部分数值，每次的结果都不同。"),
        text("Call `{name}.eval()` before, and `{name}.train()` before it learns again.", "请先调用 `{name}.eval()`，继续训练之前再调用 `{name}.train()`。")),
    "graph_kept": Words(
        "warning",
        text("`{name}` keeps `{loss}` as a tensor, and with it the graph of its pass: {nodes} nodes each time, {count} times in this run. Memory grows from pass to pass.",
             "`{name}` 里存的 `{loss}` 是张量，它那次反传的计算图也就一直留着：每次 {nodes} 个节点，这次运行共 {count} 次。内存会越用越多。"),
        text("Keep the number alone: `{loss}.{how}()`.", "只保留数值：`{loss}.{how}()`。")),
    "climbs": Words(
        "error",
        text("This update adds the gradient, which points uphill: `{name}` rose from {first} to {last} in {count} passes.",
             "这里加上了梯度，而梯度指向上坡：`{name}` 经过 {count} 次反传从 {first} 升到 {last}。"),
        text("Subtract it: `-=`.", "请减去它：`-=`。")),
    "step_first": Words(
        "warning",
        text("step() runs before the first backward(): there is no gradient yet, and later each update uses the gradient of the pass before.",
             "step() 在第一次 backward() 之前就运行了：此时还没有梯度，之后每次更新用的也是上一轮的梯度。"),
        text("The order is `optimizer.zero_grad()`, `loss.backward()`, `optimizer.step()`.",
             "正确的顺序是 `optimizer.zero_grad()`、`loss.backward()`、`optimizer.step()`。")),
    "only_named": Words(
        "error",
        text("`{name}` is only named here and not called: this line does nothing.", "这里只写了 `{name}` 的名字，没有调用它：这一行什么也不做。"),
        text("Write the round brackets: `{name}()`.", "请写上圆括号：`{name}()`。")),
    "never_stepped": Words(
        "error",
        text("backward() ran {count} times, and `{name}.step()` not once: nothing is learned.",
             "backward() 运行了 {count} 次，`{name}.step()` 却一次也没有调用：什么也没学到。"),
        text("Write `{name}.step()` behind backward().", "请在 backward() 之后写 `{name}.step()`。")),
    "zeroed_before_update": Words(
        "error",
        text("`{name}.grad` has been set to zero between backward() and this update: it changes nothing.",
             "在 backward() 与这次更新之间，`{name}.grad` 已经被清零：更新不起作用。"),
        text("Set it to zero behind the update.", "请在更新之后再清零。")),
    "zeroed_before_step": Words(
        "error",
        text("The gradients are set to zero between backward() and step(): no update changes anything.",
             "在 backward() 与 step() 之间梯度被清零了：每次更新都不起作用。"),
        text("Call `optimizer.zero_grad()` before `loss.backward()`.", "请把 `optimizer.zero_grad()` 放在 `loss.backward()` 之前。")),
}

LOGITS = text("logits", "未归一化的得分（logits）")
# fmt: on
