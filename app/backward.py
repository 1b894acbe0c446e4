r"""An adjoint -> a graph: the backward pass as a graph like any other, to be differentiated again or drawn.

`as_graph` keeps everything in its place. `backward_graph` keeps what the gradients of the inputs are made of, and names
it: \bar{x} for the gradient that reaches x.
"""

from __future__ import annotations

import numpy as np

from app.differentiate import Adjoint
from app.graph import Graph, as_value
from app.growing import Growing
from app.language.names import bar


def as_graph(adjoint: Adjoint, output: int | None = None) -> Graph:
    """All nodes of `adjoint` in their places; the seed is one of them, an input of ones that no gradient flows to.

    `output`: one of the nodes; without it the gradient of the first input that has one.
    """
    if output is None:
        found = [adjoint.gradients[index] for index in adjoint.graph.inputs.values()]
        output = next((each for each in found if each is not None), adjoint.seed)
    return grown(adjoint).frozen(output, held={adjoint.seed})


def grown(adjoint: Adjoint) -> Growing:
    """The columns of `adjoint`, its seed an input by the name of the output's gradient."""
    columns, seed = Growing(adjoint), adjoint.seed
    name = bar(adjoint.graph.nodes[adjoint.graph.output].name)
    columns.inputs[name], columns.names[seed] = seed, name
    columns.defaults[seed] = as_value(np.ones(adjoint.shapes[seed]))
    return columns
