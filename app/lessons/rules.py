"""The chain rule on a graph: ratios, factors, sums over paths, the order of the walk, and what it saves."""

from app.lessons.lesson import Lesson, Mistake, Part, Question
from app.messages import text

CHAIN = Lesson(
    id="chain",
    theme="rules",
    title=text("Three steps forward, three ideas back", "前进三步，后退三招"),
    summary=text(
        "Every formula is a handful of small operations. Backward, each of them answers one question for each of its inputs: if you move a little, how much do I move?",
        "任何公式都由一连串小运算组成。反向时，每个运算对自己的每个输入回答同一个问题：你变一点点，我会变多少？"),
    source="J = 3(a+bc)",
    values={"a": 5, "b": 3, "c": 2},
    parts=(
        Part(
            text("Forward first. One operation after another computes its value from values that are there already: $v = bc = ⟨v⟩$, then $u = a + v = ⟨u⟩$, then $J = 3u = ⟨J⟩$.",
                 "先看前向。每个运算用已有的值算出自己的值：先 $v = bc = ⟨v⟩$，再 $u = a + v = ⟨u⟩$，最后 $J = 3u = ⟨J⟩$。"),
            at="values"),
        Part(
            text("Backward starts at the output with $\\partial J/\\partial J = 1$. Since $J = 3u$, a small change of $u$ arrives three times as large at $J$: the gradient of $u$ is $⟨∂u⟩$.",
                 "反向从输出开始，$\\partial J/\\partial J = 1$。因为 $J = 3u$，$u$ 的微小变化传到 $J$ 时变成三倍，所以 $u$ 的梯度是 $⟨∂u⟩$。"),
            at="∂u", lit=("J.1",)),
        Part(
            text("A sum passes its gradient on unchanged, because $\\partial u/\\partial a = \\partial u/\\partial v = 1$. So $a$ and $v$ both receive $⟨∂u⟩$.",
                 "加法原样传递梯度，因为 $\\partial u/\\partial a = \\partial u/\\partial v = 1$。所以 $a$ 和 $v$ 都得到 $⟨∂u⟩$。"),
            at="∂v", lit=("u.0", "u.1")),
        Part(
            text("Now the product $v = bc$. What reached $v$ is $⟨∂v⟩$, and $c = ⟨c⟩$.",
                 "现在轮到乘积 $v = bc$。传到 $v$ 的梯度是 $⟨∂v⟩$，而 $c = ⟨c⟩$。"),
            at="∂v", lit=("v.0", "b"),
            question=Question(
                text("What is $\\partial J/\\partial b$?", "$\\partial J/\\partial b$ 等于多少？"),
                text("If $b$ grows by a little, $v = bc$ grows by $c$ times as much. Multiply that by what reached $v$.",
                     "$b$ 增加一点点，$v = bc$ 就增加它的 $c$ 倍。再乘以传到 $v$ 的梯度。"),
                number="∂b",
                mistakes=(
                    Mistake("∂v b", text("That is $\\bar v$ times $b$ itself. The derivative of $bc$ with respect to $b$ is the other factor, $c$.",
                                         "这是 $\\bar v$ 乘以 $b$ 自己。$bc$ 对 $b$ 的导数是另一个因子 $c$。")),
                    Mistake("c", text("$c$ is only the local derivative $\\partial v/\\partial b$. It still has to be multiplied by what reached $v$.",
                                      "$c$ 只是局部导数 $\\partial v/\\partial b$，还要乘以传到 $v$ 的梯度。")),
                    Mistake("∂v", text("That is what reached $v$. On the edge to $b$ it is multiplied by the local derivative $c$.",
                                       "这是传到 $v$ 的梯度。沿通往 $b$ 的边还要乘以局部导数 $c$。")),
                ),
                why=text("Yes: $⟨∂v⟩ \\cdot ⟨c⟩ = ⟨∂b⟩$.", "对：$⟨∂v⟩ \\cdot ⟨c⟩ = ⟨∂b⟩$。"))),
        Part(
            text("A product gives each factor the other one: $\\bar b = \\bar v\\,c = ⟨∂b⟩$ and $\\bar c = \\bar v\\,b = ⟨∂c⟩$. Three rules were enough: a constant factor scales, a sum copies, a product swaps.\n\nTurn the slider of $a$: $J$ changes, the three gradients do not, for none of them contains $a$.",
                 "乘法让每个因子得到另一个因子：$\\bar b = \\bar v\\,c = ⟨∂b⟩$，$\\bar c = \\bar v\\,b = ⟨∂c⟩$。三条规则就够了：常数因子缩放，加法复制，乘法互换。\n\n拖动 $a$ 的滑块：$J$ 会变，三个梯度都不变，因为它们都不含 $a$。"),
            lit=("v.0", "v.1")),
    ),
)  # fmt: skip

