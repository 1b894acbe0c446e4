"""Models of one number: a line, a parabola, a logistic neuron, two layers that are one."""

from app.lessons.lesson import Choice, Lesson, Mistake, Part, Question
from app.messages import text

LINE = Lesson(
    id="line",
    theme="scalars",
    title=text("One weight learns: y = wx with a squared loss", "一个权重的学习：y = wx 与平方损失"),
    summary=text(
        "The smallest model that can learn: a prediction, a target, and a loss that squares the difference.",
        "能学习的最小模型：一个预测，一个目标，以及把两者之差平方的损失。"),
    source="ŷ = wx\nloss = (ŷ − y)²",
    values={"w": 1, "x": 2, "y": 6},
    parts=(
        Part(
            text("The model predicts $\\hat y = wx = ⟨ŷ⟩$, the target is $y = ⟨y⟩$. The error $u = \\hat y - y$ is $⟨u⟩$, and squared it is the loss, $⟨loss⟩$.",
                 "模型预测 $\\hat y = wx = ⟨ŷ⟩$，目标是 $y = ⟨y⟩$。误差 $u = \\hat y - y$ 是 $⟨u⟩$，平方后就是损失 $⟨loss⟩$。"),
            at="values"),
        Part(
            text("The square passes on twice the error: $\\bar u = 2u = ⟨∂u⟩$. Its sign says on which side of the target we are, its size how urgent the matter is.",
                 "平方把误差的两倍传下去：$\\bar u = 2u = ⟨∂u⟩$。符号说明我们在目标的哪一边，大小说明有多急。"),
            at="∂u", lit=("loss.0",)),
        Part(
            text("The product turns it into the gradient of the weight: $\\bar w = \\bar{\\hat y}\\,x = ⟨∂ŷ⟩ \\cdot ⟨x⟩ = ⟨∂w⟩$. A weight is blamed in proportion to what it was multiplied with.",
                 "乘法把它变成权重的梯度：$\\bar w = \\bar{\\hat y}\\,x = ⟨∂ŷ⟩ \\cdot ⟨x⟩ = ⟨∂w⟩$。权重乘的量越大，分到的责任越大。"),
            at="∂w", lit=("ŷ.0",)),
        Part(
            text("Gradient descent goes against the gradient: $w \\leftarrow w - \\eta\\,\\bar w$.", "梯度下降逆着梯度走：$w \\leftarrow w - \\eta\\,\\bar w$。"),
            lit=("w",),
            question=Question(
                text("With a learning rate of $\\eta = 0.1$, what is $w$ after one step?", "学习率 $\\eta = 0.1$，走一步之后 $w$ 是多少？"),
                text("The gradient of $w$ is $⟨∂w⟩$. Mind the two minus signs.", "$w$ 的梯度是 $⟨∂w⟩$。注意有两个负号。"),
                number="w − 0.1·∂w",
                mistakes=(
                    Mistake("w + 0.1·∂w", text("That goes along the gradient, and uphill: the loss would grow.", "这是顺着梯度走，也就是往上坡走：损失会变大。")),
                    Mistake("w − ∂w", text("The learning rate is missing.", "漏了学习率。")),
                    Mistake("−0.1·∂w", text("That is the change of $w$. Add it to the old $w$.", "这是 $w$ 的改变量，还要加到原来的 $w$ 上。")),
                ),
                why=text("Yes: $⟨w⟩ - 0.1 \\cdot (⟨∂w⟩) = ⟨w − 0.1·∂w⟩$.", "对：$⟨w⟩ - 0.1 \\cdot (⟨∂w⟩) = ⟨w − 0.1·∂w⟩$。"))),
        Part(
            text("At $w = ⟨w⟩$ the loss is $⟨loss⟩$, and the gradient of $w$ has shrunk to $⟨∂w⟩$. Move the slider of $w$ on to 3: there loss and gradient are both 0. The nearer the target, the smaller the step: the square brakes by itself.",
                 "在 $w = ⟨w⟩$ 处，损失是 $⟨loss⟩$，$w$ 的梯度缩小到 $⟨∂w⟩$。把 $w$ 的滑块继续拖到 3：损失和梯度都是 0。离目标越近，步子越小：平方损失自带刹车。"),
            values={"w": 2.6}, lit=("w", "loss")),
    ),
)  # fmt: skip

