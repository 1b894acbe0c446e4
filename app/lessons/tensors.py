"""Vectors, matrices, batches: the same rules, many numbers at a time."""

from app.lessons.lesson import Choice, Lesson, Mistake, Part, Question
from app.messages import text

MATRIX_MEAN = Lesson(
    id="matrix-mean",
    theme="tensors",
    title=text("The mean of a matrix: mean((x+2)²·3)", "矩阵的平均值：mean((x+2)²·3)"),
    summary=text(
        "The same rules, four numbers at a time. A gradient has the shape of the thing that it is the gradient of.",
        "规则不变，只是一次算四个数。梯度的形状，总与它所属的量相同。"),
    source="u = x + 2\nv = u²·3\nout = mean(v)",
    values={"x": [[0, 1], [2, 4]]},
    parts=(
        Part(
            text("$x$ is a $2 \\times 2$ matrix. Adding 2, squaring and taking three times treat each entry alone; only the mean brings the four together, to $⟨out⟩$.", "$x$ 是 $2 \\times 2$ 矩阵。加 2、平方、乘 3 都逐个元素进行，只有平均值把四个元素汇到一起，得 $⟨out⟩$。"),
            at="values"),
        Part(
            text("Backward, the mean comes first. Each of the four entries of $v$ moves the mean by a quarter of its own change, so each receives $⟨∂v[0,0]⟩$.", "反向时先遇到平均值。$v$ 的四个元素各自变动时，平均值变动其四分之一，所以各得 $⟨∂v[0,0]⟩$。"),
            at="∂v", lit=("out.0",)),
        Part(
            text("From there every entry goes its own way, as four scalars would. For the entry with $x = ⟨x[1,1]⟩$, $u = ⟨u[1,1]⟩$.", "此后每个元素各走各的，和四个标量没有两样。看 $x = ⟨x[1,1]⟩$ 的那一格，$u = ⟨u[1,1]⟩$。"),
            at="∂w", lit=("w.0",),
            question=Question(
                text("Which gradient does that entry of $x$ receive?", "这一格的 $x$ 得到多少梯度？"),
                text("A quarter from the mean, 3 from the factor, $2u$ from the square.", "平均值给出四分之一，因子给出 3，平方给出 $2u$。"),
                number="∂x[1,1]",
                mistakes=(
                    Mistake("4·∂x[1,1]", text("The quarter of the mean is missing: that is the gradient of the sum.", "漏了平均值的四分之一：这是求和的梯度。")),
                    Mistake("∂x[1,1] / 2", text("The square contributes $2u$, not $u$.", "平方给出的是 $2u$，不是 $u$。")),
                    Mistake("∂x[1,1] / 3", text("The factor 3 is missing.", "漏了因子 3。")),
                ),
                why=text("Yes: $\\tfrac14 \\cdot 3 \\cdot 2 \\cdot ⟨u[1,1]⟩ = ⟨∂x[1,1]⟩$.", "对：$\\tfrac14 \\cdot 3 \\cdot 2 \\cdot ⟨u[1,1]⟩ = ⟨∂x[1,1]⟩$。"))),
        Part(
            text("All four at once: $\\bar x = \\tfrac14 \\cdot 3 \\cdot 2(x+2) = \\tfrac32 (x+2) = ⟨∂x⟩$. The larger entries receive more, because the square is steeper there.", "四格一起写：$\\bar x = \\tfrac14 \\cdot 3 \\cdot 2(x+2) = \\tfrac32 (x+2) = ⟨∂x⟩$。较大的元素得到较多，因为平方在那里更陡。"),
            lit=("x",)),
    ),
)  # fmt: skip

