import torch
w = torch.tensor(1.0, requires_grad=True)
opt = torch.optim.SGD([w], lr=0.6)
for i in range(20):
    opt.zero_grad()
    loss = (w * 2 - 3) ** 2
    loss.backward()
    opt.step()
