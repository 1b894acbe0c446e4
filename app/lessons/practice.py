"""What software does: numeric gradients, kinks, overflow."""

from app.lessons.lesson import Choice, Lesson, Mistake, Part, Question
from app.messages import text

NUMERIC = Lesson(
    id="numeric",
    theme="practice",
    title=text("The numeric gradient and its best h", "数值梯度，以及最好的 h"),
    summary=text(
        "A gradient can be measured by moving an input a little. Too large a move measures the wrong thing; too small a move measures rounding.",
        "把输入挪动一点点，就能测出梯度。挪得太多，测的不是导数；挪得太少，测到的是舍入误差。"),
    source="f = sin(x²)",
    values={"x": 1},
    parts=(
        Part(
            text("The exact gradient at $x = ⟨x⟩$ is $2x\\cos x^2 = ⟨∂x⟩$. Now let us measure it.", "在 $x = ⟨x⟩$ 处，准确的梯度是 $2x\\cos x^2 = ⟨∂x⟩$。现在来测量它。"),
            lit=("x",)),
        Part(
            text("The forward difference with $h = 0.1$: $\\dfrac{f(x+h) - f(x)}{h} = ⟨(sin((x + 0.1)^2) − sin(x^2)) / 0.1⟩$. The central one: $\\dfrac{f(x+h) - f(x-h)}{2h} = ⟨(sin((x + 0.1)^2) − sin((x − 0.1)^2)) / 0.2⟩$. The central one is nearer, because its errors of first order cancel.",
                 "取 $h = 0.1$ 的前向差分：$\\dfrac{f(x+h) - f(x)}{h} = ⟨(sin((x + 0.1)^2) − sin(x^2)) / 0.1⟩$。中心差分：$\\dfrac{f(x+h) - f(x-h)}{2h} = ⟨(sin((x + 0.1)^2) − sin((x − 0.1)^2)) / 0.2⟩$。中心差分更近，因为它的一阶误差互相抵消。"),
            lit=("x",)),
        Part(
            text("The error of the central difference shrinks with $h^2$: at $h = 0.01$ it is $⟨abs((sin((x + 0.01)^2) − sin((x − 0.01)^2)) / 0.02 − ∂x)|2⟩$, at $h = 0.001$ $⟨abs((sin((x + 0.001)^2) − sin((x − 0.001)^2)) / 0.002 − ∂x)|2⟩$.",
                 "中心差分的误差随 $h^2$ 缩小：$h = 0.01$ 时是 $⟨abs((sin((x + 0.01)^2) − sin((x − 0.01)^2)) / 0.02 − ∂x)|2⟩$，$h = 0.001$ 时是 $⟨abs((sin((x + 0.001)^2) − sin((x − 0.001)^2)) / 0.002 − ∂x)|2⟩$。"),
            lit=("x",),
            question=Question(
                text("A float64 holds about 16 digits. What happens at $h = 10^{-14}$?", "float64 大约有 16 位有效数字。$h = 10^{-14}$ 时会怎样？"),
                text("$f(x+h)$ and $f(x-h)$ then agree in all but their last digits.", "此时 $f(x+h)$ 与 $f(x-h)$ 只有最后几位不同。"),
                choices=(
                    Choice(text("The error is about $h^2 = 10^{-28}$", "误差约为 $h^2 = 10^{-28}$"), text("So it would be with exact numbers. But $f$ is only known to its last digit, and that error is divided by $2h$.", "若用精确的数，会是这样。但 $f$ 只准到最后一位，而这个误差要除以 $2h$。")),
                    Choice(text("The difference is exactly the derivative", "差分恰好等于导数"), text("A float64 has no room for that: what is left of the subtraction are a few digits.", "float64 没有这样的余地：相减之后只剩几位数字。")),
                    Choice(text("The error grows again, to some thousandths", "误差又变大，达到千分之几"), text("Yes: the last digits, some $10^{-16}$, are divided by $2h = 2 \\cdot 10^{-14}$.", "对：最后几位约 $10^{-16}$，除以 $2h = 2 \\cdot 10^{-14}$。"), right=True),
                ))),
        Part(
            text("At $h = 10^{-14}$ the error is $⟨abs((sin((x + 10^(−14))^2) − sin((x − 10^(−14))^2)) / (2·10^(−14)) − ∂x)|2⟩$. In the Check panel, move $h$: from the right the error falls as $h^2$, from the left rounding grows as $1/h$. They meet near $h \\approx \\sqrt[3]{\\varepsilon} \\approx 10^{-5}$, and no $h$ does better. Backpropagation needs no $h$ at all.",
                 "$h = 10^{-14}$ 时误差是 $⟨abs((sin((x + 10^(−14))^2) − sin((x − 10^(−14))^2)) / (2·10^(−14)) − ∂x)|2⟩$。在“核对”面板里移动 $h$：从右边看误差按 $h^2$ 下降，从左边看舍入按 $1/h$ 上升，两者在 $h \\approx \\sqrt[3]{\\varepsilon} \\approx 10^{-5}$ 附近相遇，没有更好的 $h$。反向传播则根本不需要 $h$。"),
            panel="check"),
    ),
)  # fmt: skip

