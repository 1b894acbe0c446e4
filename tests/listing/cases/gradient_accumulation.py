import torch

x = torch.tensor([2.0], requires_grad=True)
for step in range(3):
    y = x**2
    y.backward()
    print("step", step, "accumulated gradient", x.grad)  # 4, 8, 12
x.grad.zero_()
print(x.grad)
x.grad = None
print(x.grad)

# accumulate over micro batches on purpose
torch.manual_seed(0)
model = torch.nn.Linear(3, 1)
data = torch.randn(8, 3)
target = torch.randn(8, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
accumulation_steps = 4
optimizer.zero_grad()
for i, (a, b) in enumerate(zip(data.split(2), target.split(2))):
    loss = torch.nn.functional.mse_loss(model(a), b) / accumulation_steps
    loss.backward()
    if (i + 1) % accumulation_steps == 0:
        print(model.weight.grad, model.bias.grad)
        optimizer.step()
        optimizer.zero_grad()
print(model.weight.grad)
full = torch.nn.functional.mse_loss(model(data), target)
print(f"{full.item():.5f}")
