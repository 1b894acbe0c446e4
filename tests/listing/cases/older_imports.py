import abc
import cmath
from abc import ABCMeta, abstractmethod

import matplotlib.pyplot as plt
import torch
import torch.nn.modules as M
from matplotlib.font_manager import FontProperties
from torch.cuda.amp import GradScaler, autocast
from torch.optim.optimizer import Optimizer
from torch.utils.data.dataloader import DataLoader
from torch.utils.data.dataset import Dataset
from torch.utils.data.sampler import Sampler

torch.manual_seed(0)


class Shape(metaclass=ABCMeta):
    @abstractmethod
    def area(self):
        pass


class Square(Shape, metaclass=abc.ABCMeta):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


print(Square(3).area(), isinstance(Square(1), Shape), abs(cmath.exp(1j * cmath.pi) + 1) < 1e-9)
try:
    Shape()
except TypeError as error:
    print(error)


class Line(Dataset):
    def __init__(self, n):
        self.x = torch.arange(n).float().unsqueeze(1)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return self.x[index], 2 * self.x[index]


class EverySecond(Sampler):
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(range(0, self.n, 2))

    def __len__(self):
        return self.n // 2


class Descent(Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(p.grad, alpha=-group["lr"])


net, scaler = M.Linear(1, 1), GradScaler(enabled=False)
optimizer = Descent(net.parameters(), lr=0.01)
losses = []
for epoch in range(3):
    for x, y in DataLoader(Line(8), batch_size=2, sampler=EverySecond(8)):
        with autocast(enabled=False):
            loss = M.MSELoss()(net(x), y)
        optimizer.zero_grad()
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
    losses.append(loss.item())
    print(f"{epoch} {loss.item():.4f}")
print(optimizer)
upper = plt.subplot2grid((2, 2), (0, 0), colspan=2)
upper.plot(losses)
plt.sca(plt.subplot(212))
plt.title("损失", fontproperties=FontProperties(fname="simhei.ttf"))
plt.show()
try:
    import pandas as pd
except ImportError as error:
    pd = None
    print(error)
try:
    from sklearn.datasets import load_iris
except (ModuleNotFoundError, AttributeError):
    print("no sklearn here")
