import torch, torch.nn as nn
from torch.utils.data import Dataset, DataLoader


class D(Dataset):
    def __init__(self):
        super().__init__()
        self.x = torch.arange(6).float()

    def __len__(self):
        return 6

    def __getitem__(self, i):
        return {"x": self.x[i], "y": self.x[i] * 2, "name": str(i)}


for b in DataLoader(D(), batch_size=4):
    print(b)


def collate(batch):
    return torch.stack([s["x"] for s in batch])


print(list(DataLoader(D(), batch_size=3, collate_fn=collate)))


class Net(nn.Module):
    def __init__(self, sizes, act=nn.ReLU):
        super().__init__()
        layers = []
        for i, (a, b) in enumerate(zip(sizes[:-1], sizes[1:])):
            layers += [nn.Linear(a, b), act() if i < len(sizes) - 2 else nn.Identity()]
        self.net = nn.Sequential(*layers)
        self.history = []
        self.__secret = 5

    def forward(self, x):
        self.history.append(x.shape)
        return self.net(x)

    @property
    def device(self):
        return next(self.parameters()).device

    def __repr__(self):
        return f"Net({len(self.net)}, {self.__secret})"


torch.manual_seed(0)
n = Net([2, 3, 1])
print(n(torch.zeros(4, 2)).shape, n, n.history, n.device)
n.extra = nn.Parameter(torch.ones(1))
print([k for k, _ in n.named_parameters()])
del n.extra
print(len(list(n.parameters())))
for name, child in n.named_children():
    print(name, type(child))
for m in n.modules():
    if isinstance(m, nn.Linear):
        nn.init.xavier_uniform_(m.weight, gain=nn.init.calculate_gain("relu"))
        m.bias.data.zero_()
params = [{"params": n.net[0].parameters(), "lr": 0.1}, {"params": n.net[2].parameters()}]
opt = torch.optim.SGD(params, lr=0.01, momentum=0.9)
print(
    len(opt.param_groups),
    opt.param_groups[0]["lr"],
    opt.param_groups[1]["lr"],
    opt.state_dict()["param_groups"][0]["momentum"],
)
loss = n(torch.ones(1, 2)).sum()
loss.backward()
opt.step()
opt.zero_grad(set_to_none=False)
print(n.net[0].weight.grad)


class Two(nn.Module):
    def __init__(self):
        super(Two, self).__init__()
        self.a = self.b = nn.Linear(1, 1, bias=False)
        self.lst = nn.ParameterList([nn.Parameter(torch.ones(1)) for _ in range(2)])
        self.d = nn.ModuleDict({"r": nn.ReLU(), "t": nn.Tanh()})

    def forward(self, x, key="r"):
        return self.d[key](self.a(x)) + self.lst[0]


t = Two()
print(t, t.a is t.b, len(t.lst), "t" in t.d)
net2 = nn.Sequential()
net2.add_module("lin", nn.Linear(1, 2))
print(net2, net2.lin.out_features, net2[0].in_features)
print(nn.MSELoss(), nn.CrossEntropyLoss(reduction="sum").reduction, nn.Linear(2, 3).bias.shape)
x = torch.tensor([[1.0, 2.0]])
crit = nn.NLLLoss()
print(
    crit(nn.LogSoftmax(dim=1)(x), torch.tensor([1])),
    nn.functional.binary_cross_entropy_with_logits(x, torch.ones(1, 2)),
)
torch.save if False else None
sched = torch.optim.lr_scheduler.LambdaLR(opt, lr_lambda=lambda e: 0.95**e)
opt.step()
sched.step()
print(opt.param_groups[0]["lr"])
rl = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, patience=0)
rl.step(1.0)
rl.step(2.0)
rl.step(3.0)
print(opt.param_groups[1]["lr"])
with torch.inference_mode():
    print(n(torch.ones(1, 2)).requires_grad)
print(n.state_dict()["net.0.bias"], n.training, n.eval() is n)
