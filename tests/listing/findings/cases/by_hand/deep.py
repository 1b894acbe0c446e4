import numpy as np

np.random.seed(1)


def backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    if activation == "relu":
        dZ = np.array(dA, copy=True)
        dZ[Z <= 0] = 0
    else:
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
    m = A_prev.shape[1]
    return np.dot(W.T, dZ), 1 / m * np.dot(dZ, A_prev.T), 1 / m * np.sum(dZ, axis=1, keepdims=True)


def cost_of(AL, Y):
    return np.squeeze((1 / Y.shape[1]) * (-np.dot(Y, np.log(AL).T) - np.dot(1 - Y, np.log(1 - AL).T)))


sizes = [3, 4, 1]
X = np.random.randn(3, 20)
Y = (np.sum(X, axis=0, keepdims=True) > 0) * 1
parameters = {}
for l in range(1, 3):
    parameters["W" + str(l)] = np.random.randn(sizes[l], sizes[l - 1]) / np.sqrt(sizes[l - 1])
    parameters["b" + str(l)] = np.zeros((sizes[l], 1))
for i in range(3):
    A, caches = X, []
    for l in range(1, 3):
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        Z = W.dot(A) + b
        caches.append(((A, W, b), Z))
        A = np.maximum(0, Z) if l < 2 else 1 / (1 + np.exp(-Z))
    cost = cost_of(A, Y)
    grads = {}
    dA = -(np.divide(Y, A) - np.divide(1 - Y, 1 - A))
    for l in (2, 1):
        kind = "relu" if l < 2 else "sigmoid"
        dA, grads["dW" + str(l)], grads["db" + str(l)] = backward(dA, caches[l - 1], kind)
    for l in range(1, 3):
        parameters["W" + str(l)] = parameters["W" + str(l)] - 0.3 * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - 0.3 * grads["db" + str(l)]
