"""The body of a request, typed and documented: one model, used to validate, and to write the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from app.limits import LIMITS
from app.messages import LANGUAGES, Language

_NUMBER: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]}],
    "title": "A number",
}
_TENSOR: dict[str, Any] = {
    "anyOf": [*_NUMBER["anyOf"], {"type": "array", "minItems": 1, "items": {}}],
    "title": "A number, or nested arrays of numbers",
}
Tensor = Annotated[Any, WithJsonSchema(_TENSOR)]


Side = Annotated[float, Field(ge=1, le=100_000)]


class Previous(BaseModel):
    """How a drawing lay before an edit, so that the next one lies as like it as may be."""

    model_config = ConfigDict(extra="forbid", strict=True)

    direction: Literal["right", "down"] = Field(description="Where its values flowed.")
    order: list[str] = Field(
        default=[],
        max_length=2_000,
        description="Its node ids as they stood across the flow: from top to bottom, or from left to right.",
    )


class Question(BaseModel):
    """A source and how to read, run and show it. Only `source` is required."""

    model_config = ConfigDict(extra="forbid", strict=True)

    source: str = Field(
        description="The formula: one or several statements, by lines or `;`. At most 16 KiB.",
        examples=["J = 3(a+bc)"],
    )
    syntax: Literal["auto", "formula", "latex", "listing"] = Field(
        default="auto", description="How the source is written; `auto` finds out."
    )
    values: dict[str, Tensor] = Field(
        default={},
        description="A number or nested arrays for each input. Inputs without one get a small default, see `assumed`.",
        examples=[{"a": 5, "b": 3, "c": 2}],
    )
    output: str | None = Field(
        default=None, description="The definition that is the output; without it the one that no other uses."
    )
    upstream: Tensor | None = Field(
        default=None,
        description="The gradient that arrives at the output, in its shape: needed where the output is a tensor.",
    )
    engine: Literal["tape", "torch"] = Field(
        default="tape", description="`tape`: our own, float64. `torch`: the same graph by PyTorch's autograd."
    )
    check: bool = Field(
        default=False,
        description="True: every gradient beside PyTorch's and a central difference (in the answer's `check`).",
    )
    collapsed: list[str] | None = Field(
        default=None,
        description="Ids of the groups to draw as one node; without it none, or all where more than 60 nodes "
        "would be drawn.",
    )
    direction: Literal["right", "down", "auto"] = Field(
        default="right",
        description="Where values flow in the drawing; `auto`: where cards are larger in a window of `space`. "
        "The answer says which it is.",
    )
    space: Annotated[list[Side], Field(min_length=2, max_length=2)] | None = Field(
        default=None,
        description="Width and height in pixels of the window that the drawing is for: it spreads over what there is, "
        "and draws together where there is little.",
        examples=[[760, 720]],
    )
    previous: Previous | None = Field(
        default=None, description="How the drawing lay before an edit: what stays then moves little."
    )
    language: Language | None = Field(
        default=None,
        description="The language of sentences and errors; without it the query's `lang`, then Accept-Language.",
    )
    seed: int = Field(default=0, ge=0, lt=2**32, description="The seed of `randn` and `rand`.")


class GradientsQuestion(Question):
    """The same, and perhaps many points at once."""

    points: dict[str, list[Annotated[Any, WithJsonSchema(_NUMBER)]]] | None = Field(
        default=None,
        description="For scalar inputs, n numbers each: value and gradients are then lists of n. Inputs not named here "
        "keep their one value.",
        examples=[{"a": [1, 2, 3]}],
    )


class PathsQuestion(Question):
    """The same, and the input whose paths are asked for."""

    input: str = Field(description="The input that the paths start from.", examples=["b"])
    most: int = Field(
        default=LIMITS.paths,
        ge=1,
        le=LIMITS.paths,
        description="How many paths are listed; where there are more, those with the largest products.",
    )


class MistakesQuestion(Question):
    """The same, and which numbers a student is asked for."""

    asked: Literal["gradients", "values"] = Field(
        default="gradients", description="What is hidden: the gradients, or the values of operations."
    )


class DerivationQuestion(Question):
    """The same, and how gradients are to be written."""

    notation: Literal["partial", "bar", "delta"] = Field(
        default="partial",
        description="`partial`: ∂J/∂v. `bar`: v with a bar over it. `delta`: δ with v below it, and ∂J/∂w for inputs.",
    )


class CodeQuestion(Question):
    """The same, and what program it is to become."""

    target: Literal["numpy", "pytorch", "jax", "dot", "tikz"] = Field(
        default="numpy",
        description="`numpy`: forward and a backward pass by hand. `pytorch`, `jax`: their own autograd. `dot`: for "
        "Graphviz. `tikz`: a standalone LaTeX document.",
    )


class GraphQuestion(Question):
    """The same, and which graph: the one written, its backward pass, or the one written with tangents."""

    graph: Literal["forward", "backward"] = Field(
        default="forward",
        description="`backward`: the backward pass itself as a graph, from the gradient of the output to that of every "
        "input; its nodes are named `x̄`, and its steps are all forward.",
    )
    mode: Literal["reverse", "forward"] = Field(
        default="reverse",
        description="`reverse`: values first, then gradients, backwards. `forward`: a tangent beside every value.",
    )
    tangent: dict[str, Tensor] | None = Field(
        default=None,
        description="With `mode: forward`: how fast each input changes, in its shape; inputs not named do not change. "
        "Without it the first input changes by 1 in each entry.",
        examples=[{"b": 1}],
    )


class DerivativeQuestion(Question):
    """The same, and by which inputs to differentiate."""

    inputs: list[str] | None = Field(
        default=None,
        description="The inputs to differentiate by; without it all that a gradient can reach.",
        examples=[["w", "b"]],
    )


class JacobianQuestion(DerivativeQuestion):
    """A source with an output of any shape, and by which inputs to differentiate it."""


class HessianQuestion(DerivativeQuestion):
    """A source whose output is one number, by which inputs to differentiate it twice, and perhaps a direction."""

    vector: dict[str, Tensor] | None = Field(
        default=None,
        description="A direction: a number or array for each input, in its shape, 0 for those not named. The answer is "
        "then the Hessian times it (`product`), which takes one pass instead of one for each number.",
        examples=[{"w": 1}],
    )


class RunQuestion(BaseModel):
    """A listing to run. Only `source` is required."""

    model_config = ConfigDict(extra="forbid", strict=True)

    source: str = Field(
        description="The listing: Python with PyTorch, as tutorials print it. At most 64 KiB.",
        examples=["import torch\nw = torch.tensor(1.0, requires_grad=True)\n(w * w).backward()\nprint(w.grad)"],
    )
    seed: int | None = Field(
        default=None,
        ge=0,
        lt=2**32,
        description="What random numbers start from where the listing itself sets no seed; null: from 0.",
    )
    episode: int | None = Field(
        default=None,
        ge=0,
        lt=2**31,
        description="Which backward() the answer is about, from 0; the last where there are fewer. null: the one that "
        "torch refused, where that ended the listing, else the first.",
    )
    near: int = Field(
        default=0,
        ge=0,
        le=LIMITS.listing_near,
        description="How many backward() before and after it come along, each with its graph (`graphs`); fewer where "
        "graphs are large.",
    )
    collapsed: list[str] | None = Field(default=None, description="As for `/graph`.")
    direction: Literal["right", "down", "auto"] = Field(default="right", description="As for `/graph`.")
    space: Annotated[list[Side], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="As for `/graph`."
    )
    previous: Previous | None = Field(default=None, description="As for `/graph`.")
    language: Language | None = Field(
        default=None,
        description="The language of sentences and errors; without it the query's `lang`, then Accept-Language.",
    )


QUESTIONS: tuple[type[BaseModel], ...] = (
    Question, GradientsQuestion, PathsQuestion, DerivationQuestion, CodeQuestion, GraphQuestion, JacobianQuestion,
    HessianQuestion, MistakesQuestion, RunQuestion,
)  # fmt: skip
"""every body that the API takes"""

EXPECTED: dict[str, str] = {
    "source": "string",
    "syntax": '"auto" | "formula" | "latex" | "listing"',
    "values": "{name: number | number[] | number[][] | …}",
    "output": "string | null",
    "upstream": "number | number[] | number[][] | … | null",
    "engine": '"tape" | "torch"',
    "check": "true | false",
    "collapsed": "string[] | null",
    "direction": '"right" | "down" | "auto"',
    "space": "[number, number] | null",
    "previous": '{"direction": "right" | "down", "order": string[]} | null',
    "language": " | ".join(f'"{language}"' for language in LANGUAGES),
    "seed": "0, 1, …, 4294967295",
    "points": "{name: number[]}",
    "input": "string",
    "most": f"1, 2, …, {LIMITS.paths}",
    "notation": '"partial" | "bar" | "delta"',
    "asked": '"gradients" | "values"',
    "target": '"numpy" | "pytorch" | "jax" | "dot" | "tikz"',
    "graph": '"forward" | "backward"',
    "mode": '"reverse" | "forward"',
    "tangent": "{name: number | number[] | number[][] | …}",
    "inputs": "string[] | null",
    "episode": "0, 1, 2, … | null",
    "near": f"0, 1, …, {LIMITS.listing_near}",
    "vector": "{name: number | number[] | number[][] | …}",
}
"""What each field takes, in a notation that needs no translation; a test holds it against the models."""
