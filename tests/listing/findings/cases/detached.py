import torch
w = torch.tensor(1.0, requires_grad=True)
x = torch.tensor(2.0)
y_pred = (w * x).detach()
loss = (y_pred - 3) ** 2
loss.backward()