QUADRATIC = Lesson(
    id="quadratic",
    theme="scalars",
    title=text("A quadratic model: three weights, one error", "二次模型：三个权重，同一个误差"),
    summary=text(
        "A parabola is fitted to one point. It is no line in its input, yet it is linear in its weights, and that is what the gradients see.",
        "用一条抛物线去拟合一个点。它对输入不是直线，对权重却是线性的，而梯度看到的正是后者。"),
    source="ŷ = w₁x² + w₂x + b\nloss = (ŷ − y)²",
    values={"w₁": 1, "w₂": 1, "b": 1, "x": 3, "y": 10},
    parts=(
        Part(
            text("The parabola predicts $⟨ŷ⟩$ at $x = ⟨x⟩$, the target is $⟨y⟩$. One error, $⟨u⟩$, and three weights that share the responsibility.",
                 "抛物线在 $x = ⟨x⟩$ 处预测 $⟨ŷ⟩$，目标是 $⟨y⟩$。误差只有一个，$⟨u⟩$，由三个权重分担责任。"),
            at="values"),
        Part(
            text("What reaches $\\hat y$ is $2u = ⟨∂ŷ⟩$. The sums hand it on unchanged to the three terms $w_1x^2$, $w_2x$ and $b$.",
                 "传到 $\\hat y$ 的是 $2u = ⟨∂ŷ⟩$。加法把它原样交给三项：$w_1x^2$、$w_2x$ 和 $b$。"),
            at="∂s", lit=("ŷ.0", "ŷ.1", "v.0", "v.1")),
        Part(
            text("$b$ receives it as it is: $⟨∂b⟩$. $w_2$ receives it times $x$: $⟨∂ŷ⟩ \\cdot ⟨x⟩ = ⟨∂w₂⟩$.",
                 "$b$ 原样得到：$⟨∂b⟩$。$w_2$ 得到它乘以 $x$：$⟨∂ŷ⟩ \\cdot ⟨x⟩ = ⟨∂w₂⟩$。"),
            at="∂w₂", lit=("s.0", "ŷ.1"),
            question=Question(
                text("And what does $w_1$ receive?", "那么 $w_1$ 得到多少？"),
                text("What stands beside $w_1$ in its product?", "在乘积里，$w_1$ 旁边是什么？"),
                number="∂w₁",
                mistakes=(
                    Mistake("∂ŷ x", text("$w_1$ stands beside $x^2$, not beside $x$.", "$w_1$ 旁边是 $x^2$，不是 $x$。")),
                    Mistake("∂ŷ·2 x", text("$2x$ is the slope of $x^2$ in $x$. Here it is $w_1$ that moves, and $x^2$ is its factor.", "$2x$ 是 $x^2$ 对 $x$ 的斜率。这里动的是 $w_1$，$x^2$ 只是它的因子。")),
                    Mistake("x^2", text("Times what reached the product.", "还要乘以传到这个乘积的梯度。")),
                ),
                why=text("Yes: $⟨∂ŷ⟩ \\cdot x^2 = ⟨∂w₁⟩$.", "对：$⟨∂ŷ⟩ \\cdot x^2 = ⟨∂w₁⟩$。"))),
        Part(
            text("The gradient is the error times the features: $2u \\cdot (x^2,\\, x,\\, 1) = (⟨∂w₁⟩,\\, ⟨∂w₂⟩,\\, ⟨∂b⟩)$. So it is in every model that is linear in its weights, whatever is done to $x$ beforehand.",
                 "梯度就是误差乘以特征：$2u \\cdot (x^2,\\, x,\\, 1) = (⟨∂w₁⟩,\\, ⟨∂w₂⟩,\\, ⟨∂b⟩)$。凡是对权重线性的模型都是如此，无论事先对 $x$ 做过什么变换。")),
        Part(
            text("At $x = 0$ the features are $(0, 0, 1)$: only $b$ learns, however wrong the prediction may be. There the data say nothing about the two weights.",
                 "在 $x = 0$ 处，特征是 $(0, 0, 1)$：不管预测错得多离谱，只有 $b$ 在学。在那里，数据对两个权重什么也没说。"),
            values={"x": 0}, lit=("w₁", "w₂")),
    ),
)  # fmt: skip

