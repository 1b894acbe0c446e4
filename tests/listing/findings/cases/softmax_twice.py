import torch
from torch import nn
model = nn.Sequential(nn.Linear(2, 3), nn.Softmax(dim=1))
criterion = nn.CrossEntropyLoss()
x, y = torch.randn(6, 2), torch.tensor([0, 1, 2, 0, 1, 2])
loss = criterion(model(x), y)
loss.backward()
