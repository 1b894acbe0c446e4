"""Inside deep networks: vanishing gradients, normalisation, attention, residuals."""

from app.lessons.lesson import Choice, Lesson, Part, Question
from app.messages import text

TEN = "h₁ = σ(x)\n" + "\n".join(
    f"h{chr(0x2080 + k) if k < 10 else '₁₀'} = σ(h{chr(0x2080 + k - 1)})" for k in range(2, 11)
)

VANISHING = Lesson(
    id="vanishing",
    theme="depth",
    title=text("Vanishing gradients through ten sigmoids", "穿过十个 sigmoid 的梯度消失"),
    summary=text(
        "Ten sigmoids in a row. Each multiplies the gradient by its slope, at most a quarter, and ten such factors leave next to nothing.",
        "十个 sigmoid 串在一起。每个都让梯度乘上自己的斜率，至多四分之一，连乘十次便所剩无几。"),
    source=TEN,
    values={"x": 0},
    parts=(
        Part(
            text("Forward nothing looks alarming: the values settle near $⟨h₁₀⟩$.", "前向看不出什么异样：值稳定在 $⟨h₁₀⟩$ 附近。"),
            at="values"),
        Part(
            text("Backward, the first slope is $h_{10}(1 - h_{10}) = ⟨h₁₀ (1 − h₁₀)⟩$, and so it goes on: after two layers $⟨∂h₈⟩$, after three $⟨∂h₇⟩$.", "反向时，第一个斜率是 $h_{10}(1 - h_{10}) = ⟨h₁₀ (1 − h₁₀)⟩$，以此类推：过两层剩 $⟨∂h₈⟩$，过三层剩 $⟨∂h₇⟩$。"),
            at="∂h₇", lit=("h₁₀.0", "h₉.0", "h₈.0")),
        Part(
            text("The slope $\\sigma' = \\sigma(1-\\sigma)$ is largest at 0, where it is $\\tfrac14$.", "斜率 $\\sigma' = \\sigma(1-\\sigma)$ 在 0 处最大，为 $\\tfrac14$。"),
            at="∂h₇",
            question=Question(
                text("At most how much of the gradient can ten sigmoids leave?", "十个 sigmoid 至多能留下多少梯度？"),
                text("Ten factors, none above a quarter.", "十个因子，没有一个超过四分之一。"),
                choices=(
                    Choice(text("A fortieth", "四十分之一"), text("That would be ten quarters counted up in the denominator. Factors along a path multiply.", "这是把十个四分之一的分母加起来了。沿一条路的因子要相乘。")),
                    Choice(text("About one millionth", "约百万分之一"), text("Yes: $4^{-10} = ⟨4^(−10)|2⟩$.", "对：$4^{-10} = ⟨4^(−10)|2⟩$。"), right=True),
                    Choice(text("A quarter", "四分之一"), text("That is one sigmoid.", "这只是一个 sigmoid。")),
                ))),
        Part(
            text("What arrives at $x$ is $⟨∂x⟩$, under the bound of $⟨4^(−10)|2⟩$. A weight down there would have to move by millions to be noticed at the output. Early layers do not learn, though nothing is disconnected.", "到达 $x$ 的是 $⟨∂x⟩$，低于上限 $⟨4^(−10)|2⟩$。这里的权重要挪动几百万，输出才有所察觉。靠前的层学不动，尽管线路都通着。"),
            lit=("x",)),
        Part(
            text("The same ten layers with $h + \\sigma(h)$ in place of $\\sigma(h)$ would have factors $1 + \\sigma'$: nothing vanishes. Or three ReLUs, as here: wherever they are open, each factor is exactly 1, and $x$ receives $⟨∂x⟩$.", "同样十层，若把 $\\sigma(h)$ 换成 $h + \\sigma(h)$，因子就是 $1 + \\sigma'$：什么也不会消失。换成 ReLU 也行，如这里的三个：只要开着，每个因子恰好是 1，$x$ 得到 $⟨∂x⟩$。"),
            source="h₁ = relu(x)\nh₂ = relu(h₁)\nh₃ = relu(h₂)", values={"x": 0.5}),
    ),
)  # fmt: skip