RATIOS = Lesson(
    id="ratios",
    theme="rules",
    title=text("The chain rule as ratios of small changes", "链式法则：微小变化之比"),
    summary=text(
        "A derivative is the ratio of two small changes. Along a chain the ratios multiply, and the change in the middle cancels.",
        "导数是两个微小变化之比。沿着一条链，这些比值相乘，中间的变化量恰好约去。"),
    source="u = x²\ny = 3u",
    values={"x": 2},
    parts=(
        Part(
            text("At $x = ⟨x⟩$ the chain gives $u = ⟨u⟩$ and $y = ⟨y⟩$. What happens to $y$ when $x$ is moved by a little?",
                 "在 $x = ⟨x⟩$ 处，这条链给出 $u = ⟨u⟩$，$y = ⟨y⟩$。把 $x$ 挪动一点点，$y$ 会怎样？"),
            at="values"),
        Part(
            text("Here $x$ has moved by $\\Delta x = 0.01$. Now $u = ⟨u|5⟩$, so $\\Delta u = ⟨u − 4⟩$, and $y = ⟨y|6⟩$, so $\\Delta y = ⟨y − 12⟩$.",
                 "这里 $x$ 挪动了 $\\Delta x = 0.01$。现在 $u = ⟨u|5⟩$，所以 $\\Delta u = ⟨u − 4⟩$；$y = ⟨y|6⟩$，所以 $\\Delta y = ⟨y − 12⟩$。"),
            at="values", values={"x": 2.01}),
        Part(
            text("The ratios: $\\dfrac{\\Delta u}{\\Delta x} = ⟨(u − 4)/0.01|5⟩$ and $\\dfrac{\\Delta y}{\\Delta u} = ⟨(y − 12)/(u − 4)⟩$. In their product $\\Delta u$ cancels: $\\dfrac{\\Delta y}{\\Delta x} = ⟨(y − 12)/0.01|5⟩$. That is arithmetic, not yet calculus.",
                 "两个比值：$\\dfrac{\\Delta u}{\\Delta x} = ⟨(u − 4)/0.01|5⟩$，$\\dfrac{\\Delta y}{\\Delta u} = ⟨(y − 12)/(u − 4)⟩$。相乘时 $\\Delta u$ 约去：$\\dfrac{\\Delta y}{\\Delta x} = ⟨(y − 12)/0.01|5⟩$。到此为止只是算术，还没用到微积分。"),
            at="values", values={"x": 2.01}, lit=("u.0", "y.1")),
        Part(
            text("Let $\\Delta x$ shrink. The first ratio is $(2x\\,\\Delta x + \\Delta x^2)/\\Delta x = 2x + \\Delta x$.",
                 "让 $\\Delta x$ 不断缩小。第一个比值是 $(2x\\,\\Delta x + \\Delta x^2)/\\Delta x = 2x + \\Delta x$。"),
            at="values",
            question=Question(
                text("Towards which number does $\\Delta y/\\Delta x$ tend at $x = ⟨x⟩$?", "在 $x = ⟨x⟩$ 处，$\\Delta y/\\Delta x$ 趋于哪个数？"),
                text("The first ratio tends to $2x$, the second is always 3. Multiply.", "第一个比值趋于 $2x$，第二个总是 3。相乘。"),
                number="∂x",
                mistakes=(
                    Mistake("2 x", text("That is $\\partial u/\\partial x$ alone. The change still has to pass from $u$ to $y$.", "这只是 $\\partial u/\\partial x$。变化还要从 $u$ 传到 $y$。")),
                    Mistake("2 x + 3", text("Ratios along a chain multiply; they do not add.", "沿一条链的比值相乘，而不是相加。")),
                    Mistake("3 x", text("The slope of $x^2$ is $2x$, not $x$.", "$x^2$ 的斜率是 $2x$，不是 $x$。")),
                ),
                why=text("Yes: $2x \\cdot 3 = ⟨∂x⟩$.", "对：$2x \\cdot 3 = ⟨∂x⟩$。"))),
        Part(
            text("$\\dfrac{\\partial y}{\\partial x} = \\dfrac{\\partial y}{\\partial u} \\cdot \\dfrac{\\partial u}{\\partial x} = ⟨∂u⟩ \\cdot ⟨2 x⟩ = ⟨∂x⟩$. The backward pass multiplies the same ratios, from the output on: first $⟨∂u⟩$ at $u$, then $⟨∂u⟩ \\cdot ⟨2 x⟩$ at $x$. No small change is ever chosen, so nothing is approximated.",
                 "$\\dfrac{\\partial y}{\\partial x} = \\dfrac{\\partial y}{\\partial u} \\cdot \\dfrac{\\partial u}{\\partial x} = ⟨∂u⟩ \\cdot ⟨2 x⟩ = ⟨∂x⟩$。反向传播乘的就是这些比值，只是从输出开始：先在 $u$ 处得 $⟨∂u⟩$，再在 $x$ 处得 $⟨∂u⟩ \\cdot ⟨2 x⟩$。它从不选取具体的微小变化，所以没有任何近似。"),
            lit=("u.0", "y.1")),
    ),
)  # fmt: skip

