import torch
from torch import nn, optim
from torch.utils.data import Dataset, DataLoader, Sampler, SubsetRandomSampler, WeightedRandomSampler, ConcatDataset, Subset, BatchSampler, SequentialSampler
from torch.optim.lr_scheduler import _LRScheduler, LRScheduler, OneCycleLR, MultiStepLR, SequentialLR, LinearLR, CosineAnnealingWarmRestarts

class WarmupLR(LRScheduler):
    def __init__(self, optimizer, warmup, last_epoch=-1):
        self.warmup = warmup
        super().__init__(optimizer, last_epoch)
    def get_lr(self):
        return [base * min(1.0, (self.last_epoch + 1) / self.warmup) for base in self.base_lrs]

opt = optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
s = WarmupLR(opt, 4)
for i in range(5):
    opt.step()
    print(i, [f"{lr:.3f}" for lr in s.get_last_lr()])
    s.step()

class EvenFirst(Sampler):
    def __init__(self, data): self.n = len(data)
    def __iter__(self):
        return iter(list(range(0, self.n, 2)) + list(range(1, self.n, 2)))
    def __len__(self): return self.n

class Numbers(Dataset):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i): return {"x": torch.tensor(float(i)), "id": i, "name": f"s{i}"}

ds = Numbers(6)
for batch in DataLoader(ds, batch_size=3, sampler=EvenFirst(ds)):
    print(batch)
def collate(items):
    return torch.stack([it["x"] for it in items]), [it["name"] for it in items]
for xb, names in DataLoader(ds, batch_size=4, collate_fn=collate):
    print(xb, names)
torch.manual_seed(0)
print([b["id"].tolist() for b in DataLoader(ds, batch_size=2, sampler=SubsetRandomSampler([0, 2, 4, 5]))])
print(list(WeightedRandomSampler([0.1, 0.9, 0.5], 4)))
print(len(ConcatDataset([ds, ds])), Subset(ds, [1, 3])[1]["id"], list(BatchSampler(SequentialSampler(range(5)), 2, False)))
opt = optim.SGD([nn.Parameter(torch.ones(1))], lr=1.0)
ms = MultiStepLR(opt, milestones=[2, 4], gamma=0.1)
out = []
for _ in range(6):
    out.append(round(ms.get_last_lr()[0], 4)); opt.step(); ms.step()
print(out)
opt = optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
oc = OneCycleLR(opt, max_lr=1.0, total_steps=5)
out = []
for _ in range(5):
    out.append(round(opt.param_groups[0]['lr'], 4)); opt.step(); oc.step() if len(out) < 5 else None
print(out)
