import numpy as np


class Perceptron(object):
    """感知机"""

    def __init__(self, input_num, activator):
        self.activator = activator
        self.weights = [0.0 for _ in range(input_num)]
        self.bias = 0.0

    def __str__(self):
        return "weights\t:%s\nbias\t:%f\n" % (self.weights, self.bias)

    def predict(self, input_vec):
        return self.activator(sum(map(lambda xw: xw[0] * xw[1], zip(input_vec, self.weights))) + self.bias)

    def train(self, input_vecs, labels, iteration, rate):
        for i in range(iteration):
            self._one_iteration(input_vecs, labels, rate)

    def _one_iteration(self, input_vecs, labels, rate):
        for input_vec, label in zip(input_vecs, labels):
            output = self.predict(input_vec)
            delta = label - output
            self.weights = list(map(lambda xw: xw[1] + rate * delta * xw[0], zip(input_vec, self.weights)))
            self.bias += rate * delta


p = Perceptron(2, lambda x: 1 if x > 0 else 0)
p.train([[1, 1], [0, 0], [1, 0], [0, 1]], [1, 0, 0, 0], 10, 0.1)
print(p)
print("1 and 1 = %d" % p.predict([1, 1]))
rng = np.random.RandomState(0)
X = rng.uniform(-1, 1, (5, 2))
print(X, rng.randn(2), rng.choice(5, 3, replace=False))
w = np.zeros((2, 1))
y = (X[:, 0:1] > 0).astype(np.float64)
for _ in range(3):
    h = 1 / (1 + np.exp(-X @ w))
    w -= 0.5 * X.T @ (h - y) / len(X)
print(w.ravel(), h.flatten().round(3), np.mean((h > 0.5) == y))
a = np.arange(24).reshape(2, 3, 4)
print(a[1, ..., 2], a.transpose(2, 0, 1).shape, a.sum((0, 2)), a.max(-1)[0], a[:, ::2, -1])
b = np.ones((2, 2))
b[b > 0] = 3
b[0] += 1
print(b, np.tile([1, 2], 2), np.repeat([1, 2], 2), np.split(np.arange(6), 3), np.argsort([3, 1, 2]))
print(
    np.zeros(3, dtype="int32"),
    np.full((2,), 7),
    np.array([[1, 2.5], [3, 4]]),
    np.array([True, False]),
    np.array(["a", "bc"]),
    np.array([1e-10, 1.0]),
    np.array([1e10, 1]),
)
print(
    np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6),
    np.linalg.inv(np.array([[2.0, 0], [0, 4]])),
    np.linalg.solve(np.eye(2), [1, 2]),
    np.outer([1, 2], [3, 4]),
)
print(
    np.sum([[1, 2], [3, 4]], axis=1, keepdims=True),
    np.maximum([1, 5], 3),
    np.mean([1, 2, 3, 4.0]),
    np.median([3, 1, 2]),
    np.unique([1, 2, 2]),
    np.any([0, 1]),
    np.abs(-3),
)
np.set_printoptions(precision=3, suppress=True)
print(np.array([1.23456, 1e-8]))
d = dict(zip(["x", "y"], [1, 2]))
[print(k, v) for k, v in d.items()]
print(*("%d:%s" % kv for kv in enumerate("ab")), sep="\n")
x = 5
print("odd" if x % 2 else "even", x if x > 3 and not x == 4 or False else None)


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)


print(numerical_diff(lambda x: 0.01 * x**2 + 0.1 * x, 5))
poly = np.poly1d([1, 2, 3])
print(poly(2), poly)
print(
    np.array([[1, 2], [3, 4]]).dot(np.array([1, 1])),
    np.log([1, np.e]),
    np.power(2, [1, 2]),
    np.float32(1) / 3,
    np.int64(7) // 2,
)
it = iter([1, 2])
print(next(it), next(it), next(it, "end"))


def variadic(*args, **kw):
    for i, a in enumerate(args):
        print(i, a)
    return sorted(kw)


print(variadic(1, "b", z=1, y=2))
import time

t0 = time.time()
time.sleep(0)
print(time.time() - t0 >= 0, type(time.time()))
s = 0
for i in range(3):
    for j in range(3):
        if j == 2:
            break
        s += i * j
else:
    print("loop done", s)
assert isinstance(s, (int, float)), "bad"
matrix = [[1, 2], [3, 4]]
print([list(r) for r in zip(*matrix)], sum(sum(r) for r in matrix), max(max(r) for r in matrix))