LAYER = Lesson(
    id="layer",
    theme="tensors",
    title=text("A layer as σ(Wa + b)", "一层网络：σ(Wa + b)"),
    summary=text(
        "Two neurons with two inputs each, written as one matrix. Backward, a layer is two lines: a product entry by entry, and an outer product.",
        "两个神经元，各有两个输入，写成一个矩阵。反向时，一层只有两行：逐元素相乘，再作外积。"),
    source="z = W @ a + b\nh = σ(z)\ny = sum(h)",
    values={"W": [[1, -1], [2, 0]], "a": [1, 0.5], "b": [0, -1]},
    parts=(
        Part(
            text("Each row of $W$ is one neuron: it weighs the inputs $a = ⟨a⟩$, adds its bias, and $\\sigma$ squashes the result: $z = ⟨z⟩$, $h = ⟨h⟩$.", "$W$ 的每一行是一个神经元：它给输入 $a = ⟨a⟩$ 加权，加上偏置，再由 $\\sigma$ 压缩：$z = ⟨z⟩$，$h = ⟨h⟩$。"),
            at="values", lit=("u", "z", "h")),
        Part(
            text("Backward through $\\sigma$, entry by entry: $\\bar z = \\bar h \\odot h \\odot (1 - h) = ⟨∂z⟩$. Books call it $\\delta$, the error of the layer. The bias receives it as it is.", "反向经过 $\\sigma$，逐元素进行：$\\bar z = \\bar h \\odot h \\odot (1 - h) = ⟨∂z⟩$。书上把它叫做 $\\delta$，即这一层的误差。偏置原样得到它。"),
            at="∂b", lit=("h.0", "z.1")),
        Part(
            text("The weight $W_{ij}$ multiplies input $j$ on its way to neuron $i$.", "权重 $W_{ij}$ 把输入 $j$ 乘上之后送往神经元 $i$。"),
            at="∂b", lit=("u.0", "a"),
            question=Question(
                text("What is the gradient of $W_{12}$, from the second input to the first neuron?", "从第二个输入到第一个神经元的权重 $W_{12}$，梯度是多少？"),
                text("Multiply the error of that neuron, $\\bar z_1 = ⟨∂z[0]⟩$, by the input that the weight multiplies.", "用该神经元的误差 $\\bar z_1 = ⟨∂z[0]⟩$ 乘以这个权重所乘的输入。"),
                number="∂W[0,1]",
                mistakes=(
                    Mistake("∂W[1,0]", text("That is $W_{21}$: rows are neurons, columns are inputs.", "这是 $W_{21}$：行是神经元，列是输入。")),
                    Mistake("∂W[0,0]", text("That uses the first input.", "这里用的是第一个输入。")),
                    Mistake("∂z[0] W[0,1]", text("That is times the weight itself. The derivative of $W_{12}a_2$ with respect to $W_{12}$ is $a_2$.", "这是乘以权重自己。$W_{12}a_2$ 对 $W_{12}$ 的导数是 $a_2$。")),
                    Mistake("a[1]", text("The error of the neuron is missing.", "漏了神经元的误差。")),
                ),
                why=text("Yes: $\\bar z_1\\,a_2 = ⟨∂z[0]⟩ \\cdot ⟨a[1]⟩ = ⟨∂W[0,1]⟩$.", "对：$\\bar z_1\\,a_2 = ⟨∂z[0]⟩ \\cdot ⟨a[1]⟩ = ⟨∂W[0,1]⟩$。"))),
        Part(
            text("So $\\bar W_{ij} = \\bar z_i\\,a_j$: every error times every input, the outer product $\\bar W = \\bar z\\,a^\\top = ⟨∂W⟩$. And to the layer below goes $\\bar a = W^\\top \\bar z = ⟨∂a⟩$: the same weights, walked the other way.", "所以 $\\bar W_{ij} = \\bar z_i\\,a_j$：每个误差乘以每个输入，即外积 $\\bar W = \\bar z\\,a^\\top = ⟨∂W⟩$。传给下一层的是 $\\bar a = W^\\top \\bar z = ⟨∂a⟩$：还是这些权重，只是反过来走。"),
            lit=("u.0", "u.1")),
    ),
)  # fmt: skip

