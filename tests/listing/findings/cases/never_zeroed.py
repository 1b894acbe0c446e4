import torch
x = torch.tensor([1., 2., 3., 4.])
y = 2 * x
w = torch.tensor(0.0, requires_grad=True)
for epoch in range(5):
    loss = ((w * x - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
