"""Listings that the process of a listing runs before the listing comes.

What Python and torch load only when it is first used, and what is worked out once and kept, is there then, and the
memory that they write is the process's own. Each shows one way in which tutorials are written; of each the first
backward pass is drawn.
"""

from __future__ import annotations

from typing import NamedTuple


class Warming(NamedTuple):
    source: str
    findings: tuple[str, ...] = ()
    """codes of what is found in it: without them it would not warm up what looks for mistakes"""


MODULES = Warming("""
import torch
import numpy as np
import matplotlib.pyplot as plt
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset
x = torch.rand(8, 2)
y = torch.rand(8, 1)
model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
print(model, x, torch.set_printoptions)
for kind in (optim.SGD, optim.Adam):
    optimizer = kind(model.parameters(), lr=0.1)
    for a, b in DataLoader(TensorDataset(x, y), batch_size=4, shuffle=True):
        loss = nn.functional.mse_loss(model(a), b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    optim.lr_scheduler.StepLR(optimizer, 1).step()
nn.functional.cross_entropy(torch.rand(2, 3), torch.tensor([0, 1]))
w = torch.ones(2, requires_grad=True)
torch.autograd.grad((w * w).sum(), w, create_graph=True)
torch.linalg.inv(torch.eye(2))
print(np.allclose(x.numpy() @ np.ones((2, 2)), 1.0), np.random.rand(2), np.array([1.5]))
plt.plot([1, 2])
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)
    def forward(self, x):
        return torch.relu(self.fc(x))
net = Net()
criterion, optimizer = nn.MSELoss(), optim.SGD(net.parameters(), lr=0.1)
for epoch in range(3):
    optimizer.zero_grad()
    loss = criterion(net(x), y)
    loss.backward()
    optimizer.step()
    if epoch % 2 == 0:
        print(f'epoch {epoch + 1}: loss = {loss.item():.4f}', net.fc.weight.data)
""")

TENSORS = Warming("""
import torch
X = torch.tensor([1, 2, 3, 4], dtype=torch.float32)
Y = torch.tensor([2, 4, 6, 8], dtype=torch.float32)
w = torch.tensor(0.0, requires_grad=True)
def predicted(x):
    return w * x
def loss_of(y, y_pred):
    return ((y_pred - y) ** 2).mean()
print(f'{predicted(5).item():.3f}')
for epoch in range(18):
    loss = loss_of(Y, predicted(X))
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad.zero_()
    if epoch % 10 == 0:
        print(f'{epoch + 1}: w={w.item():.3f}, loss={loss.item():.8f}', w, w.grad)
losses = []
v = torch.tensor([1.0], requires_grad=True)
for epoch in range(2):
    for x, y in zip([1.0, 2.0], [2.0, 4.0]):
        l = (v * x + 1 - y) ** 2
        l.backward()
        v.data = v.data - 0.01 * v.grad.data
        v.grad.data.zero_()
    losses.append(l.item())
print('predicted', 4, (v * 4 + 1).item(), losses)
""")

BY_HAND = Warming(
    """
import numpy as np
X, Y = np.array([1, 2, 3, 4], dtype=np.float32), np.array([2, 4, 6, 8], dtype=np.float32)
w = 0.0
rate = 0.01
def predicted(x):
    return w * x
def loss_of(y, y_pred):
    return ((y_pred - y) ** 2).mean()
def slope_of(x, y, y_pred):
    return np.dot(2 * x, y_pred - y).mean()
print('%.3f' % predicted(5))
for epoch in range(3):
    y_pred = predicted(X)
    loss = loss_of(Y, y_pred)
    dw = slope_of(X, Y, y_pred)
    w -= rate * dw
    if epoch % 2 == 0:
        print(f'{epoch + 1}: w={w:.3f},loss={loss:.8f}')
""",
    ("missing_factor",),
)

WARMINGS = (MODULES, TENSORS, BY_HAND)
