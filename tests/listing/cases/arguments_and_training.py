import argparse
import torch
from torch import nn
parser = argparse.ArgumentParser(description='PyTorch example')
parser.add_argument('--lr', type=float, default=0.1, metavar='LR', help='learning rate (default: 0.1)')
parser.add_argument('--epochs', type=int, default=3)
parser.add_argument('--no-cuda', action='store_true', default=False)
parser.add_argument('--opt', choices=['sgd', 'adam'], default='adam')
args = parser.parse_args([])
print(args, args.lr, args.no_cuda)
print(vars(args))
torch.manual_seed(0)
model = nn.Linear(1, 1)
opt = {'sgd': torch.optim.SGD, 'adam': torch.optim.Adam}[args.opt](model.parameters(), lr=args.lr)
x = torch.linspace(0, 1, 8).unsqueeze(1)
for e in range(args.epochs):
    loss = ((model(x) - 3 * x) ** 2).mean()
    opt.zero_grad(); loss.backward(); opt.step()
    print('Train Epoch: {} [{}/{} ({:.0f}%)]\tLoss: {:.6f}'.format(e, 8, 8, 100. * 8 / 8, loss.item()))
args2 = argparse.ArgumentParser(); args2.add_argument('-n', '--num', type=int, required=False, default=1); print(args2.parse_args(['-n', '5']).num, argparse.Namespace(a=1, b='x'))
