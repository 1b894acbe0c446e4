import torch
from torch import nn
torch.manual_seed(0)
net = nn.Linear(2, 1)
print(net.state_dict())
opt = torch.optim.Adam(net.parameters(), lr=0.1)
net(torch.ones(1, 2)).sum().backward()
opt.step()
print(opt.state_dict())
print(opt.state[net.weight]['exp_avg'], opt.state[net.bias]['step'])
other = nn.Linear(2, 1)
print(other.load_state_dict(net.state_dict()))
r = nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 1)).load_state_dict({'0.weight': torch.ones(1, 2), 'x': torch.ones(1)}, strict=False)
print(r, r.missing_keys)
try:
    nn.Linear(3, 1).load_state_dict(net.state_dict())
except RuntimeError as e:
    print(e)
print(next(net.parameters()).device, [p.shape for p in net.parameters()], net.weight.dtype)
net.half(); print(net.weight.dtype); net.double(); print(net.weight.dtype); net.float()
seq = nn.Sequential(*[nn.Linear(2, 2) for _ in range(3)])
seq[1] = nn.Identity(); del seq[2]; seq.append(nn.ReLU()); print(seq, list(seq.children())[:-1], seq[:2])
m = nn.ModuleList([nn.Linear(1, 1)]); m.extend([nn.ReLU()]); m.insert(0, nn.Tanh()); print(m, len(m))
d = nn.ModuleDict(); d['a'] = nn.Linear(1, 2); d.update({'b': nn.ReLU()}); print(d, list(d.keys()), 'a' in d)
for k, v in d.items(): print(k, v)
class M(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(2))
        self.register_parameter('bias', None)
        self.register_buffer('mean', torch.zeros(2), persistent=False)
        self.k = 3
    def extra_repr(self): return f'k={self.k}'
    def forward(self, x): return x @ self.w
    def train(self, mode=True):
        print('train', mode)
        return super().train(mode)
m = M(); print(m, m.bias, list(m.state_dict()), m.training)
m.eval(); print(m.training)
print(m.requires_grad_(False).w.requires_grad, sum(p.numel() for p in m.parameters() if p.requires_grad))
class Loud(nn.Linear):
    def forward(self, x):
        print('in', x.shape)
        return super().forward(x)
    def __repr__(self): return 'Loud!'
l = Loud(2, 1); print(l, nn.Sequential(l)); l(torch.ones(1, 2))
