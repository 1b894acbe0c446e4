import torch
from torch import nn

def init_cnn(module):
    if type(module) == nn.Linear or type(module) == nn.Conv2d:
        nn.init.xavier_uniform_(module.weight)

class LeNet(nn.Module):
    def __init__(self, lr=0.1, num_classes=10):
        super().__init__()
        self.net = nn.Sequential(
            nn.LazyConv2d(6, kernel_size=5, padding=2), nn.Sigmoid(),
            nn.AvgPool2d(kernel_size=2, stride=2),
            nn.LazyConv2d(16, kernel_size=5), nn.Sigmoid(),
            nn.AvgPool2d(kernel_size=2, stride=2),
            nn.Flatten(),
            nn.LazyLinear(12), nn.Sigmoid(),
            nn.LazyLinear(num_classes))

    def layer_summary(self, X_shape):
        X = torch.randn(*X_shape)
        for layer in self.net:
            X = layer(X)
            print(layer.__class__.__name__, 'output shape:\t', X.shape)

torch.manual_seed(0)
model = LeNet()
print(model.net[0], model.net[-1])
model.layer_summary((1, 1, 16, 16))
model.net.apply(init_cnn)
print(model.net[-1], model.net[0].weight.shape)
y = model.net(torch.randn(2, 1, 16, 16))
print(y.shape)
