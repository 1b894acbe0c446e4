"""The oracle: torch's own second derivatives and tangents of one operation, beside ours."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.derivatives import given_values, hessian
from app.engines import pytorch
from app.engines.sweep import Deadline, Sweep
from app.graph import Graph
from app.operations import Operation
from app.tangents import tangents
from tests.rows import graph_of

torch: Any = pytorch.torch()


class Trial:
    """One operation on `values`; its result times `upstream`, summed, is what is differentiated twice."""

    def __init__(self, row: Operation, values: list[Any], parameters: dict[str, Any]) -> None:
        self.values = [np.asarray(value, dtype=np.float64) for value in values]
        self.given = dict(
            zip("abcdef", [float(each) if each.ndim == 0 else each for each in self.values], strict=False)
        )
        self.graph: Graph = graph_of(row, list(self.given.values()), parameters)
        output = self.graph.nodes[self.graph.output]
        assert output.operation
        self.operation, self.parameters, self.shape = output.operation, parameters, output.shape
        upstream = np.random.default_rng(1).uniform(0.5, 1.5, output.shape)
        self.upstream = float(upstream) if upstream.ndim == 0 else upstream
        self.names = [name for name, index in self.graph.inputs.items() if self.graph.nodes[index].requires_grad]
        self.places = ["abcdef".index(name) for name in self.names]
        self.tensors = [torch.tensor(value) for value in self.values]

    @property
    def leaves(self) -> tuple[Any, ...]:
        return tuple(self.tensors[place] for place in self.places)

    def call(self, *leaves: Any) -> Any:
        operands = list(self.tensors)
        for place, leaf in zip(self.places, leaves, strict=True):
            operands[place] = leaf
        return pytorch.forward(self.operation)(*operands, **self.parameters)

    def torch_takes_it(self) -> bool:
        """No shape can promise that an index exists, or that a number is a probability."""
        try:
            self.call(*self.leaves)
        except (IndexError, RuntimeError):
            return False
        return True

    def gradients_are_finite(self) -> bool:
        found = torch.autograd.functional.jacobian(self.total, self.leaves)
        return all(bool(torch.isfinite(each).all()) for each in found)

    def total(self, *leaves: Any) -> Any:
        return (self.call(*leaves) * torch.tensor(self.upstream, dtype=torch.float64)).sum()

    def check_hessian(self) -> None:
        theirs = torch.autograd.functional.hessian(self.total, self.leaves)
        ours = hessian(self.graph, self.given, inputs=self.names, upstream=self.upstream).blocks
        assert ours is not None
        for first, row in zip(self.names, theirs, strict=True):
            for second, block in zip(self.names, row, strict=True):
                assert np.shape(ours[first][second]) == tuple(block.shape)
                assert close(ours[first][second], block), (self.given, first, second, ours[first][second], block)

    def check_tangent(self) -> None:
        random = np.random.default_rng(2)
        directions = [random.uniform(-1, 1, self.values[place].shape) for place in self.places]
        theirs = pushed(self.call, self.leaves, tuple(map(torch.tensor, directions)))
        indices = [self.graph.inputs[name] for name in self.names]
        found = tangents(self.graph, indices)
        tangent = found.tangents[self.graph.output]
        ours: Any = np.zeros(self.shape)
        if tangent is not None:
            seeds = {found.seeds[index]: each for index, each in zip(indices, directions, strict=True)}
            given = given_values(self.graph, self.given) | seeds
            ours = Sweep(found.columns, [tangent], given, (), Deadline()).values[tangent]
        assert np.shape(ours) == tuple(theirs.shape)
        assert close(ours, theirs), (self.given, ours, theirs)


def pushed(function: Any, leaves: tuple[Any, ...], directions: tuple[Any, ...]) -> Any:
    """torch's tangent: by its forward mode, or, for the few operations that have none, by two backward passes."""
    try:
        return torch.func.jvp(function, leaves, directions)[1]
    except NotImplementedError:
        return torch.autograd.functional.jvp(function, leaves, directions)[1]


def close(ours: Any, theirs: Any) -> bool:
    return np.allclose(ours, theirs.numpy(), rtol=1e-10, atol=1e-12, equal_nan=True)
