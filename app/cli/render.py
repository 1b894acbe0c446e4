"""`chainlight render`: one source or many, drawn into files of any form, with a manifest of what was written."""

from __future__ import annotations

import asyncio
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import options
from app.cli.endings import complain
from app.cli.options import language_of, values_of
from app.cli.sources import read_lines, read_sources
from app.cli.telling import json_text, write
from app.cli.words import EXITS, said


def render(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help=said(
                "Formulas, files that hold one, folders of such files; a .py file is run as a PyTorch listing.",
                "公式、存有公式的文件、或这类文件所在的文件夹；.py 文件按 PyTorch 代码运行。",
            ),
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|FOLDER",
            help=said(
                "A file, whose suffix names the form (several: one -o each); a folder for several sources; - for "
                "standard output.",
                "输出文件，由后缀决定格式（可用多个 -o）；多个源时给出文件夹；- 表示标准输出。",
            ),
        ),
    ] = None,
    forms: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="svg,png,…",
            help=said("The forms of the files in a folder.", "文件夹中各文件的格式。"),
        ),
    ] = None,
    lines: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=said(
                "A file with a formula on each line; - for standard input.", "每行一个公式的文件；- 表示标准输入。"
            ),
        ),
    ] = None,
    values: options.Values = None,
    step: options.Step = None,
    phase: options.Phase = None,
    theme: options.Theme = None,
    width: options.Width = None,
    show: options.Show = None,
    hide: options.Hide = None,
    predict: options.Predict = None,
    animate: options.Animate = False,
    syntax: options.Syntax = "auto",
    of: options.Of = None,
    upstream: options.Upstream = None,
    engine: options.Engine = "tape",
    seed: options.Seed = 0,
    direction: options.Flow = None,
    space: options.Space = None,
    collapsed: options.Collapsed = None,
    graph: options.Which = None,
    mode: options.Mode = None,
    tangent: options.Tangent = None,
    episode: Annotated[
        int | None,
        typer.Option(
            min=0, help=said("Of a listing: which backward(), from 0.", "代码：第几次 backward()，从 0 数起。")
        ),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=said(
                "Where to list what was written, with SHA-256 and sizes; in a folder it is manifest.json.",
                "清单文件：列出写出的文件及其 SHA-256 与大小；文件夹中默认为 manifest.json。",
            ),
        ),
    ] = None,
    lang: options.Lang = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=said("The manifest on standard output.", "在标准输出上给出清单。"))
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help=said("No progress bar, no summary.", "不显示进度与小结。"))
    ] = False,
) -> None:
    # What draws loads slowly: other commands do without it.
    from app.cli.forms import Writer
    from app.cli.jobs import MANIFEST, jobs_of
    from app.cli.writing import save, write_all

    language = language_of(lang)
    query = {
        "values": values_of(values), "syntax": syntax, "output": of, "upstream": upstream, "engine": engine,
        "seed": seed, "step": step, "phase": phase, "theme": theme, "width": width, "show": show, "hide": hide,
        "predict": predict,
        "animate": "1" if animate else None,
        "direction": direction, "space": space, "collapsed": collapsed, "graph": graph, "mode": mode,
        "tangent": tangent,
    }  # fmt: skip
    writer = Writer({name: str(each) for name, each in query.items() if each is not None}, language, episode)
    found = [source for argument in sources or () for source in read_sources(argument)]
    found += read_lines(lines) if lines else []
    jobs, folder = jobs_of(found, output or [], forms.split(",") if forms else [])
    report: dict[str, Any] = {"chainlight": version("chainlight"), "files": [], "problems": []}
    shows_bar = not quiet and len(jobs) > 1 and sys.stderr.isatty()
    status = asyncio.run(write_all(jobs, writer, report, folder, shows_bar))
    place = manifest or (folder / MANIFEST if folder else None)
    if place:
        save(place, json_text(report).encode())
    if as_json:
        write(report)
    if folder and not quiet:
        complain(summary(report, folder))
    if status:
        raise typer.Exit(status)


render.__doc__ = said(
    f"""Draw the graph of a formula, or of many.

    chainlight render 'J = 3(a+bc)' -v a:5,b:3,c:2 -o graph.svg -o graph.png

    chainlight render --lines formulas.txt -o pictures -f svg,tex

    chainlight render training.py --episode 2 -o graph.svg

    {EXITS}""",
    f"""画出一个或多个公式的计算图。

    chainlight render 'J = 3(a+bc)' -v a:5,b:3,c:2 -o graph.svg -o graph.png

    chainlight render --lines formulas.txt -o pictures -f svg,tex

    chainlight render training.py --episode 2 -o graph.svg

    {EXITS}""",
)


def summary(report: dict[str, Any], folder: Path) -> str:
    files, problems = len(report["files"]), len(report["problems"])
    return said(
        f"{files} file{'s' * (files != 1)} in {folder}, {problems} problem{'s' * (problems != 1)}.",
        f"{folder} 中写出 {files} 个文件，{problems} 个源有错。",
    )
