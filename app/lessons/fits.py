r"""Lessons on training: what a model learns from its data. No lesson has a number of a run typed in."""

from __future__ import annotations

from app.lessons.lesson import Choice, Mistake, Question
from app.lessons.training import TrainingLesson, TrainingPart
from app.messages import text

WAVE = {
    "x": [-0.95, -0.7, -0.45, -0.15, 0.2, 0.45, 0.7, 0.95],
    "y": [-0.7, -0.95, -0.6, -0.45, 0.15, 0.9, 0.65, 0.75],
}
"""0.9 sin 2.2x, measured badly"""

LESSONS: tuple[TrainingLesson, ...] = (
    TrainingLesson(
        id="parabola-sgd",
        title=text("A quadratic model on straight data", "用二次模型学直线"),
        summary=text(
            "Three weights, three points on a line: the loss becomes small long before the weights are what one expects.",
            "三个权重，三个在直线上的点：损失早已很小，权重却还不是预想的样子。",
        ),
        run={
            "source": "p = w_1 x^2 + w_2 x + b\nL = (p - y)^2",
            "values": {"w_1": 1, "w_2": 1, "b": 1},
            "data": {"x": [1, 2, 3], "y": [2, 4, 6]},
            "batch": "each",
            "optimizer": {"name": "sgd", "lr": 0.01},
            "epochs": 100,
        },
        parts=(
            TrainingPart(
                text(
                    "The model is $p = w_1 x^2 + w_2 x + b$, all weights start at 1, the data are $y = 2x$. In the "
                    "first update $x = 1$, and all three gradients are the same, $⟨∂b @ 1⟩$: each weight is multiplied by 1.",
                    "模型是 $p = w_1 x^2 + w_2 x + b$，权重都从 1 开始，数据是 $y = 2x$。第一次更新时 $x = 1$，三个梯度相同，都是 "
                    "$⟨∂b @ 1⟩$：每个权重乘的都是 1。",
                ),
                update=1,
                lit=("graph", "gradients"),
            ),
            TrainingPart(
                text(
                    "In the third update $x = 3$, and the gradient of $b$ is $⟨∂b @ 3⟩$.",
                    "第三次更新时 $x = 3$，$b$ 的梯度是 $⟨∂b @ 3⟩$。",
                ),
                update=3,
                lit=("graph",),
                question=Question(
                    words=text("What is the gradient of $w_1$ there?", "这时 $w_1$ 的梯度是多少？"),
                    hint=text(
                        "$w_1$ is multiplied by $x^2$ before it reaches the loss, $b$ by 1.",
                        "$w_1$ 先乘以 $x^2$ 才进入损失，$b$ 乘的是 1。",
                    ),
                    number="∂w_1 @ 3",
                    mistakes=(
                        Mistake(
                            "∂w_2 @ 3",
                            text(
                                "That is the gradient of $w_2$, with one factor $x$.",
                                "这是 $w_2$ 的梯度，只有一个因子 $x$。",
                            ),
                        ),
                        Mistake(
                            "2·3·∂b @ 3",
                            text(
                                "$2x$ is the derivative of $x^2$ with respect to $x$; here the weight varies.",
                                "$2x$ 是 $x^2$ 对 $x$ 的导数；这里变化的是权重。",
                            ),
                        ),
                    ),
                    why=text(
                        "Nine times that of $b$: the weight of the square learns fastest, and overshoots first.",
                        "是 $b$ 的九倍：平方项的权重学得最快，也最先走过头。",
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "After 100 epochs the loss of the last sample is $⟨L @ end⟩$. The line $2x$ would need $w_1 = 0$, $w_2 = 2$, "
                    "$b = 0$; the run stands at $⟨w_1 @ end⟩$, $⟨w_2 @ end⟩$, $⟨b @ end⟩$. Through three points the "
                    "curve is nearly right; at $x = 4$ it says $⟨16 w_1 + 4 w_2 + b @ end⟩$ instead of 8.",
                    "100 轮之后，最后一个样本的损失是 $⟨L @ end⟩$。直线 $2x$ 需要 $w_1 = 0$、$w_2 = 2$、$b = 0$；而现在是 "
                    "$⟨w_1 @ end⟩$、$⟨w_2 @ end⟩$、$⟨b @ end⟩$。曲线在三个点上几乎正确，在 $x = 4$ 处却给出 "
                    "$⟨16 w_1 + 4 w_2 + b @ end⟩$，而不是 8。",
                ),
                lit=("fit", "parameters"),
            ),
        ),
    ),
    TrainingLesson(
        id="noisy-line",
        title=text("Fifty noisy points of a line", "直线上的五十个含噪点"),
        summary=text(
            "Data with noise: the loss stops falling above zero, and the batch decides how quietly it gets there.",
            "数据有噪声：损失降到某个大于零的数就不再降；批次的大小决定路上有多平稳。",
        ),
        run={
            "source": "p = w x + b\nL = (p - y)^2",
            "values": {"w": 0, "b": 0},
            "generator": {"name": "line", "samples": 50},
            "batch": 10,
            "optimizer": {"name": "sgd", "lr": 0.05},
            "epochs": 30,
        },
        parts=(
            TrainingPart(
                text(
                    "Fifty points around a line, ten in each update. After one epoch, five updates, the line is "
                    "$p = ⟨w @ 5⟩\\,x + ⟨b @ 5⟩$. Move the slider and watch it turn.",
                    "五十个点散在一条直线附近，每次更新用十个。一轮（五次更新）之后，直线是 $p = ⟨w @ 5⟩\\,x + ⟨b @ 5⟩$。"
                    "拖动滑块，看它怎样转动。",
                ),
                update=5,
                lit=("fit",),
            ),
            TrainingPart(
                text(
                    "At the end $p = ⟨w @ end⟩\\,x + ⟨b @ end⟩$, and the loss of the last batch is $⟨L @ end⟩$. It does not go to 0.",
                    "最后 $p = ⟨w @ end⟩\\,x + ⟨b @ end⟩$，最后一批的损失是 $⟨L @ end⟩$，没有降到 0。",
                ),
                lit=("loss", "fit"),
                question=Question(
                    words=text("Why does the loss stop above zero?", "为什么损失停在零以上？"),
                    hint=text("Look at the points beside the line.", "看看直线旁边的点。"),
                    choices=(
                        Choice(
                            text("No line goes through all points", "没有一条直线能穿过所有的点"),
                            text(
                                "What is left is the noise itself: the mean square of the distances that no line can remove.",
                                "剩下的就是噪声本身：任何直线都消除不了的距离的均方。",
                            ),
                            right=True,
                        ),
                        Choice(
                            text("The learning rate is too small", "学习率太小"),
                            text(
                                "Then it would still be falling. It has been flat since about update 30.",
                                "那样它应该还在下降。可是大约从第 30 次更新起就平了。",
                            ),
                        ),
                        Choice(
                            text("The gradient has vanished", "梯度消失了"),
                            text(
                                "The gradients of single batches are still there: they point this way and that, and their mean is 0.",
                                "各批的梯度并没有消失：它们时左时右，平均为 0。",
                            ),
                        ),
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "All fifty points in each update, beside batches of ten: the curve of the loss is smooth, since every update sees the "
                    "same data. It needs more epochs: thirty updates here cost as much as a hundred and fifty there.",
                    "每次更新用全部五十个点，旁边是每批十个：损失曲线变得光滑，因为每次看到的数据都一样。但它需要更多轮："
                    "这里三十次更新的计算量，等于那里一百五十次。",
                ),
                run={"batch": "full"},
                beside=("batch", 10),
                lit=("loss",),
            ),
        ),
    ),
    TrainingLesson(
        id="xor",
        title=text("XOR with a hidden layer", "带隐藏层的异或"),
        summary=text(
            "What one layer cannot learn, two can; and why a net must not start at zero.",
            "一层学不会的，两层可以；以及网络为什么不能从零开始。",
        ),
        run={
            "source": "h = tanh(x @ W + c)\np = sigmoid(h @ v + d)\nL = binary_cross_entropy(p, y)",
            "values": {"W": [[1, -1], [-1, 1]], "c": [0.1, -0.1], "v": [0.5, 0.5], "d": 0},
            "data": {"x": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [0, 1, 1, 0]},
            "optimizer": {"name": "adam", "lr": 0.1},
            "epochs": 100,
        },
        parts=(
            TrainingPart(
                text(
                    "Without a hidden layer: $p = \\sigma(x \\cdot w + d)$. The loss goes to $⟨L @ end|6⟩$ and stays: that is "
                    "$\\ln 2$, the loss of answering one half to everything. One straight line cannot part these four points.",
                    "没有隐藏层：$p = \\sigma(x \\cdot w + d)$。损失降到 $⟨L @ end|6⟩$ 就停住了：这正是 $\\ln 2$，"
                    "也就是对所有输入都回答二分之一的损失。一条直线分不开这四个点。",
                ),
                run={
                    "source": "p = sigmoid(x @ w + d)\nL = binary_cross_entropy(p, y)",
                    "values": {"w": [0.5, -0.3], "d": 0},
                },
                lit=("fit", "loss"),
            ),
            TrainingPart(
                text(
                    "With two hidden units the loss is $⟨L @ 10⟩$ after ten updates, $⟨L @ 50⟩$ after fifty and "
                    "$⟨L @ end⟩$ at the end. Each unit draws one line; the output lies between the two.",
                    "有两个隐藏单元时，十次更新之后损失是 $⟨L @ 10⟩$，五十次之后是 $⟨L @ 50⟩$，最后是 $⟨L @ end⟩$。"
                    "每个单元画一条线，输出是两条线之间的部分。",
                ),
                lit=("fit", "loss"),
            ),
            TrainingPart(
                text(
                    "Suppose all weights start at 0.",
                    "假如所有权重都从 0 开始。",
                ),
                update=0,
                lit=("graph",),
                question=Question(
                    words=text("What will the net learn?", "这个网络会学到什么？"),
                    hint=text(
                        "What reaches $W$ is multiplied by $v$, and what reaches $v$ by $h$.",
                        "到达 $W$ 的梯度要乘以 $v$，到达 $v$ 的要乘以 $h$。",
                    ),
                    choices=(
                        Choice(
                            text("Nothing at all", "什么也学不到"),
                            text(
                                "$h$ is 0, so $v$ gets no gradient; $v$ is 0, so $W$ gets none; and the gradients of $d$ cancel, "
                                "since half of the targets are 1.",
                                "$h$ 是 0，所以 $v$ 没有梯度；$v$ 是 0，所以 $W$ 没有梯度；目标一半是 1，$d$ 的梯度互相抵消。",
                            ),
                            right=True,
                        ),
                        Choice(
                            text("The same, only later", "同样的东西，只是慢一些"),
                            text(
                                "Later than never: follow the gradient from the loss back to $W$.",
                                "比“永远不会”还慢：从损失沿着梯度一路走回 $W$ 看看。",
                            ),
                        ),
                        Choice(
                            text("Only the output layer", "只学到输出层"),
                            text(
                                "What reaches $v$ is multiplied by $h$, and $h = \\tanh(0)$.",
                                "到达 $v$ 的梯度要乘以 $h$，而 $h = \\tanh(0)$。",
                            ),
                        ),
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "So it is: after all updates the loss is still $⟨L @ end|6⟩$. Random weights are not an ornament; they "
                    "make the units different from one another.",
                    "果然如此：全部更新之后，损失仍是 $⟨L @ end|6⟩$。随机的初始权重不是装饰，它让各个单元彼此不同。",
                ),
                run={"values": {"W": [[0, 0], [0, 0]], "c": [0, 0], "v": [0, 0], "d": 0}},
                lit=("loss", "gradients"),
            ),
        ),
    ),
    TrainingLesson(
        id="overfitting",
        title=text("Overfitting a curve", "把曲线拟合过头"),
        summary=text(
            "Eight weights for eight points: the loss is nearly nothing and the curve is wrong between them.",
            "八个权重对八个点：损失几乎为零，曲线在点与点之间却是错的。",
        ),
        run={
            "source": "p = a + b x + c x^2 + d x^3 + f x^4 + g x^5 + h x^6 + k x^7\nL = (p - y)^2",
            "values": {"a": 0, "b": 0, "c": 0, "d": 0, "f": 0, "g": 0, "h": 0, "k": 0},
            "data": WAVE,
            "optimizer": {"name": "adam", "lr": 0.05},
            "epochs": 1500,
        },
        parts=(
            TrainingPart(
                text(
                    "Eight points were measured on a wave, badly. A cubic with four weights comes to a loss of $⟨L @ end⟩$: "
                    "a smooth curve that passes near all of them.",
                    "在一条波上测了八个点，测得不准。四个权重的三次多项式，损失降到 $⟨L @ end⟩$：一条从各点附近经过的光滑曲线。",
                ),
                run={
                    "source": "p = a + b x + c x^2 + d x^3\nL = (p - y)^2",
                    "values": {"a": 0, "b": 0, "c": 0, "d": 0},
                },
                lit=("fit",),
            ),
            TrainingPart(
                text(
                    "With eight weights the loss is $⟨L @ end⟩$. The wave itself is about 0 at $x = 0$, and 0.73 at $x = 1$.",
                    "八个权重时，损失是 $⟨L @ end⟩$。那条波在 $x = 0$ 处约为 0，在 $x = 1$ 处是 0.73。",
                ),
                lit=("fit", "loss"),
                question=Question(
                    words=text("Which model would you trust at $x = 1$?", "在 $x = 1$ 处，你更相信哪个模型？"),
                    hint=text("Look where no point lies.", "看看没有点的地方。"),
                    choices=(
                        Choice(
                            text("The cubic, although its loss is larger", "三次的，虽然它的损失更大"),
                            text(
                                "The curve with eight weights says $⟨a + b + c + d + f + g + h + k @ end⟩$ at $x = 1$ and $⟨a @ end⟩$ at 0: "
                                "it has learned the errors of measurement.",
                                "八个权重的曲线在 $x = 1$ 处给出 $⟨a + b + c + d + f + g + h + k @ end⟩$，在 0 处给出 $⟨a @ end⟩$：它把测量误差也学了进去。",
                            ),
                            right=True,
                        ),
                        Choice(
                            text("The one with eight weights: its loss is smaller", "八个权重的：它的损失更小"),
                            text(
                                "Smaller on these eight points only. The loss says nothing of what lies between them.",
                                "只是在这八个点上更小。损失对点与点之间的地方什么也没说。",
                            ),
                        ),
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "Weight decay pulls every weight towards 0, unless the data pull harder. With 0.01 one of the large weights falls "
                    "from $⟨h @ end beside⟩$ to $⟨h @ end⟩$, the loss rises to $⟨L @ end⟩$, and at $x = 1$ the curve says "
                    "$⟨a + b + c + d + f + g + h + k @ end⟩$.",
                    "权重衰减把每个权重拉向 0，除非数据拉得更用力。取 0.01 时，原来很大的一个权重从 $⟨h @ end beside⟩$ 降到 $⟨h @ end⟩$，"
                    "损失升到 $⟨L @ end⟩$，而曲线在 $x = 1$ 处给出 $⟨a + b + c + d + f + g + h + k @ end⟩$。",
                ),
                run={"optimizer": {"name": "adam", "lr": 0.05, "weight_decay": 0.01}},
                beside=("weight_decay", 0),
                lit=("fit", "parameters"),
            ),
        ),
    ),
)
