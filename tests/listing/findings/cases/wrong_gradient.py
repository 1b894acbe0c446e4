import torch

x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
y = torch.tensor([1.0, 2.0, 3.0])
w = torch.zeros(2)
for epoch in range(3):
    out = x @ w
    loss = ((out - y) ** 2).sum()
    grad_w = x.t() @ (out - y) * torch.tensor([2.0, 1.0])
    w -= 0.001 * grad_w
