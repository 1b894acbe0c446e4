import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
torch.manual_seed(0)
training_data = TensorDataset(torch.randn(64, 1, 8, 8), torch.randint(0, 10, (64,)))
test_data = TensorDataset(torch.randn(32, 1, 8, 8), torch.randint(0, 10, (32,)))
train_dataloader = DataLoader(training_data, batch_size=16); test_dataloader = DataLoader(test_data, batch_size=16)
for X, y in test_dataloader:
    print(f"Shape of X [N, C, H, W]: {X.shape}"); print(f"Shape of y: {y.shape} {y.dtype}"); break
device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"
print(f"Using {device} device")
class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(nn.Linear(8 * 8, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 10))
    def forward(self, x):
        x = self.flatten(x)
        logits = self.linear_relu_stack(x)
        return logits
model = NeuralNetwork().to(device); print(model)
loss_fn = nn.CrossEntropyLoss(); optimizer = torch.optim.SGD(model.parameters(), lr=1e-1)
def train(dataloader, model, loss_fn, optimizer):
    size = len(dataloader.dataset); model.train()
    for batch, (X, y) in enumerate(dataloader):
        X, y = X.to(device), y.to(device)
        pred = model(X); loss = loss_fn(pred, y)
        loss.backward(); optimizer.step(); optimizer.zero_grad()
        if batch % 2 == 0:
            loss, current = loss.item(), (batch + 1) * len(X); print(f"loss: {loss:>7f}  [{current:>5d}/{size:>5d}]")
def test(dataloader, model, loss_fn):
    size = len(dataloader.dataset); num_batches = len(dataloader); model.eval(); test_loss, correct = 0, 0
    with torch.no_grad():
        for X, y in dataloader:
            pred = model(X); test_loss += loss_fn(pred, y).item(); correct += (pred.argmax(1) == y).type(torch.float).sum().item()
    test_loss /= num_batches; correct /= size
    print(f"Test Error: \n Accuracy: {(100*correct):>0.1f}%, Avg loss: {test_loss:>8f} \n")
for t in range(2):
    print(f"Epoch {t+1}\n-------------------------------"); train(train_dataloader, model, loss_fn, optimizer); test(test_dataloader, model, loss_fn)
print("Done!")
classes = ["a", "b", "c"] + list("defghij"); model.eval(); x, y = test_data[0][0], test_data[0][1]
with torch.no_grad():
    pred = model(x); predicted, actual = classes[pred[0].argmax(0)], classes[y]; print(f'Predicted: "{predicted}", Actual: "{actual}"')
