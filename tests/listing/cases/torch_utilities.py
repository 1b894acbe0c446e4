import torch
from torch import nn
from torch.utils.checkpoint import checkpoint
from torch.nn.utils import parameters_to_vector, vector_to_parameters, spectral_norm
torch.manual_seed(0)
f = nn.Sequential(nn.Linear(4, 4), nn.Tanh())
x = torch.randn(2, 4, requires_grad=True)
checkpoint(f, x, use_reentrant=False).sum().backward()
print(x.grad, f[0].bias.grad)
v = parameters_to_vector(f.parameters()); print(v.shape)
vector_to_parameters(torch.zeros_like(v), f.parameters()); print(f[0].weight.sum())
wn = spectral_norm(nn.Linear(2, 3)); print([n for n, _ in wn.named_parameters()])
from torch.optim.swa_utils import AveragedModel
swa = AveragedModel(nn.Linear(1, 1)); swa.update_parameters(nn.Linear(1, 1)); print(swa.n_averaged)
with torch.autocast('cpu', dtype=torch.bfloat16):
    print((torch.ones(2, 2) @ torch.ones(2, 2)).dtype)
with torch.autograd.graph.save_on_cpu():
    y = (x ** 2).sum()
y.backward(); print(x.grad.shape)
print(torch.autograd.forward_ad is not None)
