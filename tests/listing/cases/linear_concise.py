import numpy as np
import torch
from torch.utils import data
from torch import nn

torch.manual_seed(3)
true_w = torch.tensor([2, -3.4])
X = torch.randn(100, 2)
y = X @ true_w.reshape(-1, 1) + 4.2


def load_array(data_arrays, batch_size, is_train=True):
    """构造一个PyTorch数据迭代器"""
    dataset = data.TensorDataset(*data_arrays)
    return data.DataLoader(dataset, batch_size, shuffle=is_train)


data_iter = load_array((X, y), 10)
print(next(iter(data_iter)))

net = nn.Sequential(nn.Linear(2, 1))
net[0].weight.data.normal_(0, 0.01)
net[0].bias.data.fill_(0)
loss = nn.MSELoss()
trainer = torch.optim.SGD(net.parameters(), lr=0.03)
for epoch in range(3):
    for a, b in data_iter:
        l = loss(net(a), b)
        trainer.zero_grad()
        l.backward()
        trainer.step()
    l = loss(net(X), y)
    print(f"epoch {epoch + 1}, loss {l:f}")
w = net[0].weight.data
print("w的估计误差:", true_w - w.reshape(true_w.shape))
b = net[0].bias.data
print("b的估计误差:", 4.2 - b)
print(net)
