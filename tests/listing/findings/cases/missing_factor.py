import numpy as np

X = np.array([1, 2, 3, 4], dtype=np.float32)
Y = 2 * X
w = 0.0


def cost(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    return np.dot(2 * x, y_pred - y).mean()


for epoch in range(5):
    y_pred = w * X
    value = cost(Y, y_pred)
    dw = gradient(X, Y, y_pred)
    w -= 0.001 * dw
