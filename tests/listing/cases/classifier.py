import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import Dataset, DataLoader


class Blobs(Dataset):
    def __init__(self, n=60):
        g = torch.Generator().manual_seed(5)
        centres = torch.tensor([[0.0, 0.0], [3.0, 3.0], [0.0, 4.0]])
        self.labels = torch.arange(n) % 3
        self.points = centres[self.labels] + 0.5 * torch.randn(n, 2, generator=g)

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return self.points[i], self.labels[i]


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 8)
        self.fc2 = nn.Linear(8, 3)
        self.dropout = nn.Dropout(p=0.1)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = self.dropout(x)
        return self.fc2(x)


torch.manual_seed(0)
train = DataLoader(Blobs(), batch_size=16, shuffle=True, num_workers=0)
net = Net()
opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
for epoch in range(5):
    net.train()
    running_loss = 0.0
    for i, (inputs, targets) in enumerate(train, 0):
        opt.zero_grad()
        outputs = net(inputs)
        loss = F.cross_entropy(outputs, targets)
        loss.backward()
        opt.step()
        running_loss += loss.item()
    net.eval()
    correct = total = 0
    with torch.no_grad():
        for inputs, targets in train:
            _, predicted = torch.max(net(inputs).data, 1)
            total += targets.size(0)
            correct += (predicted == targets).sum().item()
    print(f"[{epoch + 1}] loss: {running_loss / len(train):.3f} accuracy: {100 * correct // total} %")
print(F.softmax(net(torch.tensor([[3.0, 3.0]])), dim=1))
print(sum(p.numel() for p in net.parameters() if p.requires_grad))
print({k: tuple(v.shape) for k, v in net.state_dict().items()})