FAN_OUT = Lesson(
    id="fan-out",
    theme="rules",
    title=text("One name, several uses: fan-out adds", "一个名字，多处使用：分叉处相加"),
    summary=text(
        "A value that is used several times is still one value. Each use sends a contribution back, and the contributions add.",
        "一个值用了好几次，仍是同一个值。每次使用都送回一份梯度，这些梯度要相加。"),
    source="y = x·x + x",
    values={"x": 3},
    parts=(
        Part(
            text("$x$ stands three times in this formula, but it is one number, so it is one card. Three edges leave it.",
                 "公式里 $x$ 出现了三次，但它只是一个数，所以图上只有一张卡片，从它引出三条边。"),
            at="values", lit=("u.0", "u.1", "y.1")),
        Part(
            text("On the way back three contributions arrive. The first comes straight from the sum: $⟨∂y⟩$. It is not yet the gradient of $x$, only what one of its uses says.",
                 "反向时有三份梯度到达。第一份直接从加法传来：$⟨∂y⟩$。它还不是 $x$ 的梯度，只是其中一次使用的说法。"),
            at="∂x 1", lit=("y.1",)),
        Part(
            text("The two factors of $u = x \\cdot x$ are still to come. Each receives what reached $u$, $⟨∂u⟩$, times the other factor, $⟨x⟩$.",
                 "还差 $u = x \\cdot x$ 的两个因子。每个因子得到传到 $u$ 的 $⟨∂u⟩$ 乘以另一个因子 $⟨x⟩$。"),
            at="∂x 1", lit=("u.0", "u.1"),
            question=Question(
                text("What is the gradient of $x$ in the end?", "$x$ 的梯度最终是多少？"),
                text("Add all three contributions: a small change of $x$ reaches $y$ along all three edges at once.", "把三份都加起来：$x$ 的微小变化同时沿三条边影响 $y$。"),
                number="∂x",
                mistakes=(
                    Mistake("x", text("That is the last contribution alone: it has replaced the others instead of being added to them.", "这只是最后一份：它覆盖了前面的，而不是与它们相加。")),
                    Mistake("x + 1", text("One of the two factors has been forgotten: $x \\cdot x$ uses $x$ twice.", "漏了一个因子：$x \\cdot x$ 用了两次 $x$。")),
                    Mistake("2 x", text("The use in $+\\,x$ has been forgotten.", "漏了 $+\\,x$ 那一次使用。")),
                ),
                why=text("Yes: $1 + ⟨x⟩ + ⟨x⟩ = ⟨∂x⟩$, and the derivative of $x^2 + x$ says the same: $2x + 1$.", "对：$1 + ⟨x⟩ + ⟨x⟩ = ⟨∂x⟩$。$x^2 + x$ 的导数 $2x + 1$ 也给出同样的数。"))),
        Part(
            text("$1 + ⟨x⟩ + ⟨x⟩ = ⟨∂x⟩$. To overwrite where one should add is the classic mistake in a backward pass written by hand. For the same reason PyTorch adds to `.grad`, and a training loop has to call `zero_grad`.",
                 "$1 + ⟨x⟩ + ⟨x⟩ = ⟨∂x⟩$。该累加的地方写成了覆盖，是手写反向传播最常见的错误。出于同样的理由，PyTorch 总是往 `.grad` 里累加，所以训练循环里必须调用 `zero_grad`。")),
    ),
)  # fmt: skip

