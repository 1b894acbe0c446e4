"""From a tensor back through torch's own graph: each node as the call that made it, with the numbers of that moment.

Torch keeps of a call what its way back needs, and no more. The rest is computed again from the leaves; a number that
was added and that nobody kept follows from what came of it. Where even that is unknown, torch's own derivative of the
node stands for it, and without a value nothing can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812

from app.errors import ValueProblem
from app.listing.recording.calls import APPLIED, CALL, PLACE, Call, Operand, version_of
from app.listing.recording.derived import RANDOM
from app.listing.recording.nodes import REDUCTIONS, ROWS, USUAL, Row
from app.listing.recording.slopes import Slope, slopes_of

Tensor = Any
Node = Any
Edge = tuple[Node, int]
"""a node and which of its results"""

WRAPPED = 1 << 63
"""torch shows a negative dimension as an unsigned number"""
TIDY = 6
"""digits that a constant is rounded to where it was found by subtraction"""
WIDEST = 4_096
"""numbers of a result whose derivative is asked of torch, one by one"""


OPTIONAL = (F.conv2d, F.layer_norm)
"""functions whose last operand may be absent"""


class Unknown(Exception):
    """A value that cannot be had."""


class Walk:
    """`known` are tensors that the program still holds: (node, result) -> tensor."""

    def __init__(self, root: Tensor, known: Mapping[Edge, Tensor]) -> None:
        self.root: Edge = (root.grad_fn, root.output_nr)
        self.values: dict[Edge, Tensor] = {edge: tensor.detach() for edge, tensor in known.items()}
        self.values[self.root] = root.detach()
        self.nodes = ordered(root.grad_fn)
        for edge, tensor in went_in(self.nodes):
            self.values.setdefault(edge, tensor.detach())
        self.users: dict[Edge, list[tuple[Node, int]]] = {}
        for node in self.nodes:
            for place, edge in enumerate(node.next_functions):
                if edge[0] is not None:
                    self.users.setdefault(edge, []).append((node, place))
        self.kept: dict[Any, Tensor] = {}
        """what torch kept, each storage once"""
        self.variables: list[Tensor] = []
        """constants that have a name in the program"""
        self.looking: set[Edge] = set()
        self.marked: list[Node] = []

    def mark(self) -> None:
        """Hang the calls on the nodes, as a recorder would have; `clear` takes them off again."""
        for node in self.nodes:
            if any(each.dtype.is_complex for each in node._input_metadata):
                raise ValueProblem("value.graph_complex", name=name_of(node))
            if is_leaf(node) or CALL in node.metadata:
                continue
            call = node.metadata[CALL] = self.call(node)
            for place in range(1, len(call.shapes)):
                node.metadata[PLACE, place] = place
            self.marked.append(node)

    def clear(self) -> None:
        for node in self.marked:
            for key in [key for key in node.metadata if key == CALL or (isinstance(key, tuple) and key[0] == PLACE)]:
                del node.metadata[key]

    # ── one node ────────────────────────────────────────────────────────────────────────────────────────────────────

    def call(self, node: Node) -> Call:
        row = ROWS.get(node.name())
        alone = all(edge[1] == 0 for edge in [*self.users, self.root] if edge[0] is node)
        if row is not None and (alone or row.several):
            try:
                return self.by_row(node, row)
            except (Unknown, RuntimeError, TypeError, ValueError, IndexError):
                pass
        return self.by_derivative(node)

    def by_row(self, node: Node, row: Row) -> Call:
        arguments, operands = self.arguments(node, row)
        settings, options = self.settings(node, row)
        shape = shape_of(node)
        positional = [*arguments, *settings, *([shape] if row.shaped else [])]
        given = row.arranged(positional) if row.arranged else tuple(positional)
        if row.operands == ("*",):
            given = (arguments, *settings)
        operands += [
            Operand(each, None, 0, each._version)
            for each in tensors_in((given, options))
            if all(each is not known.tensor for known in operands)
        ]
        with torch.no_grad():
            result = row.function(*given, **options)
        results = (result,) if isinstance(result, torch.Tensor) else tuple(result) if row.several else (result[0],)
        shapes = tuple(tuple(each.shape) for each in results)
        if shapes[0] != shape or len(shapes) != (len(node._input_metadata) if row.several else 1):
            raise Unknown
        for place, each in enumerate(results):
            kept = self.values.setdefault((node, place), each)
            if not torch.allclose(each, kept, rtol=1e-3, atol=1e-5, equal_nan=True):
                raise Unknown
        return Call(row.function, given, options, operands, 0, None, shapes=shapes)

    def arguments(self, node: Node, row: Row) -> tuple[list[Any], list[Operand]]:
        """The operands as arguments, and those that are tensors as a recorder keeps them."""
        names = ("?",) * len(node.next_functions) if row.operands == ("*",) else row.operands
        arguments: list[Any] = []
        operands: list[Operand] = []
        edges = iter(node.next_functions)
        for place, name in enumerate(names):
            edge: Edge = (None, 0) if name.endswith("!") else next(edges, (None, 0))
            if edge[0] is not None:
                tensor = self.tensor(edge)
                operands.append(operand(tensor, edge))
            else:
                tensor = self.constant(node, row, place, name)
                if not isinstance(tensor, torch.Tensor):
                    arguments.append(tensor)
                    continue
                operands.append(Operand(tensor, None, 0, tensor._version))
            arguments.append(tensor)
        return arguments, operands

    def constant(self, node: Node, row: Row, place: int, name: str) -> Any:
        """An operand that no gradient goes to: a tensor, or a number."""
        if row.operands == ("*",):
            return self.piece(node, row, place)
        found = None if name == "?" else self.saved(node, name.removesuffix("!"))
        if found is None:
            found = self.missing(node, row, place)
        if isinstance(found, torch.Tensor) and found.ndim == 0 and found.dtype.is_floating_point:
            return found if any(found is each for each in self.variables) else tidy(found)
        return found

    def missing(self, node: Node, row: Row, place: int) -> Any:
        """What torch kept nothing of, from what came of it; a number where it is the same everywhere."""
        if place not in (row.missing or {}):
            if row.operands[place] == "?" and row.function in OPTIONAL:
                return None
            raise Unknown
        result, found = self.value((node, 0)), self.solved(node, row, place)
        first = found.flatten()[:1]
        if found.numel() and bool(torch.isclose(found, first, rtol=1e-5, atol=1e-7 * scale(result)).all()):
            return rounded(float(first), scale(result))
        return found

    def solved(self, node: Node, row: Row, place: int) -> Tensor:
        """One operand of a node from its result and the others."""
        assert row.missing
        result = self.value((node, 0))
        others: list[Any] = []
        edges = iter(node.next_functions)
        for each, name in enumerate(row.operands):
            if name.endswith("!"):
                others.append(self.saved(node, name.removesuffix("!")))
                continue
            edge = next(edges, (None, 0))
            if each == place:
                others.append(None)
                continue
            kept = None if name == "?" else self.saved(node, name)
            others.append(self.tensor(edge) if edge[0] is not None else kept)
        alpha = self.saved(node, "alpha")
        if alpha not in (None, 1):
            raise Unknown
        if sum(each is None for each in others) > 1:
            raise Unknown
        with torch.no_grad():
            return row.missing[place](result, *others)

    def piece(self, node: Node, row: Row, place: int) -> Tensor:
        """The one part of a joined tensor that torch kept nothing of."""
        result, dim = self.value((node, 0)), self.saved(node, "dim")
        if row.function is torch.stack:
            return result.select(dim, place)
        edges = node.next_functions
        if sum(edge[0] is None for edge in edges) > 1:
            raise Unknown
        sizes = [0 if edge[0] is None else self.tensor(edge).shape[dim] for edge in edges]
        return result.narrow(dim, sum(sizes[:place]), result.shape[dim] - sum(sizes))

    def settings(self, node: Node, row: Row) -> tuple[list[Any], dict[str, Any]]:
        positional: list[Any] = []
        options: dict[str, Any] = {}
        for name in row.settings:
            value = self.saved(node, name.removesuffix("="))
            if name == "reduction=":
                value = REDUCTIONS[value]
            if not name.endswith("="):
                positional.append(value)
            elif name.removesuffix("=") not in USUAL or value != USUAL[name.removesuffix("=")]:
                options[name.removesuffix("=")] = value
        return positional, options

    def saved(self, node: Node, name: str) -> Any:
        """What torch kept under a name; None where it kept nothing. A tensor is one object, however often asked for.

        Raises value.graph_freed where a backward pass has let go of it, value.graph_changed where it was overwritten.
        """
        if f"_saved_{name}" not in dir(node):
            return None
        try:
            found = node.__getattribute__(f"_saved_{name}")
        except RuntimeError as error:
            raise refusal(error) from None
        if isinstance(found, torch.Tensor):
            found = found.detach()
            key = (found.data_ptr(), tuple(found.shape), found.stride(), found.dtype)
            return self.kept.setdefault(key, found)
        if isinstance(found, tuple):
            return tuple(whole(each) for each in found)
        return whole(found)

    # ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def tensor(self, edge: Edge) -> Tensor:
        """An operand that a gradient goes to: the leaf itself, else what its node gave."""
        return edge[0].variable if is_leaf(edge[0]) else self.value(edge)

    def value(self, edge: Edge) -> Tensor:
        """What a node gave, as far as anything tells. Raises Unknown."""
        if edge not in self.values:
            if edge in self.looking:
                raise Unknown
            self.looking.add(edge)
            try:
                self.values[edge] = self.found(edge)
            finally:
                self.looking.discard(edge)
        return self.values[edge]

    def found(self, edge: Edge) -> Tensor:
        own = self.saved(edge[0], "result") if edge[1] == 0 else None
        if isinstance(own, torch.Tensor):
            return own
        recorded = edge[0].metadata.get(CALL)
        if recorded is not None and not recorded.in_place and recorded.name not in RANDOM:
            return self.again(edge, recorded)
        for user, place in self.users.get(edge, ()):
            row = ROWS.get(user.name())
            if row is None or row.operands == ("*",):
                continue
            names = [name for name in row.operands if not name.endswith("!")]
            kept = self.saved(user, names[place]) if place < len(names) and names[place] != "?" else None
            if isinstance(kept, torch.Tensor):
                return kept
            try:
                if place in (row.missing or {}):
                    return self.solved(user, row, place)
                if row.inverse is not None and place == 0:
                    return self.undone(user, row, shape_of(edge[0]))
            except Unknown:
                continue
        raise Unknown

    def again(self, edge: Edge, call: Call) -> Tensor:
        """What a call that was recorded gives when it is done once more."""
        if any(version_of(each.tensor) != each.version for each in call.operands):
            raise Unknown
        with torch.no_grad():
            result = call.function(*call.arguments, **call.options)
        if isinstance(result, torch.Tensor):
            return result
        return [each for each in result if isinstance(each, torch.Tensor) and each.dtype.is_floating_point][edge[1]]

    def undone(self, user: Node, row: Row, shape: tuple[int, ...]) -> Tensor:
        """The first operand of `user`, from its result."""
        assert row.inverse
        others: list[Any] = []
        for each, name in enumerate(row.operands[1:], 1):
            edge = user.next_functions[each]
            found = self.saved(user, name) if edge[0] is None else self.tensor(edge)
            if found is None:
                raise Unknown
            others.append(found)
        with torch.no_grad():
            found = row.inverse(self.value((user, 0)), shape, *others)
        if tuple(found.shape) != shape or not bool(torch.isfinite(found).all()):
            raise Unknown
        return found

    # ── what no row knows ───────────────────────────────────────────────────────────────────────────────────────────

    def by_derivative(self, node: Node) -> Call:
        """What the node is to first order: its value, and torch's own derivative by each operand."""
        try:
            value = self.value((node, 0))
            edges = [edge for edge in node.next_functions if edge[0] is not None]
            tensors = [self.tensor(edge) for edge in edges]
            found = self.slopes(node, value, tensors)
        except (Unknown, RuntimeError, TypeError, NotImplementedError):
            raise ValueProblem("value.graph_unknown", name=name_of(node)) from None
        kept = [tensor.detach().to(torch.float64) for tensor in tensors]

        def near(*operands: Tensor) -> Tensor:
            total = value.to(torch.float64)
            for each, before, slope in zip(operands, kept, found, strict=True):
                total = total + slope.times(each - before, value.shape)
            return total

        near.__name__ = name_of(node)
        operands = [operand(tensor, edge) for tensor, edge in zip(tensors, edges, strict=True)]
        where = node.metadata.get(APPLIED)
        line, scope = (0, None) if where is None else (where.line, where.scope)
        return Call(near, tuple(tensors), {}, operands, line, scope, shapes=(tuple(value.shape),), applied=where)

    def slopes(self, node: Node, value: Tensor, tensors: list[Tensor]) -> list[Slope]:
        """How the result follows each operand."""
        if len(node._input_metadata) != 1:
            raise Unknown
        live = [place for place, edge in enumerate(node.next_functions) if edge[0] is not None]
        # A function of the program's own, in Python, is called by another name.
        back = node if callable(node) else node.apply

        def taken(arriving: Tensor) -> list[Tensor | None]:
            found = back(arriving)
            found = found if isinstance(found, tuple) else (found,)
            return [found[place] for place in live]

        known = slopes_of(taken, value, tensors, WIDEST)
        if known is None:
            raise Unknown
        return known


