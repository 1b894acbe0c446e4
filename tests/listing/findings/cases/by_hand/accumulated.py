import numpy as np
X = np.array([1.0, 2.0, 3.0]); Y = 2 * X
w = 0.5
lr = 0.05
for epoch in range(5):
    total_loss, dw = 0.0, 0.0
    for x, y in zip(X, Y):
        y_pred = w * x
        loss = (y_pred - y) ** 2
        total_loss += loss
        dw += 2 * x * (y_pred - y)
    dw /= len(X)
    w -= lr * dw
print(w)
