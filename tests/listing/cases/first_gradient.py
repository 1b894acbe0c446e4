import torch

# y = x^2 + 3x + 1
x = torch.tensor(2.0, requires_grad=True)
y = x**2 + 3 * x + 1
print(x)
print(y)
print("y requires_grad:", y.requires_grad, "| is leaf:", y.is_leaf, x.is_leaf)
print(x.grad)
y.backward()
print(x.grad)
print(f"dy/dx at x={x.item()} is {x.grad.item()}")
