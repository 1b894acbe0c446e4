import numpy as np
x = np.array([1.0, 2.0, 3.0, 4.0])
y = 3 * x + 1
w, b = 0.0, 0.0
lr = 0.01
for i in range(20):
    y_hat = w * x + b
    loss = np.mean((y_hat - y) ** 2)
    w -= lr * 2 * np.mean((y_hat - y) * x)
    b -= lr * 2 * np.mean(y_hat - y)
print(w, b)
