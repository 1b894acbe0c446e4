r"""Lessons on training: how steps downhill are chosen. No lesson has a number of a run typed in."""

from __future__ import annotations

from app.lessons.lesson import Choice, Mistake, Question
from app.lessons.training import TrainingLesson, TrainingPart
from app.messages import text

SLOPE = {
    "source": "p = w x\nL = (p - y)^2",
    "values": {"w": 1},
    "data": {"x": [1, 2, 3], "y": [2, 4, 6]},
}
RAVINE = {"source": "L = (a^2 + 20 b^2) / 2", "values": {"a": 3, "b": 1}}

LESSONS: tuple[TrainingLesson, ...] = (
    TrainingLesson(
        id="sgd",
        title=text("One sample at a time", "一次一个样本"),
        summary=text(
            "The smallest thing that learns: one weight, three samples, and a step after each of them.",
            "最小的学习过程：一个权重、三个样本，每看一个样本走一步。",
        ),
        run={**SLOPE, "batch": "each", "optimizer": {"name": "sgd", "lr": 0.01}, "epochs": 30},
        parts=(
            TrainingPart(
                text(
                    "The data say $y = 2x$; the model is $p = w x$ and starts at $w = ⟨w @ 0⟩$. The first sample is "
                    "$x = 1$, $y = 2$: its loss is $⟨L @ 1⟩$, and its gradient $2x(wx - y) = ⟨∂w @ 1⟩$.\n\n"
                    "An update goes against the gradient: $w - 0.01 \\cdot (⟨∂w @ 1⟩) = ⟨w @ 1⟩$. The graph below is that "
                    "very update, with its numbers.",
                    "数据满足 $y = 2x$；模型是 $p = w x$，从 $w = ⟨w @ 0⟩$ 开始。第一个样本是 $x = 1$、$y = 2$：损失为 "
                    "$⟨L @ 1⟩$，梯度为 $2x(wx - y) = ⟨∂w @ 1⟩$。\n\n"
                    "一次更新沿梯度的反方向走：$w - 0.01 \\cdot (⟨∂w @ 1⟩) = ⟨w @ 1⟩$。下面的计算图就是这次更新本身，数值也在上面。",
                ),
                update=1,
                lit=("graph", "rule"),
            ),
            TrainingPart(
                text(
                    "The next sample is $x = 2$, $y = 4$, and $w$ is now $⟨w @ 1⟩$.",
                    "下一个样本是 $x = 2$、$y = 4$，这时 $w$ 是 $⟨w @ 1⟩$。",
                ),
                update=1,
                lit=("graph",),
                question=Question(
                    words=text(
                        "Which gradient reaches $w$ in the second update?",
                        "第二次更新中，到达 $w$ 的梯度是多少？",
                    ),
                    hint=text(
                        "$2x(wx - y)$ with $x = 2$, $y = 4$ and the new $w$.",
                        "用 $x = 2$、$y = 4$ 和新的 $w$ 计算 $2x(wx - y)$。",
                    ),
                    number="∂w @ 2",
                    mistakes=(
                        Mistake(
                            "∂w / 2 @ 2",
                            text(
                                "That is half of it: the 2 of the square is missing, or one factor $x$.",
                                "这是一半：少了平方求导得到的 2，或者少了一个因子 $x$。",
                            ),
                        ),
                        Mistake(
                            "2·2·(1·2 − 4) @ 2",
                            text(
                                "That is with $w = 1$: the first update has already moved it.",
                                "这是用 $w = 1$ 算的：第一次更新之后它已经变了。",
                            ),
                        ),
                    ),
                    why=text(
                        "It is larger than the first: the factor $x$ stands in it twice, once in the error and once "
                        "on the way back.",
                        "它比第一个大：因子 $x$ 出现了两次，一次在误差里，一次在回传的路上。",
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "After one epoch, three updates, $w$ is $⟨w @ 3⟩$; after ten epochs $⟨w @ 30⟩$; at the end "
                    "$⟨w @ end|6⟩$. The loss jumps up and down because each update sees another sample: a large $x$ "
                    "makes a large loss of the same error. The envelope is what falls.",
                    "一轮（三次更新）之后 $w$ 是 $⟨w @ 3⟩$；十轮之后是 $⟨w @ 30⟩$；最后是 $⟨w @ end|6⟩$。"
                    "损失上下跳动，是因为每次更新看到的样本不同：同样的误差，$x$ 越大损失越大。下降的是它的包络。",
                ),
                log=True,
                lit=("loss", "parameters"),
            ),
        ),
    ),
    TrainingLesson(
        id="rates",
        title=text("Four learning rates", "四种学习率"),
        summary=text(
            "The same slope taken in steps that crawl, fit, oscillate and explode, and the number that decides it.",
            "同一个斜坡，四种步子：爬行、正好、来回摆动、爆炸；以及决定这一切的那个数。",
        ),
        run={**SLOPE, "optimizer": {"name": "sgd", "lr": 0.005}, "epochs": 30},
        parts=(
            TrainingPart(
                text(
                    "All three samples in each update: the loss is a parabola in $w$ with its lowest point at 2. With "
                    "a rate of 0.005 the run crawls: after 30 updates $w$ is only $⟨w @ end⟩$.",
                    "每次更新都用全部三个样本：损失是 $w$ 的抛物线，最低点在 2。学习率为 0.005 时像在爬：30 次更新之后 $w$ 才到 "
                    "$⟨w @ end⟩$。",
                ),
                lit=("parameters", "loss"),
            ),
            TrainingPart(
                text(
                    "With 0.1 one update goes nearly all the way, to $⟨w @ 1⟩$, and three are enough: $⟨w @ 3|6⟩$. Beside it "
                    "the run with 0.005.",
                    "学习率取 0.1 时，一次更新就几乎走完全程，到 $⟨w @ 1⟩$；三次就够了：$⟨w @ 3|6⟩$。旁边是学习率 0.005 的那次。",
                ),
                run={"optimizer": {"name": "sgd", "lr": 0.1}},
                beside=("lr", 0.005),
                update=3,
                lit=("parameters",),
            ),
            TrainingPart(
                text(
                    "The gradient is $2 \\cdot \\frac{14}{3} (w - 2)$, since the mean of $x^2$ is $\\frac{14}{3}$. An "
                    "update multiplies the distance $w - 2$ by $1 - \\frac{28}{3}\\,\\mathrm{lr}$.",
                    "因为 $x^2$ 的平均值是 $\\frac{14}{3}$，梯度是 $2 \\cdot \\frac{14}{3} (w - 2)$。一次更新把距离 $w - 2$ 乘以 "
                    "$1 - \\frac{28}{3}\\,\\mathrm{lr}$。",
                ),
                run={"optimizer": {"name": "sgd", "lr": 0.1}},
                update=1,
                lit=("rule",),
                question=Question(
                    words=text(
                        "From which learning rate on does the distance no longer shrink? Three digits are enough.",
                        "学习率从多大开始，这个距离不再缩小？写三位小数即可。",
                    ),
                    hint=text(
                        "It stays as large where the factor is $-1$.",
                        "因子等于 $-1$ 时，距离不变。",
                    ),
                    number="6 / 28 @ 0",
                    mistakes=(
                        Mistake(
                            "3 / 28 @ 0",
                            text(
                                "There the factor is 0: one step lands exactly at 2. That is the best rate, not the limit.",
                                "那时因子为 0：一步正好落到 2。这是最好的学习率，不是界限。",
                            ),
                        ),
                    ),
                    why=text(
                        "There $w$ jumps to the other side of 2, as far as it was, and back again.",
                        "这时 $w$ 会跳到 2 的另一侧同样远的地方，再跳回来。",
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "0.2143 is a little more than that: $w$ goes to $⟨w @ 1|6⟩$, $⟨w @ 2|6⟩$, $⟨w @ 3|6⟩$ and on, a little "
                    "wider each time. Nothing in a single update looks wrong.",
                    "0.2143 比界限略大：$w$ 依次走到 $⟨w @ 1|6⟩$、$⟨w @ 2|6⟩$、$⟨w @ 3|6⟩$……每次都宽一点。单看某一次更新，看不出任何毛病。",
                ),
                run={"optimizer": {"name": "sgd", "lr": 0.2143}},
                lit=("parameters",),
            ),
            TrainingPart(
                text(
                    "With 0.3 each update multiplies the distance by $⟨1 − 28/3·0.3 @ 0⟩$: after ten $w$ is "
                    "$⟨w @ 10⟩$. The loss is a straight line on this scale, upwards. The page names what happened.",
                    "学习率 0.3 时，每次更新把距离乘以 $⟨1 − 28/3·0.3 @ 0⟩$：十次之后 $w$ 是 $⟨w @ 10⟩$。"
                    "在这个刻度上，损失是一条向上的直线。页面会指出发生了什么。",
                ),
                run={"optimizer": {"name": "sgd", "lr": 0.3}},
                log=True,
                lit=("loss", "notes"),
            ),
        ),
    ),
    TrainingLesson(
        id="zero-grad",
        title=text("Forgetting to zero the gradient", "忘记清零梯度"),
        summary=text(
            "What an optimiser does whose gradients are never set to zero, and which well-known method that is.",
            "如果梯度从不清零，优化器会做什么；它其实等于哪种大家熟悉的方法。",
        ),
        run={**SLOPE, "optimizer": {"name": "sgd", "lr": 0.01}, "epochs": 60},
        parts=(
            TrainingPart(
                text(
                    "With gradients set to zero before each update the run goes down calmly: $w$ is $⟨w @ 1⟩$, "
                    "$⟨w @ 2⟩$, $⟨w @ 3⟩$, and at the end $⟨w @ end|5⟩$.",
                    "每次更新之前都把梯度清零，过程平稳下降：$w$ 依次是 $⟨w @ 1⟩$、$⟨w @ 2⟩$、$⟨w @ 3⟩$，最后是 $⟨w @ end|5⟩$。",
                ),
                lit=("parameters",),
            ),
            TrainingPart(
                text(
                    "`backward()` adds to `.grad`. The first update is the same in both cases, with the gradient "
                    "$⟨∂w @ 1⟩$. In the second one the new gradient is $⟨∂w @ 2⟩$.",
                    "`backward()` 会把梯度加到 `.grad` 上。第一次更新两种情况相同，梯度是 $⟨∂w @ 1⟩$。第二次新算出的梯度是 $⟨∂w @ 2⟩$。",
                ),
                update=1,
                lit=("gradients",),
                question=Question(
                    words=text(
                        "What stands in `w.grad` before the second update if nobody has zeroed it?",
                        "如果没有清零，第二次更新之前 `w.grad` 里是多少？",
                    ),
                    hint=text("Both gradients are in it.", "两个梯度都在里面。"),
                    number="(1 − w) / 0.01 @ 2",
                    mistakes=(
                        Mistake(
                            "∂w @ 2",
                            text(
                                "That is the new gradient alone, as if the old one had been zeroed.",
                                "这只是新的梯度，相当于旧的已经清零。",
                            ),
                        ),
                    ),
                    why=text(
                        "So the second step is nearly twice as long as it should be, and the third one thrice.",
                        "于是第二步几乎是应有长度的两倍，第三步是三倍。",
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "A sum of all gradients so far is what momentum keeps, with a factor of 1: nothing of the past is "
                    "ever forgotten. So this run with momentum 1 is the run without `zero_grad()`, number by number: "
                    "$⟨w @ 2⟩$, $⟨w @ 3⟩$, then past 2 to $⟨w @ 10⟩$ and back to $⟨w @ 20⟩$. Like a ball without "
                    "friction it never comes to rest.",
                    "动量保存的正是以往梯度的和，系数为 1 就是什么都不忘。所以，动量取 1 的这次训练与不写 `zero_grad()` 的训练逐个数都相同："
                    "$⟨w @ 2⟩$、$⟨w @ 3⟩$，然后越过 2 到 $⟨w @ 10⟩$，又回到 $⟨w @ 20⟩$。像没有摩擦的小球，永远停不下来。",
                ),
                run={"optimizer": {"name": "sgd", "lr": 0.01, "momentum": 1}},
                beside=("momentum", 0),
                lit=("parameters", "loss"),
            ),
        ),
    ),
    TrainingLesson(
        id="ravine",
        title=text("Momentum in a ravine", "峡谷里的动量"),
        summary=text(
            "A loss that is steep in one direction and flat in the other: one rate cannot fit both, momentum helps.",
            "一个方向陡、另一个方向平的损失：一个学习率顾不了两头，动量可以帮忙。",
        ),
        run={**RAVINE, "optimizer": {"name": "sgd", "lr": 0.04}, "epochs": 60},
        parts=(
            TrainingPart(
                text(
                    "The loss $\\frac{1}{2}(a^2 + 20 b^2)$ is twenty times as steep along $b$ as along $a$. With a rate of 0.04 "
                    "$b$ is nearly 0 after two updates: $⟨b @ 2⟩$. But $a$ has hardly moved: $⟨a @ 2⟩$, and after all 60 "
                    "it is still $⟨a @ end⟩$.",
                    "损失 $\\frac{1}{2}(a^2 + 20 b^2)$ 沿 $b$ 的方向比沿 $a$ 的方向陡二十倍。学习率为 0.04 时，两次更新之后 $b$ 已接近 0："
                    "$⟨b @ 2⟩$；而 $a$ 几乎没动：$⟨a @ 2⟩$，60 次之后还有 $⟨a @ end⟩$。",
                ),
                lit=("surface", "parameters"),
            ),
            TrainingPart(
                text(
                    "A larger rate would carry $a$ faster. An update multiplies $a$ by $1 - \\mathrm{lr}$ and $b$ by "
                    "$1 - 20\\,\\mathrm{lr}$.",
                    "更大的学习率会让 $a$ 走得快些。一次更新把 $a$ 乘以 $1 - \\mathrm{lr}$，把 $b$ 乘以 $1 - 20\\,\\mathrm{lr}$。",
                ),
                update=2,
                lit=("rule",),
                question=Question(
                    words=text(
                        "What happens with a rate of 0.11?",
                        "学习率取 0.11 会怎样？",
                    ),
                    hint=text("Look at the factor of $b$.", "看 $b$ 的因子。"),
                    choices=(
                        Choice(
                            text("$b$ explodes while $a$ goes on shrinking", "$b$ 爆炸，而 $a$ 继续变小"),
                            text(
                                "The factor of $b$ is $⟨1 − 20·0.11 @ 0⟩$: it changes its sign and grows. The "
                                "steepest direction sets the limit for all.",
                                "$b$ 的因子是 $⟨1 − 20·0.11 @ 0⟩$：每次变号并且变大。最陡的方向给所有方向定了界限。",
                            ),
                            right=True,
                        ),
                        Choice(
                            text("both shrink, $a$ faster than before", "两者都变小，$a$ 比以前快"),
                            text(
                                "$a$ would, with the factor $⟨1 − 0.11 @ 0⟩$. Compute the one of $b$.",
                                "$a$ 的确会，因子是 $⟨1 − 0.11 @ 0⟩$。再算算 $b$ 的因子。",
                            ),
                        ),
                        Choice(
                            text("both explode", "两者都爆炸"),
                            text(
                                "$a$ has the factor $⟨1 − 0.11 @ 0⟩$, which is less than 1 in size.",
                                "$a$ 的因子是 $⟨1 − 0.11 @ 0⟩$，绝对值小于 1。",
                            ),
                        ),
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "Momentum adds to each step four fifths of the one before. Along $a$ all steps point the same way "
                    "and add up; along $b$ they change their sign and cancel. With the same rate $a$ is $⟨a @ 10⟩$ after ten "
                    "updates, without momentum it is $⟨a @ 10 beside⟩$. The loss at the end is $⟨L @ end⟩$ "
                    "instead of $⟨L @ end beside⟩$.",
                    "动量给每一步加上前一步的五分之四。沿 $a$ 各步同向，越加越大；沿 $b$ 正负交替，互相抵消。学习率不变，十次更新之后 $a$ 是 "
                    "$⟨a @ 10⟩$，没有动量时是 $⟨a @ 10 beside⟩$。最后的损失是 $⟨L @ end⟩$，而不是 $⟨L @ end beside⟩$。",
                ),
                run={"optimizer": {"name": "sgd", "lr": 0.04, "momentum": 0.8}},
                beside=("momentum", 0),
                log=True,
                lit=("surface", "loss"),
            ),
        ),
    ),
    TrainingLesson(
        id="adam",
        title=text("SGD against Adam", "SGD 与 Adam"),
        summary=text(
            "Adam divides every gradient by its own usual size, so a steep and a flat direction take equal steps.",
            "Adam 把每个梯度除以它自己通常的大小，于是陡的方向和平的方向走一样长的步子。",
        ),
        run={
            "source": "L = (a^2 + 100 b^2) / 2",
            "values": {"a": 3, "b": 1},
            "optimizer": {"name": "adam", "lr": 0.1},
            "epochs": 100,
        },
        parts=(
            TrainingPart(
                text(
                    "At the start the gradient along $b$ is $⟨∂b @ 1⟩$ and along $a$ only $⟨∂a @ 1⟩$. SGD with a rate of "
                    "0.019, close to its limit of 0.02, takes $b$ from 1 to $⟨b @ 1⟩$ and $a$ from 3 to $⟨a @ 1⟩$.",
                    "开始时沿 $b$ 的梯度是 $⟨∂b @ 1⟩$，沿 $a$ 只有 $⟨∂a @ 1⟩$。SGD 的学习率取 0.019（界限是 0.02），"
                    "一步把 $b$ 从 1 带到 $⟨b @ 1⟩$，把 $a$ 从 3 带到 $⟨a @ 1⟩$。",
                ),
                run={"optimizer": {"name": "sgd", "lr": 0.019}},
                update=1,
                lit=("gradients", "parameters"),
            ),
            TrainingPart(
                text(
                    "Now Adam, with a rate of 0.1. Its first step divides the mean of the gradients, which is the gradient itself, "
                    "by the root of the mean of their squares.",
                    "换成 Adam，学习率 0.1。它的第一步，用梯度的平均（就是这个梯度本身）除以梯度平方的平均的平方根。",
                ),
                update=1,
                lit=("rule",),
                question=Question(
                    words=text(
                        "The gradients of $a$ and $b$ are $⟨∂a @ 1⟩$ and $⟨∂b @ 1⟩$. How far does $b$ go in the first update?",
                        "$a$ 和 $b$ 的梯度是 $⟨∂a @ 1⟩$ 和 $⟨∂b @ 1⟩$。第一次更新中 $b$ 走多远？",
                    ),
                    hint=text(
                        "A number divided by the root of its square is 1 or −1.",
                        "一个数除以它的平方的平方根，得 1 或 −1。",
                    ),
                    choices=(
                        Choice(
                            text("0.1, as far as $a$", "0.1，与 $a$ 一样远"),
                            text(
                                "Both quotients are 1: $a$ goes to $⟨a @ 1⟩$, $b$ to $⟨b @ 1⟩$. The size of a gradient "
                                "plays no part in the first step.",
                                "两个商都是 1：$a$ 到 $⟨a @ 1⟩$，$b$ 到 $⟨b @ 1⟩$。第一步与梯度的大小无关。",
                            ),
                            right=True,
                        ),
                        Choice(
                            text("10, the rate times the gradient", "10，即学习率乘以梯度"),
                            text(
                                "That would be SGD, and it would explode.",
                                "那是 SGD，而且会爆炸。",
                            ),
                        ),
                        Choice(
                            text("much less than $a$, since it is steep there", "比 $a$ 小得多，因为那里陡"),
                            text(
                                "Dividing by its own size makes it as large as any other, not smaller.",
                                "除以自己的大小之后，它和别的一样大，而不是更小。",
                            ),
                        ),
                    ),
                ),
            ),
            TrainingPart(
                text(
                    "After 50 updates Adam's loss is $⟨L @ 50⟩$; beside it Adam with a tenth of the rate has "
                    "$⟨L @ 50 beside⟩$. Look at $m$ and $v$ under the update: $v$ still remembers the steep first "
                    "steps, which is why later ones are short.",
                    "50 次更新之后，Adam 的损失是 $⟨L @ 50⟩$。旁边是学习率相差十倍的 Adam：$⟨L @ 50 beside⟩$。"
                    "看更新公式下面的 $m$ 和 $v$：$v$ 还记得一开始陡峭的那几步，所以后来的步子短。",
                ),
                beside=("lr", 0.01),
                log=True,
                lit=("loss", "rule"),
            ),
        ),
    ),
)
