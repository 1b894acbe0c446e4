"""A module is run to be looked at: what the run changes of it, and of torch's random numbers, is put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

CUDA: Any = torch.cuda


@contextmanager
def unchanged(module: Any) -> Iterator[None]:
    """Around a run of `module`: its buffers (statistics of BatchNorm) and the generators are afterwards as before."""
    before = [(buffer, buffer.detach().clone()) for buffer in module.buffers()]
    devices = range(CUDA.device_count()) if CUDA.is_initialized() else ()
    with torch.random.fork_rng(devices):
        try:
            yield
        finally:
            with torch.no_grad():
                for buffer, kept in before:
                    if not torch.equal(buffer, kept):
                        buffer.copy_(kept)