BATCH_NORM = Lesson(
    id="batch-norm",
    theme="depth",
    title=text("Batch normalisation, from its parts", "批归一化：拆开来看"),
    summary=text(
        "Centre a batch, divide by its spread, rescale. Through mean and variance every example hears of every other.",
        "把一个批次居中，除以离散程度，再缩放平移。通过均值和方差，每个样本都听得到其他样本。"),
    source="μ = mean(x)\nc = x − μ\nv = mean(c²)\ny = γ c / sqrt(v + 0.1) + β\nL = dot(t, y)",
    values={"x": [1, 2, 3, 6], "γ": 2, "β": 1, "t": [1, 0, 0, 0]},
    parts=(
        Part(
            text("Four examples of one feature, $x = ⟨x⟩$. Their mean is $\\mu = ⟨μ⟩$, their variance $v = ⟨v⟩$. Then $\\gamma$ and $\\beta$ set a new scale and a new centre: $y = ⟨y⟩$.", "一个特征的四个样本，$x = ⟨x⟩$。均值 $\\mu = ⟨μ⟩$，方差 $v = ⟨v⟩$。然后 $\\gamma$ 和 $\\beta$ 定出新的尺度和中心：$y = ⟨y⟩$。"),
            at="values"),
        Part(
            text("$L$ looks only at the first example, $\\bar y = ⟨∂y⟩$. The parameters receive sums over the batch: $\\bar\\beta = ⟨∂β⟩$ and $\\bar\\gamma = ⟨∂γ⟩$.", "$L$ 只看第一个样本，$\\bar y = ⟨∂y⟩$。参数得到的是对批次的求和：$\\bar\\beta = ⟨∂β⟩$，$\\bar\\gamma = ⟨∂γ⟩$。"),
            at="∂γ", lit=("y.1", "w.0")),
        Part(
            text("To $x$ lead three ways: straight through $c$, through the variance $v$, and through the mean $\\mu$.", "通往 $x$ 有三条路：直接经过 $c$，经过方差 $v$，经过均值 $\\mu$。"),
            at="∂γ", lit=("c.0", "q.0", "μ.0"),
            question=Question(
                text("$L$ reads only $y_1$. Which of the four $x$ receive a gradient?", "$L$ 只读取 $y_1$。四个 $x$ 之中，哪些得到梯度？"),
                text("What does $x_4$ change besides its own entry?", "$x_4$ 除了自己那一格，还会改变什么？"),
                choices=(
                    Choice(text("Only $x_1$", "只有 $x_1$"), text("So it would be without the statistics. But $\\mu$ and $v$ are made from all four.", "若没有统计量，确是如此。但 $\\mu$ 和 $v$ 由四个样本共同算出。")),
                    Choice(text("All four", "四个都有"), text("Yes: each of them moves the mean and the variance, and so $y_1$.", "对：每一个都会改变均值和方差，从而改变 $y_1$。"), right=True),
                    Choice(text("None: normalisation cancels every change", "都没有：归一化抵消一切变化"), text("It cancels a common shift, but not a move of one example against the others.", "它抵消的是共同的平移，而不是一个样本相对其他样本的移动。")),
                ))),
        Part(
            text("$\\bar x = ⟨∂x⟩$. Its entries add up to $⟨round(10^9 sum(∂x))⟩$: shifting the whole batch changes nothing, for the mean takes it out again. The examples of a batch are no longer independent; that is why batch normalisation behaves otherwise in training than in use.", "$\\bar x = ⟨∂x⟩$。各元素之和是 $⟨round(10^9 sum(∂x))⟩$：整个批次一起平移，什么也不变，因为均值又把它减掉了。批次里的样本不再独立；正因如此，批归一化在训练时与使用时的做法不同。"),
            lit=("c.0", "c.1", "q.0")),
    ),
)  # fmt: skip

