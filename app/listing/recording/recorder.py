"""Watches real torch code run: every differentiable call is kept, every backward pass becomes an episode.

`with Recorder() as recorder:` stands on torch's own interception (`torch.overrides`): one call of the public interface
is one call here, whatever it does inside. The interpreter tells the line, the names and the functions; modules tell
themselves through torch's hooks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import torch
from torch.autograd.graph import GradientEdge
from torch.nn.modules import module as modules
from torch.nn.parameter import Parameter, UninitializedBuffer, UninitializedParameter
from torch.overrides import TorchFunctionMode

from app.listing import machine
from app.listing.recording import history
from app.listing.recording.calls import (
    APPLIED,
    CALL,
    PLACE,
    Applied,
    Call,
    Operand,
    Scope,
    Tensor,
    operand_of,
    spelling,
    version_of,
)
from app.listing.recording.derived import RANDOM
from app.listing.recording.elements import element_names
from app.listing.recording.episode import Episode, Whole
from app.listing.recording.filling import Unasked, fill
from app.listing.recording.flat_gradients import FlatGradients
from app.listing.recording.forms import forms
from app.listing.recording.freezing import freeze
from app.listing.recording.harmless import harmless
from app.listing.recording.names import Names
from app.listing.recording.passes import Asked, BackwardPass, asked, summary
from app.listing.recording.plain import PlainCalls
from app.listing.recording.resting import Engine, behind, on_top, transformed

CHANGED = -1
"""the version of a tensor that holds another value by now"""

HELD = 40_000_000
"""numbers that the kept passes may hold on to together"""

REMEMBERED = 10_000
"""leaves in use whose values are saved before a change in place"""


class Recorder(TorchFunctionMode):
    """`keep` are the episodes that can be had whole; of the others there is a summary. `tell` hears of each at once.

    Where they are too much to be held at once those beside `chosen` are.

    It rests where a pass was like one before it and nothing that is kept is near, unless it is `thorough`. Where it is
    `quiet` it calls nothing of the listing's own that may count its calls: what only that would tell is `unasked`.
    """

    def __init__(
        self,
        source: str = "",
        keep: Collection[int] = (0,),
        tell: Callable[[Episode], None] | None = None,
        *,
        thorough: bool = False,
        quiet: bool = False,
        idle: bool = False,
        chosen: int = 0,
    ) -> None:
        super().__init__()
        self.source = source
        self.keep = frozenset(keep)
        self.tell = tell
        self.thorough = thorough
        self.quiet = quiet
        self.unasked = False
        self.bent = False
        """whether a hook of the listing has put another gradient in the place of one, in this pass"""
        self.tired = False
        """whether it may rest as soon as that can be done"""
        self.idle = idle
        """whether there is nothing to be watched: no tensor can come into the listing"""
        self.watching = False
        """whether calls are kept: not at rest"""
        self.rested = False
        """whether calls have gone by unwatched"""
        self.missed = False
        """whether torch refused a backward pass meanwhile"""
        self.flat = FlatGradients()
        self.engine = Engine(self.around, self.together)
        self.stepping: Any = None
        self.known: dict[int, Known] = {}
        """line of a backward() -> its last graph that was watched"""
        self.line = 0
        """of the source, where the interpreter stands"""
        self.episodes: list[Episode] = []
        self.names = Names()
        self.current: Scope | None = None
        self.depth = 0
        self.announced: Scope | None = None
        """a module that the interpreter has announced, and that torch has not entered yet"""
        self.owners: list[Any] = []
        """the modules that are running, outermost first"""
        self.roots: list[Any] = []
        """the modules that were ever called by nobody but the writer"""
        self.used: set[tuple[int, int]] = set()
        """id and version of leaves that calls hold"""
        self.saved: dict[tuple[int, int], Tensor] = {}
        """their values before a change in place"""
        self.kinds: dict[Any, Callable[..., Any]] = {}
        """function of torch -> what is done about its calls"""
        self.hooks: list[Any] = []
        self.plain = PlainCalls()
        self.failed: BackwardPass | None = None
        """the backward pass that torch refused last"""
        self.elements: tuple[int, dict[int, str]] | None = None
        """how many passes there had been, and what stands in containers was called then"""
        self.history = history.History(self.name_of)
        self.moments: dict[int, BackwardPass] = {}
        """what is kept of the passes that can be had whole"""
        self.chosen = chosen
        self.dropped: set[int] = set()
        """what was to be kept and is not, because it is too much"""

    # ── what the interpreter tells ──────────────────────────────────────────────────────────────────────────────────

    def named(self, thing: Any, name: str) -> None:
        """A tensor or a module was given a name."""
        self.names.give(thing, name, self.depth)
        if self.tired:
            self.rest()

    def statement_ended(self) -> None:
        """A statement of the module itself is over: what comes now may be of another kind."""
        if not self.watching and not self.idle:
            self.wake()

    def scope(self, kind: str, label: str) -> Within:
        """What is recorded inside belongs to this function."""
        return Within(self, kind, label)

    def enter(self, kind: str, label: str) -> Scope | None:
        """What is recorded now belongs to this function, until `leave` is given what this gives."""
        outer = self.current
        self.depth += 1
        if self.watching:  # at rest nothing is recorded
            self.current = Scope(kind, label, outer)
            self.announced = self.current if kind == "module" else None
        return outer

    def leave(self, outer: Scope | None) -> None:
        self.current = outer
        self.depth -= 1

    def applied(self, kind: Any, *given: Any) -> Any:
        """A function of the writer's own: its derivative is its own affair, and where it was applied is remembered."""
        result = kind.apply(*given)
        for each in result if isinstance(result, tuple) else (result,):
            node: Any = each.grad_fn if isinstance(each, torch.Tensor) else None
            if node is not None:
                node.metadata[APPLIED] = Applied(self.line, self.current, kind, given)
        return result

    # ── what torch tells ────────────────────────────────────────────────────────────────────────────────────────────

    def __enter__(self) -> Recorder:
        self.engine.watch()
        self.stepping = history.hook(self.stepped)
        if not self.idle:
            self.wake()
        return self

    def __exit__(self, *failure: Any) -> None:
        if self.hooks:
            super().__exit__(*failure)  # type: ignore[no-untyped-call]
        self.unhook()
        self.stepping.remove()
        self.engine.leave()

    def stepped(self, optimizer: Any) -> None:
        """An optimizer is about to make a step."""
        self.history.stepped(optimizer, self.line, len(self.episodes))
        self.history.at_work(self.roots, self.line, len(self.episodes))

    def wake(self) -> None:
        """Watch everything from now on."""
        self.tired, self.watching = False, True
        self.hooks = [
            modules.register_module_forward_pre_hook(self.entered),
            modules.register_module_forward_hook(self.left, always_call=True),
        ]
        super().__enter__()  # type: ignore[no-untyped-call]

    def rest(self) -> None:
        """Watch backward passes and updates alone. Only between torch's calls, and outside of all modules."""
        if not self.owners and on_top(self):
            super().__exit__(None, None, None)  # type: ignore[no-untyped-call]
            self.unhook()
            self.tired, self.rested = False, True

    def unhook(self) -> None:
        self.watching = False
        for hook in self.hooks:
            hook.remove()
        self.hooks = []

    def entered(self, module: Any, _: Any) -> None:
        """A module is called: the interpreter has just said so, or it is the part of another one."""
        announced, self.announced = self.announced, None
        if announced is not None and announced is self.current:
            label = announced.label
            self.current = announced.parent
        elif self.owners:
            children = self.owners[-1].named_children()
            label = next((name for name, child in children if child is module), type(module).__name__)
        else:
            label = self.names.of(module) or type(module).__name__
        if not self.owners and all(module is not root for root in self.roots):
            self.roots.append(module)
        self.owners.append(module)
        self.current = Scope("module", label, self.current)
        self.depth += 1

    def left(self, module: Any, *_: Any) -> None:
        if not self.owners:  # it was entered while the recorder was at rest
            return
        assert self.owners.pop() is module and self.current
        self.current = self.current.parent
        self.depth -= 1

    def name_of(self, tensor: Tensor) -> str | None:
        """The writer's name; a parameter's in its module, `self.fc1.weight`, an element's by its place, `ws[0]`: loops
        call all of them `param`. Whoever records one pass thoroughly has named its parameters.
        """
        if isinstance(tensor, Parameter) and not (self.thorough and self.names.of(tensor)):
            for root in self.roots:
                for name, each in root.named_parameters():
                    if each is tensor:
                        return path(root, name, self.names.of(root))
        if self.elements is None or self.elements[0] != len(self.episodes):
            self.elements = (len(self.episodes), element_names(self.names))
        return self.elements[1].get(id(tensor)) or self.names.of(tensor)

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        if types and any(issubclass(each, (UninitializedBuffer, UninitializedParameter)) for each in types):
            return func(*args, **(kwargs or {}))  # a lazy layer before its first call
        act = self.kinds.get(func)
        if act is None:
            act = self.kinds[func] = self.kind_of(func)
        return act(func, args, kwargs or {})

    def kind_of(self, function: Any) -> Callable[..., Any]:
        """Decided once for a function, by how torch spells it."""
        name = getattr(function, "__name__", "")
        if function in (torch.Tensor.backward, torch.autograd.grad):
            return self.differentiated
        if name in ("__get__", "__set__", "__delete__"):
            return self.called if name == "__get__" and spelling(function) in forms() else passed
        changes = name.endswith("_") and not name.endswith("__")
        if changes or name == "__setitem__" or (name.startswith("__i") and name.endswith("__")):
            return self.changed
        return self.called

    # ── calls ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def called(self, function: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """An ordinary call."""
        # Operands are looked at before the call: torch may give a tensor another `grad_fn`.
        operands = self.operands(arguments, options)
        result = function(*arguments, **options)
        if operands:
            found = [result] if type(result) is torch.Tensor else result if isinstance(result, tuple | list) else ()
            needing = [each for each in found if type(each) is torch.Tensor and each.grad_fn is not None]
            if needing:
                self.keep_call(Call(function, arguments, options, operands, self.line, self.current), needing)
            elif found and type(found[0]) is torch.Tensor and not found[0].requires_grad:
                self.keep_plain(Call(function, arguments, options, operands, self.line, self.current), found[0])
        return result

    def operands(self, arguments: tuple[Any, ...], options: dict[str, Any]) -> list[Operand]:
        found = []
        for argument in (*arguments, *options.values()) if options else arguments:
            if isinstance(argument, torch.Tensor):
                found.append(operand_of(argument))
            elif isinstance(argument, list | tuple):
                found += [operand_of(each) for each in argument if isinstance(each, torch.Tensor)]
        return found

    def keep_call(self, call: Call, results: Sequence[Tensor]) -> None:
        """Hang a call on its results' places in torch's graph, unless they only pass on what has a call."""
        passed_on = set()
        for operand in call.operands:
            if operand.source is None:
                self.used.add((id(operand.tensor), operand.version))
            else:
                passed_on.add(operand.source)
        call.shapes = tuple([each.shape for each in results])
        if any(operand.tensor is results[0] for operand in call.operands):
            unheld(call, results[0])
        for place, result in enumerate(results):
            source = result.grad_fn
            if source in passed_on:
                continue
            metadata = source.metadata
            metadata[CALL] = call
            if place:
                metadata[PLACE, result.output_nr] = place
        # Where nothing was drawn, in evaluation, the operand itself came back.
        if call.name in RANDOM and results[0].grad_fn not in passed_on:
            self.engine.within = True
            call.slope = slope_of(results[0], call.operands[0])
            self.engine.within = False

    def keep_plain(self, call: Call, result: Tensor) -> None:
        call.shapes = (result.shape,)
        call.plain, call.enabled, call.smooth = True, torch.is_grad_enabled(), result.dtype.is_floating_point
        self.plain.remember(call, result)

    def changed(self, function: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """A call that changes a tensor in place."""
        target = arguments[0] if arguments and isinstance(arguments[0], torch.Tensor) else None
        if target is None:
            return function(*arguments, **options)
        place = (id(target), version_of(target))
        if place in self.used:
            self.saved[place] = target.detach().clone()
        operands: list[Operand] = []
        if torch.is_grad_enabled():
            operands = self.operands(arguments, options)
            before = target.detach().clone()
            # The target itself would hold its own graph, and never be freed.
            operands = [each._replace(tensor=before) if each.tensor is target else each for each in operands]
            self.names.give(before, self.names.of(target) or "", self.depth)
        result = function(*arguments, **options)
        self.history.changed(spelling(function).strip("_"), target, self.line)
        if operands and target.grad_fn is not None and target.grad_fn is not operands[0].source:
            kept = tuple(operands[0].tensor if each is target else each for each in arguments)
            call = Call(function, kept, options, operands, self.line, self.current, in_place=True)
            self.keep_call(call, [target])
        return result

    # ── backward passes ─────────────────────────────────────────────────────────────────────────────────────────────

    def differentiated(self, function: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """backward() or grad(), as torch's interception tells of them."""
        request = asked(function, arguments, options)
        if request is None or transformed(request.output):
            return function(*arguments, **options)
        return self.watched(request, lambda: function(*arguments, **options))

    def around(self, request: Asked, perform: Callable[[], Any]) -> Any:
        """A pass that only torch's engine tells of: the recorder rests, or it was torch.autograd.backward()."""
        if transformed(request.output):
            return perform()
        if self.hooks:
            with torch._C.DisableTorchFunction():
                return self.watched(request, perform)
        return self.counted(request.output, perform)

    def may_ask(self) -> bool:
        """Whether functions of the listing's own may be asked for their derivatives, besides torch's own asking."""
        if self.quiet:
            running = machine.current()
            self.quiet = running is None or not harmless(running.tree)
        return not self.quiet

    def together(self, outputs: Sequence[Tensor], upstreams: Sequence[Tensor | None]) -> Tensor:
        """What `backward([a, b])` goes back from: the sum of its outputs, each times the gradient that is given it."""
        call: Callable[..., Tensor] = self.called if self.hooks else passed
        total = None
        with torch.enable_grad(), torch._C.DisableTorchFunction():
            for output, upstream in zip(outputs, upstreams, strict=True):
                term = output
                if upstream is not None and not bool((upstream == 1).all()):
                    term = call(torch.mul, (term, upstream.detach()), {})
                if term.ndim:
                    term = call(torch.sum, (term,), {})
                total = term if total is None else call(torch.add, (total, term), {})
        return total

    def watched(self, request: Asked, perform: Callable[[], Any]) -> Any:
        """Torch goes back through a graph, and an episode remembers what it was done to."""
        if not request.output.requires_grad:
            self.refused(request)
            return perform()
        if len(self.used) > REMEMBERED:
            self.used.clear()
            self.saved.clear()
        index = len(self.episodes)
        # Should the listing end before the last one that is asked for, the latest takes its place.
        latest = index < max(self.keep, default=-1)
        moment = BackwardPass(self, request, kept=index in self.keep or latest)
        if moment.kept and not self.rested:
            try:
                if fill(moment.trace, self.may_ask):
                    moment = BackwardPass(self, request, kept=True)
            except Unasked:
                self.unasked = True
        known, links = self.known.get(self.line), 0 if self.thorough else behind(request.output).links
        leaves = history.learned(each.tensor for each in moment.trace.leaves)
        before = self.history.begun(leaves)
        with moment:
            self.engine.within = True
            try:
                result = perform()
                self.flat.given(result, self.line)
            except RuntimeError:
                self.refused(request)
                raise
            finally:
                self.engine.within = False
        self.history.ended(self.line, leaves, before)
        episode = moment.episode(index)
        if moment.kept:
            if index - 1 not in self.keep:
                self.moments.pop(index - 1, None)
            self.moments[index] = moment
            self.lighten()
        self.known[self.line] = Known(episode.nodes, links, leaves)
        familiar = known is not None and (known.nodes, known.links) == (episode.nodes, links)
        self.tired = not self.thorough and (familiar or index + 1 >= history.FOLLOWED)
        self.happened(episode)
        return result

    def lighten(self) -> None:
        """Let go of what lies farthest from the chosen pass while too much is held."""
        while len(self.moments) > 1 and sum(moment.weight for moment in self.moments.values()) > HELD:
            farthest = max(self.moments, key=lambda index: abs(index - self.chosen))
            del self.moments[farthest]
            self.dropped.add(farthest)

    def counted(self, output: Tensor, perform: Callable[[], Any]) -> Any:
        """A backward pass while the recorder rests. One that is not like the last of its line wakes it."""
        known = self.known.get(self.line)
        if known is not None and not self.history.following:
            result = self.noticed(perform)
            self.happened(summary(len(self.episodes), self.line, output, self.names.of(output), known.nodes))
            return result
        found = behind(output)
        leaves, nodes = history.learned(found.leaves), found.links
        familiar = known is not None and found.links == known.links
        if known is not None:
            nodes = max(known.nodes + found.links - known.links, 1)
            if set(map(id, leaves)) == set(map(id, known.leaves)):
                leaves = known.leaves
        before = self.history.begun(leaves) if self.history.following else None
        result = self.noticed(perform)
        self.history.ended(self.line, leaves, before)
        if not familiar:
            self.wake()
        self.happened(summary(len(self.episodes), self.line, output, self.names.of(output), nodes))
        return result

    def noticed(self, perform: Callable[[], Any]) -> Any:
        try:
            return perform()
        except RuntimeError:
            self.missed = True
            raise

    def happened(self, episode: Episode) -> None:
        """A backward pass is over. Nothing is missed of the next one that is kept."""
        self.episodes.append(episode)
        if episode.index + 1 in self.keep:
            self.tired = False
            if not self.hooks:
                self.wake()
        if self.tell:
            self.tell(episode)

    def refused(self, request: Asked) -> None:
        """Torch will not, or did not, differentiate this: what led to it is kept, gradients or not."""
        self.failed = BackwardPass(self, request, kept=True, maker=self.plain.made_by)
        self.failed.hold()

    def broken(self) -> Whole | None:
        """The graph of the backward pass that torch refused, without gradients."""
        return None if self.failed is None else freeze(self, self.failed)

    def refused_row(self, index: int) -> dict[str, Any] | None:
        """What is told of the backward pass that torch refused, as of the others."""
        if self.failed is None:
            return None
        output, trace = self.failed.request.output, self.failed.trace
        nodes = len(trace.calls) + len(trace.leaves)
        return summary(index, self.failed.line, output, self.names.of(output), nodes).summary()

    def whole(self, index: int) -> Whole | None:
        """An episode that is kept, or the last one where there are fewer; None where there is none.

        Raises LimitExceeded where it is too large to be drawn.
        """
        moment = self.moments.get(min(index, len(self.episodes) - 1))
        return None if moment is None else freeze(self, moment)


class Known(NamedTuple):
    """A graph that was watched: its size by our count, the size of torch's own, and what it learned."""

    nodes: int
    links: int
    leaves: list[Tensor]


class Within:
    """Inside a function or a module. A generator would cost each call of a listing twice as much."""

    __slots__ = ("kind", "label", "outer", "recorder")

    def __init__(self, recorder: Recorder, kind: str, label: str) -> None:
        self.recorder, self.kind, self.label = recorder, kind, label

    def __enter__(self) -> None:
        self.outer = self.recorder.enter(self.kind, self.label)

    def __exit__(self, *failure: object) -> None:
        self.recorder.leave(self.outer)


def path(root: Any, name: str, known: str | None) -> str:
    """A parameter as a class of the writer's own would write it, or as its module is called outside."""
    if not type(root).__module__.startswith("torch."):
        return f"self.{name}"
    return f"{known}.{name}" if known else name


def unheld(call: Call, result: Tensor) -> None:
    """A call whose result is its own operand, changed, must not hold it: neither would ever be freed."""
    other = result.detach()
    call.operands = [
        each._replace(tensor=other, version=CHANGED) if each.tensor is result else each for each in call.operands
    ]
    call.arguments = tuple(other if each is result else each for each in call.arguments)
    call.in_place = True


def passed(function: Any, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    return function(*arguments, **options)


def slope_of(result: Tensor, operand: Operand) -> Tensor | None:
    """How each number of the result follows its own number of the operand, as torch drew it."""
    # What was changed in place is told from what it was by its place in torch's graph.
    before = operand.tensor if operand.source is None else GradientEdge(operand.source, operand.output)
    (slope,) = torch.autograd.grad(result, before, torch.ones_like(result), retain_graph=True, allow_unused=True)
    return slope
