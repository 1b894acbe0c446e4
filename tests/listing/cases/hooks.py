import torch
from torch import nn

v = torch.tensor([0.0, 0.0, 0.0], requires_grad=True)
h = v.register_hook(lambda grad: grad * 2)  # double the gradient
v.backward(torch.tensor([1.0, 2.0, 3.0]))
print(v.grad)
h.remove()

grads = {}


def save_grad(name):
    def hook(grad):
        grads[name] = grad

    return hook


x = torch.randn(1, 1, generator=torch.Generator().manual_seed(1)).requires_grad_(True)
y = 3 * x
z = y**2
y.register_hook(save_grad("y"))
z.register_hook(save_grad("z"))
z.backward()
print(grads["y"], grads["z"])


def show(module, inputs, output):
    print(module.__class__.__name__ if False else "forward of", module, "gave", tuple(output.shape))


layer = nn.Linear(2, 3)
handle = layer.register_forward_hook(show)
out = layer(torch.zeros(4, 2))
handle.remove()
layer(torch.zeros(4, 2))
x = torch.tensor(2.0, requires_grad=True)
y = x * x
y.retain_grad()
(3 * y).backward()
print(y.grad, x.grad)
