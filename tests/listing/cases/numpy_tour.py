import numpy as np

a = np.array([[1, 2], [3, 4]])
print(a, a.shape, a.dtype, a.T, a @ a, a * 2.0, a.sum(axis=0), a.mean(), sep="\n")
print(np.arange(0, 1, 0.25), np.linspace(0, 1, 3), np.zeros((2, 2)), np.eye(2, dtype=int))
print(a[0, 1], a[:, 0], a[a > 2], a.reshape(-1), np.where(a > 2, a, 0))
np.random.seed(42)
print(np.random.rand(2), np.random.randn(2, 2), np.random.randint(0, 10, 3), np.random.choice([1, 2, 3], 2))
rng = np.random.default_rng(0)
print(rng.normal(size=2), rng.integers(0, 5, 3))
print(np.exp([0, 1]), np.log(np.e), np.sqrt(2), np.pi, np.dot([1, 2], [3, 4]), np.linalg.norm([3, 4]))
print(np.allclose([1.0], [1.0 + 1e-9]), np.argmax([1, 5, 2]), np.max(a), np.concatenate([a, a], axis=1))
print(np.float32(0.1), np.float64(0.1) + 1, repr(np.float64(2.5)), [np.float64(1.5)], np.int64(3), type(np.float64(1)))
x = np.array([1.5, 2.25, -3.0])
x[0] = 9
x += 1
print(x, x.astype(int), x.tolist(), x.max(), len(x), x.ndim, x.size, -x, x**2, x / 3)
print(np.vstack([x, x]).shape, np.hstack([x, x]).shape, np.expand_dims(x, 0).shape, x[np.newaxis, :].shape)
print(np.array([1.0, 2.0]) == np.array([1.0, 3.0]), np.array_equal(a, a), np.std(x), np.var(x), np.round(x, 1))
for row in a:
    print(row, row.sum())
print(np.inf, -np.inf, np.nan, np.isnan(np.nan), np.clip([-1, 5], 0, 1), np.cumsum([1, 2, 3]))
e = np.exp(x - x.max())
print(e / e.sum())
print(f"{np.float64(3.14159):.2f} {np.mean([1, 2]):.1f} {a.sum()}")
