"""`chainlight gradients`: value and gradients as a table or as JSON."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from app.cli import options
from app.cli.endings import complain
from app.cli.options import language_of, spec_of, values_of
from app.cli.sources import read_source
from app.cli.tables import number, table
from app.cli.telling import mistakes_told, write
from app.cli.words import EXITS, said
from app.engines import Run
from app.language.names import canonical
from app.messages import Language


def gradients(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=options.SOURCE)],
    values: options.Values = None,
    check: Annotated[
        bool,
        typer.Option("--check", help=said("Beside PyTorch and a central difference.", "与 PyTorch 和中心差分对照。")),
    ] = False,
    points: Annotated[
        str | None,
        typer.Option(
            metavar="w:[0,1,2]",
            help=said("Scalar inputs at several points at once.", "标量输入同时取多个点。"),
        ),
    ] = None,
    of: options.Of = None,
    upstream: options.Upstream = None,
    engine: options.Engine = "tape",
    syntax: options.Syntax = "auto",
    seed: options.Seed = 0,
    lang: options.Lang = None,
    as_json: options.AsJson = False,
) -> None:
    language = language_of(lang)
    read = read_source(source)
    with mistakes_told(language, read, as_json=as_json):
        spec = spec_of(
            read.text, values=values_of(values), output=of, upstream=upstream, engine=engine, syntax=syntax, seed=seed
        )  # fmt: skip
        if points is not None:
            found = at_points(spec, points)
            write(found) if as_json else sys.stdout.write(points_told(found))
            return
        run = run_of(spec)
        checked = witnesses(run, language) if check else None
        if as_json:
            write(answer_of(run, engine) | ({"check": checked} if check else {}))
        else:
            sys.stdout.write(run_told(run, checked, language))
            for note in notes(run, spec.get("values", {}), language):
                complain(note)
    if checked and not checked["agrees"]:
        raise typer.Exit(1)


gradients.__doc__ = said(
    f"""Value and gradients of a formula.

    chainlight gradients 'J = 3(a+bc)' -v a:5,b:3,c:2

    chainlight gradients 'y = x^2' --points x:[0,1,2] --json

    {EXITS} With --check status 1 also where the three do not agree.""",
    f"""求公式的值与梯度。

    chainlight gradients 'J = 3(a+bc)' -v a:5,b:3,c:2

    chainlight gradients 'y = x^2' --points x:[0,1,2] --json

    {EXITS}使用 --check 时，若三者不一致，也以 1 退出。""",
)


def notes(run: Run, given: Iterable[str], language: Language) -> Iterator[str]:
    """What was decided about values: those that were missing, and those that nothing asks for."""
    graph = run.graph
    for name in graph.assumed:
        value = number(run.values[graph.inputs[name]])
        yield said(f"{name} had no value: {value} was taken.", f"{name} 没有给值，取 {value}。", language)
    inputs = set(map(canonical, graph.inputs))
    for name in given:
        if canonical(name) not in inputs:
            yield said(f"{name} is no input of this formula.", f"{name} 不是这个公式的输入。", language)


def run_of(spec: dict[str, Any]) -> Run:
    """The run of a spec, in this process. Raises every error that a source, its values and options can have."""
    from app.engines import engine
    from app.web.compiled import compile_source
    from app.web.question import Question
    from app.web.validation import read_question
    from app.web.values import read_named, read_upstream

    question = read_question(Question, spec, {})
    values = read_named(question.values)
    upstream = read_upstream(question.upstream)
    compiled = compile_source(question.source, question.syntax, question.output, values, question.seed)
    return engine(question.engine).run(compiled.graph, values, upstream)


def at_points(spec: dict[str, Any], points: str) -> dict[str, Any]:
    """The answer of POST /api/v1/gradients with `points`, and the points themselves."""
    from app.web.answers import Answers
    from app.web.query import read_values
    from app.web.question import GradientsQuestion
    from app.web.settings import Settings
    from app.web.validation import read_question

    taken = read_values(points)
    question = read_question(GradientsQuestion, {**spec, "points": taken}, {})
    return asyncio.run(Answers(Settings()).gradients(question)) | {"points": taken}


def witnesses(run: Run, language: Language) -> dict[str, Any]:
    from app.views.payload import checked

    return checked(run, language)


def answer_of(run: Run, engine: str) -> dict[str, Any]:
    """What POST /api/v1/gradients answers."""
    from app.web.answers import assumed_in

    name = run.graph.nodes[run.graph.output].name
    found = {"output": name, "value": run.value, "gradients": run.gradients_by_name(), "engine": engine}
    return found | assumed_in(run.graph)


def run_told(run: Run, check: dict[str, Any] | None, language: Language) -> str:
    graph = run.graph
    found = run.gradients_by_name()
    heading = [said("input", "输入", language), said("value", "值", language), said("gradient", "梯度", language)]
    rows = [[name, number(run.values[index]), number(found.get(name))] for name, index in graph.inputs.items()]
    if check:
        witnesses = {row["name"]: row for row in check["rows"]}
        heading += ["torch", said("difference", "差分", language), said("error", "误差", language)]
        for row in rows:
            seen = witnesses.get(row[0], {})
            row += [number(seen.get(part)) for part in ("torch", "finite_difference")]
            error = seen.get("relative_error")
            row.append("–" if error is None else f"{float(error):.1g}")
    lines = [f"{graph.nodes[graph.output].name} = {number(run.value)}"]
    if rows:
        lines.append(table(heading, rows))
    if check:
        lines.append(
            said("All of them agree.", "三者一致。", language)
            if check["agrees"]
            else said("They do not agree.", "三者不一致。", language)
        )
    return "\n".join(lines) + "\n"


def points_told(found: dict[str, Any]) -> str:
    """A row for each point: the inputs, the output, the gradients."""
    output, points, slopes = found["output"], found["points"], found["gradients"]
    heading = ["", *points, output, *(f"∂{output}/∂{name}" for name in slopes)]
    columns = [*points.values(), found["value"], *slopes.values()]
    rows = [[str(place), *map(number, row)] for place, row in enumerate(zip(*columns, strict=True), start=1)]
    return table(heading, rows) + "\n"
