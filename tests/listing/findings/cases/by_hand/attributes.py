import torch
torch.manual_seed(1)
n, m, nh = 20, 5, 6
x_train, y_train = torch.randn(n, m), torch.randn(n)
w1, b1 = torch.randn(m, nh) * 0.5, torch.zeros(nh)
w2, b2 = torch.randn(nh, 1) * 0.5, torch.zeros(1)

def lin(x, w, b): return x @ w + b
def relu(x): return x.clamp_min(0.)
def mse(output, targ): return (output[:, 0] - targ).pow(2).mean()

def lin_grad(inp, out, w, b):
    # 矩阵乘法的梯度
    inp.g = out.g @ w.t()
    w.g = inp.t() @ out.g
    b.g = out.g.sum(0)

def forward_and_backward(inp, targ):
    l1 = lin(inp, w1, b1)
    l2 = relu(l1)
    out = lin(l2, w2, b2)
    diff = out[:, 0] - targ
    loss = diff.pow(2).mean()
    out.g = 2. * diff[:, None] / inp.shape[0]
    lin_grad(l2, out, w2, b2)
    l1.g = (l1 > 0).float() * l2.g
    lin_grad(inp, l1, w1, b1)

forward_and_backward(x_train, y_train)
print(w1.g.shape)
