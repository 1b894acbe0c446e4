"""A tensor, or a module and its input -> the frozen graph behind it. Nothing of `.grad` is changed."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import torch

from app.errors import ShapeMismatch, ValueProblem
from app.listing.autograd.unchanged import unchanged
from app.listing.recording.calls import CALL, Scope
from app.listing.recording.episode import Whole
from app.listing.recording.freezing import freeze
from app.listing.recording.passes import Asked, BackwardPass
from app.listing.recording.recorder import Recorder
from app.listing.recording.walk import Walk, refusal

Tensor = Any
Module = Any


def of_module(module: Module, inputs: tuple[Any, ...], upstream: Tensor | None = None) -> Whole:
    """Call `module` and keep all of it: parameters by their names, submodules as groups. It is left as it was.

    Where the output is a tensor, `upstream` is the gradient that arrives there; without it ones, as for its sum.
    Raises ValueProblem `value.graph_none`, `value.graph_complex`, `value.graph_changed`, LimitExceeded `limit.nodes`.
    """
    recorder = Recorder(thorough=True)
    name_parameters(recorder, [("", module)])
    for name, given in zip(arguments_of(module), inputs, strict=False):
        if isinstance(given, torch.Tensor):
            recorder.named(given, name)
    with unchanged(module):
        with recorder, torch.enable_grad():
            result = module(*inputs)
        output = first_tensor(result)
        if output is None:
            raise ValueProblem("value.graph_none")
        recorder.named(output, "output")
        return whole(recorder, output, upstream)


def of_tensor(tensor: Tensor, names: Mapping[str, Any], params: Any = None, upstream: Tensor | None = None) -> Whole:
    """What led to `tensor`, from torch's own graph.

    `names` are the variables of the program: tensors among them name nodes, modules name their parameters. `params`
    goes before: a module, or names and tensors as a mapping or as pairs, as `named_parameters()` gives them.
    Raises ValueProblem `value.graph_none`, `value.graph_freed`, `value.graph_unknown`, LimitExceeded `limit.nodes`.
    """
    if tensor.grad_fn is None:
        raise ValueProblem("value.graph_none")
    recorder = Recorder(thorough=True)
    if isinstance(params, torch.nn.Module):
        name_parameters(recorder, [("", params)])
    else:
        for name, each in pairs(params):
            recorder.named(each, name)
    modules = [(name, each) for name, each in names.items() if isinstance(each, torch.nn.Module)]
    alone = len({id(module) for _, module in modules}) == 1
    name_parameters(recorder, [("" if alone else f"{name}.", each) for name, each in modules])
    known = {}
    variables = [(name, each) for name, each in names.items() if isinstance(each, torch.Tensor)]
    for name, each in variables:
        recorder.named(each, name)
        if each.grad_fn is not None:
            known[each.grad_fn, each.output_nr] = each
    walk = Walk(tensor, known)
    name_constants(walk, variables)
    try:
        walk.mark()
        group_by_owner(walk, recorder)
        name_values(recorder, walk, variables)
        return whole(recorder, tensor, upstream)
    finally:
        walk.clear()


def whole(recorder: Recorder, output: Tensor, upstream: Tensor | None) -> Whole:
    """The graph behind `output`, with the gradients that torch has for its leaves. Raises shape.upstream_differs."""
    if not output.requires_grad:
        raise ValueProblem("value.graph_none")
    arriving = torch.ones_like(output) if upstream is None and output.ndim else upstream
    if arriving is not None:
        arriving = torch.as_tensor(arriving, dtype=output.dtype)
        if arriving.shape != output.shape:
            facts = {"shape": tuple(output.shape), "found": tuple(arriving.shape)}
            raise ShapeMismatch("shape.upstream_differs", name=recorder.name_of(output) or "output", **facts)
    moment = BackwardPass(recorder, Asked(output, arriving, True, ()), kept=True)
    refuse_complex(recorder, moment)
    leaves = {id(leaf.tensor): leaf.tensor for leaf in moment.trace.leaves if leaf.tensor.requires_grad}
    if leaves:
        try:
            found = torch.autograd.grad(output, list(leaves.values()), arriving, retain_graph=True, allow_unused=True)
        except RuntimeError as error:
            raise refusal(error) from None
        gradients: list[Tensor | None] = list(found)
        moment.received = {place: each for place, each in zip(leaves, gradients, strict=True) if each is not None}
    moment.hold()
    return freeze(recorder, moment)


def refuse_complex(recorder: Recorder, moment: BackwardPass) -> None:
    """Raises value.graph_complex where a number of the graph is a complex one."""
    for leaf in moment.trace.leaves:
        if leaf.tensor.is_complex():
            raise ValueProblem("value.graph_complex", name=recorder.name_of(leaf.tensor) or "tensor")
    for call in moment.trace.calls:
        if any(each.tensor.is_complex() for each in call.operands):
            raise ValueProblem("value.graph_complex", name=call.name)


# ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def name_parameters(recorder: Recorder, modules: Iterable[tuple[str, Module]]) -> None:
    for prefix, module in modules:
        for name, parameter in module.named_parameters():
            recorder.named(parameter, prefix + name)


def name_constants(walk: Walk, variables: Iterable[tuple[str, Tensor]]) -> None:
    """What torch keeps of a variable is another object on the same numbers: let it be the variable itself."""
    for _, each in variables:
        if not each.requires_grad and each.numel():
            walk.variables.append(each)
            walk.kept.setdefault((each.data_ptr(), tuple(each.shape), each.stride(), each.dtype), each)


def name_values(recorder: Recorder, walk: Walk, variables: Iterable[tuple[str, Tensor]]) -> None:
    """The stand-ins of tensors that have a name have it too."""
    for name, each in variables:
        edge = (each.grad_fn, each.output_nr)
        if each.grad_fn is not None and edge in walk.values:
            recorder.named(walk.values[edge], name)


def group_by_owner(walk: Walk, recorder: Recorder) -> None:
    """What uses `fc1.weight` or `fc1.bias` belongs to `fc1`: torch's graph knows of no module."""
    scopes: dict[str, Scope] = {}

    def scope(owner: str) -> Scope:
        if owner not in scopes:
            outer, _, label = owner.rpartition(".")
            scopes[owner] = Scope("module", label, scope(outer) if outer else None)
        return scopes[owner]

    for node in walk.marked:
        call = node.metadata[CALL]
        names = [recorder.name_of(each.tensor) or "" for each in call.operands if each.source is None]
        owners = {name.rpartition(".")[0] for name in names if "." in name}
        if len(owners) == 1:
            call.scope = scope(owners.pop())


def pairs(params: Any) -> Iterator[tuple[str, Tensor]]:
    for number, each in enumerate(params.items() if isinstance(params, Mapping) else params or ()):
        yield each if isinstance(each, tuple) else (f"p_{number}", each)


def arguments_of(module: Module) -> list[str]:
    """How the module's own code calls what it is given."""
    try:
        return list(inspect.signature(module.forward).parameters)
    except (TypeError, ValueError):
        return []


def first_tensor(result: Any) -> Tensor | None:
    """A module may answer with several things."""
    if isinstance(result, torch.Tensor):
        return result
    several = result.values() if isinstance(result, Mapping) else result if isinstance(result, tuple | list) else ()
    return next((each for each in several if isinstance(each, torch.Tensor) and each.requires_grad), None)