BROADCAST = Lesson(
    id="broadcast",
    theme="tensors",
    title=text("A bias for every row: undoing a broadcast", "每行共用的偏置：撤销广播"),
    summary=text(
        "A vector added to a matrix is used once for each row. What is copied forward is summed backward.",
        "向量加到矩阵上，每一行都用了它一次。前向时复制的，反向时就要求和。"),
    source="Y = X + b\nL = sum(Y²)",
    values={"X": [[1, 2], [3, 4], [5, 6]], "b": [1, -1]},
    parts=(
        Part(
            text("$X$ has three rows, $b$ only one. NumPy and PyTorch repeat $b$ silently for each row: $Y = ⟨Y⟩$.", "$X$ 有三行，$b$ 只有一行。NumPy 和 PyTorch 会悄悄地给每一行都用一遍 $b$：$Y = ⟨Y⟩$。"),
            at="values", lit=("Y.1",)),
        Part(
            text("Backward, $X$ receives the gradient of $Y$ unchanged, for it has the same shape: $\\bar Y = 2Y = ⟨∂Y⟩$.", "反向时，$X$ 的形状与 $Y$ 相同，原样得到梯度：$\\bar Y = 2Y = ⟨∂Y⟩$。"),
            at="∂X", lit=("Y.0",)),
        Part(
            text("But $b$ has only two entries, and $\\bar Y$ has six.", "可是 $b$ 只有两个元素，而 $\\bar Y$ 有六个。"),
            at="∂X", lit=("Y.1", "b"),
            question=Question(
                text("What is the gradient of $b_1$, the first entry?", "第一个元素 $b_1$ 的梯度是多少？"),
                text("$b_1$ was used once in each row. Its uses add up.", "$b_1$ 在每一行各用了一次。各次使用要相加。"),
                number="∂b[0]",
                mistakes=(
                    Mistake("∂Y[0,0]", text("That is the first row alone; $b_1$ is also used in the other two.", "这只是第一行；另外两行也用了 $b_1$。")),
                    Mistake("∂b[0] / 3", text("That is the mean over the rows. Uses add up; nothing is divided.", "这是各行的平均。各次使用要相加，不要做除法。")),
                    Mistake("∂Y[0,0] + ∂Y[0,1]", text("That is the sum over a row. $b_1$ was spread down its column.", "这是沿一行求和。$b_1$ 是沿它那一列铺开的。")),
                ),
                why=text("Yes: $⟨∂Y[0,0]⟩ + ⟨∂Y[1,0]⟩ + ⟨∂Y[2,0]⟩ = ⟨∂b[0]⟩$.", "对：$⟨∂Y[0,0]⟩ + ⟨∂Y[1,0]⟩ + ⟨∂Y[2,0]⟩ = ⟨∂b[0]⟩$。"))),
        Part(
            text("$\\bar b = ⟨∂b⟩$, the sums of the columns of $\\bar Y$. It is fan-out again: one value, three uses, three contributions that add. Wherever shapes were stretched forward, the backward pass sums over the stretched dimension.", "$\\bar b = ⟨∂b⟩$，即 $\\bar Y$ 各列之和。这仍是分叉：一个值，三次使用，三份梯度相加。凡是前向时被拉伸的维，反向时就沿该维求和。"),
            lit=("Y.1", "b")),
    ),
)  # fmt: skip

