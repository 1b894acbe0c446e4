import numpy as np
x = np.linspace(-1, 1, 20); y = 2 * x + 1
w = b = 0.0
for i in range(10):
    y_hat = w * x + b
    cost = 0.5 * ((y_hat - y) ** 2).mean()
    dj_dw = ((y_hat - y) * x).mean()
    dj_db = (y_hat - y).mean()
    w = w - 0.5 * dj_dw
    b = b - 0.5 * dj_db
print(w, b)
