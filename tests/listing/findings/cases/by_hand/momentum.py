import numpy as np
np.random.seed(0)
X = np.random.randn(30, 4); Y = X @ np.ones(4)
W = np.zeros(4)
v = np.zeros(4)
m_t, v_t = np.zeros(4), np.zeros(4)
beta = 0.9
for i in range(4):
    err = X @ W - Y
    loss = (err ** 2).mean()
    dW = 2 * X.T @ err / len(X)
    v = beta * v + (1 - beta) * dW
    W -= 0.1 * v
    m_t = 0.9 * m_t + 0.1 * dW
    v_t = 0.99 * v_t + 0.01 * dW ** 2
    W -= 0.01 * m_t / (np.sqrt(v_t) + 1e-8)
print(W)
