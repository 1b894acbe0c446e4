"""What torch's and Python's commonest messages mean, in plain words: one row a message.

code      stable, for programs
pattern   what the message says, as a regular expression; its named groups are facts of the paragraph
text      one paragraph, filled with those facts, the name of the `output` that backward() was called on, and what
`context` found out about this run
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.messages import Text, text


@dataclass(frozen=True, slots=True)
class Lesson:
    code: str
    pattern: re.Pattern[str]
    text: Text


def lesson(code: str, pattern: str, en: str, zh: str) -> Lesson:
    return Lesson(code, re.compile(pattern, re.DOTALL), text(en, zh))


# fmt: off
LESSONS: tuple[Lesson, ...] = (
    # ── backward ────────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("no_graph", r"element 0 of tensors does not require grad and does not have a grad_fn",
           "backward() starts from `{output}` and follows the graph that made it; but `{output}` has no graph behind it. {cause}",
           "backward() 要从 `{output}` 出发，沿着算出它的计算图往回走，但 `{output}` 背后没有计算图。{cause}"),
    lesson("not_scalar", r"grad can be implicitly created only for scalar outputs",
           "`{output}` holds {count} numbers (shape {shape}), and a gradient is the slope of one number. Reduce it first, with `.mean()` or `.sum()`, or say how much each of them counts: `{output}.backward(torch.ones_like({output}))`.",
           "`{output}` 里有 {count} 个数（形状 {shape}），而梯度是对一个数求的。请先用 `.mean()` 或 `.sum()` 归约成一个数，或者给出每个数的权重：`{output}.backward(torch.ones_like({output}))`。"),
    lesson("twice", r"Trying to backward through the graph a second time",
           "backward() frees what it needs as it goes, so this graph was used up the first time. Compute `{output}` anew before each backward(); only where one graph is really gone through twice, write `backward(retain_graph=True)` the first time.",
           "backward() 一边走一边释放中间结果，所以这张计算图第一次就用完了。每次 backward() 之前请重新计算 `{output}`；确实要对同一张图反传两次时，第一次写 `backward(retain_graph=True)`。"),
    lesson("changed_since", r"one of the variables needed for gradient computation has been modified by an inplace operation",
           "The way back needs a value as it was, and that tensor has been changed in place since (`+=`, `x[0] = …`, a function whose name ends in `_`). Write `x = x + 1` instead of `x += 1`, or change it only after backward().",
           "反向传播需要某个张量当时的值，但它后来被就地修改了（`+=`、`x[0] = …` 或名字以 `_` 结尾的函数）。请把 `x += 1` 写成 `x = x + 1`，或在 backward() 之后再修改。"),
    lesson("unused", r"differentiated Tensors? (?:at index \d+ )?appears to not have been used in the graph",
           "One of the tensors that a gradient is asked for had no part in `{output}`, so there is no slope. Check that it is the tensor the forward pass used, not a copy; where None is a fine answer, pass `allow_unused=True`.",
           "要求梯度的张量中，有一个没有参与 `{output}` 的计算，因此没有梯度。请检查前向计算用的是不是它本身，而不是副本；如果允许得到 None，请传入 `allow_unused=True`。"),
    # ── leaves ──────────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("leaf_in_place", r"a (?:view of a )?leaf Variable that requires grad is (?:being )?used in an in-place operation",
           "A leaf is where gradients arrive; changing it in place while torch records would lose what they refer to. Put the update where nothing is recorded: `with torch.no_grad():` around it.",
           "叶子张量是梯度最终到达的地方；在记录计算图时就地修改它，梯度就失去了所指。请把更新放进 `with torch.no_grad():` 里。"),
    lesson("not_a_leaf", r"can't optimize a non-leaf Tensor",
           "An optimizer changes tensors that the listing made itself; this one was computed from others. Make it with `requires_grad=True` at the end: `w = (torch.randn(3) * 0.1).requires_grad_()`.",
           "优化器只能更新直接创建的张量，而这个张量是由其他张量算出来的。请在最后再打开梯度：`w = (torch.randn(3) * 0.1).requires_grad_()`。"),
    lesson("whole_numbers", r"[Oo]nly Tensors of floating point (?:and complex )?dtype can require gradients",
           "A slope asks what happens when a number moves a little, and whole numbers cannot move a little. Write the numbers with a point (`torch.tensor([1.0, 2.0])`) or give `dtype=torch.float32`.",
           "梯度问的是数值微小变动时结果如何变化，而整数不能微小变动。请写成小数（`torch.tensor([1.0, 2.0])`），或指定 `dtype=torch.float32`。"),
    lesson("no_gradient_yet", r"'NoneType' object has no attribute '(?:data|zero_|item|clone|detach|norm|abs|numpy|add_|mul_)'|unsupported operand type\(s\) for .*'NoneType'|NoneType.*zero_",
           "`.grad` is None until backward() has run and has reached that tensor: it must be a leaf with `requires_grad=True` that the loss was computed from. After `w = w - lr * w.grad` the new `w` is no leaf any more, and has no `.grad`.",
           "在 backward() 运行并到达该张量之前，`.grad` 是 None：它必须是 `requires_grad=True` 的叶子张量，并且参与了损失的计算。写了 `w = w - lr * w.grad` 之后，新的 `w` 不再是叶子，也就没有 `.grad`。"),
    lesson("numpy", r"Can't call numpy\(\) on Tensor that requires grad",
           "NumPy knows no gradients, so torch asks for a plain step out of the graph: write `.detach().numpy()`.",
           "NumPy 不记录梯度，所以 torch 要求先明确离开计算图：请写 `.detach().numpy()`。"),
    # ── shapes ──────────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("matrices", r"mat1 and mat2 shapes cannot be multiplied \((?P<a>\d+)x(?P<b>\d+) and (?P<c>\d+)x(?P<d>\d+)\)",
           "In a matrix product the columns of the first must be as many as the rows of the second: here {b} against {c} ({a}×{b} times {c}×{d}). In a network the layer expects {c} features and received {b}; check `in_features`, or flatten the batch with `x.view(x.size(0), -1)`.",
           "矩阵相乘要求前者的列数等于后者的行数，而这里是 {b} 对 {c}（{a}×{b} 乘 {c}×{d}）。在网络里，这一层需要 {c} 个特征，却收到 {b} 个；请检查 `in_features`，或用 `x.view(x.size(0), -1)` 展平。"),
    lesson("sizes", r"The size of tensor a \((?P<a>\d+)\) must match the size of tensor b \((?P<b>\d+)\) at non-singleton dimension (?P<dim>\d+)",
           "Number by number, two tensors fit where each dimension is the same or 1; dimension {dim} is {a} in one and {b} in the other. Print both `.shape`s; often one of them needs `.view(-1, 1)`, `.squeeze()` or `.T`.",
           "逐元素运算要求每一维相等或为 1，而第 {dim} 维一个是 {a}，另一个是 {b}。请打印两者的 `.shape`；常见的办法是对其中一个用 `.view(-1, 1)`、`.squeeze()` 或 `.T`。"),
    lesson("view", r"shape '(?P<shape>\[[^']*\])' is invalid for input of size (?P<size>\d+)",
           "A tensor of {size} numbers cannot take the shape {shape}: the product of its sizes must be {size}. Let torch work one of them out with -1, as in `x.view(x.size(0), -1)`.",
           "{size} 个数无法排成形状 {shape}：各维大小之积必须等于 {size}。可以用 -1 让 torch 推算其中一维，例如 `x.view(x.size(0), -1)`。"),
    lesson("vectors", r"size mismatch, got|1D tensors expected, but got|inconsistent tensor size",
           "`dot` and `mv` take vectors of one length (and a matrix with as many columns). Print the `.shape` of both; for matrices write `@`.",
           "`dot` 和 `mv` 要求向量长度一致（矩阵的列数也要相同）。请打印两者的 `.shape`；矩阵乘法请写 `@`。"),
    # ── kinds of numbers ────────────────────────────────────────────────────────────────────────────────────────────
    lesson("class_numbers", r"expected target dtype to be Long|expected scalar type Long but found (?P<a>\w+)|\"nll_loss_forward[^\"]*\" not implemented for '(?P<b>\w+)'",
           "Cross-entropy takes the classes as whole numbers. Write `targets.long()`.",
           "交叉熵的目标是类别编号，必须是整数。请写 `targets.long()`。"),
    lesson("kinds", r"expected scalar type (?P<a>\w+) but found (?P<b>\w+)|(?:expected m1 and m2 to have the same dtype|mat1 and mat2 must have the same dtype|must have the same dtype), but got:? (?P<c>\S+) (?:!=|and) (?P<d>\S+)",
           "The two tensors hold numbers of different kinds, and torch does not choose for you. NumPy arrays arrive as float64, whole numbers as int64; `.float()` makes either the float32 that layers have.",
           "两个张量的数值类型不同，torch 不会替你选择。NumPy 数组转来是 float64，整数是 int64；用 `.float()` 可转成网络层所用的 float32。"),
    lesson("mean_of_whole_numbers", r"mean\(\): could not infer output dtype|Input dtype must be either a floating point or complex dtype",
           "The mean of whole numbers is no whole number. Write `.float().mean()`, or make the tensor with decimal points.",
           "整数的平均值不一定是整数。请写 `.float().mean()`，或创建张量时就写成小数。"),
    # ── losses ──────────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("target_shape", r"[Tt]arget size \(torch\.Size\((?P<target>\[[^\]]*\])\)\).*input size \(torch\.Size\((?P<input>\[[^\]]*\])\)\)",
           "The loss compares number by number, so prediction {input} and target {target} must have one shape. Write `target.view(-1, 1)` or `prediction.squeeze(-1)`.",
           "损失是逐元素比较的，预测的形状 {input} 与目标的形状 {target} 必须一致。请写 `target.view(-1, 1)` 或 `prediction.squeeze(-1)`。"),
    lesson("target_dimensions", r"(?:0D or )?1D target tensor expected, multi-target not supported",
           "Cross-entropy wants one class number a row, a vector of length n; this target has a further dimension. Write `target.squeeze(1)`, or `target.argmax(dim=1)` where it is one-hot.",
           "交叉熵的目标应是长度为 n 的向量，每行一个类别编号；这个目标多了一维。请写 `target.squeeze(1)`；如果是独热编码，请写 `target.argmax(dim=1)`。"),
    lesson("class_out_of_bounds", r"Target (?P<target>-?\d+) is out of bounds",
           "Classes are counted from 0 to one less than the number of outputs; {target} is beyond that. Subtract 1 from classes that count from 1, or give the last layer more outputs.",
           "类别从 0 开始编号，最大为输出个数减 1，而 {target} 超出了范围。如果类别从 1 开始，请减 1；否则请增加最后一层的输出个数。"),
    # ── one number ──────────────────────────────────────────────────────────────────────────────────────────────────
    lesson("not_one_number", r"a Tensor with (?P<count>\d+) elements cannot be converted to Scalar|only one element tensors can be converted to Python scalars",
           "`.item()` and `float()` take a tensor of one number. Reduce it first with `.mean()` or `.sum()`, or take all of them with `.tolist()`.",
           "`.item()` 和 `float()` 只能用于一个数的张量。请先用 `.mean()` 或 `.sum()` 归约，或用 `.tolist()` 取出全部。"),
    lesson("truth", r"Boolean value of Tensor with more than one value is ambiguous",
           "`if` needs one yes or no, and this comparison gives one for each number. Say which you mean: `.all()` or `.any()`.",
           "`if` 需要一个真假值，而这个比较对每个数都给出一个。请写明含义：`.all()` 或 `.any()`。"),
)

CAUSES: dict[str, Text] = {
    "detached": text("The chain broke at line {line}: `{call}` gives the same numbers without the graph behind them, so no gradient gets from there to {leaves}.",
                     "链条断在第 {line} 行：`{call}` 给出的数值不带计算图，梯度无法从那里传到 {leaves}。"),
    "disabled": text("The chain broke at line {line}: `{call}` ran where gradients are switched off (`torch.no_grad()`), so nothing from there on was recorded for {leaves}.",
                     "链条断在第 {line} 行：`{call}` 运行时梯度被关闭（`torch.no_grad()`），从那里起没有为 {leaves} 记录任何计算。"),
    "flat": text("The chain broke at line {line}: `{call}` gives whole numbers or truth values, which have no slope.",
                 "链条断在第 {line} 行：`{call}` 给出整数或真假值，没有斜率。"),
    "no_leaf": text("None of the tensors that it was computed from ({leaves}) requires a gradient. Make the one to be learned with `requires_grad=True`.",
                    "参与计算的张量（{leaves}）都没有要求梯度。请在创建要学习的张量时写上 `requires_grad=True`。"),
    "unknown": text("It was computed from numbers, not from tensors that require a gradient: `.item()` and `float()` leave the graph, and so does `torch.tensor(…)` around a result.",
                    "它是由普通数字算出来的，而不是由要求梯度的张量算出来的：`.item()`、`float()` 以及把结果包进 `torch.tensor(…)` 都会离开计算图。"),
}
# fmt: on
