"""`chainlight run LISTING.py`: a PyTorch listing in its sandbox, with its console as Python prints it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from app.cli import options
from app.cli.endings import FILE, MISTAKE, complain, fail
from app.cli.options import language_of
from app.cli.sources import STDIN, Source, read_source
from app.cli.telling import mistakes_told, told, write
from app.cli.words import EXITS, said
from app.messages import Language


def run(
    listing: Annotated[
        str,
        typer.Argument(
            metavar="LISTING.py",
            help=said("A file with PyTorch code, or - for standard input.", "PyTorch 代码文件；- 表示标准输入。"),
        ),
    ],
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            help=said("What random numbers start from where the listing sets no seed.", "代码未设种子时随机数的起点。"),
        ),
    ] = None,
    episode: Annotated[
        int | None,
        typer.Option(
            min=0,
            help=said(
                "With --json: the backward() whose graph is given, from 0.",
                "配合 --json：给出第几次 backward() 的计算图，从 0 数起。",
            ),
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help=said("No findings of the review.", "不显示审阅意见。"))
    ] = False,
    lang: options.Lang = None,
    as_json: options.AsJson = False,
) -> None:
    language = language_of(lang)
    source = read_source(listing)
    if source.file is None and listing != STDIN:
        fail(said(f"There is no file {listing}.", f"没有文件 {listing}。"), FILE)
    with mistakes_told(language, source, as_json=as_json):
        answer = asyncio.run(answer_of(source, seed, episode, language, live=not as_json))
    if as_json:
        write(answer)
    elif not quiet:
        name = source.file or "listing"
        for finding in answer["findings"]:
            complain(f"{name}:{finding['line']}: {finding['text']} {finding['fix']}")
    if answer["error"]:
        if not as_json:
            complain(told(answer["error"], source))
        raise typer.Exit(MISTAKE)


run.__doc__ = said(
    f"""Run a PyTorch listing in a sandbox: no files, no network, ten seconds.

    What it prints goes to standard output, what a reviewer would say of it to standard error.

    {EXITS}""",
    f"""在沙箱中运行 PyTorch 代码：没有文件，没有网络，最多十秒。

    代码打印的内容写到标准输出，审阅意见写到标准错误。

    {EXITS}""",
)


async def answer_of(
    source: Source, seed: int | None, episode: int | None, language: Language, *, live: bool = False
) -> dict[str, Any]:
    """What POST /api/v1/run answers; with `live` the console is printed as it comes.

    Raises what refuses the listing before anything runs, and server.no_torch.
    """
    from app.web.listings import Listings
    from app.web.question import RunQuestion
    from app.web.validation import read_question

    question = read_question(RunQuestion, {"source": source.text, "seed": seed, "episode": episode}, {})
    answer: dict[str, Any] = {}
    with loading(shown=live and sys.stderr.isatty()) as loaded:
        async for name, value in Listings(1, 0).stream(question, language):
            loaded()
            if name == "console" and live:
                sys.stdout.write(value["text"])
                sys.stdout.flush()
            elif name == "done":
                answer = value
    return answer


@contextmanager
def loading(*, shown: bool) -> Iterator[Callable[[], None]]:
    """A word of patience on standard error until what is given is called: PyTorch takes seconds to load."""
    if not shown:
        yield lambda: None
        return
    from rich.console import Console

    status = Console(stderr=True).status(said("Loading PyTorch", "正在加载 PyTorch"))
    status.start()
    try:
        yield status.stop
    finally:
        status.stop()
