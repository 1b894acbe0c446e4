"""Nodes of torch's own graph -> the calls that made them: one row a kind of node.

What the columns mean:

    node      torch's name for it (`MulBackward0`)
    function  what was called
    operands  under which names torch kept them (`fn._saved_self`), in the order of the node's edges and of the call;
              `?` where torch keeps none, `*` for a list of them, `name!` for an argument that no edge leads to
    settings  further arguments as torch kept them, by position; `name=` by keyword, left out where it is as in `usual`
    inverse   from the result to the first operand, where that can be known
    missing   from the result and the operands to the one that torch kept nothing of, by its place
    arranged  operands and settings in the order of the call, where that is another one
    shaped    the shape of the result is an argument, too
    several   the call gave several tensors, one for each result of the node
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812

Tensor = Any

USUAL: dict[str, Any] = {
    "alpha": 1, "beta": 1, "keepdim": False, "approximate": "none", "weight": None, "pos_weight": None,
    "ignore_index": -100, "scale_grad_by_freq": False, "sparse": False, "padding_idx": -1, "min": None, "max": None,
}  # fmt: skip
"""settings that nobody writes down"""
REDUCTIONS = ("none", "mean", "sum")


@dataclass(frozen=True, slots=True)
class Row:
    function: Callable[..., Any]
    operands: tuple[str, ...]
    settings: tuple[str, ...] = ()
    inverse: Callable[..., Tensor] | None = None
    missing: Mapping[int, Callable[..., Tensor]] | None = None
    arranged: Callable[[list[Any]], tuple[Any, ...]] | None = None
    shaped: bool = False
    several: bool = False


def row(function: Callable[..., Any], operands: str, settings: str = "", **further: Any) -> Row:
    return Row(function, tuple(operands.split()), tuple(settings.split()), **further)


def indexed(arguments: list[Any]) -> tuple[Any, ...]:
    """`x[:, 1]`, of a tensor, a dimension and a place."""
    tensor, dim, index = arguments
    return tensor, (*(slice(None),) * (dim % tensor.ndim), index)


def sliced(arguments: list[Any]) -> tuple[Any, ...]:
    """`x[:, 1:3]`, of a tensor, a dimension and what a slice says."""
    tensor, dim, start, end, step = arguments
    stop = None if end >= tensor.shape[dim] else end
    return tensor, (*(slice(None),) * (dim % tensor.ndim), slice(start or None, stop, None if step == 1 else step))


def picked(arguments: list[Any]) -> tuple[Any, ...]:
    """`x[places]`."""
    tensor, places = arguments
    return tensor, places[0] if len(places) == 1 else tuple(slice(None) if each is None else each for each in places)


def pooled(arguments: list[Any]) -> tuple[Any, ...]:
    """Without a stride windows do not overlap."""
    tensor, size, stride, *further = arguments
    return tensor, size, stride or size, *further


def normalised(arguments: list[Any]) -> tuple[Any, ...]:
    tensor, weight, bias, shape = arguments
    return tensor, shape, weight, bias


getitem = torch.Tensor.__getitem__

ADDED = {0: lambda y, a, b: y - b, 1: lambda y, a, b: y - a}
TAKEN = {0: lambda y, a, b: y + b, 1: lambda y, a, b: a - y}
CHOSEN = {1: lambda y, c, a, b: y, 2: lambda y, c, a, b: y}

# fmt: off
ROWS: dict[str, Row] = {
    # ── arithmetic ──────────────────────────────────────────────────────────────────────────────────────────────────
    "AddBackward0":        row(torch.add, "? ?", "alpha=", missing=ADDED),
    "SubBackward0":        row(torch.sub, "? ?", "alpha=", missing=TAKEN),
    "RsubBackward1":       row(torch.rsub, "? ?", "alpha=", missing={1: lambda y, a, b: y + a}),
    "MulBackward0":        row(torch.mul, "self other", inverse=lambda y, a, b: y / b),
    "MulBackward1":        row(torch.mul, "?", "other"),
    "DivBackward1":        row(torch.div, "?", "other"),
    "DivBackward0":        row(torch.div, "self other", inverse=lambda y, a, b: y * b),
    "NegBackward0":        row(torch.neg, "?", inverse=lambda y, a: -y),
    "PowBackward0":        row(torch.pow, "self", "exponent"),
    "PowBackward1":        row(torch.pow, "self exponent"),
    "PowBackward2":        row(torch.pow, "self! exponent"),
    "ReciprocalBackward0": row(torch.reciprocal, "?", inverse=lambda y, a: 1 / y),
    "CloneBackward0":      row(torch.clone, "?", inverse=lambda y, a: y),
    "AliasBackward0":      row(torch.clone, "?", inverse=lambda y, a: y),
    "ToCopyBackward0":     row(torch.clone, "?", inverse=lambda y, a: y),
    # ── functions of one number ─────────────────────────────────────────────────────────────────────────────────────
    "ExpBackward0":        row(torch.exp, "?", inverse=lambda y, a: torch.log(y)),
    "LogBackward0":        row(torch.log, "self"),
    "Log2Backward0":       row(torch.log2, "self"),
    "Log10Backward0":      row(torch.log10, "self"),
    "Log1PBackward0":      row(torch.log1p, "self"),
    "SqrtBackward0":       row(torch.sqrt, "?", inverse=lambda y, a: y * y),
    "RsqrtBackward0":      row(torch.rsqrt, "?", inverse=lambda y, a: 1 / (y * y)),
    "AbsBackward0":        row(torch.abs, "self"),
    "SinBackward0":        row(torch.sin, "self"),
    "CosBackward0":        row(torch.cos, "self"),
    "TanBackward0":        row(torch.tan, "?", inverse=lambda y, a: torch.atan(y)),
    "SinhBackward0":       row(torch.sinh, "self"),
    "CoshBackward0":       row(torch.cosh, "self"),
    "AsinBackward0":       row(torch.asin, "self"),
    "AcosBackward0":       row(torch.acos, "self"),
    "AtanBackward0":       row(torch.atan, "self"),
    "ErfBackward0":        row(torch.erf, "self"),
    "Expm1Backward0":      row(torch.expm1, "?", inverse=lambda y, a: torch.log1p(y)),
    "TanhBackward0":       row(torch.tanh, "?", inverse=lambda y, a: torch.atanh(y)),
    "SigmoidBackward0":    row(torch.sigmoid, "?", inverse=lambda y, a: torch.logit(y)),
    "ReluBackward0":       row(torch.relu, "?"),
    "LeakyReluBackward0":  row(F.leaky_relu, "self", "negative_slope"),
    "EluBackward0":        row(F.elu, "self", "alpha="),
    "GeluBackward0":       row(F.gelu, "self", "approximate="),
    "SiluBackward0":       row(F.silu, "self"),
    "SoftplusBackward0":   row(F.softplus, "self", "beta="),
    "LogSigmoidBackward0": row(F.logsigmoid, "self"),
    "ClampBackward1":      row(torch.clamp, "self", "min= max="),
    "ClampMinBackward0":   row(torch.clamp_min, "self", "min"),
    "MaximumBackward0":    row(torch.maximum, "self other"),
    "MinimumBackward0":    row(torch.minimum, "self other"),
    "WhereBackward0":      row(torch.where, "condition! ? ?", missing=CHOSEN),
    "MaskedFillBackward0": row(torch.masked_fill, "? mask! ?", missing={2: lambda y, a, m, b: y[m].flatten()[0]}),
    # ── reductions ──────────────────────────────────────────────────────────────────────────────────────────────────
    "SumBackward0":        row(torch.sum, "?"),
    "SumBackward1":        row(torch.sum, "?", "dim keepdim"),
    "MeanBackward0":       row(torch.mean, "?"),
    "MeanBackward1":       row(torch.mean, "?", "dim keepdim"),
    "ProdBackward0":       row(torch.prod, "self"),
    "MaxBackward1":        row(torch.max, "self"),
    "MinBackward1":        row(torch.min, "self"),
    "MaxBackward0":        row(torch.max, "?", "dim keepdim"),
    "MinBackward0":        row(torch.min, "?", "dim keepdim"),
    "CumsumBackward0":     row(torch.cumsum, "?", "dim"),
    "AmaxBackward0":       row(torch.amax, "self", "dim keepdim"),
    "AminBackward0":       row(torch.amin, "self", "dim keepdim"),
    "VarBackward0":        row(torch.var, "self"),
    "StdBackward0":        row(torch.std, "self"),
    "LinalgVectorNormBackward0": row(torch.norm, "self", "ord dim keepdim"),
    "SoftmaxBackward0":    row(torch.softmax, "?", "dim"),
    "LogSoftmaxBackward0": row(torch.log_softmax, "?", "dim"),
    "LogsumexpBackward0":  row(torch.logsumexp, "self", "dim keepdim"),
    # ── products ────────────────────────────────────────────────────────────────────────────────────────────────────
    "DotBackward0":        row(torch.dot, "self tensor"),
    "MvBackward0":         row(torch.mv, "self vec"),
    "MmBackward0":         row(torch.mm, "self mat2"),
    "BmmBackward0":        row(torch.bmm, "self mat2"),
    "AddmmBackward0":      row(torch.addmm, "? mat1 mat2", missing={0: lambda y, a, b, c: y - b @ c}),
    # ── the same numbers elsewhere ──────────────────────────────────────────────────────────────────────────────────
    "TBackward0":          row(torch.t, "?", inverse=lambda y, a: y.t()),
    "TransposeBackward0":  row(torch.transpose, "?", "dim0 dim1"),
    "TransposeBackward1":  row(torch.transpose, "?", "dim0 dim1"),
    "PermuteBackward0":    row(torch.permute, "?", "dims"),
    "ViewBackward0":       row(torch.reshape, "?", shaped=True, inverse=lambda y, a: y.reshape(a)),
    "UnsafeViewBackward0": row(torch.reshape, "?", shaped=True, inverse=lambda y, a: y.reshape(a)),
    "ReshapeAliasBackward0": row(torch.reshape, "?", shaped=True, inverse=lambda y, a: y.reshape(a)),
    "SqueezeBackward0":    row(torch.reshape, "?", shaped=True, inverse=lambda y, a: y.reshape(a)),
    "SqueezeBackward1":    row(torch.reshape, "?", shaped=True, inverse=lambda y, a: y.reshape(a)),
    "UnsqueezeBackward0":  row(torch.reshape, "?", shaped=True, inverse=lambda y, a: y.reshape(a)),
    "ExpandBackward0":     row(torch.broadcast_to, "?", shaped=True),
    "SelectBackward0":     row(getitem, "?", "dim index", arranged=indexed),
    "SliceBackward0":      row(getitem, "?", "dim start end step", arranged=sliced),
    "IndexBackward0":      row(getitem, "?", "indices", arranged=picked),
    "SplitBackward0":      row(torch.split, "?", "split_size dim", several=True),
    "UnsafeSplitBackward0": row(torch.split, "?", "split_size dim", several=True),
    "SplitWithSizesBackward0": row(torch.split, "?", "split_sizes dim", several=True),
    "UnbindBackward0":     row(torch.unbind, "?", "dim", several=True),
    "CatBackward0":        row(torch.cat, "*", "dim"),
    "StackBackward0":      row(torch.stack, "*", "dim"),
    # ── layers and losses ───────────────────────────────────────────────────────────────────────────────────────────
    "EmbeddingBackward0":  row(F.embedding, "? indices!", arranged=lambda given: (given[1], given[0])),
    "ConvolutionBackward0": row(F.conv2d, "input weight ?", "stride padding dilation groups"),
    "MaxPool2DWithIndicesBackward0": row(F.max_pool2d, "self", "kernel_size stride padding dilation", arranged=pooled),
    "AvgPool2DBackward0":  row(F.avg_pool2d, "self", "kernel_size stride padding", arranged=pooled),
    "NativeLayerNormBackward0": row(F.layer_norm, "input weight bias", "normalized_shape", arranged=normalised),
    "MseLossBackward0":    row(F.mse_loss, "self target", "reduction="),
    "SmoothL1LossBackward0": row(F.smooth_l1_loss, "self target", "reduction= beta="),
    "HuberLossBackward0":  row(F.huber_loss, "self target", "reduction= delta="),
    "NllLossBackward0":    row(F.nll_loss, "self target!", "weight= ignore_index= reduction="),
    "BinaryCrossEntropyBackward0": row(F.binary_cross_entropy, "self target", "weight= reduction="),
    "BinaryCrossEntropyWithLogitsBackward0":
        row(F.binary_cross_entropy_with_logits, "self target", "weight= pos_weight= reduction="),
}
# fmt: on
