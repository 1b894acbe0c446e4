import numpy as np
import torch


def numeric_gradient(f, x, h=1e-4):
    """Central differences, one entry of x at a time."""
    gradient = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        place = it.multi_index
        kept = x[place]
        x[place] = kept + h
        above = f(x)
        x[place] = kept - h
        below = f(x)
        gradient[place] = (above - below) / (2 * h)
        x[place] = kept
        it.iternext()
    return gradient


W = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])
numeric = numeric_gradient(lambda w: (w**2).sum() + w[0, 0] * w[1, 2], W)
print(numeric.round(6))
for place, value in np.ndenumerate(numeric.round(2)):
    print(place, value, end="; ")
print(list(np.ndindex(2, 2)))

w = torch.tensor(W, requires_grad=True)
loss = (w**2).sum() + w[0, 0] * w[1, 2]
loss.backward()
print(type(loss.grad_fn).__name__, np.abs(w.grad.numpy() - numeric).max() < 1e-6)
with torch.inference_mode():
    prediction = (w * 2).mean()
    prediction += 1
print(prediction)
