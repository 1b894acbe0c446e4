"""Optimisers, their schedules, and what feeds data to them."""

from __future__ import annotations

import torch
from torch.optim import lr_scheduler
from torch.utils.data import ConcatDataset, DataLoader, Dataset, Subset, TensorDataset

from app.listing.rows import table

table(torch.optim.Optimizer, "add_param_group load_state_dict state_dict step zero_grad", "param_groups state defaults")
for _optimiser in (
    torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.Adagrad, torch.optim.Adadelta,
    torch.optim.Adamax, torch.optim.RMSprop, torch.optim.Rprop, torch.optim.LBFGS, torch.optim.ASGD,
    torch.optim.NAdam, torch.optim.RAdam, torch.optim.Adafactor,
):  # fmt: skip
    # torch dresses the `step` of a class when it is first made, so that those who ask hear of every step.
    _optimiser([torch.zeros(1, requires_grad=True)])
table(lr_scheduler.LRScheduler, "get_last_lr get_lr load_state_dict state_dict step", "last_epoch base_lrs optimizer")
table(lr_scheduler.ReduceLROnPlateau, "get_last_lr load_state_dict state_dict step", "best num_bad_epochs")
table(torch.amp.GradScaler, "get_scale is_enabled scale step unscale_ update")
table(Dataset, "")
table(TensorDataset, "", "tensors")
table(Subset, "", "dataset indices")
table(DataLoader, "", "batch_size dataset drop_last sampler batch_sampler")
table(ConcatDataset, "", "datasets cumulative_sizes")
