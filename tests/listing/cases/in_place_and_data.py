import torch

a = torch.ones(3, requires_grad=True)
try:
    a += 1
except RuntimeError as e:
    print("1.", e)
a.data += 1
print(a)
a.data.mul_(2).sub_(1)
print(a, a.data)
b = a * a
try:
    b += 1
    c = b.exp()
    c += 1
    c.sum().backward()
except RuntimeError as e:
    print("2.", str(e)[:80])
t = torch.zeros(2, 3)
t[0] = 5
t[:, 1] += 2
t[1, 2] = torch.tensor(7)
print(t)
t.zero_()
print(t.add_(1).t().shape, t.T.is_contiguous())
x = torch.arange(6).view(2, 3)
print(x, x.dtype, x[:, -1], x[0][1].item(), x.tolist())
try:
    i = torch.tensor([1, 2], requires_grad=True)
except RuntimeError as e:
    print("3.", e)
