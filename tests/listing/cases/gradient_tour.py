import torch
from torch.autograd import Variable

x = Variable(torch.Tensor([2]), requires_grad=False)
w = Variable(torch.Tensor([1.0]), requires_grad=True)
print(w.data[0], w.grad, w.requires_grad)
loss = (w * x - 4) ** 2
loss.backward()
print("grad", w.grad.data[0], loss.data[0])
w.data -= 0.1 * w.grad.data
w.grad.data.zero_()
print(w)
a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
out = (a * a).sum()
(g,) = torch.autograd.grad(outputs=out, inputs=[a])
print(g)
y = a.sum(1).prod()
y.backward()
print(a.grad)
a.grad.data.fill_(0)
print(a.grad)
torch.manual_seed(1)
net = torch.nn.Linear(2, 1)
print(net.weight.grad is None, net(torch.ones(3, 2)).mean())
for p in net.parameters():
    print(p.data.shape, p.grad)
b = torch.zeros(1, requires_grad=True)


def f(x):
    return torch.sin(x) ** 2 + torch.exp(-x).log1p() * torch.sqrt(x.abs() + 1)


t = torch.tensor(0.7, requires_grad=True, dtype=torch.float64)
v = f(t)
v.backward()
print(v, t.grad, "%.10f" % t.grad)
m = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
m.max().backward()
print(m.grad)
m.grad = None
torch.prod(m).backward()
print(m.grad)
print(
    torch.sigmoid(torch.tensor(0.0)),
    torch.nn.functional.softmax(torch.tensor([1.0, 2.0]), dim=0),
    torch.nn.Sigmoid()(torch.zeros(1)),
)
print(m.requires_grad, m.detach().requires_grad, m.detach().numpy(), m.data.numpy().tolist())
z = m * 2
z.retain_grad()
z.sum().backward(retain_graph=True)
print(z.grad, m.grad, z.is_leaf)
e = torch.tensor(1e-8)
print(e, e.item(), 1 / e, torch.tensor(123456.789), torch.tensor(100000000.0), torch.tensor([1.5, 1000.25]))
print(torch.allclose(z, m * 2), (z == m * 2).all().item(), torch.is_tensor(z), len(z), z[0].item() if z.dim() else None)
print("{:.2f}, {}".format(z[0], z.shape[0]), "%.3f" % z[1].item(), "%s" % z, str(z.dtype).split(".")[1])
