"""What a nonlinearity does to the gradient that passes it."""

from app.lessons.lesson import Choice, Lesson, Mistake, Part, Question
from app.messages import text

ACTIVATIONS = Lesson(
    id="activations",
    theme="activations",
    title=text("Sigmoid, tanh, ReLU, ELU side by side", "并排比较：sigmoid、tanh、ReLU、ELU"),
    summary=text(
        "Four activations of the same number, added up, so that each receives the same gradient. What each of them hands on is its slope, and nothing else.",
        "同一个数送进四种激活函数再相加，于是每个都得到同样的梯度。它们各自传下去的，就是自己的斜率。"),
    source="a = σ(x)\nb = tanh(x)\nc = relu(x)\nd = elu(x)\ny = a + b + c + d",
    values={"x": 1},
    parts=(
        Part(
            text("Forward at $x = ⟨x⟩$: $\\sigma$ gives $⟨a⟩$, $\\tanh$ gives $⟨b⟩$, ReLU and ELU let the number through.", "前向，$x = ⟨x⟩$：$\\sigma$ 给出 $⟨a⟩$，$\\tanh$ 给出 $⟨b⟩$，ReLU 和 ELU 原样放行。"),
            at="values", lit=("a", "b", "c", "d")),
        Part(
            text("Backward, the sums give each of the four the gradient $⟨∂a⟩$. Each multiplies it by its slope at $x$: $\\sigma' = a(1-a) = ⟨a (1 − a)⟩$, $\\tanh' = 1 - b^2 = ⟨1 − b^2⟩$, and 1 for the other two.",
                 "反向时，加法给四者各送来梯度 $⟨∂a⟩$，它们各乘以自己在 $x$ 处的斜率：$\\sigma' = a(1-a) = ⟨a (1 − a)⟩$，$\\tanh' = 1 - b^2 = ⟨1 − b^2⟩$，另外两个是 1。"),
            at="∂x", lit=("a.0", "b.0", "c.0", "d.0")),
        Part(
            text("Far out, at $x = ⟨x⟩$, two of them are saturated: $\\sigma$ passes on $⟨a (1 − a)⟩$ and $\\tanh$ $⟨1 − b^2|2⟩$. ReLU and ELU still pass on everything. That is why deep nets prefer them.",
                 "走远一些，到 $x = ⟨x⟩$，有两个饱和了：$\\sigma$ 只传下 $⟨a (1 − a)⟩$，$\\tanh$ 只传下 $⟨1 − b^2|2⟩$。ReLU 和 ELU 仍全部放行。所以深层网络更爱用它们。"),
            values={"x": 6}, lit=("a.0", "b.0")),
        Part(
            text("Now the other side: $x = ⟨x⟩$. The values are $⟨a⟩$, $⟨b⟩$, $⟨c⟩$ and $⟨d⟩$.", "再看另一侧：$x = ⟨x⟩$。四个值是 $⟨a⟩$、$⟨b⟩$、$⟨c⟩$ 和 $⟨d⟩$。"),
            at="values", values={"x": -2}, lit=("a", "b", "c", "d"),
            question=Question(
                text("Which of the four hands nothing at all on to $x$?", "四者之中，哪一个完全不向 $x$ 传递梯度？"),
                text("Which of the four curves is exactly flat at $x = ⟨x⟩$?", "在 $x = ⟨x⟩$ 处，哪条曲线是完全平的？"),
                choices=(
                    Choice(text("The sigmoid", "sigmoid"), text("It is small but not nothing: $a(1-a) = ⟨a (1 − a)⟩$.", "很小，但不是零：$a(1-a) = ⟨a (1 − a)⟩$。")),
                    Choice(text("ReLU", "ReLU"), text("Yes. Below 0 it is flat: its slope is exactly 0.", "对。在 0 以下它是平的：斜率恰好为 0。"), right=True),
                    Choice(text("ELU", "ELU"), text("ELU bends towards −1 there, but it never lies flat: its slope is $e^x = ⟨exp(x)⟩$.", "ELU 在那里弯向 −1，但从不放平：斜率是 $e^x = ⟨exp(x)⟩$。")),
                    Choice(text("tanh", "tanh"), text("It is nearly flat, but not quite: $1 - b^2 = ⟨1 − b^2⟩$.", "接近平，但还不是：$1 - b^2 = ⟨1 − b^2⟩$。")),
                ))),
        Part(
            text("ReLU contributes 0: a unit that is below 0 for every example gets no gradient and cannot recover; it is called dead. ELU keeps the slope $e^x = ⟨exp(x)⟩$ there, which is what it was made for. In all, $x$ receives $⟨∂x⟩$.",
                 "ReLU 的份额是 0：若一个单元对所有样本都在 0 以下，它就得不到梯度，再也回不来，称为“死亡”。ELU 在那里保留斜率 $e^x = ⟨exp(x)⟩$，它正是为此而设计的。合计起来，$x$ 得到 $⟨∂x⟩$。"),
            values={"x": -2}, lit=("c.0", "d.0")),
    ),
)  # fmt: skip

