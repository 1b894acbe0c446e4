"""torch's own sample inputs -> operands and parameters of our rows.

What torch tests its operations with (`torch.testing._internal.common_methods_invocations.op_db`) was written by nobody
here. A sample either becomes operands and parameters of a row, or is out of scope for one of the reasons of `REASONS`.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from app.language.arguments import required
from app.operations import ROWS, Operation

REASONS = {
    "argument": "an argument of torch's that the row does not have (a weight of classes, another reduction, dilation ...)",
    "several dimensions": "one dimension at a time, or all",
    "dimension": "a dimension that torch may leave out is always written here",
    "other layout": "rows of the last dimension, square windows, the last two dimensions swapped, the first one stacked",
    "equation": "an equation of einsum that is not plain: repeated indices, dots, three operands, sublists",
    "dtype": "all numbers are float64",
    "no single tensor": "torch gives several tensors, or takes none",
}
"""why a sample may be left out"""

WITHOUT_OPINFO = {
    "clamp": "all of torch's samples have tensors for bounds; tests/test_operations.py compares it",
    "hardsigmoid": "torch has it, but no second derivative of it; tests/test_operations.py compares it with relu6",
    "hinge": "torch has no one call; tests/test_operations.py compares it with a composition",
    "identity": "no operation of torch's",
    "softplus": "all of torch's samples have another beta; tests/test_operations.py compares it",
}
"""public rows that no sample tries, and why"""


class OutOfScope(Exception):
    """A sample that the row does not claim to take."""

    def __init__(self, reason: str) -> None:
        assert reason in REASONS
        super().__init__(reason)
        self.reason = reason


class Sample(NamedTuple):
    """One sample: the tensors for our operands, our parameters, and torch's answer as a function of those tensors."""

    operands: list[Any]
    parameters: dict[str, Any]
    call: Callable[..., Any]


COMPARED_ROWS = [
    row for row in ROWS if row.public and row.torch and row.kind != "create" and row.name not in WITHOUT_OPINFO
]

ALIASES = {"shifts": "shift", "dims": "dim", "ord": "p"}
"""names of torch's for what the row's text gives by place"""

BY_PLACE = {
    "cumsum": ("dim",),
    "squeeze": ("dim",),
    "unsqueeze": ("dim",),
    "triu": ("diagonal",),
    "tril": ("diagonal",),
    "softmax": ("dim",),
    "log_softmax": ("dim",),
    "softmin": ("dim",),
    "cat": ("dim",),
    "avg_pool1d": ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad"),
    "avg_pool2d": ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"),
}
"""torch's names of arguments that samples give by place, where they are not "dim" and "keepdim" """

WITHOUT_EFFECT: dict[str, Any] = {
    "alpha": 1, "reduction": "mean", "approximate": "none", "ceil_mode": False, "count_include_pad": True, "groups": 1,
    "return_indices": False, "log_target": False, "is_causal": False, "dropout_p": 0.0, "training": True, "beta": 1,
    "threshold": 20, "dilation": 1, "divisor_override": None, "weight": None, "label_smoothing": 0.0,
}  # fmt: skip
"""arguments that the rows do not have, and the value with which they change nothing"""


@cache
def op_infos() -> dict[str, Any]:
    """torch's operations by name, the first variant of each."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from torch.testing._internal.common_methods_invocations import op_db
    return {info.name: info for info in reversed(op_db)}


def inner_call(row: Operation) -> ast.Call:
    """The innermost call of a row's torch text: `torch.lt(a, b)` in `torch.lt(a, b).double()`."""
    calls = [node for node in ast.walk(ast.parse(row.torch)) if isinstance(node, ast.Call)]
    return next(call for call in calls if ast.unparse(call.func).count("(") == 0)


def info_of(row: Operation) -> Any:
    if row.torch == "a[index]":
        return op_infos()["__getitem__"]
    function = ast.unparse(inner_call(row).func)
    path = function.removeprefix("torch.").removeprefix("a.")
    name = f"nn.functional.{path[2:]}" if path.startswith("F.") else path
    return op_infos().get(name) or op_infos()[f"nn.functional.{name}"]