BATCH = Lesson(
    id="batch",
    theme="tensors",
    title=text("Linear, ReLU, linear, MSE on a batch", "一个批次上的网络：线性、ReLU、线性、均方误差"),
    summary=text(
        "A whole small network as it is trained in practice: three examples at once, one a row. The examples disappear in the gradient of a weight, and one can see where.",
        "一个完整的小网络，正如实际训练时那样：一次三个样本，每行一个。到了权重的梯度里，样本消失了，而且看得见消失在哪里。"),
    source="Z = X @ W₁ + b₁\nH = relu(Z)\nY = H @ W₂ + b₂\nloss = mse(Y, T)",
    values={
        "X": [[1, 2], [-1, 1], [2, -1]], "W₁": [[1, -1], [0.5, 1]], "b₁": [0, 0.5], "W₂": [[1], [-1]], "b₂": [0.5],
        "T": [[0], [1], [2]],
    },
    parts=(
        Part(
            text("Each row of $X$ is an example; it stays a row through both layers, down to its prediction in $Y$. The loss is the mean of the squared errors, $⟨loss⟩$.", "$X$ 的每一行是一个样本；它经过两层始终是一行，直到成为 $Y$ 里的预测。损失是误差平方的平均，$⟨loss⟩$。"),
            at="values"),
        Part(
            text("$\\bar Y = \\tfrac23 (Y - T) = ⟨∂Y⟩$: two from the square, a third from the mean. The last example is predicted exactly, so nothing flows back through its row.", "$\\bar Y = \\tfrac23 (Y - T) = ⟨∂Y⟩$：2 来自平方，三分之一来自平均。最后一个样本预测得分毫不差，所以它那一行没有梯度流回。"),
            at="∂Y", lit=("loss.0",)),
        Part(
            text("Where ReLU was flat, nothing passes: compare $\\bar H$ with $\\bar Z = ⟨∂Z⟩$. A neuron that was off for an example learns nothing from it.", "ReLU 平坦之处什么也传不过去：比较 $\\bar H$ 与 $\\bar Z = ⟨∂Z⟩$。某个样本让神经元处于关闭状态，它就从这个样本学不到东西。"),
            at="∂Z", lit=("H.0",)),
        Part(
            text("$X$ is $3 \\times 2$, $W_1$ is $2 \\times 2$, $\\bar Z$ is $3 \\times 2$.", "$X$ 是 $3 \\times 2$，$W_1$ 是 $2 \\times 2$，$\\bar Z$ 是 $3 \\times 2$。"),
            at="∂b₁", lit=("v.1",),
            question=Question(
                text("Which product is the gradient of $W_1$?", "$W_1$ 的梯度是哪个乘积？"),
                text("The result must have the shape of $W_1$, and each weight must meet its own inputs in all three examples.", "结果必须与 $W_1$ 同形，而且每个权重要在三个样本里都遇到自己的输入。"),
                choices=(
                    Choice(text("$X^\\top \\bar Z$", "$X^\\top \\bar Z$"), text("Yes: $2 \\times 3$ times $3 \\times 2$. The sum runs over the three examples.", "对：$2 \\times 3$ 乘 $3 \\times 2$。求和正好跑遍三个样本。"), right=True),
                    Choice(text("$\\bar Z X^\\top$", "$\\bar Z X^\\top$"), text("That is $3 \\times 3$: one number for each pair of examples, not for each weight.", "这是 $3 \\times 3$：每对样本一个数，而不是每个权重一个数。")),
                    Choice(text("$\\bar Z W_1^\\top$", "$\\bar Z W_1^\\top$"), text("That is the gradient of $X$: the other operand's rule.", "这是 $X$ 的梯度：用成了另一个操作数的规则。")),
                ))),
        Part(
            text("$\\bar W_1 = X^\\top \\bar Z = ⟨∂W₁⟩$. That is where the three examples went: the sums of this product run over the rows of the batch. In $\\bar b_1 = ⟨∂b₁⟩$ it is the sum of the rows of $\\bar Z$. A batch gradient is a sum of the gradients of its examples.", "$\\bar W_1 = X^\\top \\bar Z = ⟨∂W₁⟩$。三个样本就消失在这里：这个乘积里的求和跑遍批次的各行。$\\bar b_1 = ⟨∂b₁⟩$ 则是 $\\bar Z$ 各行之和。批次的梯度，就是各样本梯度之和。"),
            lit=("v.1", "Z.1")),
    ),
)  # fmt: skip

