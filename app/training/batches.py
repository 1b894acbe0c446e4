"""Which samples each update sees: a function of the seed and the epoch alone, so that any update can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

Batch = Literal["each", "full"] | int
"""one sample at a time, all at once, or so many"""


@dataclass(frozen=True, slots=True)
class Batches:
    samples: int
    batch: Batch
    shuffle: bool
    seed: int

    @property
    def size(self) -> int:
        """Samples in a batch; the last one of an epoch may have fewer."""
        return 1 if self.batch == "each" else self.samples if self.batch == "full" else min(self.batch, self.samples)

    @property
    def in_epoch(self) -> int:
        """Updates in one epoch."""
        return -(-self.samples // self.size)

    @property
    def shuffled(self) -> bool:
        """Whether the order of the samples matters at all."""
        return self.shuffle and self.size < self.samples

    def at(self, update: int) -> np.ndarray:
        """The samples of an update, counted from 0."""
        epoch, step = divmod(update, self.in_epoch)
        return self.order(epoch)[step * self.size : (step + 1) * self.size]

    def order(self, epoch: int) -> np.ndarray:
        """The order of all samples in an epoch, counted from 0."""
        return _order(self.samples, self.seed if self.shuffled else None, epoch if self.shuffled else 0)


@lru_cache(maxsize=64)
def _order(samples: int, seed: int | None, epoch: int) -> np.ndarray:
    order = np.arange(samples) if seed is None else np.random.default_rng([seed, epoch]).permutation(samples)
    order.flags.writeable = False
    return order
