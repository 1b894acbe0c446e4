"""The listings of the gallery, the simplest first. Each prints what Python prints; a test holds it to that."""

from app.lessons.listing import Listing
from app.messages import text

FIRST = Listing(
    id="first-gradient",
    title=text("A first w.grad", "第一个 w.grad"),
    summary=text(
        "A number that asks for its gradient, a formula, backward(): what `.grad` holds afterwards, and why.",
        "一个要求梯度的数、一个式子、一次 backward()：之后 `.grad` 里是什么，为什么。"),
    code="""\
import torch

# A number that asks for its gradient || 一个要求梯度的数
w = torch.tensor(3.0, requires_grad=True)

# Whatever is computed from it is recorded || 由它算出的一切都会被记录
y = w ** 2 + 2 * w
print(y)

# Go back through the record || 沿着记录往回走
y.backward()

# dy/dw = 2w + 2
print(w.grad)
""",
    formula="u = w^2\nv = w*2\ny = u + v",
    values={
        "w": 3,
    },
)  # fmt: skip

BY_HAND = Listing(
    id="line-by-hand",
    title=text("Linear regression by hand", "手写线性回归"),
    summary=text(
        "Two parameters, a mean squared error, and every update written out. Move through the passes and watch both gradients die away.",
        "两个参数、均方误差，每一步更新都写出来。拖动滑块，看两个梯度怎样逐渐消失。"),
    code="""\
import torch

# Points on the line y = 2x + 1 || 直线 y = 2x + 1 上的点
x = torch.tensor([0.0, 1.0, 2.0, 3.0])
y = 2 * x + 1

w = torch.tensor(0.0, requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)
rate = 0.1

for epoch in range(1, 41):
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    # The update itself is not to be recorded || 更新本身不应被记录
    with torch.no_grad():
        w -= rate * w.grad
        b -= rate * b.grad
    # backward() adds to .grad: begin again from zero || backward() 会累加到 .grad：重新从零开始
    w.grad.zero_()
    b.grad.zero_()
    if epoch % 5 == 0:
        print(f"epoch {epoch}: w = {w.item():.4f}, b = {b.item():.4f}, loss = {loss.item():.6f}")
""",
    formula="s = w*x\nz = s + b\nv = z - y\nu = v^2\nloss = mean(u)",
    values={
        "w": 0, "x": [0, 1, 2, 3], "b": 0, "y": [1, 3, 5, 7],
    },
)  # fmt: skip

LINEAR = Listing(
    id="line-with-nn",
    title=text("The same with nn.Linear", "用 nn.Linear 再做一遍"),
    summary=text(
        "A module holds the parameters, an optimizer with momentum updates them. Its memory stands in the State tab, pass by pass.",
        "参数放在模块里，由带动量的优化器更新。优化器记住的量逐次显示在“状态”里。"),
    code="""\
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(0, 1, 8).unsqueeze(1)
y = 2 * x + 1

model = nn.Linear(1, 1)
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)

losses = []
for epoch in range(60):
    prediction = model(x)
    loss = criterion(prediction, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d}  loss {loss.item():.5f}")

# The slope and the intercept that were learned || 学到的斜率和截距
print(model.weight.item(), model.bias.item())
""",
    formula="v = model_weight^T\nu = x @ v\nprediction = u + model_bias\nloss = mse(prediction, y)",
    values={
        "x": [[0], [0.14], [0.29], [0.43], [0.57], [0.71], [0.86], [1]], "model_weight": [[-0.01]],
        "model_bias": [0.54], "y": [[1], [1.29], [1.57], [1.86], [2.14], [2.43], [2.71], [3]],
    },
)  # fmt: skip

QUADRATIC = Listing(
    id="quadratic-model",
    title=text("The quadratic model", "二次模型"),
    summary=text(
        "One example at a time: a forward function, a loss function, and an update after each. The squared input makes one gradient much larger than the others.",
        "每次一个样本：一个前向函数、一个损失函数，每个样本之后更新一次。输入的平方让其中一个梯度远大于其他。"),
    code="""\
import torch

xs = [1.0, 2.0, 3.0]
ys = [2.0, 4.0, 6.0]

w1 = torch.tensor(1.0, requires_grad=True)
w2 = torch.tensor(1.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)


def forward(x):
    return w1 * x ** 2 + w2 * x + b


def squared_error(x, y):
    return (forward(x) - y) ** 2


print("before training:", 4, forward(4).item())

for epoch in range(30):
    for x, y in zip(xs, ys):
        l = squared_error(x, y)
        l.backward()
        for p in (w1, w2, b):
            p.data -= 0.01 * p.grad.data
            p.grad.data.zero_()
    if epoch % 5 == 0:
        print("epoch", epoch, "loss", l.item())

print("after training:", 4, forward(4).item())
""",
    formula="s = w1*1\nt = w2*1\nz = s + t\nv = z + b\nu = v - 2\nl = u^2",
    values={
        "w1": 1, "w2": 1, "b": 1,
    },
)  # fmt: skip

