import torch
def f(w): return ((w - torch.tensor([1.0, 2.0])) ** 2).sum()
w = torch.tensor([0.0, 0.0])
eps = 1e-3
for i in range(3):
    loss = f(w)
    grad = torch.zeros_like(w)
    for j in range(2):
        d = torch.zeros_like(w); d[j] = eps
        grad[j] = (f(w + d) - f(w - d)) / (2 * eps)
    w = w - 0.1 * grad
print(w)