LOGISTIC = Lesson(
    id="logistic",
    theme="scalars",
    title=text("The regularised logistic loss", "带正则项的逻辑回归损失"),
    summary=text(
        "A neuron, a target, and a second term that pulls the weight towards zero. The weight hears two voices, and its gradient is their sum.",
        "一个神经元，一个目标，再加上把权重拉向零的一项。权重听到两个声音，它的梯度是两者之和。"),
    source="z = wx + b\ny = σ(z)\nL = ½(y − t)²\nR = ½w²\nE = L + λR",
    values={"w": 1, "x": 2, "b": -1, "t": 0, "λ": 0.5},
    parts=(
        Part(
            text("A weighted sum $z = ⟨z⟩$, squashed to $y = \\sigma(z) = ⟨y⟩$ and compared with the target $t = ⟨t⟩$. Beside it, $\\lambda R$ makes large weights expensive. The weight $w$ enters both.",
                 "加权和 $z = ⟨z⟩$ 压缩为 $y = \\sigma(z) = ⟨y⟩$，再与目标 $t = ⟨t⟩$ 比较。旁边的 $\\lambda R$ 让大权重付出代价。权重 $w$ 在两边都出现。"),
            at="values", lit=("r.0", "q.0")),
        Part(
            text("First $w$ hears the regulariser: $\\lambda w = ⟨λ w⟩$. It always points back to 0, and the data have no say in it.",
                 "$w$ 先听到正则项：$\\lambda w = ⟨λ w⟩$。它总是指回 0，与数据无关。"),
            at="∂w 1", lit=("q.0",)),
        Part(
            text("Then the prediction: $(y - t)\\,y(1-y)\\,x = ⟨(y − t) y (1 − y) x⟩$. The factor $y(1-y) = ⟨y (1 − y)⟩$ is the slope of $\\sigma$; it is never above $\\tfrac14$. Together $w$ receives $⟨∂w⟩$.",
                 "然后是预测：$(y - t)\\,y(1-y)\\,x = ⟨(y − t) y (1 − y) x⟩$。因子 $y(1-y) = ⟨y (1 − y)⟩$ 是 $\\sigma$ 的斜率，从不超过 $\\tfrac14$。合起来，$w$ 得到 $⟨∂w⟩$。"),
            at="∂w", lit=("r.0", "y.0")),
        Part(
            text("Now $b$ is set to $⟨b⟩$. The prediction is $⟨y|6⟩$ where $⟨t⟩$ is wanted: as wrong as it can be.",
                 "现在把 $b$ 设为 $⟨b⟩$。预测是 $⟨y|6⟩$，而目标是 $⟨t⟩$：错到了极点。"),
            at="values", values={"b": 9}, lit=("y",),
            question=Question(
                text("How much of the error $y - t$ reaches $z$?", "误差 $y - t$ 有多少能传到 $z$？"),
                text("Look at the slope of $\\sigma$ at $z = ⟨z⟩$.", "看看 $\\sigma$ 在 $z = ⟨z⟩$ 处的斜率。"),
                choices=(
                    Choice(text("All of it: the more wrong, the more is learnt", "全部：错得越多，学得越多"),
                           text("The error is multiplied by the slope of $\\sigma$, and far out the curve of $\\sigma$ is flat.", "误差要乘以 $\\sigma$ 的斜率，而远处的 $\\sigma$ 曲线是平的。")),
                    Choice(text("A quarter of it", "四分之一"),
                           text("A quarter is the steepest slope, at $z = 0$. Here $z = ⟨z⟩$.", "四分之一是最大斜率，在 $z = 0$ 处。这里 $z = ⟨z⟩$。")),
                    Choice(text("Almost nothing", "几乎没有"),
                           text("Yes: $y(1-y) = ⟨y (1 − y)⟩$.", "对：$y(1-y) = ⟨y (1 − y)⟩$。"), right=True),
                ))),
        Part(
            text("What reaches $z$ is $⟨∂z⟩$. The neuron is saturated: it is wrong, and hardly learns; only the regulariser still moves $w$. With cross-entropy in place of the square the factor $y(1-y)$ cancels and $z$ would receive $y - t$: one reason to prefer it here.",
                 "传到 $z$ 的只有 $⟨∂z⟩$。神经元饱和了：错了，却几乎学不动，只剩正则项还在推动 $w$。若用交叉熵代替平方，因子 $y(1-y)$ 会被约去，$z$ 得到的就是 $y - t$：这正是此处宁用交叉熵的一个原因。"),
            values={"b": 9}, lit=("y.0",)),
    ),
)  # fmt: skip