TWO_LAYERS = Listing(
    id="gradients-by-hand",
    title=text("Hand-written gradients against autograd", "手写梯度与 autograd 对照"),
    summary=text(
        "A two-layer network, its backward pass written by hand line by line, and then autograd, which gives the same numbers.",
        "一个两层网络，反向传播逐行手写，再与 autograd 对照：数值完全一致。"),
    code="""\
import torch

torch.manual_seed(0)
x = torch.randn(4, 3)
y = torch.randn(4, 1)
W1 = torch.randn(3, 2, requires_grad=True)
b1 = torch.zeros(2, requires_grad=True)
W2 = torch.randn(2, 1, requires_grad=True)
b2 = torch.zeros(1, requires_grad=True)

# Forward || 前向
z1 = x @ W1 + b1
a1 = z1.clamp(min=0)
out = a1 @ W2 + b2
loss = ((out - y) ** 2).mean()

# Backward, by hand: each line undoes one of those above || 手写反向：每行对应上面的一行
with torch.no_grad():
    g_out = 2 * (out - y) / out.numel()
    g_W2 = a1.T @ g_out
    g_b2 = g_out.sum(0)
    g_a1 = g_out @ W2.T
    g_z1 = g_a1 * (z1 > 0)
    g_W1 = x.T @ g_z1
    g_b1 = g_z1.sum(0)

# Backward, by autograd || 由 autograd 反向
loss.backward()

for name, mine, p in [("W1", g_W1, W1), ("b1", g_b1, b1), ("W2", g_W2, W2), ("b2", g_b2, b2)]:
    print(name, torch.allclose(mine, p.grad))
""",
    formula="t = x @ W1\nz1 = t + b1\ns = z1 >= 0\na1 = where(s, z1, 0)\nw = a1 @ W2\nout = w + b2\nv = out - y\nu = v^2\nloss = mean(u)",
    values={
        "x": [[1.54, -0.29, -2.18], [0.57, -1.08, -1.4], [0.4, 0.84, -0.72], [-0.4, -0.6, 0.18]],
        "W1": [[-0.57, 0.37], [-0.89, -1.51], [0.37, 1.46]], "b1": [0, 0], "W2": [[0.94], [0.77]], "b2": [0],
        "y": [[-0.86], [1.1], [-1.07], [0.12]],
    },
)  # fmt: skip

VECTOR = Listing(
    id="vector-backward",
    title=text("backward() on a vector", "对向量调用 backward()"),
    summary=text(
        "A vector has no single slope: backward() wants to be told how much each entry counts. What comes back is those weights times the Jacobian.",
        "向量没有单一的斜率：要告诉 backward() 每个分量的权重。返回的是这些权重乘以雅可比矩阵。"),
    code="""\
import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x ** 2 + x.sum()
print(y)

# How much each entry of y counts || y 的每个分量占多少权重
v = torch.tensor([1.0, 0.1, 0.01])
y.backward(v)
print(x.grad)

# The same by the Jacobian: 2x on its diagonal, and 1 everywhere || 用雅可比矩阵验证：对角线上是 2x，处处再加 1
J = torch.diag(2 * x.detach()) + torch.ones(3, 3)
print(v @ J)
""",
    formula="u = x^2\nv = sum(x)\ny = u + v",
    values={
        "x": [1, 2, 3],
    },
    upstream=[1, 0.1, 0.01],
)  # fmt: skip

ACCUMULATION = Listing(
    id="accumulation",
    title=text("Gradient accumulation, on purpose", "有意的梯度累积"),
    summary=text(
        "A batch too large for memory is taken in three parts. Because `.grad` adds up, one step afterwards uses the gradient of the whole batch.",
        "内存放不下的大批次分三次算。因为 `.grad` 会累加，之后更新一步用的就是整个批次的梯度。"),
    code="""\
import torch

torch.manual_seed(0)
x = torch.randn(12)
y = 3 * x
w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)

for epoch in range(4):
    optimizer.zero_grad()
    # Three parts of the batch, and no update between them || 把批次分成三份，中间不更新
    for part in range(3):
        xs, ys = x[4 * part:4 * part + 4], y[4 * part:4 * part + 4]
        loss = ((w * xs - ys) ** 2).mean() / 3
        loss.backward()
        print(f"epoch {epoch}, part {part}: w.grad = {w.grad.item():.4f}")
    optimizer.step()

# The gradient of the whole batch at once is the same || 一次算整个批次，梯度相同
w0 = torch.tensor(0.0, requires_grad=True)
((w0 * x - y) ** 2).mean().backward()
print(f"{w0.grad.item():.4f}")
""",
    formula="s = w*xs\nz = s - ys\nv = z^2\nu = mean(v)\nloss = u/3",
    values={
        "w": 0, "xs": [1.54, -0.29, -2.18, 0.57], "ys": [4.62, -0.88, -6.54, 1.71],
    },
)  # fmt: skip

