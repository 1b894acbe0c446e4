import torch
import copy
import time

torch.manual_seed(0)
true_w, true_b = 3.0, 0.8
x = torch.rand(100, 1)
y = true_w * x + true_b + 0.01 * torch.randn(100, 1)
n_train = int(0.8 * x.shape[0])
train_idx, val_idx = torch.arange(100)[:n_train], torch.arange(100)[n_train:]


def model(t_u, w, b):
    return w * t_u + b


def loss_fn(t_p, t_c):
    squared_diffs = (t_p - t_c) ** 2
    return squared_diffs.mean()


def training_loop(n_epochs, learning_rate, params, t_u, t_c, patience=5):
    best, best_params, waited = float("inf"), None, 0
    history = {"train": [], "val": []}
    for epoch in range(1, n_epochs + 1):
        if params.grad is not None:
            params.grad.zero_()
        loss = loss_fn(model(t_u[train_idx], *params), t_c[train_idx])
        loss.backward()
        with torch.no_grad():
            params -= learning_rate * params.grad
            val = loss_fn(model(t_u[val_idx], *params), t_c[val_idx]).item()
        history["train"].append(loss.item())
        history["val"].append(val)
        if val < best - 1e-5:
            best, best_params, waited = val, copy.deepcopy(params.detach()), 0
        else:
            waited += 1
            if waited >= patience:
                print("early stop at", epoch)
                break
        if epoch <= 3 or epoch % 100 == 0:
            print("Epoch %d, Loss %f, Val %.6f" % (epoch, float(loss), val))
    return best_params, history


start = time.time()
params, history = training_loop(2000, 0.1, torch.tensor([1.0, 0.0], requires_grad=True), x, y)
elapsed = time.time() - start
print(params, len(history["train"]) == len(history["val"]))
print(params.requires_grad, elapsed >= 0, [round(v, 3) for v in history["val"][:3]])
a = [1, [2, 3]]
b = copy.copy(a)
c = copy.deepcopy(a)
a[1].append(4)
print(b, c)
p = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
print(p, p.data, type(p), isinstance(p, torch.Tensor))
v = torch.autograd.Variable(torch.ones(2), requires_grad=True)
(v * v).sum().backward()
print(v.grad, v)
t = torch.FloatTensor([1, 2])
print(t, torch.DoubleTensor([1.5]), torch.Tensor(2, 2).shape, torch.IntTensor([1]))
