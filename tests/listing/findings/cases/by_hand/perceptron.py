import numpy as np
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]); y = np.array([0, 0, 0, 1])
w = np.zeros(2); b = 0.0
lr = 0.1
for epoch in range(10):
    errors = 0
    for xi, target in zip(X, y):
        update = lr * (target - (1 if xi @ w + b >= 0 else 0))
        w += update * xi
        b += update
        error = target - (1 if xi @ w + b >= 0 else 0)
        errors += int(error != 0)
    print(epoch, errors)
