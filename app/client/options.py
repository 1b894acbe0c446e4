"""What may be asked besides the source, as types. Written by `python -m tests.client.written` from the API's models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, Protocol, TypedDict


class Array(Protocol):
    """An array of NumPy or PyTorch."""

    def tolist(self) -> Any: ...


Tensor = float | Sequence["Tensor"] | Array
"""a number, nested lists of numbers, or an array"""


class Previous(TypedDict):
    """How a drawing lay before an edit, so that the next one lies as like it as may be."""

    direction: Literal["right", "down"]
    order: NotRequired[Sequence[str]]


class Clip(TypedDict):
    """A bound for gradients: one of the two."""

    value: NotRequired[float | None]
    norm: NotRequired[float | None]


class GradientsItem(TypedDict):
    """A question as POST /api/v1/gradients takes it."""

    source: str
    syntax: NotRequired[Literal["auto", "formula", "latex", "listing"]]
    values: NotRequired[Mapping[str, Tensor]]
    output: NotRequired[str | None]
    upstream: NotRequired[Tensor | None]
    engine: NotRequired[Literal["tape", "torch"]]
    check: NotRequired[bool]
    collapsed: NotRequired[Sequence[str] | None]
    direction: NotRequired[Literal["right", "down", "auto"]]
    space: NotRequired[Sequence[float] | None]
    previous: NotRequired[Previous | None]
    language: NotRequired[Literal["en", "zh-CN"] | None]
    seed: NotRequired[int]
    points: NotRequired[Mapping[str, Sequence[float]] | None]
    kind: NotRequired[Literal["gradients"]]


class GraphItem(TypedDict):
    """A question as POST /api/v1/graph takes it."""

    source: str
    syntax: NotRequired[Literal["auto", "formula", "latex", "listing"]]
    values: NotRequired[Mapping[str, Tensor]]
    output: NotRequired[str | None]
    upstream: NotRequired[Tensor | None]
    engine: NotRequired[Literal["tape", "torch"]]
    check: NotRequired[bool]
    collapsed: NotRequired[Sequence[str] | None]
    direction: NotRequired[Literal["right", "down", "auto"]]
    space: NotRequired[Sequence[float] | None]
    previous: NotRequired[Previous | None]
    language: NotRequired[Literal["en", "zh-CN"] | None]
    seed: NotRequired[int]
    graph: NotRequired[Literal["forward", "backward"]]
    mode: NotRequired[Literal["reverse", "forward"]]
    tangent: NotRequired[Mapping[str, Tensor] | None]
    kind: Literal["graph"]


class GradientsOptions(TypedDict, total=False):
    """What GradientsQuestion takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None
    seed: int
    points: Mapping[str, Sequence[float]] | None


class GraphOptions(TypedDict, total=False):
    """What GraphQuestion takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None
    seed: int
    graph: Literal["forward", "backward"]
    mode: Literal["reverse", "forward"]
    tangent: Mapping[str, Tensor] | None


class PathsOptions(TypedDict, total=False):
    """What PathsQuestion takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None
    seed: int
    most: int


class DerivationOptions(TypedDict, total=False):
    """What DerivationQuestion takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None
    seed: int
    notation: Literal["partial", "bar", "delta"]


class MistakesOptions(TypedDict, total=False):
    """What MistakesQuestion takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None
    seed: int
    asked: Literal["gradients", "values"]


class HessianOptions(TypedDict, total=False):
    """What HessianQuestion takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None
    seed: int
    inputs: Sequence[str] | None
    vector: Mapping[str, Tensor] | None


class JacobianOptions(TypedDict, total=False):
    """What JacobianQuestion takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None
    seed: int
    inputs: Sequence[str] | None


class CodeOptions(TypedDict, total=False):
    """What CodeQuestion takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None
    seed: int
    target: Literal["numpy", "pytorch", "jax", "dot", "tikz"]


class RunOptions(TypedDict, total=False):
    """What RunQuestion takes."""

    seed: int | None
    episode: int | None
    near: int
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    space: Sequence[float] | None
    previous: Previous | None
    language: Literal["en", "zh-CN"] | None


class TrainOptions(TypedDict, total=False):
    """What TrainQuestion takes."""

    syntax: Literal["auto", "formula", "latex"]
    output: str | None
    values: Mapping[str, Tensor]
    parameters: Sequence[str] | None
    data: Mapping[str, Tensor]
    generator: Mapping[str, Any] | None
    batch: Literal["each", "full"] | int
    shuffle: bool
    optimizer: Mapping[str, Any]
    schedule: Sequence[Mapping[str, Any]]
    clip: Clip | None
    epochs: int
    seed: int
    engine: Literal["tape", "torch"]
    language: Literal["en", "zh-CN"] | None


class LinkOptions(TypedDict, total=False):
    """What LinkSpec takes."""

    syntax: Literal["auto", "formula", "latex", "listing"]
    values: Mapping[str, Tensor]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    seed: int
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"] | None
    graph: Literal["forward", "backward"]
    mode: Literal["reverse", "forward"]
    tangent: Mapping[str, Tensor] | None
    language: Literal["en", "zh-CN"] | None
    theme: Literal["light", "dark", "contrast"] | None
    show: Sequence[str]
    hide: Sequence[str]
    predict: Literal["gradients", "values"] | None
    present: bool
    panel: str | None
    notation: Literal["partial", "bar", "delta"] | None
    part: int | None
    episode: int | None
    step: int | None


class PictureOptions(TypedDict, total=False):
    """Parameters of a query."""

    values: Mapping[str, Tensor]
    syntax: Literal["auto", "formula", "latex", "listing"]
    output: str | None
    upstream: Tensor | None
    engine: Literal["tape", "torch"]
    check: bool
    collapsed: Sequence[str] | None
    direction: Literal["right", "down", "auto"]
    seed: int
    language: Literal["en", "zh-CN"] | None
    graph: Literal["forward", "backward"]
    mode: Literal["reverse", "forward"]
    tangent: Mapping[str, Tensor] | None
    episode: int
    step: int
    phase: Literal["none", "forward", "backward"]
    theme: Literal["light", "dark", "contrast"]
    show: str | Sequence[str]
    hide: str | Sequence[str]
    predict: Literal["gradients", "values"]
    space: Sequence[float] | None
    width: int
    frame: str
    animate: bool


class LookOptions(TypedDict, total=False):
    """Parameters of a query."""

    step: int
    phase: Literal["none", "forward", "backward"]
    theme: Literal["light", "dark", "contrast"]
    show: str | Sequence[str]
    hide: str | Sequence[str]
    predict: Literal["gradients", "values"]
    animate: bool
    language: Literal["en", "zh-CN"] | None
    width: int


class SurfaceOptions(TypedDict, total=False):
    """Parameters of a query."""

    x: str
    y: str
    x_from: float
    x_to: float
    y_from: float
    y_to: float
    size: int
    over: Literal["data", "batch"]
    language: Literal["en", "zh-CN"] | None


class SliceOptions(TypedDict, total=False):
    """Parameters of a query."""

    along: Literal["gradient", "step"]
    first: float
    last: float
    size: int
    over: Literal["data", "batch"]
    language: Literal["en", "zh-CN"] | None


class NudgeOptions(TypedDict, total=False):
    """Parameters of a query."""

    parameter: str
    change: float
    over: Literal["data", "batch"]
    language: Literal["en", "zh-CN"] | None
