import torch
from torch import optim


def f(x, y):
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


for name, make in [
    ("SGD", lambda p: optim.SGD(p, lr=1e-3)),
    ("momentum", lambda p: optim.SGD(p, lr=1e-4, momentum=0.9, nesterov=True, weight_decay=1e-4)),
    ("Adam", lambda p: optim.Adam(p, lr=0.05, betas=(0.9, 0.99))),
    ("AdamW", lambda p: torch.optim.AdamW(p, lr=0.05)),
    ("RMSprop", lambda p: optim.RMSprop(p, lr=0.01)),
    ("Adagrad", lambda p: optim.Adagrad(p, lr=0.5)),
]:
    x = torch.tensor(-1.0, requires_grad=True)
    y = torch.tensor(1.5, requires_grad=True)
    opt = make([x, y])
    for _ in range(20):
        opt.zero_grad()
        loss = f(x, y)
        loss.backward()
        opt.step()
    print(f"{name:>10}: x={x.item():.4f} y={y.item():.4f} loss={loss.item():.4f}")

w = torch.tensor(5.0, requires_grad=True)
optimizer = optim.SGD([w], lr=0.1)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
for epoch in range(5):
    optimizer.zero_grad()
    (w**2).backward()
    optimizer.step()
    scheduler.step()
    print(epoch, w.item(), optimizer.param_groups[0]["lr"], scheduler.get_last_lr())
for group in optimizer.param_groups:
    group["lr"] = 1.0
print(optimizer.param_groups[0]["lr"])

w = torch.tensor([3.0, -2.0], requires_grad=True)
lbfgs = optim.LBFGS([w], lr=1)


def closure():
    lbfgs.zero_grad()
    loss = ((w - torch.tensor([1.0, 2.0])) ** 2).sum()
    loss.backward()
    return loss


for _ in range(3):
    print(lbfgs.step(closure).item())
print(w.detach().round(decimals=3))
layer = torch.nn.Linear(2, 2)
torch.nn.init.constant_(layer.weight, 1.0)
torch.nn.init.zeros_(layer.bias)
(layer(torch.full((1, 2), 10.0)) ** 2).sum().backward()
print(torch.nn.utils.clip_grad_norm_(layer.parameters(), 1.0), layer.weight.grad)