TWO_PATHS = Lesson(
    id="two-paths",
    theme="rules",
    title=text("A net of three layers, and two paths to one weight", "三层网络：通向同一权重的两条路"),
    summary=text(
        "The first weight of a small net reaches the loss along two paths. The chain rule asks for the product along each path and for the sum of the two.",
        "小网络的第一个权重沿两条路影响损失。链式法则要求：每条路上的局部导数相乘，两条路再相加。"),
    source="h₁ = tanh(w₁x)\nh₂ = tanh(w₂h₁)\nh₃ = tanh(w₃h₁)\nŷ = w₄h₂ + w₅h₃\nloss = (ŷ − y)²",
    values={"x": 1, "w₁": 0.5, "w₂": 1, "w₃": -1, "w₄": 1.5, "w₅": 0.5, "y": 1},
    parts=(
        Part(
            text("Three layers of single neurons. The first, $h_1$, feeds both neurons of the second layer, and the output adds those up. So whatever $w_1$ does reaches the loss twice: through $h_2$ and through $h_3$.",
                 "三层神经元。第一层的 $h_1$ 供给第二层的两个神经元，输出再把两者加起来。所以 $w_1$ 的影响分两路到达损失：一路经过 $h_2$，一路经过 $h_3$。"),
            at="values", lit=("s.1", "t.1")),
        Part(
            text("The paths of $w_1$, one by one: each product runs over all edges of its path. Their sum is the gradient, $⟨∂w₁⟩$.",
                 "逐条列出 $w_1$ 的路径：每个乘积跑遍该路径上的所有边。它们的和就是梯度 $⟨∂w₁⟩$。"),
            panel="paths"),
        Part(
            text("Backpropagation gets the same number without walking any edge twice. At $h_1$ the contribution through $h_3$ arrives first, then the one through $h_2$; from there on they travel as one number, $⟨∂h₁⟩$.",
                 "反向传播得到同一个数，却不必把任何一条边走两遍。经过 $h_3$ 的一份先到 $h_1$，经过 $h_2$ 的一份后到；从这里起，它们合成一个数 $⟨∂h₁⟩$ 继续传递。"),
            at="∂h₁", lit=("s.1", "t.1")),
        Part(
            text("Here $w_2 = ⟨w₂⟩$ and $w_3 = ⟨w₃⟩$, so $h_3 = -h_2$: both paths carry the same numbers with opposite signs, except for $w_4 = ⟨w₄⟩$ and $w_5 = ⟨w₅⟩$.",
                 "这里 $w_2 = ⟨w₂⟩$，$w_3 = ⟨w₃⟩$，所以 $h_3 = -h_2$：两条路上的数大小相同、符号相反，只有 $w_4 = ⟨w₄⟩$ 与 $w_5 = ⟨w₅⟩$ 不同。"),
            at="values", lit=("w₄", "w₅"),
            question=Question(
                text("For which $w_5$ do the two paths cancel exactly, so that $w_1$ has no gradient?", "$w_5$ 取多少，两条路恰好抵消，使 $w_1$ 的梯度为 0？"),
                text("The paths must carry the same weight into the output.", "两条路进入输出时的权重必须相同。"),
                number="w₄",
                mistakes=(
                    Mistake("−w₄", text("The signs are opposite already, by $w_3 = -w_2$. With $-w_4$ the paths would reinforce each other.", "符号已经因 $w_3 = -w_2$ 而相反。取 $-w_4$ 反而会互相加强。")),
                    Mistake("0", text("That closes one path, and the other still carries its gradient.", "这只是关掉了一条路，另一条仍有梯度。")),
                ),
                why=text("Yes: with equal weights $h_3 = -h_2$ undoes what $h_2$ does.", "对：权重相等时，$h_3 = -h_2$ 恰好抵消 $h_2$ 的作用。"))),
        Part(
            text("With $w_5 = w_4 = ⟨w₅⟩$ the output is $⟨ŷ⟩$ whatever $w_1$ may be, and its gradient is $⟨∂w₁⟩$. The paths are all still open; it is their sum that vanishes. A gradient of 0 does not mean that nothing is connected.",
                 "当 $w_5 = w_4 = ⟨w₅⟩$ 时，无论 $w_1$ 是多少，输出都是 $⟨ŷ⟩$，它的梯度是 $⟨∂w₁⟩$。每条路都还通着，消失的是它们的和。梯度为 0 并不意味着没有连接。"),
            values={"w₅": 1.5}, lit=("s.1", "t.1"), panel="paths"),
    ),
)  # fmt: skip

