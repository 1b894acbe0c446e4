# 线性回归 -- 用类封装
import torch
import torch.nn as nn
import numpy as np

torch.manual_seed(2023)
np.random.seed(2023)


class LinearRegressionModel(nn.Module):
    """y = w * x + b"""

    def __init__(self, input_dim=1, output_dim=1):
        super(LinearRegressionModel, self).__init__()
        self.linear = nn.Linear(input_dim, output_dim)

    def forward(self, x):
        out = self.linear(x)
        return out


x_values = [i for i in range(11)]
x_train = np.array(x_values, dtype=np.float32)
x_train = x_train.reshape(-1, 1)
y_values = [2 * i + 1 for i in x_values]
y_train = np.array(y_values, dtype=np.float32)
y_train = y_train.reshape(-1, 1)
print(x_train.shape, y_train.shape, x_train.dtype)

model = LinearRegressionModel(1, 1)
device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
model.to(device)
epochs = 400
learning_rate = 0.01
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
criterion = nn.MSELoss()
for epoch in range(epochs):
    epoch += 1
    inputs = torch.from_numpy(x_train).to(device)
    labels = torch.from_numpy(y_train).to(device)
    optimizer.zero_grad()
    outputs = model(inputs)
    loss = criterion(outputs, labels)
    loss.backward()
    optimizer.step()
    if epoch % 100 == 0:
        print("epoch {}, loss {}".format(epoch, loss.item()))
predicted = model(torch.from_numpy(x_train).requires_grad_()).data.cpu().numpy()
print(predicted[:3].round(3), predicted.shape)
[w, b] = model.parameters()
print(w[0][0].item(), b[0].item())
print(model.state_dict())
for name, param in model.named_parameters():
    if param.requires_grad:
        print(f"Layer: {name} | Size: {param.size()} | Values : {param[:2]} \n")
