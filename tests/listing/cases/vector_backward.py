import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
while y.norm() < 1000:
    y = y * 2
print(y)
v = torch.tensor([0.1, 1.0, 0.0001])
y.backward(v)
print(x.grad)
try:
    z = x**2
    z.backward()
except RuntimeError as e:
    print("RuntimeError:", e)
z.sum().backward()
print(x.grad, x.grad.shape, x.grad.dtype)
