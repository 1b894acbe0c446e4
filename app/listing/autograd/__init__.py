"""Tensors and modules of a program that runs already -> the frozen graph behind them, with values and gradients.

`of_module` watches a call; `of_tensor` goes back through what torch itself kept of calls that are long over.
"""

from app.listing.autograd.entries import of_module, of_tensor

__all__ = ["of_module", "of_tensor"]