XOR = Listing(
    id="xor-adam",
    title=text("XOR with Adam", "用 Adam 学习异或"),
    summary=text(
        "No straight line parts these four points; one hidden layer does. Adam keeps two averages for each parameter, and the State tab shows both.",
        "没有一条直线能分开这四个点，加一层隐藏层就行。Adam 为每个参数保存两个平均值，“状态”里都能看到。"),
    code="""\
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(2)
x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))


net = Net()
optimizer = torch.optim.Adam(net.parameters(), lr=0.05)

for epoch in range(1, 201):
    logits = net(x)
    loss = F.binary_cross_entropy_with_logits(logits, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 20 == 0:
        print(f"epoch {epoch}: loss {loss.item():.4f}")

# The probability of a 1 for each point || 每个点取 1 的概率
print(torch.sigmoid(net(x)).detach().round(decimals=2))
""",
    formula="q = fc1_weight^T\nt = x @ q\nz = t + fc1_bias\nv = tanh(z)\nw = fc2_weight^T\nu = v @ w\nlogits = u + fc2_bias\nloss = binary_cross_entropy_with_logits(logits, y)",
    values={
        "x": [[0, 0], [0, 1], [1, 0], [1, 1]],
        "fc1_weight": [[0.16, -0.17], [0.19, -0.04], [0.3, 0.17], [-0.08, -0.57]],
        "fc1_bias": [0.16, -0.63, 0.09, 0.05], "fc2_weight": [[-0.11, 0.41, 0.03, 0.21]], "fc2_bias": [0.21],
        "y": [[0], [1], [1], [0]],
    },
)  # fmt: skip

CLASSIFIER = Listing(
    id="classifier",
    title=text("A small classifier with cross-entropy", "用交叉熵训练的小分类器"),
    summary=text(
        "Three clouds of points, three scores a point. The gradient of cross-entropy is the probabilities less the truth, and so are the numbers on the card.",
        "三团点，每个点三个得分。交叉熵的梯度就是概率减去真实标签，卡片上的数字正是如此。"),
    code="""\
import torch
import torch.nn as nn

torch.manual_seed(0)
# Three clouds, four points each || 三团点，每团四个
centres = torch.tensor([[0.0, 2.0], [2.0, -1.0], [-2.0, -1.0]])
x = centres.repeat_interleave(4, dim=0) + 0.4 * torch.randn(12, 2)
target = torch.arange(3).repeat_interleave(4)

model = nn.Linear(2, 3)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)

for step in range(1, 41):
    # Scores, not probabilities: the loss does the softmax itself || 是得分而不是概率：softmax 由损失函数来做
    scores = model(x)
    loss = criterion(scores, target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 5 == 0:
        right = (scores.argmax(dim=1) == target).sum().item()
        print(f"step {step}: loss {loss.item():.4f}, right {right}/12")
""",
    formula="v = model_weight^T\nu = x @ v\nscores = u + model_bias\nloss = cross_entropy(scores, target)",
    values={
        "x": [[-0.45, 1.54], [-0.1, 1.83], [0.34, 2.28], [-0.13, 1.15], [2.19, -1.06], [2.58, -0.89], [2.07, -0.65], [1.94, -1.04],
              [-1.63, -0.5], [-1.2, -0.98], [-1.75, -1.17], [-2.34, -1.93]],
        "model_weight": [[0.04, -0.36], [0.12, -0.66], [-0.51, -0.36]], "model_bias": [0.45, 0.41, -0.31],
        "target": [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2],
    },
)  # fmt: skip

FORGOTTEN = Listing(
    id="forgotten-zero-grad",
    title=text("One with a mistake: the forgotten zero_grad()", "一处错误：忘了 zero_grad()"),
    summary=text(
        "It runs, and it does not learn: the loss swings instead of falling. A mark beside the line says why, with the numbers of this run.",
        "它能运行，却学不好：损失来回摆动。行旁的标记说明原因，并给出这次运行的数字。"),
    code="""\
import torch

x = torch.tensor([1.0, 2.0, 3.0, 4.0])
y = 2 * x
w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.05)

losses = []
for epoch in range(20):
    loss = ((w * x - y) ** 2).mean()
    # Something is missing here || 这里少了点什么
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    print(f"epoch {epoch}: w = {w.item():.3f}, loss = {loss.item():.3f}")
""",
    formula="z = w*x\nv = z - y\nu = v^2\nloss = mean(u)",
    values={
        "w": 0, "x": [1, 2, 3, 4], "y": [2, 4, 6, 8],
    },
)  # fmt: skip

LISTINGS: tuple[Listing, ...] = (
    FIRST, BY_HAND, LINEAR, QUADRATIC, TWO_LAYERS, VECTOR, ACCUMULATION, XOR, CLASSIFIER, FORGOTTEN,
)  # fmt: skip