def refusal(error: RuntimeError) -> Exception:
    """What torch says where it cannot go back, in words of ours where there are any."""
    reason = str(error)
    if "inplace operation" in reason:
        return ValueProblem("value.graph_changed")
    if "second time" in reason:
        return ValueProblem("value.graph_freed")
    return error


def ordered(root: Node) -> list[Node]:
    """All nodes behind `root`, operands before what uses them. Iterative: chains may be long."""
    found: list[Node] = []
    seen: set[Node] = set()
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, done = waiting.pop()
        if done:
            found.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting += [(each, False) for each, _ in reversed(node.next_functions) if each is not None]
    return found


def tensors_in(value: Any) -> Iterator[Tensor]:
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, tuple | list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from tensors_in(each)


def went_in(nodes: Iterable[Node]) -> Iterator[tuple[Edge, Tensor]]:
    """What calls that were seen, and functions of the program's own, were given, as far as it is what it was then."""
    for node in nodes:
        call, applied = node.metadata.get(CALL), node.metadata.get(APPLIED)
        for each in call.operands if call else ():
            if each.source is not None and version_of(each.tensor) == each.version:
                yield (each.source, each.output), each.tensor
        for tensor in applied.given if applied else ():
            if isinstance(tensor, torch.Tensor) and tensor.grad_fn is not None:
                yield (tensor.grad_fn, tensor.output_nr), tensor


