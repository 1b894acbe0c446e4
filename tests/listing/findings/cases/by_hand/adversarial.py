import torch
from torch import nn
torch.manual_seed(0)
G, D = nn.Linear(1, 1), nn.Sequential(nn.Linear(1, 1), nn.Sigmoid())
opt_g, opt_d = torch.optim.SGD(G.parameters(), lr=0.01), torch.optim.SGD(D.parameters(), lr=0.01)
bce = nn.BCELoss()
for i in range(3):
    real = torch.randn(8, 1) + 3
    fake = G(torch.randn(8, 1))
    d_real, d_fake = D(real), D(fake.detach())
    d_loss = bce(d_real, torch.ones(8, 1)) + bce(d_fake, torch.zeros(8, 1))
    opt_d.zero_grad(); d_loss.backward(); opt_d.step()
    g_loss = bce(D(fake), torch.ones(8, 1))
    opt_g.zero_grad(); g_loss.backward(); opt_g.step()
print(d_loss.item() > 0)