KINK_SOFTWARE = Lesson(
    id="kink-in-software",
    theme="practice",
    title=text("A kink, and what software does there", "不可导点，以及软件在那里的做法"),
    summary=text(
        "Two ReLUs that together are the identity, at the one point where neither has a derivative. What a program reports there is an agreement, not a theorem.",
        "两个 ReLU 合起来是恒等函数，却恰好取在两者都不可导的那一点。程序在那里报告的只是约定，不是定理。"),
    source="y = relu(x) − relu(−x)",
    values={"x": 0.5},
    parts=(
        Part(
            text("For positive $x$ the first ReLU passes $x$ on and the second is 0; for negative $x$ it is the other way round. Either way $y = x$: at $x = ⟨x⟩$, $y = ⟨y⟩$ with gradient $⟨∂x⟩$.", "$x$ 为正时第一个 ReLU 放行、第二个为 0；$x$ 为负时相反。无论如何都有 $y = x$：在 $x = ⟨x⟩$ 处，$y = ⟨y⟩$，梯度是 $⟨∂x⟩$。")),
        Part(
            text("The same at $x = ⟨x⟩$: now the gradient comes by the other branch, with two minus signs, and is $⟨∂x⟩$ again.", "在 $x = ⟨x⟩$ 处也一样：这次梯度走另一支，经过两个负号，仍是 $⟨∂x⟩$。"),
            values={"x": -0.5}, lit=("y.1", "w.0")),
        Part(
            text("Now exactly $x = 0$. The function is still $y = x$, a straight line. But each ReLU is at its kink, and software takes its slope there as 0.", "现在恰好取 $x = 0$。函数仍是 $y = x$，一条直线。但两个 ReLU 都在转折点上，而软件把那里的斜率取为 0。"),
            at="values", values={"x": 0}, lit=("u", "v"),
            question=Question(
                text("Which gradient will be reported?", "会报告怎样的梯度？"),
                text("Follow both branches with the slope 0 at each ReLU.", "沿两支各走一遍，每个 ReLU 的斜率都取 0。"),
                number="∂x",
                mistakes=(
                    Mistake("1", text("That is the true derivative of $y = x$. But the rule of each operation is applied on its own, and nobody looks at the whole.", "这是 $y = x$ 的真实导数。但每个运算各用各的规则，没有谁去看整体。")),
                    Mistake("0.5", text("That would be the middle between the two sides; a tie of max is shared so, the kink of ReLU is not.", "这是两侧的平均；max 并列时这样平分，ReLU 的转折点却不是。")),
                ),
                why=text("Yes, and it is wrong: the line has slope 1.", "对，而且它是错的：这条直线的斜率是 1。"))),
        Part(
            text("Reported: $⟨∂x⟩$. Not even one of the values between the two one-sided slopes, which are both 1. PyTorch and JAX say the same. Kinks are hit with probability 0 by random numbers, but zeros are not random: padding and freshly initialised biases hit them all the time.", "报告的是 $⟨∂x⟩$，连两侧斜率之间的值都不是，因为两侧都是 1。PyTorch 和 JAX 也这样说。随机数碰上不可导点的概率为 0，但零不是随机的：填充值和刚初始化的偏置常常正好撞上。"),
            values={"x": 0}, lit=("u.0", "w.0")),
        Part(
            text("The Check panel asks the other witnesses. PyTorch agrees with us, since both follow the same convention; the central difference measures the line itself and finds 1. Where they disagree, the card's mark says why.", "“核对”面板会请来其他证人。PyTorch 与我们一致，因为约定相同；中心差分直接测量这条直线，得到 1。凡有分歧，卡片上的标记会说明原因。"),
            values={"x": 0}, panel="check"),
    ),
)  # fmt: skip

