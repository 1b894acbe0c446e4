import torch
from torch.autograd import grad

x = torch.tensor(3.0, requires_grad=True)
y = torch.pow(x, 2)
grad_1 = torch.autograd.grad(y, x, create_graph=True)
print(grad_1)
grad_2 = grad(grad_1[0], x)
print(grad_2)

a = torch.ones(2, 2, requires_grad=True)
b = (a * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum()
print(grad(b, a, retain_graph=True)[0])
b.backward(retain_graph=True)
b.backward()
print(a.grad)
try:
    b.backward()
except RuntimeError as e:
    print(str(e).split(".")[0])
c = a.detach()
print(c.requires_grad, a.requires_grad, (a + c).requires_grad)
print(a.grad_fn, b.grad_fn.name(), b.grad_fn.next_functions[0][1])
