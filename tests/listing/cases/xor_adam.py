import torch
import torch.nn as nn
import torch.optim as optim

torch.manual_seed(1)
X = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=torch.float32)
Y = torch.tensor([[0], [1], [1], [0]], dtype=torch.float32)


class XOR(nn.Module):
    def __init__(self, hidden=4):
        super(XOR, self).__init__()
        self.layer1 = nn.Linear(2, hidden)
        self.layer2 = nn.Linear(hidden, 1)

    def forward(self, x):
        x = torch.tanh(self.layer1(x))
        return torch.sigmoid(self.layer2(x))


model = XOR()
criterion = nn.BCELoss()
optimizer = optim.Adam(model.parameters(), lr=0.1)
losses = []
for epoch in range(1, 201):
    optimizer.zero_grad()
    output = model(X)
    loss = criterion(output, Y)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    if epoch % 50 == 0:
        print("Epoch: %3d  Loss: %.4f" % (epoch, loss.item()))
with torch.no_grad():
    pred = (model(X) > 0.5).float()
    print("accuracy: {:.1%}".format((pred == Y).float().mean().item()))
print(model)
print(len(losses), min(losses) == losses[-1], losses[0] > losses[-1])