SOFTMAX = Lesson(
    id="softmax",
    theme="tensors",
    title=text("Softmax and cross-entropy", "Softmax 与交叉熵"),
    summary=text(
        "Scores become probabilities, and only the probability of the true class counts. Backward, two complicated steps make one simple difference.",
        "得分变成概率，只有真实类别的概率起作用。反向时，两个复杂的步骤合成一个简单的差。"),
    source="z = W @ x + b\np = softmax(z)\nloss = −sum(t·ln(p))",
    values={
        "W": [[1, 0], [0, 1], [-1, 1]], "x": [1, 2], "b": [0, 0, 0.5], "t": [1, 0, 0],
    },
    parts=(
        Part(
            text("Scores $z = ⟨z⟩$ become probabilities $p = ⟨p⟩$. The true class is the first, $t = ⟨t⟩$, so the loss is $-\\ln p_1 = ⟨loss⟩$.", "得分 $z = ⟨z⟩$ 变成概率 $p = ⟨p⟩$。真实类别是第一类，$t = ⟨t⟩$，所以损失是 $-\\ln p_1 = ⟨loss⟩$。"),
            at="values", lit=("z", "p")),
        Part(
            text("At $p$ only the true class hears anything: $\\bar p_1 = -1/p_1 = ⟨∂p[0]⟩$. The less probable it was, the louder.", "在 $p$ 处，只有真实类别听得到声音：$\\bar p_1 = -1/p_1 = ⟨∂p[0]⟩$。它的概率越小，声音越大。"),
            at="∂p", lit=("w.0",)),
        Part(
            text("But softmax mixes: raising one score lowers the probabilities of all others. So every score receives something.", "但 softmax 会混合：提高一个得分，其余的概率都会下降。所以每个得分都会得到一些。"),
            at="∂p", lit=("p.0",),
            question=Question(
                text("What does $z_2$ receive, the score of a wrong class with $p_2 = ⟨p[1]⟩$?", "$z_2$ 是一个错误类别的得分，$p_2 = ⟨p[1]⟩$，它得到多少？"),
                text("$-\\ln p_1 = -z_1 + \\ln \\sum_j e^{z_j}$. Differentiate that by $z_2$.", "$-\\ln p_1 = -z_1 + \\ln \\sum_j e^{z_j}$。对 $z_2$ 求导。"),
                number="∂z[1]",
                mistakes=(
                    Mistake("0", text("That is $\\bar p_2$. But $z_2$ also moves $p_1$, since the probabilities add up to 1.", "这是 $\\bar p_2$。但 $z_2$ 也会改变 $p_1$，因为概率之和是 1。")),
                    Mistake("−∂z[1]", text("Mind the sign: raising a wrong score raises the loss.", "注意符号：提高错误类别的得分会增大损失。")),
                    Mistake("∂z[0]", text("That is for the true class: $p_1 - 1$.", "这是真实类别的：$p_1 - 1$。")),
                    Mistake("p[1] (1 − p[1])", text("That is $\\partial p_2/\\partial z_2$. The loss looks at $p_1$, and $\\partial p_1/\\partial z_2 = -p_1p_2$.", "这是 $\\partial p_2/\\partial z_2$。损失看的是 $p_1$，而 $\\partial p_1/\\partial z_2 = -p_1p_2$。")),
                ),
                why=text("Yes: $-\\tfrac{1}{p_1} \\cdot (-p_1p_2) = p_2 = ⟨p[1]⟩$.", "对：$-\\tfrac{1}{p_1} \\cdot (-p_1p_2) = p_2 = ⟨p[1]⟩$。"))),
        Part(
            text("$\\bar z = p - t = ⟨∂z⟩$: how far the probabilities are from the truth, nothing else. The large $-1/p_1$ has cancelled, which is also why one operation for both steps is computed more safely than two.\n\nIts entries add up to 0: raising all scores together changes no probability.", "$\\bar z = p - t = ⟨∂z⟩$：概率离真相有多远，仅此而已。很大的 $-1/p_1$ 被约掉了，这也是把两步合成一个运算更稳妥的原因。\n\n各元素之和为 0：所有得分一起升高，概率并不会变。"),
            lit=("p.0", "z")),
    ),
)  # fmt: skip

