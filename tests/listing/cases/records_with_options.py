from enum import Enum, auto
from dataclasses import dataclass, field, asdict, replace
import json
import torch
from torch import nn, optim

class Act(Enum):
    RELU = auto()
    TANH = auto()

ACTS = {Act.RELU: nn.ReLU, Act.TANH: nn.Tanh}

@dataclass(frozen=True)
class TrainConfig:
    lr: float = 0.1
    hidden: int = 4
    act: Act = Act.RELU

@dataclass(order=True)
class Result:
    loss: float
    name: str = field(compare=False, default="")

def build(cfg: TrainConfig) -> nn.Module:
    return nn.Sequential(nn.Linear(2, cfg.hidden), ACTS[cfg.act](), nn.Linear(cfg.hidden, 1))

cfg = TrainConfig(act=Act.TANH)
print(cfg)
print(build(cfg))
try:
    cfg.lr = 1.0
except Exception as e:
    print(type(e).__name__, e)
print(replace(cfg, lr=0.01).lr)
print(sorted([Result(0.5, "a"), Result(0.2, "b")])[0])
print(json.dumps({"lr": cfg.lr, "act": cfg.act.name}, sort_keys=True))
for a in Act:
    print(a, a.name, a.value)