ORDER = Lesson(
    id="order",
    theme="rules",
    title=text("Bar notation, and why the order matters", "上横线记号，以及顺序为何重要"),
    summary=text(
        "A bar is short for the gradient of the output. Each node may pass its bar on only when all that arrives there has been added up.",
        "变量上的横线表示输出对它的梯度。一个节点要等所有到达的份额都加齐之后，才能把它传下去。"),
    source="u = x²\nv = u·x\ny = u + v",
    values={"x": 2},
    parts=(
        Part(
            text("Write $\\bar u$ for $\\partial y/\\partial u$: how fast the output changes with $u$, all else that is not computed from $u$ held fixed. Each forward line then gives its backward lines: from $v = u\\,x$ follow $\\bar u \\mathrel{+}= \\bar v\\,x$ and $\\bar x \\mathrel{+}= \\bar v\\,u$.",
                 "把 $\\partial y/\\partial u$ 记作 $\\bar u$：$u$ 变化时输出变化的快慢，不由 $u$ 算出的量都固定不动。每一行前向式子给出相应的反向式子：由 $v = u\\,x$ 得 $\\bar u \\mathrel{+}= \\bar v\\,x$ 和 $\\bar x \\mathrel{+}= \\bar v\\,u$。"),
            at="values", panel="derivation"),
        Part(
            text("$u$ is used twice: in $y$ directly, and in $v$. After the first arrival $\\bar u$ is $1$, and it is not finished.",
                 "$u$ 被用了两次：一次直接进入 $y$，一次进入 $v$。第一份到达后 $\\bar u$ 是 $1$，但还没有完。"),
            at="∂u 1", lit=("y.0", "v.0")),
        Part(
            text("Suppose an impatient walk now goes on from $u$ to $x$ with the $1$ that it has, and forgets to come back when the rest arrives.",
                 "假设有一种性急的走法：此刻就带着手里的 $1$ 从 $u$ 走到 $x$，之后另一份到达时也不再补上。"),
            at="∂u 1", lit=("u.0",),
            question=Question(
                text("What would it report as $\\bar x$ in the end? (The edge from $v$ to $x$ still brings $\\bar v\\,u = ⟨u⟩$.)", "最后它会报告 $\\bar x$ 是多少？（从 $v$ 到 $x$ 的边仍带来 $\\bar v\\,u = ⟨u⟩$。）"),
                text("Along $u = x^2$ the impatient walk carries $1 \\cdot 2x$. Add what comes from $v$.", "沿 $u = x^2$，性急的走法带来 $1 \\cdot 2x$。再加上从 $v$ 来的一份。"),
                number="2 x + u",
                mistakes=(
                    Mistake("∂x", text("That is the right gradient, by the patient walk. The impatient one loses what reached $u$ through $v$.", "这是耐心走法得到的正确梯度。性急的走法丢掉了经 $v$ 到达 $u$ 的那一份。")),
                    Mistake("2 x", text("What comes straight from $v$ is missing.", "漏了直接从 $v$ 来的一份。")),
                ),
                why=text("Yes: $2x + u = ⟨2 x + u⟩$, which is not the derivative.", "对：$2x + u = ⟨2 x + u⟩$，而这不是导数。"))),
        Part(
            text("Done in order: $\\bar u = 1 + \\bar v\\,x = ⟨∂u⟩$ first, and only then $\\bar x = \\bar u \\cdot 2x + \\bar v\\,u = ⟨∂x⟩$. Indeed $y = x^2 + x^3$ has the slope $2x + 3x^2 = ⟨2 x + 3 x^2⟩$.\n\nA reversed topological order guarantees this: every user of a node is finished before the node itself.",
                 "按次序来：先 $\\bar u = 1 + \\bar v\\,x = ⟨∂u⟩$，然后才是 $\\bar x = \\bar u \\cdot 2x + \\bar v\\,u = ⟨∂x⟩$。的确，$y = x^2 + x^3$ 的斜率是 $2x + 3x^2 = ⟨2 x + 3 x^2⟩$。\n\n逆拓扑序保证了这一点：一个节点的所有使用者都处理完，才轮到它自己。"),
            lit=("u", "u.0"), panel="derivation"),
    ),
)  # fmt: skip

