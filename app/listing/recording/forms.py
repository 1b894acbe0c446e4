"""How torch's functions are written in our own formula language: one row a way to call one.

What the columns mean:

    names   how torch spells the function, without leading and trailing underscores (`add`, `add_`, `__radd__`, ...)
    takes   its parameters in torch's order with their defaults; ~ before one that the text need not mention; * before
            the one that takes all further arguments
    writes  the same in our language, over those parameters and what is `derived` from the call; `shape` is the result's
    derived what else the text mentions, computed from the call; some only find out whether the row fits

A row applies where every parameter that its text does not mention has its default; the first one that applies is
taken, and where none does, the call stays opaque. Functions that are not here are written as the row of the operations
table that has them as its torch equivalent. Nothing here is believed: values and gradients are held against torch's.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.language.formula import parse_rule
from app.language.tree import Apply, Name, Tree
from app.listing.recording.derived import (
    Bound,
    at_most_a_matrix,
    causal_mask,
    count_all,
    count_rows,
    drawn,
    equal_windows,
    first_output,
    last_two,
    one_number_a_row,
    only_new_dimensions,
    place_of_output,
    plain_index,
    repeats,
    row_numbers,
    slice_of_output,
    swapped,
    to_one,
    to_one_of_one,
    truth_mask,
    whole_numbers,
)
from app.operations import ROWS, Operation
from app.rules import OPERAND_NAMES

REQUIRED = object()
NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class Argument:
    name: str
    default: Any = REQUIRED
    idle: bool = False
    """whether the text need not mention it"""
    rest: bool = False
    """whether it takes all further arguments"""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    names: tuple[str, ...]
    takes: tuple[Argument, ...]
    writes: Tree
    derived: Mapping[str, Callable[[Bound], Any]]
    mentions: frozenset[str]


def arguments(text: str) -> Iterator[Argument]:
    for part in text.split(", "):
        name, equals, default = part.partition("=")
        value = ast.literal_eval(default) if equals else () if "*" in name else REQUIRED
        yield Argument(name.lstrip("*~"), value, "~" in name, "*" in name)


def form(names: str, takes: str, writes: str, **derived: Callable[[Bound], Any]) -> Form:
    found = tuple(arguments(takes))
    known = [*(each.name for each in found), *derived, "shape"]
    tree = parse_rule(writes, known, known)
    return Form(tuple(names.split()), found, tree, derived, frozenset(mentioned(tree)))


def mentioned(tree: Tree) -> Iterator[str]:
    """The names in a tree, also where they stand for the value of a parameter."""
    if isinstance(tree, Name):
        yield tree.name
    elif isinstance(tree, Apply):
        yield from (value.name for value in (tree.parameters or {}).values() if isinstance(value, Name))
        for operand in tree.operands:
            yield from mentioned(operand)


# ── the table ───────────────────────────────────────────────────────────────────────────────────────────────────────

LOSS = "input, target, ~size_average=None, ~reduce=None"
NORMAL = "input, ~running_mean, ~running_var, weight=None, bias=None, training=True, ~momentum=0.1, eps=1e-05"
FIXED = "input, running_mean, running_var, weight=None, bias=None, ~training=False, ~momentum=0.1, eps=1e-05"
CONVOLUTION = "input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1"
POOL = "input, kernel_size, stride=None, padding=0"
ATTENTION = "dropout_p=0.0, ~is_causal=False, scale=None, enable_gqa=False"
ENTROPY = "input, target, weight=None, ~size_average=None, ignore_index=-100, ~reduce=None"

# fmt: off
WRITTEN: tuple[Form, ...] = (
    # ── arithmetic with what torch adds to it ───────────────────────────────────────────────────────────────────────
    form("add iadd radd",            "input, other, alpha=1", "input + other"),
    form("add iadd",                 "input, other, alpha",   "input + alpha other"),
    form("sub subtract isub",        "input, other, alpha=1", "input - other"),
    form("sub subtract isub",        "input, other, alpha",   "input - alpha other"),
    form("rsub",                     "input, other, alpha=1", "other - input"),
    form("mul multiply imul rmul",   "input, other",          "input * other"),
    form("div divide true_divide truediv itruediv idiv", "input, other, rounding_mode=None", "input / other"),
    form("rdiv rtruediv",            "input, other",          "other / input"),
    form("pow ipow",                 "input, exponent",       "input^exponent"),
    form("rpow",                     "input, other",          "other^input"),
    form("neg negative",             "input",                 "-input"),
    form("absolute",                 "input",                 "abs(input)"),
    form("pos positive clone contiguous float double to type_as alias view_as_real cpu", "input, ~dtype=None, ~memory_format=None", "input"),
    form("detach data",              "input",                 "input"),
    form("addmm addmv addbmm",       "input, mat1, mat2, beta=1, alpha=1", "input + mat1 @ mat2"),
    form("addcmul",           "input, tensor1, tensor2, value=1", "input + tensor1 * tensor2"),
    form("addcdiv",                  "input, tensor1, tensor2, value=1", "input + tensor1 / tensor2"),
    form("lerp",                     "input, end, weight",    "input + weight * (end - input)"),
    form("matmul mm bmm mv imatmul", "input, other",          "input @ other"),
    form("rmatmul",                  "input, other",          "other @ input"),
    form("linear",                   "input, weight, bias=None", "input @ weight^T"),
    form("linear",                   "input, weight, bias",   "input @ weight^T + bias"),
    form("dot inner vdot",           "input, other",          "dot(input, other)"),
    form("ger",                      "input, vec2",           "outer(input, vec2)"),
    # ── limits, choices ─────────────────────────────────────────────────────────────────────────────────────────────
    form("clamp clip",               "input, min=None, max=None", "where(input >= min, input, min)"),
    form("clamp clip",               "input, min=None, max=None", "where(input <= max, input, max)"),
    form("clamp clip",               "input, min, max",       "clamp(input, low=min, high=max)"),
    form("clamp_min",                "input, min",            "where(input >= min, input, min)"),
    form("clamp_max",                "input, max",            "where(input <= max, input, max)"),
    form("where",                    "condition, input, other", "where(condition, input, other)"),
    form("masked_fill",              "input, mask, value",    "where(mask, value, input)"),
    form("threshold",                "input, threshold, value, ~inplace=False", "where(input > threshold, input, value)"),
    form("max",                      "input",                 "max(input)"),
    form("max",                      "input, dim, keepdim=False", "max(input, dim=dim, keepdim=keepdim)", first=first_output),
    form("max maximum",              "input, other",          "max(input, other)"),
    form("min",                      "input",                 "min(input)"),
    form("min",                      "input, dim, keepdim=False", "min(input, dim=dim, keepdim=keepdim)", first=first_output),
    form("min minimum",              "input, other",          "min(input, other)"),
    # ── activations, as modules call them ───────────────────────────────────────────────────────────────────────────
    form("softplus",                 "input, beta=1.0, ~threshold=20.0", "softplus(input)"),
    form("leaky_relu",               "input, negative_slope=0.01, ~inplace=False", "leaky_relu(input, negative_slope)"),
    form("gelu",                     "input, approximate='none'", "gelu(input)"),
    form("gelu",                     "input, approximate='tanh'", "input / 2 * (1 + tanh(sqrt(2 / π) * (input + 0.044715 input^3)))"),
    form("logsigmoid log_sigmoid",   "input",                 "log_sigmoid(input)"),
    form("softsign",                 "input",                 "input / (1 + abs(input))"),
    form("tanhshrink",               "input",                 "input - tanh(input)"),
    form("softmin",                  "input, dim, ~stacklevel=3, dtype=None", "softmax(-input, dim=dim)"),
    form("softmax",                  "input, dim, ~stacklevel=3, dtype=None", "softmax(input, dim=dim)"),
    form("log_softmax",              "input, dim, ~stacklevel=3, dtype=None", "log_softmax(input, dim=dim)"),
    form("hardtanh",                 "input, min_val=-1.0, max_val=1.0, ~inplace=False", "hardtanh(input, min_val, max_val)"),
    form("dropout",                  "input, ~p=0.5, training=False, ~inplace=False", "input"),
    form("dropout",                  "input, ~p=0.5, ~training=True, ~inplace=False", "input * mask", mask=drawn),
    # ── reductions ──────────────────────────────────────────────────────────────────────────────────────────────────
    form("std",                      "input, dim=None, unbiased=True, keepdim=False", "std(input, dim=dim, keepdim=keepdim)"),
    form("var",                      "input, dim=None, unbiased=True, keepdim=False", "var(input, dim=dim, keepdim=keepdim)"),
    form("var",                      "input, dim=None, unbiased=False, keepdim=False", "var(input, dim=dim, keepdim=keepdim, correction=0)"),
    form("norm vector_norm",         "input, p='fro', dim=None, keepdim=False", "norm(input, dim=dim, keepdim=keepdim)"),
    form("norm",                     "input, p, dim=None, keepdim=False", "norm(input, dim=dim, keepdim=keepdim, p=p)"),
    form("vector_norm",              "input, ord=2, dim=None, keepdim=False", "norm(input, dim=dim, keepdim=keepdim)"),
    form("normalize",                "input, p=2.0, dim=1, ~eps=1e-12, ~out=None", "input / norm(input, dim=dim, keepdim=1)"),
    # ── the same numbers elsewhere ──────────────────────────────────────────────────────────────────────────────────
    form("t T H",                    "input",                 "input^T", fits=at_most_a_matrix),
    form("mT mH adjoint",            "input",                 "input^T"),
    form("transpose swapaxes swapdims", "input, ~dim0, ~dim1",  "input^T", fits=last_two),
    form("transpose swapaxes swapdims", "input, ~dim0, ~dim1",  "permute(input, dims=dims)", dims=swapped),
    form("permute",                  "input, *~dims",          "permute(input, dims=order)", order=whole_numbers),
    form("view reshape view_as reshape_as flatten squeeze unsqueeze unflatten ravel", "input, *~rest", "reshape(input, shape=shape)"),
    form("expand expand_as broadcast_to", "input, *~rest",    "repeat(input, sizes=sizes)", sizes=repeats),
    form("repeat tile",              "input, *~dims",          "repeat(input, sizes=sizes)", sizes=whole_numbers),
    form("getitem",                  "input, ~index",          "input[place]", place=plain_index),
    form("getitem",                  "input, ~index",         "reshape(input, shape=shape)", fits=only_new_dimensions),
    form("getitem",                  "input, ~index",         "embedding(rows, input)", rows=row_numbers),
    form("select",                   "input, ~dim, ~output",    "input[place]", place=place_of_output),
    form("unbind",                   "input, ~dim=0",         "input[place]", place=place_of_output),
    form("split chunk",              "input, ~count, ~dim=0",  "input[place]", place=slice_of_output),
    form("cat concat concatenate",   "tensors, dim=0",        "concat(tensors, dim=dim)"),
    form("stack",                    "tensors, dim=0",        "stack(tensors)"),
    # ── layers ──────────────────────────────────────────────────────────────────────────────────────────────────────
    form("embedding",                "input, weight, ~padding_idx=None, max_norm=None, ~norm_type=2.0, scale_grad_by_freq=False, ~sparse=False", "embedding(input, weight)"),
    form("layer_norm",               "input, ~normalized_shape, weight=None, bias=None, eps=1e-05", "layer_norm(input, eps=eps)", fits=one_number_a_row),
    form("layer_norm",               "input, ~normalized_shape, weight, bias, eps=1e-05", "layer_norm(input, weight, bias, eps=eps)", fits=one_number_a_row),
    form("batch_norm",               NORMAL,                  "batch_norm(input, eps=eps)"),
    form("batch_norm",               NORMAL,                  "batch_norm(input, weight, bias, eps=eps)"),
    form("batch_norm",               FIXED,                   "(input - running_mean) / sqrt(running_var + eps)", fits=at_most_a_matrix),
    form("batch_norm",               FIXED,                   "(input - running_mean) / sqrt(running_var + eps) * weight + bias", fits=at_most_a_matrix),
    form("conv1d",                   CONVOLUTION,             "conv1d(input, weight, stride=stride, padding=padding)"),
    form("conv1d",                   CONVOLUTION,             "conv1d(input, weight, bias, stride=stride, padding=padding)"),
    form("conv2d",                   CONVOLUTION,             "conv2d(input, weight, stride=stride, padding=padding)"),
    form("conv2d",                   CONVOLUTION,             "conv2d(input, weight, bias, stride=stride, padding=padding)"),
    form("max_pool1d max_pool1d_with_indices", f"{POOL}, dilation=1, ceil_mode=False, ~return_indices=False", "max_pool1d(input, kernel_size, stride, padding)"),
    form("max_pool2d max_pool2d_with_indices", f"{POOL}, dilation=1, ceil_mode=False, ~return_indices=False", "max_pool2d(input, kernel_size, stride, padding)"),
    form("avg_pool1d",               f"{POOL}, ceil_mode=False, count_include_pad=True", "avg_pool1d(input, kernel_size, stride, padding)"),
    form("avg_pool2d",               f"{POOL}, ceil_mode=False, count_include_pad=True, divisor_override=None", "avg_pool2d(input, kernel_size, stride, padding)"),
    form("adaptive_avg_pool1d adaptive_avg_pool2d", "input, ~output_size", "mean(input, dim=-1, keepdim=1)", fits=to_one_of_one),
    form("adaptive_avg_pool2d",      "input, ~output_size",   "mean(mean(input, dim=-1, keepdim=1), dim=-2, keepdim=1)", fits=to_one),
    form("adaptive_avg_pool2d",      "input, ~output_size",   "avg_pool2d(input, window, window, 0)", window=equal_windows),
    form("adaptive_max_pool2d adaptive_max_pool2d_with_indices", "input, ~output_size, ~return_indices=False", "max_pool2d(input, window, window, 0)", window=equal_windows),
    form("scaled_dot_product_attention", f"query, key, value, attn_mask=None, {ATTENTION}", "attention(query, key, value, mask)", mask=causal_mask),
    form("scaled_dot_product_attention", f"query, key, value, attn_mask, {ATTENTION}", "attention(query, key, value, attn_mask)", fits=truth_mask),
    # ── losses ──────────────────────────────────────────────────────────────────────────────────────────────────────
    form("mse_loss",                 f"{LOSS}, reduction='mean', weight=None", "mse(input, target)"),
    form("mse_loss",                 f"{LOSS}, reduction='sum', weight=None",  "sum((input - target)^2)"),
    form("mse_loss",                 f"{LOSS}, reduction='none', weight=None", "(input - target)^2"),
    form("l1_loss",                  f"{LOSS}, reduction='mean', weight=None", "l1_loss(input, target)"),
    form("l1_loss",                  f"{LOSS}, reduction='sum', weight=None",  "sum(abs(input - target))"),
    form("l1_loss",                  f"{LOSS}, reduction='none', weight=None", "abs(input - target)"),
    form("smooth_l1_loss",           f"{LOSS}, reduction='mean', beta=1.0",    "smooth_l1(input, target, beta=beta)"),
    form("huber_loss",               "input, target, reduction='mean', delta=1.0, weight=None", "huber(input, target, delta=delta)"),
    form("kl_div",                   f"{LOSS}, reduction='mean', log_target=False", "kl_div(input, target)"),
    form("kl_div",                   f"{LOSS}, reduction='sum', log_target=False", "sum(xlogy(target, target) - target * input)"),
    form("kl_div",                   f"{LOSS}, reduction='batchmean', log_target=False", "sum(xlogy(target, target) - target * input) / n", n=count_rows),
    form("nll_loss",                 f"{ENTROPY}, reduction='mean'", "nll(input, target)"),
    form("nll_loss",                 f"{ENTROPY}, reduction='sum'",  "nll(input, target) * n", n=count_rows),
    form("cross_entropy",            f"{ENTROPY}, reduction='mean', label_smoothing=0.0", "cross_entropy(input, target)"),
    form("cross_entropy",            f"{ENTROPY}, reduction='sum', label_smoothing=0.0", "cross_entropy(input, target) * n", n=count_rows),
    form("binary_cross_entropy",     "input, target, weight=None, ~size_average=None, ~reduce=None, reduction='mean'", "binary_cross_entropy(input, target)"),
    form("binary_cross_entropy",     "input, target, weight=None, ~size_average=None, ~reduce=None, reduction='sum'", "binary_cross_entropy(input, target) * n", n=count_all),
    form("binary_cross_entropy_with_logits", "input, target, weight=None, ~size_average=None, ~reduce=None, reduction='mean', pos_weight=None", "binary_cross_entropy_with_logits(input, target)"),
)
# fmt: on


# ── what follows from the operations table ──────────────────────────────────────────────────────────────────────────


def equivalent(row: Operation) -> Form | None:
    """The form of a row whose torch text is one call on its operands and parameters; None for any other."""
    match ast.parse(row.torch or "None", mode="eval").body:
        case ast.Call(ast.Attribute(ast.Name() as owner, name), positional, keywords):
            method = [] if owner.id in ("torch", "F") else [owner]
            given = [(each.id, each.id) for each in [*method, *positional] if isinstance(each, ast.Name)]
            given += [(str(each.arg), each.value.id) for each in keywords if isinstance(each.value, ast.Name)]
            if len(given) == len(method) + len(positional) + len(keywords):
                return of_row(row, name, dict(given))
    return None


def of_row(row: Operation, name: str, given: dict[str, str]) -> Form:
    """`given`: torch's name of each argument -> our letter for the operand, or the row's parameter."""
    defaults = {parameter.name: parameter.default for parameter in row.parameters}
    named = {torch_name: ours for torch_name, ours in given.items() if ours in defaults}
    operands = tuple(Name(each, NOWHERE) for each in given if each in (*OPERAND_NAMES, "operands"))
    tree = Apply(row, operands, NOWHERE, {ours: Name(theirs, NOWHERE) for theirs, ours in named.items()} or None)
    takes = tuple(Argument(each, defaults[given[each]] if each in named else REQUIRED) for each in given)
    return Form((name,), takes, tree, {}, frozenset(mentioned(tree)))


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Function -> the ways to write it, those of this table first."""
    found: dict[str, tuple[Form, ...]] = {}
    followed = (equivalent(row) for row in ROWS if row.public)
    for each in (*WRITTEN, *(each for each in followed if each)):
        for name in each.names:
            found[name] = (*found.get(name, ()), each)
    return found