ATTENTION = Lesson(
    id="attention",
    theme="depth",
    title=text("Attention: a lookup that has a gradient", "注意力：可以求导的查表"),
    summary=text(
        "Two queries look into three keys, and take a weighted mean of three values. The weights are a softmax, so even the looking can be learnt.",
        "两个查询去看三个键，再取三个值的加权平均。权重来自 softmax，所以连“看哪里”都可以学。"),
    source="S = Q @ K^T / √2\nA = softmax(S)\nO = A @ V\nL = O[0,0]",
    values={"Q": [[1, 0], [0, 1]], "K": [[1, 0], [0, 1], [1, 1]], "V": [[1, 2], [3, 4], [5, 6]]},
    parts=(
        Part(
            text("Each query is compared with each key: $S = QK^\\top/\\sqrt 2 = ⟨S⟩$. Softmax makes each row to weights that add up to 1, $A = ⟨A⟩$.", "每个查询与每个键比较：$S = QK^\\top/\\sqrt 2 = ⟨S⟩$。softmax 把每一行变成和为 1 的权重，$A = ⟨A⟩$。"),
            at="A", lit=("S", "A")),
        Part(
            text("The output is a mean of the values with those weights: $O = AV = ⟨O⟩$. $L$ is its first entry, what the first query reads in the first column.", "输出是用这些权重对值取的平均：$O = AV = ⟨O⟩$。$L$ 是它的第一个元素，即第一个查询在第一列读到的数。"),
            at="values", lit=("O",)),
        Part(
            text("Backward, $V$ comes first: $\\bar V = A^\\top \\bar O = ⟨∂V⟩$. Each value receives as much as it was looked at. And $\\bar A = \\bar O V^\\top = ⟨∂A⟩$: looking at a place is worth what stands there.", "反向时，先到 $V$：$\\bar V = A^\\top \\bar O = ⟨∂V⟩$。每个值被看了多少，就得到多少。而 $\\bar A = \\bar O V^\\top = ⟨∂A⟩$：看一个位置的价值，就是那里的数。"),
            at="∂V", lit=("O.0", "O.1")),
        Part(
            text("Now through softmax, first row: $\\bar A_1 = ⟨∂A[0]⟩$, and the mean that is read now is $⟨O[0,0]⟩$.", "现在经过 softmax，看第一行：$\\bar A_1 = ⟨∂A[0]⟩$，而此刻读到的平均值是 $⟨O[0,0]⟩$。"),
            at="∂V", lit=("A.0",),
            question=Question(
                text("Which score of the first row receives a negative gradient?", "第一行的哪个得分会得到负的梯度？"),
                text("More weight on one place means less on the others. Is the value there above or below the present mean?", "一处的权重多了，别处就少了。那里的值比当前平均值高还是低？"),
                choices=(
                    Choice(text("That of key 1, whose value 1 is below the mean", "键 1：它的值 1 低于平均"), text("Yes: looking more at a value below the mean lowers what is read.", "对：多看低于平均的值，读到的数就会变小。"), right=True),
                    Choice(text("None: all values are positive", "没有：所有值都是正的"), text("Weights add up to 1: what one place gains, others lose. Only the distance from the mean counts.", "权重之和是 1：一处多了，别处就少了。起作用的只是与平均值的差。")),
                    Choice(text("That of key 3, which has as much weight as key 1", "键 3：它的权重与键 1 一样大"), text("Its value 5 is above the mean, so more weight there raises what is read.", "它的值 5 高于平均，给它更多权重会让读到的数变大。")),
                ))),
        Part(
            text("$\\bar S_{1j} = A_{1j}\\,(V_{j1} - O_{11})$, which gives $⟨∂S[0]⟩$: weight times distance from the mean. The second query has no part in $L$, so its row is 0. From $\\bar S$ two matrix products lead to $\\bar Q = ⟨∂Q⟩$ and to $\\bar K$. The $\\sqrt 2$, the root of the keys' length, keeps scores small enough that softmax does not saturate.", "$\\bar S_{1j} = A_{1j}\\,(V_{j1} - O_{11})$，即 $⟨∂S[0]⟩$：权重乘以与平均值之差。第二个查询与 $L$ 无关，所以它那一行是 0。从 $\\bar S$ 再经两次矩阵乘积，得到 $\\bar Q = ⟨∂Q⟩$ 和 $\\bar K$。除以 $\\sqrt 2$（键长度的平方根），是为了让得分不致过大，使 softmax 不饱和。"),
            lit=("A.0", "S")),
    ),
)  # fmt: skip

