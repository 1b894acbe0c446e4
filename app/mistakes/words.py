"""The classic mistakes in words, and a hint for each number that is asked for. Mathematics in a sentence is plain text."""

from __future__ import annotations

from app.messages import Text, text

# What may stand in the braces:
#   x        the node whose number is asked for           v        the node that it is used in
#   formula  of v, or of x where values are asked for     local    ∂v/∂x
#   factor, operand   what was left out                   count    how many numbers, or uses, there are
#   rule     what x receives, with tensors                other    another formula that gives the wrong number
MISTAKES: dict[str, Text] = {
    # ── gradients ───────────────────────────────────────────────────────────────────────────────────────────────────
    "path": text("A path is forgotten: {x} is also used in {formula}, and what comes back from {v} adds to the rest.", "漏了一条路径：{formula} 也用到 {x}，从 {v} 传回来的那一份要加上去。"),
    "path.single": text("That is only what comes back from {v}. {x} is used {count} times, and all of it adds up.", "这只是从 {v} 传回来的一份。{x} 共用了 {count} 次，各份要相加。"),
    "path.beyond": text("A path is forgotten further on: {s} is also used in {formula}, and what comes back from {v} adds to the rest.", "后面漏了一条路径：{formula} 也用到 {s}，从 {v} 传回来的那一份要加上去。"),
    "operand": text("That takes the other operand's derivative. In {formula} the derivative by {x} is {local}.", "这里用成了另一个操作数的导数。在 {formula} 中，对 {x} 的导数是 {local}。"),
    "operand.tensor": text("That is what the other operand of {formula} receives. {x} receives {rule}.", "这是 {formula} 的另一个操作数得到的梯度。{x} 得到的是 {rule}。"),
    "slope": text("The derivative of {formula} is left out: what reached {v} has been passed on unchanged.", "漏了 {formula} 的导数：传到 {v} 的梯度被原样传了下去。"),
    "slope.beyond": text("Further on, the derivative of {formula} is left out.", "后面漏了 {formula} 的导数。"),
    "factor.beyond": text("Further on a factor is missing: {factor} has been left out of the derivative of {formula}.", "后面少了一个因子：{formula} 的导数漏了 {factor}。"),
    "factor": text("A factor is missing: in {formula} the derivative by {x} is {local}, and {factor} has been left out.", "少了一个因子：在 {formula} 中，对 {x} 的导数是 {local}，漏了 {factor}。"),
    "factor.tensor": text("A factor is missing: {x} receives {rule}, and {factor} has been left out.", "少了一个因子：{x} 得到的是 {rule}，漏了 {factor}。"),
    "arriving": text("That is the local derivative alone. It still has to be multiplied by what reached {v}.", "这只是局部导数，还要乘以传到 {v} 的梯度。"),
    "sign": text("The sign is turned: the derivative of {formula} by {x} is {local}.", "符号反了：{formula} 对 {x} 的导数是 {local}。"),
    "sign.all": text("The size is right, the sign is turned.", "大小对了，符号反了。"),
    "mean": text("That is the gradient of a sum. {formula} is a mean, so it is divided by {count}.", "这是求和的梯度。{formula} 是平均，所以还要除以 {count}。"),
    "spread": text("That is a mean. {x} is used {count} times, once for each copy, and what comes back adds up.", "这是平均值。{x} 被复制使用了 {count} 次，传回来的各份要相加。"),
    "transposed": text("Rows and columns are exchanged.", "行和列弄反了。"),
    # ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────
    "unapplied": text("That is {operand} itself: the function in {formula} has not been applied to it.", "这是 {operand} 本身：{formula} 中的函数还没有作用上去。"),
    "left_out": text("{operand} has been left out of {formula}.", "{formula} 中漏了 {operand}。"),
    "swapped": text("The operands of {formula} are the wrong way round.", "{formula} 的两个操作数弄反了。"),
    "operator": text("That is {other}. Asked for is {formula}.", "这是 {other}，要求的是 {formula}。"),
    "sum_for_mean": text("That is the sum. A mean divides it by {count}.", "这是和，平均值还要除以 {count}。"),
    "mean_for_sum": text("That is the mean. {formula} does not divide.", "这是平均值，而 {formula} 不做除法。"),
}  # fmt: skip

HINTS: dict[str, Text] = {
    "one": text("{x} is used in {formula} alone. Multiply what reached {v} by the derivative of {v} with respect to {x}, which is {local}.", "{x} 只在 {formula} 中用到。把传到 {v} 的梯度乘以 {v} 对 {x} 的导数 {local}。"),
    "several": text("{x} is used {count} times. For each use multiply what reached it by the derivative on the edge; then add.", "{x} 共用了 {count} 次。每次使用都用传到那里的梯度乘以边上的导数，再相加。"),
    "tensor": text("{x} is used in {formula} alone, so it receives {rule}.", "{x} 只在 {formula} 中用到，所以它得到 {rule}。"),
    "value": text("Put the numbers into {formula}.", "把数代入 {formula}。"),
}  # fmt: skip
