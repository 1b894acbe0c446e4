"""The gallery, one row a lesson: a formula with values, and what to see in it. The simplest first.

`text` is plain: a paragraph that introduces, one that points at a step, one that asks and answers; empty lines between.
`moments` are the steps that the text points at, counted from 1 as the player does, with the node of each: a test holds
the text to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.messages import Text, text


@dataclass(frozen=True, slots=True)
class Lesson:
    id: str
    title: Text
    source: str
    values: Mapping[str, Any]
    text: Text
    moments: Mapping[int, str] = field(default_factory=dict)


LESSONS: tuple[Lesson, ...] = (
    Lesson(
        id="chain",
        title=text("Three steps forward, three ideas back", "前进三步，后退三招"),
        source="J = 3(a+bc)",
        values={"a": 5, "b": 3, "c": 2},
        moments={5: "u", 6: "a", 8: "b"},
        text=text(
            "Every formula is a handful of small operations, one after another. Forward, each computes its value from the "
            "values before it: v = bc, then u = a + v, then J = 3u. Backward, each answers one question for each of its "
            "inputs: if you move a little, how much do I move? Multiplied along the way, these answers are the gradient.\n\n"
            "At step 5 the gradient 1 of J becomes 3 at u, because J is 3u. At step 6 a sum hands it on to a unchanged. At "
            "step 8 a product gives each factor the other one: b receives 3 times c.\n\n"
            "Question: which input should you turn to change J fastest, and does that depend on a? Answer: c, whose "
            "gradient is 3b = 9. None of the three gradients contains a, so moving a changes J but none of them.",
            "任何公式都由一连串小运算组成。前向时，每个运算用已有的值算出自己的值：先 v = bc，再 u = a + v，最后 J = 3u。"
            "反向时，每个运算对自己的每个输入回答同一个问题：你变一点点，我会变多少？把沿途的回答乘起来，就是梯度。\n\n"
            "看第 5 步：J 的梯度 1 传到 u 变成 3，因为 J = 3u。第 6 步：加法把梯度原样交给 a。第 8 步：乘法让每个因子得到另一个因子，"
            "所以 b 得到 3 乘以 c。\n\n"
            "问：调哪个输入能让 J 变得最快？这与 a 有关吗？答：调 c，它的梯度是 3b = 9。三个梯度里都没有 a，所以改变 a 会改变 J，"
            "却不会改变任何一个梯度。"),
    ),
    Lesson(
        id="fan-out",
        title=text("One name, several uses", "一个名字，多处使用"),
        source="y = x·x + x",
        values={"x": 3},
        moments={5: "x", 7: "x"},
        text=text(
            "x stands three times in this formula, but it is one number, so it is one node. From it three edges leave, and on "
            "the way back three contributions arrive. They add up: a small change of x reaches y along every edge at once.\n\n"
            "At step 5 the first contribution, 1, arrives straight from the sum. Each factor of x·x adds 3 more, and only at "
            "step 7 is the gradient complete: 7.\n\n"
            "Question: what would the gradient be if the second contribution replaced the first instead of being added? "
            "Answer: 3, the last one to arrive, which is wrong: the derivative of x² + x at 3 is 2·3 + 1 = 7. Forgetting to "
            "add is the classic mistake in hand-written backward passes.",
            "公式里 x 出现了三次，但它只是一个数，所以在图上只是一个节点。从它出发有三条边，反向时就有三份梯度到达。它们要相加："
            "x 变一点点，会同时沿每条边影响 y。\n\n"
            "看第 5 步：第一份梯度 1 直接从加法传来。x·x 的两个因子又各送来 3，直到第 7 步梯度才完整：7。\n\n"
            "问：如果后到的梯度覆盖先到的，而不是相加，会得到多少？答：得到最后到的 3，这是错的，因为 x² + x 在 3 处的导数是 "
            "2·3 + 1 = 7。忘记累加，是手写反向传播最常见的错误。"),
    ),
    Lesson(
        id="line",
        title=text("One weight learns: y = wx with a squared loss", "一个权重的学习：y = wx 与平方损失"),
        source="ŷ = wx\nloss = (ŷ − y)²",
        values={"w": 1, "x": 2, "y": 6},
        moments={5: "u", 8: "w"},
        text=text(
            "The smallest model that can learn: a prediction ŷ = wx, a target y, and a loss that squares the difference. The "
            "gradient of the loss with respect to w tells which way to turn w, and how urgently.\n\n"
            "At step 5 the square passes on twice the error: 2·(−4) = −8. At step 8 the product turns it into the gradient "
            "of w: −8 times x makes −16.\n\n"
            "Question: the gradient of w is −16. Should w grow or shrink, and by how much with a learning rate of 0.1? "
            "Answer: against the gradient, so it grows: 1 − 0.1·(−16) = 2.6. Set w to 2.6 and the loss falls from 16 to 0.64.",
            "能学习的最小模型：预测 ŷ = wx，目标 y，以及把两者之差平方的损失。损失对 w 的梯度告诉我们 w 该往哪边调、调得多急。\n\n"
            "看第 5 步：平方把误差的两倍传下去，2·(−4) = −8。第 8 步：乘法把它变成 w 的梯度，−8 乘以 x，得 −16。\n\n"
            "问：w 的梯度是 −16，w 应该变大还是变小？学习率取 0.1 时变成多少？答：逆着梯度走，所以变大：1 − 0.1·(−16) = 2.6。"
            "把 w 改成 2.6，损失就从 16 降到 0.64。"),
    ),
    Lesson(
        id="quadratic",
        title=text("A quadratic model: three weights, one error", "二次模型：三个权重，同一个误差"),
        source="ŷ = w₁x² + w₂x + b\nloss = (ŷ − y)²",
        values={"w₁": 1, "w₂": 1, "b": 1, "x": 2, "y": 4},
        moments={13: "b", 16: "w₂", 18: "w₁"},
        text=text(
            "A parabola is fitted to one point. The model is not a line in x, yet each weight enters it in the simplest way, "
            "as a factor. So every weight receives the same error, times what stands beside it.\n\n"
            "What reaches ŷ is 6. At step 13 b receives it unchanged; at step 16 w₂ receives it times x = 2, which makes 12; at "
            "step 18 w₁ receives it times x² = 4, which makes 24.\n\n"
            "Question: for which x would w₁ and w₂ receive equal gradients? Answer: where x² = x, that is at x = 1, and at "
            "x = 0, where both receive nothing: there the data say nothing about these two weights. (And, of course, where "
            "the error itself is 0.)",
            "用一条抛物线去拟合一个点。模型对 x 不是直线，但每个权重都以最简单的方式出现：作为一个因子。所以每个权重得到的是同一个误差，"
            "乘以它旁边的量。\n\n"
            "传到 ŷ 的梯度是 6。第 13 步：b 原样得到 6。第 16 步：w₂ 得到 6 乘以 x = 2，即 12。第 18 步：w₁ 得到 6 乘以 x² = 4，即 24。\n\n"
            "问：x 取什么值时 w₁ 和 w₂ 的梯度相等？答：x² = x 时，即 x = 1；还有 x = 0，此时两者都得不到梯度："
            "在那里，数据对这两个权重什么也没说。（当然，误差本身为 0 时也相等。）"),
    ),
    Lesson(
        id="logistic",
        title=text("The regularised logistic loss", "带正则项的逻辑回归损失"),
        source="z = wx + b\ny = σ(z)\nL = ½(y − t)²\nR = ½w²\nE = L + λR",
        values={"w": 1, "x": 2, "b": -1, "t": 0, "λ": 0.5},
        moments={17: "w", 22: "z", 25: "w"},
        text=text(
            "A neuron with one input: a weighted sum z, squashed by the logistic function σ to a number between 0 and 1, "
            "compared with the target t. A second term, λR, pulls the weight towards 0. The weight w therefore hears two "
            "voices, and its gradient is their sum.\n\n"
            "At step 17 w hears the regulariser R, at step 25 the prediction y. Look also at what σ does on the way, at step "
            "22: its slope y(1 − y) is never above ¼, so much of the error is lost there.\n\n"
            "Question: set b to 9. The prediction is now quite wrong, yet the gradient that reaches z is almost 0. Why? "
            "Answer: at z = 11 the curve of σ is flat, so its slope is almost 0. The neuron is saturated: it is wrong but "
            "hardly learns. This is one reason to prefer cross-entropy to the squared error here.",
            "只有一个输入的神经元：加权和 z 经逻辑函数 σ 压缩到 0 与 1 之间，再与目标 t 比较。第二项 λR 把权重拉向 0。"
            "所以权重 w 听到两个声音，它的梯度是两者之和。\n\n"
            "第 17 步，w 听到正则项 R；第 25 步，w 听到预测 y。再看第 22 步 σ 对梯度做了什么：它的斜率 y(1 − y) 从不超过 ¼，"
            "误差在这里要损失一大半。\n\n"
            "问：把 b 调到 9，预测已经错得离谱，传到 z 的梯度却几乎是 0，为什么？答：在 z = 11 处 σ 的曲线是平的，斜率几乎为 0。"
            "神经元饱和了：错了，却几乎学不动。这正是此处宁用交叉熵而不用平方误差的一个原因。"),
    ),
    Lesson(
        id="two-paths",
        title=text("A net of three layers, and two paths to one weight", "三层网络：通向同一权重的两条路"),
        source="h₁ = tanh(w₁x)\nh₂ = tanh(w₂h₁)\nh₃ = tanh(w₃h₁)\nŷ = w₄h₂ + w₅h₃\nloss = (ŷ − y)²",
        values={"x": 1, "w₁": 0.5, "w₂": 1, "w₃": -1, "w₄": 1.5, "w₅": 0.5, "y": 1},
        moments={24: "h₁", 27: "h₁"},
        text=text(
            "Three layers of single neurons: the first, h₁, feeds two in the second layer, and the third adds them up. So the "
            "first weight w₁ reaches the loss along two paths, one through h₂ and one through h₃. The chain rule asks for the "
            "product along each path and for the sum of the two.\n\n"
            "Ask for the paths of w₁: there are two, and their products add up to its gradient. Backpropagation gets the same "
            "number without walking either path twice: at h₁ "
            "one contribution arrives at step 24, the other at step 27, and their sum goes on as one number.\n\n"
            "Question: with w₂ = 1 and w₃ = −1, for which w₅ do the two paths cancel exactly? Answer: for w₅ = w₄ = 1.5: then "
            "h₃ = −h₂ undoes what h₂ does, ŷ is 0 whatever w₁ is, and w₁ has gradient 0.",
            "三层神经元：第一层的 h₁ 供给第二层的两个神经元，第三层把它们加起来。于是第一个权重 w₁ 沿两条路影响损失：一条经过 h₂，"
            "一条经过 h₃。链式法则要求：每条路上的局部导数相乘，两条路再相加。\n\n"
            "查看 w₁ 的路径：共有两条，它们的乘积之和就是 w₁ 的梯度。反向传播得到同一个数，却不必把任何一段路走两遍："
            "一份在第 24 步到达 h₁，另一份在第 27 步到达，相加之后作为一个数继续传下去。\n\n"
            "问：当 w₂ = 1、w₃ = −1 时，w₅ 取多少，两条路恰好抵消？答：w₅ = w₄ = 1.5。这时 h₃ = −h₂ 正好抵消 h₂ 的作用，"
            "无论 w₁ 是多少，ŷ 都是 0，所以 w₁ 的梯度是 0。"),
    ),
    Lesson(
        id="kinks",
        title=text("Where a slope jumps: max and ReLU", "斜率突变之处：max 与 ReLU"),
        source="m = max(a, b)\nr = relu(c − 1)\ny = 2m + r",
        values={"a": 2, "b": 1, "c": 3},
        moments={12: "a", 13: "b"},
        text=text(
            "max and relu do not blend their inputs, they choose. On the way back they act as switches: the input that was "
            "taken receives the whole gradient, the other one nothing.\n\n"
            "a won: at step 12 it receives all that reached m, and at step 13 b receives 0. Move the slider of b past a and the two change "
            "places; move c below 1 and the gradient of c goes out like a lamp.\n\n"
            "Question: what happens at the kink itself, for a = b or for c = 1, where there is no derivative? Answer: a value "
            "has to be agreed on. As in PyTorch, a tie of max shares the gradient half and half, and relu takes slope 0. The "
            "node then carries a mark that says so.",
            "max 和 relu 不混合输入，而是作选择。反向时它们像开关：被选中的输入得到全部梯度，另一个什么也得不到。\n\n"
            "a 胜出：第 12 步，传到 m 的梯度全部给了 a；第 13 步，b 得到 0。把 b 的滑块拖过 a，两者就交换位置；把 c 拖到 1 以下，c 的梯度就像灯一样熄灭。\n\n"
            "问：恰好在转折点上，即 a = b 或 c = 1 时，导数并不存在，怎么办？答：只能约定一个值。与 PyTorch 相同，max 并列时两边各得一半，"
            "relu 在该点的斜率取 0。此时节点上会有一个标记说明这一点。"),
    ),
    Lesson(
        id="matrix-mean",
        title=text("The mean of a matrix: mean((x+2)²·3)", "矩阵的平均值：mean((x+2)²·3)"),
        source="u = x + 2\nv = u²·3\nout = mean(v)",
        values={"x": [[0, 1], [2, 4]]},
        moments={6: "v", 8: "u"},
        text=text(
            "The same rules, four numbers at a time. x is a 2×2 matrix; +2, squaring and ·3 treat each entry alone; only mean "
            "brings the entries together. Each node shows a grid of values, and its gradient is a grid of the same shape: one "
            "answer for each entry.\n\n"
            "At step 6 the mean shares the gradient 1 among its four entries, ¼ each. From there every entry goes its own "
            "way, as four scalars would: at step 8 the square contributes 2u, so the larger entries receive more.\n\n"
            "Question: why is the gradient of out by x simply 1.5·(x + 2)? Answer: ¼ from the mean, 3 from the factor and "
            "2(x + 2) from the square multiply to 6/4·(x + 2).",
            "规则不变，只是一次算四个数。x 是 2×2 矩阵；加 2、平方、乘 3 都逐个元素进行，只有 mean 把元素汇到一起。每个节点显示一格一格的值，"
            "它的梯度也是同样形状的一格一格：每个元素一个回答。\n\n"
            "看第 6 步：平均值把梯度 1 平分给四个元素，各得 ¼。此后每个元素各走各的，和四个标量没有两样：第 8 步，平方带来 2u，"
            "所以较大的元素得到较多。\n\n"
            "问：为什么 out 对 x 的梯度恰好是 1.5·(x + 2)？答：平均值给出 ¼，因子给出 3，平方给出 2(x + 2)，相乘得 6/4·(x + 2)。"),
    ),
    Lesson(
        id="batch",
        title=text("Linear, ReLU, linear, MSE on a batch", "一个批次上的网络：线性、ReLU、线性、均方误差"),
        source="Z = X @ W₁ + b₁\nH = relu(Z)\nY = H @ W₂ + b₂\nloss = mse(Y, T)",
        values={
            "X": [[1, 2], [-1, 1], [2, -1]], "W₁": [[1, -1], [0.5, 1]], "b₁": [0, 0.5], "W₂": [[1], [-1]], "b₂": [0.5],
            "T": [[0], [1], [2]],
        },
        moments={14: "Z", 16: "b₁", 18: "W₁"},
        text=text(
            "A whole small network, as it is trained in practice: three examples at once, one a row of X. Two matrix products "
            "with a bias each, a ReLU between them, and the mean squared error against the targets T.\n\n"
            "At step 14 nothing passes where ReLU was flat. At step 16 the bias b₁, which was repeated for each of the three "
            "rows, receives the sum over the rows. At step 18 the matrix product sends W₁ the gradient times the other factor, "
            "transposed so that the shapes fit.\n\n"
            "Question: the gradient of W₁ has the shape of W₁ although three examples went in. Where did they go? Answer: "
            "into the product of X transposed with the gradient of Z: its sums run over the rows, so the examples are added "
            "up. This is what a batch gradient is.",
            "一个完整的小网络，正如实际训练时那样：一次处理三个样本，每个样本是 X 的一行。两次矩阵乘积各加一个偏置，中间是 ReLU，"
            "最后与目标 T 求均方误差。\n\n"
            "看第 14 步：ReLU 平坦的地方，什么也传不过去。第 16 步：偏置 b₁ 被三行共用，所以它得到各行梯度之和。"
            "第 18 步：矩阵乘积传给 W₁ 的，是梯度与另一个因子的转置相乘，这样形状才对得上。\n\n"
            "问：输入了三个样本，W₁ 的梯度却仍是 W₁ 的形状，样本去哪儿了？答：在 X 的转置与 Z 的梯度相乘时，求和正是沿着各行进行的，"
            "样本就这样加在了一起。这就是一个批次的梯度。"),
    ),
    Lesson(
        id="softmax",
        title=text("Softmax and cross-entropy", "Softmax 与交叉熵"),
        source="z = W @ x + b\np = softmax(z)\nloss = −sum(t·ln(p))",
        values={
            "W": [[1, 0], [0, 1], [-1, 1]], "x": [1, 2], "b": [0, 0, 0.5], "t": [1, 0, 0],
        },
        moments={13: "p", 14: "z"},
        text=text(
            "A classifier with three classes: scores z, turned by softmax into probabilities p, judged by the cross-entropy "
            "with the true class t, here the first. Only the probability of the true class counts, for all others t is 0.\n\n"
            "At step 13 the gradient of p is −1/p for the true class and 0 for the rest. Softmax mixes its inputs, so at step 14 "
            "every class receives something at z, and it is astonishingly simple: p − t.\n\n"
            "Question: the gradient of z always adds up to 0. Why? Answer: p and t both add up to 1. Adding one number to all "
            "scores does not change softmax, so there is nothing to gain in that direction.",
            "一个三分类器：得分 z 经 softmax 变成概率 p，再与真实类别 t（这里是第一类）求交叉熵。只有真实类别的概率起作用，"
            "其余类别的 t 都是 0。\n\n"
            "看第 13 步：p 的梯度在真实类别处是 −1/p，其余为 0。softmax 把输入混在一起，所以到第 14 步，z 的每个类别都得到一些，"
            "而且简单得惊人：p − t。\n\n"
            "问：z 的梯度各项之和总是 0，为什么？答：p 和 t 的和都是 1。给所有得分加上同一个数，softmax 不会变，"
            "所以沿这个方向没有任何收获。"),
    ),
)  # fmt: skip