OVERFLOW = Lesson(
    id="overflow",
    theme="practice",
    title=text("A right formula with a wrong number: ln(1 + exp(x))", "公式没错，数却错了：ln(1 + exp(x))"),
    summary=text(
        "On paper two formulas are the same function. In floating point one of them breaks, and the backward pass breaks with it.",
        "纸面上两个公式是同一个函数。换成浮点数，其中一个会出错，反向传播也跟着出错。"),
    source="y = ln(1 + exp(x))",
    values={"x": 1},
    parts=(
        Part(
            text("The softplus, a smooth ReLU, written as a book writes it. At $x = ⟨x⟩$: $y = ⟨y⟩$, and the gradient is $⟨∂x⟩$, which is $\\sigma(x)$.", "softplus，光滑版的 ReLU，按书上的写法。在 $x = ⟨x⟩$ 处，$y = ⟨y⟩$，梯度是 $⟨∂x⟩$，也就是 $\\sigma(x)$。")),
        Part(
            text("Follow the factors: $\\bar u = 1/u = ⟨∂u⟩$ is small, and $e^x = ⟨v⟩$ is large; their product is $⟨∂x⟩$. At $x = ⟨x⟩$ that still works.", "看看各个因子：$\\bar u = 1/u = ⟨∂u|2⟩$ 很小，$e^x = ⟨v⟩$ 很大，乘积是 $⟨∂x⟩$。在 $x = ⟨x⟩$ 处还行得通。"),
            values={"x": 20}, lit=("y.0", "v.0")),
        Part(
            text("The largest float64 is near $1.8 \\cdot 10^{308}$, and $e^{710}$ is beyond it.", "最大的 float64 约为 $1.8 \\cdot 10^{308}$，而 $e^{710}$ 已经超出。"),
            at="start", values={"x": 710}, lit=("v",),
            question=Question(
                text("What does the backward pass report for $x = 710$? (The true slope is 1, to more than 300 digits.)", "$x = 710$ 时反向传播报告什么？（真实斜率是 1，准到 300 多位。）"),
                text("Write down the two factors as float64 sees them.", "写出 float64 眼中的两个因子。"),
                choices=(
                    Choice(text("1: the large factor and the small one cancel", "1：大因子和小因子互相抵消"), text("They would, if both were finite. But $e^{710}$ has become infinite, and $1/\\infty$ is 0.", "若两者都是有限数，就会如此。但 $e^{710}$ 已成无穷大，而 $1/\\infty$ 是 0。")),
                    Choice(text("NaN: 0 times infinity", "NaN：0 乘无穷大"), text("Yes. $\\bar u = 1/\\infty = 0$, and on the edge stands $e^x = \\infty$.", "对。$\\bar u = 1/\\infty = 0$，而边上写着 $e^x = \\infty$。"), right=True),
                    Choice(text("Infinity", "无穷大"), text("The factor on the edge is infinite, but what arrives there is 0, and $0 \\cdot \\infty$ has no value.", "边上的因子是无穷大，但到达那里的是 0，而 $0 \\cdot \\infty$ 没有值。")),
                ))),
        Part(
            text("$⟨∂u⟩ \\cdot ⟨v⟩ = ⟨∂x⟩$. One NaN in a loss, and after one step of training every weight is NaN. The card's mark names the overflow, and its note the cure.", "$⟨∂u⟩ \\cdot ⟨v⟩ = ⟨∂x⟩$。损失里出现一个 NaN，训练走一步，所有权重都变成 NaN。卡片上的标记指出溢出，注释给出解法。"),
            values={"x": 710}, lit=("v", "v.0")),
        Part(
            text("`softplus` is the same function, computed otherwise: $\\max(x, 0) + \\ln(1 + e^{-|x|})$. Now $y = ⟨y⟩$ with gradient $⟨∂x⟩$. For the same reason `logsumexp`, `log_softmax` and `cross_entropy` exist as operations of their own.", "`softplus` 是同一个函数，只是换了算法：$\\max(x, 0) + \\ln(1 + e^{-|x|})$。现在 $y = ⟨y⟩$，梯度是 $⟨∂x⟩$。出于同样的理由，`logsumexp`、`log_softmax` 和 `cross_entropy` 都是单独的运算。"),
            source="y = softplus(x)", values={"x": 710}),
    ),
)  # fmt: skip

LESSONS = (NUMERIC, KINK_SOFTWARE, OVERFLOW)
