import numpy as np
class Linear:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
        self.b = np.zeros(n_out)
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, grad):
        self.dW = self.x.T @ grad
        self.db = grad.sum(axis=0)
        return grad @ self.W.T
    def step(self, lr):
        self.W -= lr * self.dW
        self.b -= lr * self.db
class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(0, x)
    def backward(self, grad):
        return grad * (self.x > 0)
class MSELoss:
    def forward(self, pred, target):
        self.diff = pred - target
        return (self.diff ** 2).mean()
    def backward(self):
        return 2 * self.diff / self.diff.size
np.random.seed(0)
X = np.random.randn(32, 3)
y = X.sum(axis=1, keepdims=True) ** 2
layers = [Linear(3, 8), ReLU(), Linear(8, 1)]
criterion = MSELoss()
for epoch in range(30):
    out = X
    for layer in layers:
        out = layer.forward(out)
    loss = criterion.forward(out, y)
    grad = criterion.backward()
    for layer in reversed(layers):
        grad = layer.backward(grad)
    for layer in layers:
        if isinstance(layer, Linear):
            layer.step(0.01)
print(loss)
