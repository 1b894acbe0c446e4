import torch
torch.manual_seed(0)
X, y = torch.randn(20, 3), torch.randn(20, 1)
ws = [torch.randn(3, 4) * 0.3, torch.randn(4, 1) * 0.3]
lr = 0.05
for step in range(4):
    h = torch.tanh(X @ ws[0])
    out = h @ ws[1]
    loss = ((out - y) ** 2).mean()
    g_out = 2 * (out - y) / y.numel()
    g_w1 = h.t() @ g_out
    g_h = g_out @ ws[1].t()
    g_w0 = X.t() @ (g_h * (1 - h**2))
    for w, g in zip(ws, [g_w0, g_w1]):
        w -= lr * g
print(loss.item())
