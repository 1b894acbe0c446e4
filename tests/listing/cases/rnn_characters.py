import torch
import torch.nn as nn

idx2char = ["e", "h", "l", "o"]
x_data = [1, 0, 2, 2, 3]
y_data = [3, 1, 2, 3, 2]
one_hot_lookup = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
x_one_hot = [one_hot_lookup[x] for x in x_data]
inputs = torch.Tensor(x_one_hot).view(-1, 1, 4)
labels = torch.LongTensor(y_data)


class Model(torch.nn.Module):
    def __init__(self, input_size, hidden_size, batch_size, num_layers=1):
        super(Model, self).__init__()
        self.num_layers = num_layers
        self.batch_size = batch_size
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.rnn = torch.nn.RNN(input_size=self.input_size, hidden_size=self.hidden_size, num_layers=num_layers)

    def forward(self, input):
        hidden = torch.zeros(self.num_layers, self.batch_size, self.hidden_size)
        out, _ = self.rnn(input, hidden)
        return out.view(-1, self.hidden_size)


torch.manual_seed(3)
net = Model(4, 4, 1)
criterion = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
for epoch in range(8):
    optimizer.zero_grad()
    outputs = net(inputs)
    loss = criterion(outputs, labels)
    loss.backward()
    optimizer.step()
    _, idx = outputs.max(dim=1)
    idx = idx.data.numpy()
    print("Predicted string: ", "".join([idx2char[x] for x in idx]), end="")
    print(", Epoch [%d/8] loss=%.3f" % (epoch + 1, loss.item()))
cell = nn.RNNCell(2, 3)
h = torch.zeros(1, 3)
for t in range(3):
    h = cell(torch.ones(1, 2) * t, h)
print(h.shape, h.detach().abs().max() <= 1)
gru = nn.GRU(2, 3, num_layers=2, bidirectional=True)
o, hn = gru(torch.zeros(5, 1, 2))
print(o.shape, hn.shape, gru)
