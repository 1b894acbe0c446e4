import torch
w = torch.tensor([1.0], requires_grad=True)
for epoch in range(3):
    l = (w * 2 - 4) ** 2
    l.backward()
    w.data = w.data - 0.01 * w.grad.data
    w.data.zero_()