def samples_of(row: Operation) -> Iterator[Any]:
    """torch's samples, the same ones each time."""
    import torch

    torch.manual_seed(0)
    yield from info_of(row).sample_inputs("cpu", torch.float64, requires_grad=True)


def adapted(row: Operation, sample: Any) -> Sample:
    """The sample in our terms. Raises OutOfScope."""
    return SPECIAL.get(row.name, plain)(row, sample)


# ── what most rows need: operands by place, parameters by the names in the row's torch text ─────────────────────────


def plain(row: Operation, sample: Any) -> Sample:
    import torch

    call = inner_call(row)
    written = [ast.unparse(each).partition(".")[0] for each in call.args]
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func).startswith("a."):
        written.insert(0, "a")
    names = {str(keyword.arg): ast.unparse(keyword.value) for keyword in call.keywords}
    info = info_of(row)
    further = BY_PLACE.get(info.name.removeprefix("nn.functional."), ("dim", "keepdim"))
    by_place = [*written, *further]
    given = dict(zip(by_place, [sample.input, *sample.args], strict=False)) | sample.kwargs
    known = {parameter.name for parameter in row.parameters}
    operands: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    for name, value in given.items():
        ours = names.get(name, name)
        ours = ours if ours in known or ours in "abcd" else ALIASES.get(ours, ours)
        if ours in "abcd":
            operands[ours] = value
        elif name == "unbiased":
            parameters["correction"] = int(value)
        elif ours in known and value is None:
            continue
        elif ours in known:
            parameters[ours] = parameter_value(row, ours, value)
        else:
            without_effect(name, value)
    if not required(row) <= parameters.keys():
        raise OutOfScope("dimension")
    letters = sorted(operands)
    values = [operands[letter] for letter in letters]
    if any(value is None for value in values):
        raise OutOfScope("argument")

    def call_torch(*tensors: Any) -> Any:
        replaced = {id(old): new for old, new in zip(values, tensors, strict=True)}
        args = [replaced.get(id(each), each) for each in sample.args]
        kwargs = {name: replaced.get(id(each), each) for name, each in sample.kwargs.items()}
        return info.op(replaced.get(id(sample.input), sample.input), *args, **kwargs)

    if not all(isinstance(value, torch.Tensor | int | float) for value in values):
        raise OutOfScope("no single tensor")
    return Sample(values, parameters, call_torch)


def parameter_value(row: Operation, name: str, value: Any) -> Any:
    import torch

    accepts = next(each.accepts for each in row.parameters if each.name == name)
    if isinstance(value, torch.Tensor):
        raise OutOfScope("argument")
    if accepts == "wholes":
        return tuple(value) if isinstance(value, tuple | list | torch.Size) else (value,)
    if isinstance(value, tuple | list):
        if len(set(value)) > 1 or (len(value) != 1 and name == "dim"):
            raise OutOfScope("several dimensions")
        value = value[0] if value else None
    if isinstance(value, str) and accepts != "equation":
        raise OutOfScope("argument")
    if accepts == "whole" and isinstance(value, float):
        raise OutOfScope("argument")
    return float(value) if accepts == "number" else value


def without_effect(name: str, value: Any) -> None:
    """Let an argument pass that changes nothing."""
    import torch

    value = value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value
    if name == "dtype" and value in (None, torch.float64):
        return
    missing = object()
    if value is not None and value is not False and value != WITHOUT_EFFECT.get(name, missing):
        raise OutOfScope("dtype" if name == "dtype" else "argument")


# ── rows whose operands stand elsewhere ─────────────────────────────────────────────────────────────────────────────


def sequence(row: Operation, sample: Any) -> Sample:
    """`cat` and `stack` take a list."""
    given = dict(zip(("dim",), sample.args, strict=False)) | sample.kwargs
    parameters = {} if given.get("dim") is None else {"dim": given["dim"]}
    if not row.parameters and parameters.pop("dim", 0) != 0:
        raise OutOfScope("other layout")
    tensors = list(sample.input)
    if any(tensor.ndim == 1 and not tensor.numel() for tensor in tensors):
        raise OutOfScope("other layout")  # `cat` skips empty vectors among tensors of any rank, a relic
    info = info_of(row)
    return Sample(tensors, parameters, lambda *each: info.op(list(each), *sample.args, **sample.kwargs))