CHEAPER = Lesson(
    id="cheaper",
    theme="rules",
    title=text("Why backward is cheaper than expanding", "为什么反向传播比展开便宜"),
    summary=text(
        "Each level of this chain doubles the number of paths, while it adds only a few edges. Whoever expands pays for paths; backpropagation pays for edges.",
        "这条链每多一层，路径数就翻倍，边却只多几条。展开求导按路径付账，反向传播按边付账。"),
    source="h₁ = x + x²\nh₂ = h₁ + h₁²\nh₃ = h₂ + h₂²\ny = h₃ + h₃²",
    values={"x": 0.1},
    parts=(
        Part(
            text("Four times the same small step, $h + h^2$. Each level uses the one before it twice: as it is, and squared.",
                 "同一个小步骤 $h + h^2$ 重复四次。每一层把上一层用两次：一次原样，一次平方。"),
            at="values"),
        Part(
            text("Of one level alone, there are two ways from $h_3$ to $y$: straight on, and through the square. Their products add up to $\\bar h_3 = 1 + 2h_3 = ⟨∂h₃⟩$.",
                 "只看一层：从 $h_3$ 到 $y$ 有两条路，一条直达，一条经过平方。它们的乘积相加，得 $\\bar h_3 = 1 + 2h_3 = ⟨∂h₃⟩$。"),
            at="∂h₃", lit=("y.0", "y.1", "u.0")),
        Part(
            text("At every level each path splits in two.", "每一层，每条路都一分为二。"),
            at="values", lit=("h₁", "h₂", "h₃"),
            question=Question(
                text("How many paths lead from $x$ to $y$?", "从 $x$ 到 $y$ 有多少条路径？"),
                text("There are four levels, and two ways through each of them, chosen independently.", "共有四层，每层有两条路，各层的选择互相独立。"),
                number="2^4",
                mistakes=(
                    Mistake("2·4", text("Choices at different levels multiply: $2 \\cdot 2 \\cdot 2 \\cdot 2$, and not $2 + 2 + 2 + 2$. (And there are four levels, not three.)", "不同层的选择相乘：是 $2 \\cdot 2 \\cdot 2 \\cdot 2$，不是 $2 + 2 + 2 + 2$。（而且是四层，不是三层。）")),
                    Mistake("12", text("That is the number of edges.", "这是边数。")),
                ),
                why=text("Yes: $2^4 = ⟨2^4⟩$.", "对：$2^4 = ⟨2^4⟩$。"))),
        Part(
            text("All ⟨2^4⟩ paths, and below them the bill. With $n$ levels there are $2^n$ paths but only $3n$ edges. Backpropagation multiplies once on each edge that needs it and adds where edges meet, so its cost grows with the edges, like that of the forward pass. At 30 levels that is 90 edges against more than $10^9$ paths.",
                 "这是全部 ⟨2^4⟩ 条路径，下面是账单。$n$ 层有 $2^n$ 条路径，却只有 $3n$ 条边。反向传播在每条需要的边上乘一次，在边会合处相加，所以代价随边数增长，与前向相当。到 30 层，是 90 条边对 $10^9$ 多条路径。"),
            panel="paths"),
    ),
)  # fmt: skip

LESSONS = (CHAIN, RATIOS, FAN_OUT, TWO_PATHS, ORDER, CHEAPER)
