r"""How a gradient is written: \frac{\partial J}{\partial v}, \bar{v}, or \delta_v. Three notations, one table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Literal

from app.notation.names import ADJOINT, bar, name_latex, typeset_name
from app.notation.trees import ATOM, FRACTION, WRITTEN_DIGITS, Piece, Typesetter
from app.operations import Shape

Notation = Literal["partial", "bar", "delta"]

SOME_LOSS = r"\mathcal{L}"
"""what is differentiated where a gradient arrives from outside: a number further on that nobody named"""


def partial(over: str, below: str) -> str:
    r"""`\frac{\partial J}{\partial v}`, of what is typeset already."""
    return rf"\frac{{\partial {over}}}{{\partial {below}}}"


def partial_piece(top: str, name: str) -> Piece:
    return Piece(partial(top, name_latex(name)), FRACTION)


def bar_piece(top: str, name: str) -> Piece:
    set_name = typeset_name(bar(name))
    return Piece(set_name.latex, ATOM, (), set_name.below, set_name.above)


def delta_piece(top: str, name: str) -> Piece:
    return Piece(rf"\delta_{{{name_latex(name)}}}", ATOM, (), below=True)


PIECES: dict[Notation, Callable[[str, str], Piece]] = {
    "partial": partial_piece,
    "bar": bar_piece,
    "delta": delta_piece,
}


class GradientTypesetter(Typesetter):
    """Typesets trees in which `adjoint(v)` stands for the gradient that reaches v.

    `top` is what is differentiated, typeset. In the delta notation the names in `inputs` keep the partial derivative:
    deltas are for what is computed, as the books have it.
    """

    def __init__(self, shapes: Mapping[str, Shape], notation: Notation, top: str, inputs: Collection[str]) -> None:
        super().__init__(shapes, WRITTEN_DIGITS)
        self.notation, self.top, self.inputs = notation, top, inputs

    def named(self, name: str) -> Piece:
        if not name.startswith(ADJOINT):
            return super().named(name)
        return self.gradient(name.removeprefix(ADJOINT))._replace(shape=self.shapes.get(name, ()))

    def gradient(self, name: str) -> Piece:
        """The sign for the gradient that reaches `name`."""
        written: Notation = "partial" if self.notation == "delta" and name in self.inputs else self.notation
        return PIECES[written](self.top, name)
