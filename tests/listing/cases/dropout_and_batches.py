import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split, Subset


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if dropout == 0:
        return X
    mask = (torch.rand(X.shape) > dropout).float()
    return mask * X / (1.0 - dropout)


torch.manual_seed(0)
X = torch.arange(16, dtype=torch.float32).reshape((2, 8))
print(X)
print(dropout_layer(X, 0.0))
print(dropout_layer(X, 0.5))
print(dropout_layer(X, 1.0))

dataset = TensorDataset(torch.arange(10.0).unsqueeze(1), torch.arange(10))
train, test = random_split(dataset, [7, 3], generator=torch.Generator().manual_seed(1))
print(len(train), len(test), train[0], dataset[2:4])
for epoch in range(2):
    for batch, (a, b) in enumerate(DataLoader(train, batch_size=3, shuffle=True, drop_last=False)):
        print(epoch, batch, a.flatten().tolist(), b.tolist())
print(
    [b.tolist() for _, b in DataLoader(Subset(dataset, [1, 3, 5]), batch_size=2)],
    len(DataLoader(dataset, batch_size=4)),
)

net = nn.Sequential(nn.Flatten(), nn.Linear(8, 4), nn.ReLU(), nn.Dropout(0.2), nn.Linear(4, 2))


def init_weights(m):
    if isinstance(m, nn.Linear):
        nn.init.normal_(m.weight, std=0.01)


net.apply(init_weights)
net.train()
out = net(X)
print(out, out.argmax(1))
net.eval()
with torch.no_grad():
    print(net(X))
print(net[1].weight.std() < 0.05, net)
lrs = []
opt = torch.optim.SGD(net.parameters(), lr=0.1)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=4)
for _ in range(4):
    opt.step()
    sched.step()
    lrs.append(round(sched.get_last_lr()[0], 4))
print(lrs)
l2 = sum((p**2).sum() for p in net.parameters())
print(l2.item() > 0, torch.nn.functional.dropout(torch.ones(4), p=0.5, training=False))
weights = torch.tensor([0.0, 10.0, 3.0, 0.0])
print(
    torch.multinomial(weights, 2),
    torch.bernoulli(torch.full((3,), 0.5)),
    torch.randint(0, 5, (3,)),
    torch.randperm(4),
    torch.normal(0.0, 1.0, size=(2,)),
)