VECTOR_OUTPUT = Lesson(
    id="vector-output",
    theme="tensors",
    title=text("A vector output, and the gradient that must be given", "向量输出，以及必须给定的梯度"),
    summary=text(
        "A backward pass starts from one number. Where the output is a vector, somebody has to say how much each entry matters.",
        "反向传播从一个数出发。输出是向量时，得有人说明每个元素各有多重要。"),
    source="y = W @ x\nL = dot(v, y)",
    values={"W": [[1, 2], [3, 4], [5, 6]], "x": [1, -1], "v": [1, 0, 0]},
    parts=(
        Part(
            text("$y = Wx$ has three entries. \"The gradient of $y$\" would be the whole Jacobian $\\partial y_i/\\partial x_j$, here $W$ itself. A backward pass gives only one row of numbers, so it needs a question first: weights $v$, and $L = v \\cdot y$.", "$y = Wx$ 有三个元素。“$y$ 的梯度”应是整个雅可比矩阵 $\\partial y_i/\\partial x_j$，这里就是 $W$ 自己。一次反向传播只能给出一行数，所以先要提一个问题：权重 $v$，以及 $L = v \\cdot y$。"),
            at="values", lit=("v", "L")),
        Part(
            text("With $v = ⟨v⟩$ only $y_1$ is asked about, and $\\bar x = ⟨∂x⟩$ is the first row of $W$.", "取 $v = ⟨v⟩$，只问 $y_1$，$\\bar x = ⟨∂x⟩$ 正是 $W$ 的第一行。"),
            at="∂x", lit=("y.1",)),
        Part(
            text("The same without $v$ in the graph: `y.backward(v)` in PyTorch, `upstream` here. The given vector takes the place of the 1 that a scalar output starts with.", "图里不写 $v$ 也可以：PyTorch 写作 `y.backward(v)`，这里叫 `upstream`。标量输出从 1 开始，这里就由给定的向量代替那个 1。"),
            source="y = W @ x", values={"W": [[1, 2], [3, 4], [5, 6]], "x": [1, -1]}, upstream=[1, 0, 0], at="∂y", lit=("y",)),
        Part(
            text("Suppose somebody gives $v = (1, 1, 1)$.", "假设有人给定 $v = (1, 1, 1)$。"),
            values={"v": [1, 1, 1]}, at="∂y", lit=("y",),
            question=Question(
                text("Whose gradient is $\\bar x$ then?", "这时 $\\bar x$ 是谁的梯度？"),
                text("$L = v \\cdot y$. Write it out.", "$L = v \\cdot y$。把它写出来。"),
                choices=(
                    Choice(text("Of each entry of $y$, one after another", "$y$ 每个元素各自的梯度"), text("That would be three vectors. One pass gives one.", "那应是三个向量，而一次反向只给出一个。")),
                    Choice(text("Of the length of $y$", "$y$ 的长度的梯度"), text("The length is $\\sqrt{y \\cdot y}$; its question would be $v = y/\\lVert y \\rVert$.", "长度是 $\\sqrt{y \\cdot y}$，对应的问题应是 $v = y/\\lVert y \\rVert$。")),
                    Choice(text("Of the sum of the entries of $y$", "$y$ 各元素之和的梯度"), text("Yes: $v \\cdot y = y_1 + y_2 + y_3$.", "对：$v \\cdot y = y_1 + y_2 + y_3$。"), right=True),
                ))),
        Part(
            text("$\\bar x = W^\\top v = ⟨∂x⟩$: the rows of $W$ added up. A backward pass always computes such a product, a vector times the Jacobian, and never the Jacobian itself. The whole Jacobian takes one pass a row.", "$\\bar x = W^\\top v = ⟨∂x⟩$：$W$ 各行之和。反向传播算的总是这样的乘积，即向量乘雅可比矩阵，从不算出雅可比矩阵本身。想要整个雅可比矩阵，就得每行做一次。"),
            values={"v": [1, 1, 1]}, lit=("y.1",)),
    ),
)  # fmt: skip

LESSONS = (MATRIX_MEAN, LAYER, BROADCAST, BATCH, SOFTMAX, VECTOR_OUTPUT)