COLLAPSE = Lesson(
    id="collapse",
    theme="scalars",
    title=text("Why layers without a nonlinearity collapse", "没有非线性，多层等于一层"),
    summary=text(
        "Two linear layers in a row are one linear layer, however many weights they have. The gradient with respect to the input gives it away.",
        "两个线性层接在一起仍是一个线性层，权重再多也没用。对输入的梯度会露馅。"),
    source="h = w₁x + b₁\ny = w₂h + b₂",
    values={"w₁": 2, "b₁": 1, "w₂": -3, "b₂": 4, "x": 1},
    parts=(
        Part(
            text("Two layers, four parameters: $h = w_1x + b_1 = ⟨h⟩$, then $y = w_2h + b_2 = ⟨y⟩$.", "两层，四个参数：先 $h = w_1x + b_1 = ⟨h⟩$，再 $y = w_2h + b_2 = ⟨y⟩$。"),
            at="values"),
        Part(
            text("Backward, the input receives one factor a layer: $\\bar x = w_2\\,w_1 = ⟨∂x⟩$.", "反向时，每一层给输入带来一个因子：$\\bar x = w_2\\,w_1 = ⟨∂x⟩$。"),
            at="∂x", lit=("v.1", "u.1")),
        Part(
            text("Neither factor contains $x$.", "两个因子都不含 $x$。"),
            at="values", lit=("x",),
            question=Question(
                text("What is $\\partial y/\\partial x$ at $x = 10$?", "在 $x = 10$ 处，$\\partial y/\\partial x$ 等于多少？"),
                text("Which of the factors along the path depends on $x$?", "这条路上的哪个因子与 $x$ 有关？"),
                number="∂x",
                mistakes=(
                    Mistake("10·∂x", text("$x$ itself is no factor on the path from $x$ to $y$; only the local derivatives are.", "从 $x$ 到 $y$ 的路上，因子是各局部导数，没有 $x$ 自己。")),
                    Mistake("w₁ + w₂", text("Along a path local derivatives multiply.", "沿一条路，局部导数相乘。")),
                ),
                why=text("Yes, $⟨∂x⟩$ again: the slope is the same everywhere.", "对，还是 $⟨∂x⟩$：斜率处处相同。"))),
        Part(
            text("A function whose slope is the same everywhere is a line: $y = (w_2w_1)\\,x + (w_2b_1 + b_2) = ⟨w₂ w₁⟩\\,x + ⟨w₂ b₁ + b₂⟩$. Two layers have become one. With matrices it is the same: $W_2(W_1x + b_1) + b_2$ is one matrix and one vector.",
                 "斜率处处相同的函数就是直线：$y = (w_2w_1)\\,x + (w_2b_1 + b_2) = ⟨w₂ w₁⟩\\,x + ⟨w₂ b₁ + b₂⟩$。两层变成了一层。换成矩阵也一样：$W_2(W_1x + b_1) + b_2$ 只是一个矩阵加一个向量。"),
            values={"x": 10}, lit=("v.1", "u.1")),
        Part(
            text("With $\\tanh$ between the layers a third factor stands on the path, $1 - h^2 = ⟨1 − h^2⟩$, and it depends on $x$. Move the slider of $x$ and watch $\\bar x$: now the slope changes from place to place, and depth means something.",
                 "在两层之间放一个 $\\tanh$，路上就多了第三个因子 $1 - h^2 = ⟨1 − h^2⟩$，它与 $x$ 有关。拖动 $x$ 的滑块，看看 $\\bar x$：斜率处处不同了，深度才有意义。"),
            source="h = tanh(w₁x + b₁)\ny = w₂h + b₂", values={"w₁": 2, "b₁": 1, "w₂": -3, "b₂": 4, "x": -0.3}, lit=("h.0",)),
    ),
)  # fmt: skip

LESSONS = (LINE, QUADRATIC, LOGISTIC, COLLAPSE)