def swapped(row: Operation, sample: Any) -> Sample:
    rank = sample.input.ndim
    if rank < 2 or {dim % rank for dim in sample.args} != {rank - 1, rank - 2}:
        raise OutOfScope("other layout")
    return Sample([sample.input], {}, lambda a: a.transpose(*sample.args))


def chosen(row: Operation, sample: Any) -> Sample:
    import torch

    condition, other = sample.args
    values = [condition, sample.input, other]
    return Sample(values, {}, lambda a, b, c: torch.where(a.bool(), b, c))


def indexed(row: Operation, sample: Any) -> Sample:
    (index,) = sample.args
    items = index if isinstance(index, tuple) else (index,)
    if not all(type(each) is int or isinstance(each, slice) for each in items):
        raise OutOfScope("argument")
    return Sample([sample.input], {"index": index}, lambda a: a[index])


def einsum(row: Operation, sample: Any) -> Sample:
    import torch

    (equation, *_) = sample.args
    if not isinstance(equation, str) or "->" not in equation or "." in equation or len(sample.input) > 2:
        raise OutOfScope("equation")
    if any(len(set(term)) < len(term) for term in equation.replace("->", ",").split(",")):
        raise OutOfScope("equation")
    return Sample(list(sample.input), {"equation": equation}, lambda *each: torch.einsum(equation, *each))


def layer_norm(row: Operation, sample: Any) -> Sample:
    from torch.nn.functional import layer_norm

    shape, *scales = sample.args
    if len(shape) != 1:
        raise OutOfScope("other layout")
    eps = sample.kwargs.get("eps", 1e-5)
    scales = [scale for scale in scales if scale is not None]

    def call(a: Any, weight: Any = None, bias: Any = None) -> Any:
        return layer_norm(a, shape, weight, bias, eps=eps)

    return Sample([sample.input, *scales], {"eps": eps}, call)


def batch_norm(row: Operation, sample: Any) -> Sample:
    from torch.nn.functional import batch_norm

    given = dict(zip(("mean", "var", "weight", "bias"), sample.args, strict=False)) | sample.kwargs
    if not given.get("training"):
        raise OutOfScope("argument")
    scales = [given[name] for name in ("weight", "bias") if given.get(name) is not None]
    eps = given.get("eps", 1e-5)

    def call(a: Any, weight: Any = None, bias: Any = None) -> Any:
        return batch_norm(a, None, None, weight, bias, training=True, eps=eps)

    return Sample([sample.input, *scales], {"eps": eps}, call)


def attention(row: Operation, sample: Any) -> Sample:
    import torch
    from torch.nn.functional import scaled_dot_product_attention

    mask = sample.kwargs.get("attn_mask")
    for name, value in sample.kwargs.items():
        if name != "attn_mask":
            without_effect(name, value)
    values = [sample.input, *sample.args]
    if mask is None:
        return Sample(values, {}, scaled_dot_product_attention)
    if mask.dtype != torch.bool:
        raise OutOfScope("argument")
    return Sample([*values, mask], {}, lambda a, b, c, d: scaled_dot_product_attention(a, b, c, attn_mask=d.bool()))


def embedding(row: Operation, sample: Any) -> Sample:
    """torch's samples give the table first."""
    from torch.nn.functional import embedding

    for name, value in sample.kwargs.items():
        without_effect(name, value)
    numbers, table = sample.args[0], sample.input
    return Sample([numbers, table], {}, lambda a, b: embedding(a.long(), b))


def cosine(row: Operation, sample: Any) -> Sample:
    """torch takes dimension 1 where none is given."""
    found = plain(row, sample)
    found.parameters.setdefault("dim", 1)
    return found


SPECIAL: dict[str, Callable[[Operation, Any], Sample]] = {
    "concat": sequence, "stack": sequence, "transpose": swapped, "where": chosen, "index": indexed, "einsum": einsum,
    "layer_norm": layer_norm, "batch_norm": batch_norm, "attention": attention, "embedding": embedding,
    "cosine_similarity": cosine,
}  # fmt: skip
