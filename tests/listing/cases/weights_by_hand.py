import torch

# one neuron, one step, everything by hand and then by autograd
x1, x2 = torch.tensor(2.0), torch.tensor(0.0)
w1 = torch.tensor(-3.0, requires_grad=True)
w2 = torch.tensor(1.0, requires_grad=True)
b = torch.tensor(6.8813735870195432, dtype=torch.double).requires_grad_()
n = x1 * w1 + x2 * w2 + b
o = torch.tanh(n)
print(o.data.item(), o.item(), n.dtype)
o.backward()
print("---")
for name, t in {"w1": w1, "w2": w2, "b": b}.items():
    print(name, t.grad.item(), t.grad.dtype)


def hand(w1, w2):
    n = 2.0 * w1 + 0.0 * w2 + 6.8813735870195432
    o = (torch.exp(torch.tensor(2 * n)) - 1) / (torch.exp(torch.tensor(2 * n)) + 1)
    return 1 - o**2


print(2.0 * hand(-3.0, 1.0), 0.0 * hand(-3.0, 1.0))

# finite differences
h = 1e-4
a, bb, c = 2.0, -3.0, 10.0
d1 = a * bb + c
c += h
d2 = a * bb + c
print("slope", round((d2 - d1) / h, 6))

# the classic b = a * 2 chain
a = torch.randn(size=(), generator=torch.Generator().manual_seed(11), requires_grad=True)


def f(a):
    b = a * 2
    while b.norm() < 1000:
        b = b * 2
    if b.sum() > 0:
        c = b
    else:
        c = 100 * b
    return c


d = f(a)
d.backward()
print(a.grad == d / a)
x = torch.arange(4.0)
x.requires_grad_(True)
y = 2 * torch.dot(x, x)
print(y)
y.backward()
print(x.grad, x.grad == 4 * x)
x.grad.zero_()
y = x * x
y.sum().backward()
print(x.grad)
x.grad.zero_()
u = y.detach()
z = u * x
z.sum().backward()
print(x.grad == u)
with torch.set_grad_enabled(False):
    print((x * 2).requires_grad)


@torch.no_grad()
def evaluate(t):
    return t * 2


print(evaluate(x).requires_grad, torch.is_grad_enabled())
with torch.no_grad():
    with torch.enable_grad():
        q = x * 3
print(q.requires_grad, q.is_leaf, x.is_leaf, q.grad_fn is not None)
J = torch.autograd.functional.jacobian(lambda t: t**2, torch.tensor([1.0, 2.0]))
print(J, torch.autograd.functional.hessian(lambda t: (t**3).sum(), torch.tensor([1.0, 2.0])))
