import torch
import torch.nn as nn

torch.manual_seed(0)
G = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
D = nn.Sequential(nn.Linear(1, 8), nn.LeakyReLU(0.2, inplace=True), nn.Linear(8, 1), nn.Sigmoid())
print(G, D, sep='\n')
opt_g = torch.optim.Adam(G.parameters(), lr=0.01, betas=(0.5, 0.999))
opt_d = torch.optim.Adam(D.parameters(), lr=0.01, betas=(0.5, 0.999))
criterion = nn.BCELoss()
for step in range(20):
    real = torch.randn(16, 1) * 0.5 + 3
    z = torch.randn(16, 2)
    fake = G(z)
    # train D
    opt_d.zero_grad()
    loss_real = criterion(D(real), torch.ones(16, 1))
    loss_fake = criterion(D(fake.detach()), torch.zeros(16, 1))
    d_loss = loss_real + loss_fake
    d_loss.backward()
    opt_d.step()
    # train G
    opt_g.zero_grad()
    g_loss = criterion(D(fake), torch.ones(16, 1))
    g_loss.backward()
    opt_g.step()
    if step % 5 == 4:
        print(f"step {step+1}: d_loss={d_loss.item():.4f} g_loss={g_loss.item():.4f} mean={fake.mean().item():.3f}")
