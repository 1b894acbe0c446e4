"""`chainlight`: the same house from a terminal. This file only assembles."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from app.cli.assistant import mcp
from app.cli.gradients import gradients
from app.cli.links import links
from app.cli.listing import run
from app.cli.render import render
from app.cli.serve import serve
from app.cli.words import said

cli = typer.Typer(
    name="chainlight",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # a matrix in a help text is no markup
    pretty_exceptions_enable=False,
)


def show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("chainlight"))
        raise typer.Exit


@cli.callback(
    help=said(
        "See a formula's computational graph run forward and backward, number by number.",
        "看公式的计算图一个数一个数地前向、反向运行。",
    )
)
def chainlight(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help=said("The release.", "版本号。")),
    ] = False,
) -> None: ...


for command in (render, gradients, run, serve, mcp):
    cli.command()(command)
cli.add_typer(links)
