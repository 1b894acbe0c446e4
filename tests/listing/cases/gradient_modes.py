import torch
from torch import nn
x = torch.ones(1, requires_grad=True)
@torch.no_grad
def a(v): return v * 2
@torch.inference_mode()
def b(v): return v * 2
@torch.enable_grad()
def c(v): return v * 2
print(a(x).requires_grad, b(x).is_inference(), torch.is_grad_enabled())
with torch.no_grad():
    print(c(x).requires_grad)
    with torch.enable_grad(): y = x * 3
print(y.requires_grad)
prev = torch.is_grad_enabled(); torch.set_grad_enabled(False); print((x * 2).requires_grad); torch.set_grad_enabled(prev)
lin = nn.Linear(1, 1).requires_grad_(False); out = lin(x); print(out.requires_grad, lin.weight.requires_grad); out.backward(); print(x.grad.shape, lin.weight.grad)
class Frozen(nn.Module):
    def __init__(self):
        super().__init__(); self.a, self.b = nn.Linear(2, 2), nn.Linear(2, 1)
        for p in self.a.parameters(): p.requires_grad = False
    def forward(self, x):
        with torch.no_grad(): h = self.a(x)
        return self.b(h)
f = Frozen(); f(torch.ones(1, 2)).sum().backward(); print([(n, p.grad is not None) for n, p in f.named_parameters()])
opt = torch.optim.Adam(filter(lambda p: p.requires_grad, f.parameters()), lr=0.1); print(len(opt.param_groups[0]['params']))
z = torch.tensor(2.0, requires_grad=True); w = z.detach(); w *= 3; print(z, w); q = z ** 2; z.data = torch.tensor(5.0); q.backward(); print(z.grad)
