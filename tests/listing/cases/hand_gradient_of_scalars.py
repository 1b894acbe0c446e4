# backprop by hand through a tiny net, checked with autograd
import math
import torch

def sigmoid(x): return 1.0 / (1.0 + math.exp(-x))

i1, i2 = 0.05, 0.10
w = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]
b1, b2 = 0.35, 0.60
t1, t2 = 0.01, 0.99
h1 = sigmoid(w[0] * i1 + w[1] * i2 + b1)
h2 = sigmoid(w[2] * i1 + w[3] * i2 + b1)
o1 = sigmoid(w[4] * h1 + w[5] * h2 + b2)
o2 = sigmoid(w[6] * h1 + w[7] * h2 + b2)
E = 0.5 * (t1 - o1) ** 2 + 0.5 * (t2 - o2) ** 2
print("E_total = %.9f" % E)
d_o1 = (o1 - t1) * o1 * (1 - o1)
d_o2 = (o2 - t2) * o2 * (1 - o2)
grad_w5 = d_o1 * h1
d_h1 = (d_o1 * w[4] + d_o2 * w[6]) * h1 * (1 - h1)
grad_w1 = d_h1 * i1
print("dE/dw5 = %.9f, dE/dw1 = %.9f" % (grad_w5, grad_w1))

W = torch.tensor(w, dtype=torch.float64, requires_grad=True)
x = torch.tensor([i1, i2], dtype=torch.float64)
h = torch.sigmoid(W[:4].view(2, 2) @ x + b1)
o = torch.sigmoid(W[4:].view(2, 2) @ h + b2)
Et = 0.5 * ((o - torch.tensor([t1, t2], dtype=torch.float64)) ** 2).sum()
Et.backward()
print(Et.item(), W.grad)
print(abs(W.grad[4].item() - grad_w5) < 1e-9, abs(W.grad[0].item() - grad_w1) < 1e-9)
w_new = [wi - 0.5 * g for wi, g in zip(w, W.grad.tolist())]
print([round(v, 6) for v in w_new])
