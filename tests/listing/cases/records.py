import dataclasses
from dataclasses import dataclass, field

import torch
from torch import nn


@dataclass
class Options:
    """What a small net is made of."""

    width: int
    lr: float = 0.1
    sizes: list = field(default_factory=list)

    def __post_init__(self):
        self.sizes.append(self.width)

    @property
    def double(self):
        return 2 * self.width


@dataclasses.dataclass()
class Named(Options):
    name: str = "net"


one, two = Options(2), Options(2, lr=0.5)
print(one, two.double, one == Options(2), one == two, one.sizes is two.sizes)
print(Named(3, name="wide"), dataclasses.asdict(Named(1)))
for wrong in (lambda: Options(), lambda: Options(1, 2, [], 4), lambda: Options(1, rate=2)):
    try:
        wrong()
    except TypeError as error:
        print(error)
try:

    @dataclass
    class Shared:
        values: list = []

except ValueError as error:
    print(error)

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self, options: Options):
        super().__init__()
        self.options = options
        self.fc = nn.Linear(options.width, 1)

    def forward(self, x):
        return self.fc(x)


net = Net(two)
loss = net(torch.ones(1, 2)).sum()
loss.backward()
print(net, net.fc.weight.grad, net.options.lr)
