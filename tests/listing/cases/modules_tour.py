import torch
import torch.nn as nn
import torch.nn.functional as F
from collections import OrderedDict

torch.manual_seed(0)
model = nn.Sequential(OrderedDict([("fc1", nn.Linear(4, 3)), ("relu", nn.ReLU()), ("fc2", nn.Linear(3, 2))]))
print(model)
print(model.fc1.weight.shape, model[0].bias, len(model))
for name, param in model.named_parameters():
    print(name, "\t", tuple(param.size()), param.requires_grad)
for p in model.fc1.parameters():
    p.requires_grad = False
print([n for n, p in model.named_parameters() if p.requires_grad])


class Block(nn.Module):
    def __init__(self, width, depth=2):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])
        self.scale = nn.Parameter(torch.ones(1))
        self.register_buffer("offset", torch.zeros(width))
        self.act = nn.Tanh()
        self.norm = nn.LayerNorm(width)

    def forward(self, x, skip=True):
        y = x
        for layer in self.layers:
            y = self.act(layer(y))
        y = self.norm(y * self.scale + self.offset)
        return x + y if skip else y


def init_weights(m):
    if type(m) == nn.Linear:
        nn.init.ones_(m.weight)
        m.bias.data.fill_(0.01)


block = Block(3)
block.apply(init_weights)
x = torch.arange(6.0).view(2, 3)
print(block)
print(block(x), block(x, skip=False))
print(sum(p.numel() for p in block.parameters()), list(block.state_dict().keys()))
conv = nn.Conv2d(1, 2, kernel_size=3, padding=1)
print(conv, F.max_pool2d(conv(torch.ones(1, 1, 4, 4)), 2).shape, conv.kernel_size)
emb = nn.Embedding(5, 2)
print(emb(torch.tensor([0, 3])))
rnn = nn.LSTM(input_size=2, hidden_size=3, batch_first=True)
out, (h, c) = rnn(torch.zeros(1, 4, 2))
print(out.shape, h.shape, c.shape)
drop = nn.Dropout(0.5)
drop.eval()
print(drop(torch.ones(3)), drop.training, model.training)
model.eval()
print(model.training)
model.train()
sd = model.state_dict()
other = nn.Sequential(OrderedDict([("fc1", nn.Linear(4, 3)), ("relu", nn.ReLU()), ("fc2", nn.Linear(3, 2))]))
print(other.load_state_dict(sd), torch.equal(other.fc1.weight, model.fc1.weight))
print([type(m).__name__ for m in block.modules()], [n for n, _ in block.named_children()])
bn = nn.BatchNorm1d(2)
bn(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
print(bn.running_mean, bn.running_var)
print(nn.CrossEntropyLoss()(torch.tensor([[1.0, 2.0]]), torch.tensor([1])), nn.L1Loss()(x, x + 1), nn.Softmax(dim=1)(x))
print(isinstance(block, nn.Module), callable(block), next(block.parameters()).device)
