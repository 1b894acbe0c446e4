import torch
torch.manual_seed(0)
x = torch.randn(10, 3); y = torch.randn(10)
w = torch.randn(3, requires_grad=True)
loss = ((x @ w - y) ** 2).mean()
loss.backward()
with torch.no_grad():
    dw = 2 * x.T @ (x @ w - y) / 10
print(torch.allclose(dw, w.grad))