RESIDUAL = Lesson(
    id="residual",
    theme="depth",
    title=text("A residual block with layer normalisation", "带层归一化的残差块"),
    summary=text(
        "A block computes a correction and adds it to its own input. Backward, the addition is an open road past everything inside.",
        "残差块算出一个修正量，加到自己的输入上。反向时，这个加法是一条绕过内部一切的通路。"),
    source="n = layer_norm(x)\nh = relu(W @ n)\ny = x + h\nL = dot(t, y)",
    values={"x": [1, 2, 4], "W": [[0.5, 0, 1], [0, 1, 0], [-1, 0, 0.5]], "t": [1, 0, 0]},
    parts=(
        Part(
            text("$x = ⟨x⟩$ is normalised to mean 0 and variance 1, $n = ⟨n⟩$; a layer with ReLU makes the correction $h = ⟨h⟩$; and $y = x + h = ⟨y⟩$.", "$x = ⟨x⟩$ 归一化为均值 0、方差 1 的 $n = ⟨n⟩$；带 ReLU 的一层给出修正量 $h = ⟨h⟩$；最后 $y = x + h = ⟨y⟩$。"),
            at="values"),
        Part(
            text("Backward, the sum copies $\\bar y = ⟨∂y⟩$ to both sides. Along the upper road it is at $x$ already, whole, with no factor on the way.", "反向时，加法把 $\\bar y = ⟨∂y⟩$ 复制到两边。沿着捷径，它已经完整地到达 $x$，途中没有任何因子。"),
            at="∂x 1", lit=("y.0",)),
        Part(
            text("Along the other road it passes ReLU, the weights and the normalisation: $\\bar n = W^\\top \\bar u = ⟨∂n⟩$.", "沿着另一条路，它要经过 ReLU、权重和归一化：$\\bar n = W^\\top \\bar u = ⟨∂n⟩$。"),
            at="∂n", lit=("h.0", "u.1", "n.0"),
            question=Question(
                text("Suppose all weights in $W$ were 0. What would $x$ receive?", "假如 $W$ 的权重全是 0，$x$ 得到什么？"),
                text("Which of the two roads does $W$ stand on?", "$W$ 在两条路中的哪一条上？"),
                choices=(
                    Choice(text("Nothing: a product with 0 is 0", "什么也没有：乘 0 得 0"), text("So it is along the lower road. The other one does not pass $W$.", "内部那条路确是如此。但另一条路不经过 $W$。")),
                    Choice(text("Exactly $\\bar y$", "恰好是 $\\bar y$"), text("Yes: the shortcut does not pass $W$ at all.", "对：捷径根本不经过 $W$。"), right=True),
                    Choice(text("Half of $\\bar y$", "$\\bar y$ 的一半"), text("A sum does not share its gradient among its terms, it gives each of them all of it.", "加法不是把梯度分给各项，而是让每一项都得到全部。")),
                ))),
        Part(
            text("With $W = 0$ the block is the identity, forward and backward: $\\bar x = ⟨∂x⟩$. With small weights it is nearly so. A hundred such blocks in a row multiply the gradient by $I + \\text{something}$ each, never by small factors alone, and so it reaches the first of them.", "当 $W = 0$ 时，残差块前向、反向都是恒等：$\\bar x = ⟨∂x⟩$。权重很小时也差不多如此。上百个这样的块串起来，每块让梯度乘以 $I + \\text{某个量}$，而绝不只是小因子，所以梯度能一直到达第一块。"),
            values={"W": [[0, 0, 0], [0, 0, 0], [0, 0, 0]]}, lit=("y.0",)),
        Part(
            text("Back to the trained block: $\\bar x = ⟨∂x⟩$. What came through the normalisation, $\\bar x - \\bar y = ⟨∂x − ∂y⟩$, adds up to 0: layer normalisation takes out a common shift of its entries, as batch normalisation does of its examples.", "回到有权重的块：$\\bar x = ⟨∂x⟩$。其中经过归一化来的部分 $\\bar x - \\bar y = ⟨∂x − ∂y⟩$ 之和为 0：层归一化去掉了各元素的共同平移，正如批归一化去掉各样本的共同平移。"),
            lit=("n.0", "y.0")),
    ),
)  # fmt: skip

LESSONS = (VANISHING, BATCH_NORM, ATTENTION, RESIDUAL)
