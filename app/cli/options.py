"""The options that several commands take. They are those of a query, by the same names, and read by the same reader."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from app.cli.words import HERE, said
from app.messages import Language
from app.web.languages import language_named
from app.web.query import read_spec

SOURCE = said(
    "A formula, for example 'J = 3(a+bc)'; a file that holds one; or - for standard input.",
    "公式，例如 'J = 3(a+bc)'；或存有公式的文件；- 表示标准输入。",
)

Values = Annotated[
    list[str] | None,
    typer.Option(
        "--values",
        "-v",
        metavar="a:5,x:[1,2]",
        help=said("Values of inputs; also a=5, JSON, or one -v each.", "各输入的值；也可写 a=5、JSON，或多个 -v。"),
    ),
]
Syntax = Annotated[
    str, typer.Option(metavar="auto|formula|latex", help=said("How the source is written.", "源文本的写法。"))
]
Of = Annotated[
    str | None,
    typer.Option("--of", metavar="NAME", help=said("The definition that is the output.", "以哪个定义为输出。")),
]
Upstream = Annotated[
    str | None,
    typer.Option(
        metavar="JSON",
        help=said("The gradient that arrives at a tensor output.", "到达张量输出的上游梯度。"),
    ),
]
Engine = Annotated[str, typer.Option(metavar="tape|torch", help=said("What computes it.", "用哪个引擎计算。"))]
Seed = Annotated[int, typer.Option(help=said("The seed of randn and rand.", "randn 与 rand 的种子。"))]
AsJson = Annotated[
    bool,
    typer.Option("--json", help=said("JSON on standard output, mistakes too.", "在标准输出上给出 JSON，错误也一样。")),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="en|zh-CN",
        help=said("The language of sentences; else that of LANG.", "语句的语言；默认取 LANG。"),
    ),
]


Step = Annotated[
    int | None, typer.Option(min=0, help=said("How many steps are finished; else all.", "已完成的步数；默认全部。"))
]
Phase = Annotated[
    str | None,
    typer.Option(metavar="none|forward|backward", help=said("How far it has run.", "运行到哪个阶段。")),
]
Theme = Annotated[
    str | None, typer.Option(metavar="light|dark|contrast", help=said("The ground of the picture.", "图片的底色。"))
]
Width = Annotated[int | None, typer.Option(help=said("Its width in pixels.", "图片宽度（像素）。"))]
Show = Annotated[
    str | None,
    typer.Option(
        metavar="values,gradients,locals", help=said("What stands beside the formulas.", "公式旁显示的内容。")
    ),
]
Hide = Annotated[str | None, typer.Option(metavar="locals", help=said("What does not.", "公式旁不显示的内容。"))]
Predict = Annotated[
    str | None,
    typer.Option(
        metavar="gradients|values",
        help=said("A sheet for practice: what students are to find is left out.", "练习用图：略去要学生求出的数。"),
    ),
]
Animate = Annotated[
    bool,
    typer.Option("--animate", help=said("An SVG that plays the whole run by itself.", "会自行播放全过程的 SVG。")),
]
Flow = Annotated[
    str | None, typer.Option(metavar="right|down|auto", help=said("Where values flow.", "数值流动的方向。"))
]
Space = Annotated[
    str | None,
    typer.Option(metavar="960x640", help=said("The window that it is laid out for.", "排版所针对的窗口大小。")),
]
Collapsed = Annotated[
    str | None, typer.Option(metavar="f,g", help=said("Functions drawn as one node.", "画成单个节点的函数。"))
]
Which = Annotated[
    str | None,
    typer.Option(metavar="forward|backward", help=said("The graph, or its backward pass.", "计算图本身，或其反向图。")),
]
Mode = Annotated[
    str | None,
    typer.Option(
        metavar="reverse|forward",
        help=said("Gradients backward, or tangents forward.", "反向传梯度，或前向传变化率。"),
    ),
]
Tangent = Annotated[
    str | None,
    typer.Option(
        metavar="b:1",
        help=said("With --mode forward: how fast inputs change.", "配合 --mode forward：各输入变化的快慢。"),
    ),
]

_ASSIGNED = re.compile(r"((?:^|,)\s*[^\s:=,{\[\]\"]+\s*)=")
"""a name and the sign that follows it, where shells have taught people to write one"""


def language_of(lang: str | None) -> Language:
    """Raises typer.BadParameter."""
    if lang is None:
        return HERE
    found = language_named(lang)
    if found is None:
        raise typer.BadParameter(said("en or zh-CN", "应为 en 或 zh-CN"), param_hint="--lang")
    return found


def values_of(written: list[str] | None) -> str | None:
    """`a:5,b:3` as a query has it, from options of the kind `a=5`."""
    return None if not written else ",".join(_ASSIGNED.sub(r"\1:", each) for each in written)


def spec_of(source: str, **query: str | int | None) -> dict[str, Any]:
    """What POST /api/v1/graph takes, from options that are written as in a query. Raises what `read_spec` raises."""
    asked = {name: str(value) for name, value in query.items() if value is not None}
    return {**read_spec(asked), "source": source}