def is_leaf(node: Node) -> bool:
    return hasattr(node, "variable")


def operand(tensor: Tensor, edge: Edge) -> Operand:
    """As a recorder would have kept it."""
    if is_leaf(edge[0]):
        return Operand(tensor, None, 0, tensor._version)
    return Operand(tensor, edge[0], edge[1], tensor._version)


def shape_of(node: Node) -> tuple[int, ...]:
    return tuple(node._input_metadata[0].shape)


def name_of(node: Node) -> str:
    """`FftR2CBackward0` -> `fft_r2c`-like: the node without what only says that it goes back."""
    name: str = node.name().split("::")[-1]
    if name.endswith("Backward"):
        return name.removesuffix("Backward") or "node"  # a function of the program's own, by its own name
    if name == "CopyBackwards":
        return "clone"
    if name == "CopySlices":
        return "setitem"  # a part of a tensor was changed in place, by whatever function
    return name.rstrip("0123456789").removesuffix("Backward").lower() or "node"


def whole(value: Any) -> Any:
    return value - 2 * WRAPPED if type(value) is int and value >= WRAPPED else value


def scale(tensor: Tensor) -> float:
    return max(float(tensor.abs().max()), 1e-30) if tensor.numel() else 1.0


def tidy(tensor: Tensor) -> float:
    """A number that torch keeps as a tensor, as somebody wrote it: 0.1, not 0.10000000149."""
    value = float(tensor)
    short = float(f"{value:.{TIDY}g}")
    return short if torch.tensor(short, dtype=tensor.dtype) == tensor else value


def rounded(value: float, size: float) -> float:
    """A number that was found by subtraction from numbers of this size, without what rounding left."""
    short = round(value, TIDY)
    return short if abs(short - value) <= 1e-6 * max(abs(value), size) else value
