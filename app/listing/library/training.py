"""`torch.optim` and `torch.utils.data`."""

from __future__ import annotations

from typing import Any

import torch
import torch.optim.swa_utils
import torch.utils.checkpoint
from torch.optim import lr_scheduler
from torch.utils import data

from app.listing.library import Library, named
from app.listing.rows import admit


class DataLoader(data.DataLoader[Any]):
    """torch's own, in this process alone: the batches are the same, whatever `num_workers` says."""

    def __init__(self, *given: Any, **options: Any) -> None:
        options.pop("pin_memory", None)
        options.pop("persistent_workers", None)
        options.pop("prefetch_factor", None)
        options["num_workers"] = 0
        super().__init__(*given, **options)


schedules = Library(
    "torch.optim.lr_scheduler",
    lr_scheduler,
    named(
        lr_scheduler,
        """
        ChainedScheduler ConstantLR CosineAnnealingLR CosineAnnealingWarmRestarts CyclicLR ExponentialLR LRScheduler
        LambdaLR LinearLR MultiStepLR MultiplicativeLR OneCycleLR PolynomialLR ReduceLROnPlateau SequentialLR StepLR
        _LRScheduler
        """,
    ),
)
averages = Library(
    "torch.optim.swa_utils",
    torch.optim.swa_utils,
    named(torch.optim.swa_utils, "AveragedModel SWALR get_ema_multi_avg_fn update_bn"),
)
checkpointing = Library(
    "torch.utils.checkpoint",
    torch.utils.checkpoint,
    named(torch.utils.checkpoint, "checkpoint checkpoint_sequential"),
)
optim = Library(
    "torch.optim",
    torch.optim,
    {
        **named(
            torch.optim,
            """
            ASGD Adadelta Adafactor Adagrad Adam AdamW Adamax LBFGS NAdam Optimizer RAdam RMSprop Rprop SGD SparseAdam
            """,
        ),
        "lr_scheduler": schedules,
        "swa_utils": averages,
    },
)
dressing = Library("torch.optim.optimizer", None, {"Optimizer": torch.optim.Optimizer})
loading = Library(
    "torch.utils.data",
    data,
    {
        **named(
            data,
            """
            BatchSampler ChainDataset ConcatDataset Dataset IterableDataset RandomSampler Sampler SequentialSampler
            StackDataset Subset SubsetRandomSampler TensorDataset WeightedRandomSampler default_collate random_split
            """,
        ),
        "DataLoader": DataLoader,
    },
)
parts = [Library(f"torch.utils.data.{name}", None, loading.members) for name in ("dataloader", "dataset", "sampler")]
"""where older tutorials import from"""
loading.members |= {each.name.rpartition(".")[2]: each for each in parts}
utils = Library("torch.utils", torch.utils, {"checkpoint": checkpointing, "data": loading})

LIBRARIES = {
    "torch.optim": optim,
    "torch.optim.lr_scheduler": schedules,
    "torch.optim.swa_utils": averages,
    "torch.utils": utils,
    "torch.utils.checkpoint": checkpointing,
    "torch.utils.data": loading,
    "torch.optim.optimizer": dressing,
    **{each.name: each for each in parts},
}

for _library in LIBRARIES.values():
    admit(*(member for member in _library.members.values() if callable(member)))
