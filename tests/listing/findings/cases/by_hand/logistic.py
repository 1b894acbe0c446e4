import numpy as np
# 逻辑回归，手写梯度
rng = np.random.default_rng(0)
X = rng.normal(size=(100, 3))
y = (X @ np.array([1.0, -2.0, 0.5]) > 0).astype(float)
theta = np.zeros(3)
alpha = 0.5
m = len(y)
for it in range(10):
    h = 1 / (1 + np.exp(-X @ theta))
    J = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))
    gradient = X.T @ (h - y) / m  # mean
    theta = theta - alpha * gradient
print(theta)