KINKS = Lesson(
    id="kinks",
    theme="activations",
    title=text("Gates that choose: max and ReLU", "会选择的门：max 与 ReLU"),
    summary=text(
        "Some operations do not blend their inputs but choose among them. Backward they act as switches: the chosen one receives everything, the others nothing.",
        "有些运算不混合输入，而是作选择。反向时它们像开关：被选中的得到全部梯度，其余什么也得不到。"),
    source="m = max(a, b)\nr = relu(c − 1)\ny = 2m + r",
    values={"a": 2, "b": 1, "c": 3},
    parts=(
        Part(
            text("$\\max(a, b)$ takes the larger, here $a = ⟨a⟩$. ReLU takes the larger of its input and 0, here $c - 1 = ⟨v⟩$.", "$\\max(a, b)$ 取较大者，这里是 $a = ⟨a⟩$。ReLU 在输入与 0 之间取较大者，这里是 $c - 1 = ⟨v⟩$。"),
            at="values", lit=("m", "r")),
        Part(
            text("What reached $m$ is $⟨∂m⟩$. A small change of $a$ moves $m$ just as much, so $a$ receives all of it. A small change of $b$ moves nothing: $b$ receives $⟨∂b⟩$.", "传到 $m$ 的是 $⟨∂m⟩$。$a$ 变一点，$m$ 就变一样多，所以 $a$ 全部得到。$b$ 变一点，什么也不动：$b$ 得到 $⟨∂b⟩$。"),
            at="∂b", lit=("m.0", "m.1")),
        Part(
            text("Here $c$ has been turned down to $⟨c⟩$, so that $c - 1 = ⟨v⟩$.", "现在把 $c$ 调低到 $⟨c⟩$，于是 $c - 1 = ⟨v⟩$。"),
            at="values", values={"c": 0.5}, lit=("c", "r"),
            question=Question(
                text("What is the gradient of $c$ now?", "现在 $c$ 的梯度是多少？"),
                text("On which of its two pieces is ReLU?", "ReLU 处在它两段中的哪一段？"),
                number="∂c",
                mistakes=(
                    Mistake("1", text("That is the slope of the other piece, where $c - 1$ is above 0.", "这是另一段的斜率，即 $c - 1$ 大于 0 的那一段。")),
                    Mistake("−0.5", text("ReLU chooses a piece, and the slope of that piece counts, not the value.", "ReLU 选择一段，起作用的是那一段的斜率，而不是值。")),
                ),
                why=text("Yes: the gate is closed.", "对：门关上了。"))),
        Part(
            text("Below the kink ReLU is flat, and $c$ receives $⟨∂c⟩$. Move the slider of $c$ past 1 and the gradient goes on like a lamp.", "在转折点以下，ReLU 是平的，$c$ 得到 $⟨∂c⟩$。把 $c$ 的滑块拖过 1，梯度就像灯一样亮起来。"),
            values={"c": 0.5}, lit=("r.0",)),
        Part(
            text("And where $a = b$? Each alone could be the maximum, and there is no derivative. As PyTorch does for two arguments, the gradient is shared: $⟨∂a⟩$ and $⟨∂b⟩$. The card carries a mark that says so.", "如果 $a = b$ 呢？谁都可以算最大值，此处没有导数。与 PyTorch 对两个参数的做法相同，梯度平分：$⟨∂a⟩$ 与 $⟨∂b⟩$。卡片上会有一个标记说明这一点。"),
            values={"b": 2}, lit=("m.0", "m.1")),
    ),
)  # fmt: skip

LESSONS = (ACTIVATIONS, KINKS)
