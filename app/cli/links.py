"""`chainlight links`: the short links that a server keeps."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from app.cli.endings import MISTAKE, USAGE, fail
from app.cli.words import HERE, said
from app.errors import LinkProblem

links = typer.Typer(
    name="links",
    no_args_is_help=True,
    rich_markup_mode=None,
    help=said("The short links that a server keeps.", "服务器保存的短链接。"),
)


def move_links(
    to: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help=said(
                "The database that takes them: postgresql://user:password@host/name.",
                "接收短链接的数据库：postgresql://user:password@host/name。",
            ),
        ),
    ],
    origin: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="URL",
            envvar="CHAINLIGHT_DATABASE_URL",
            help=said("The database that has them; else a file.", "现在保存短链接的数据库；默认是文件。"),
        ),
    ] = "",
    folder: Annotated[
        Path | None,
        typer.Option(
            envvar="CHAINLIGHT_DATA_FOLDER",
            help=said("Where the file links.sqlite3 is.", "文件 links.sqlite3 所在的文件夹。"),
        ),
    ] = None,
) -> None:
    if any(url.startswith("postgres") for url in (origin, to)) and find_spec("psycopg") is None:
        install = "pip install 'chainlight[postgres]'"
        fail(said(f"Install the driver first: {install}", f"请先安装驱动：{install}"), USAGE)
    from app.store import database_url
    from app.store.moving import move

    try:
        copied, there = move(database_url(folder, origin), to)
    except LinkProblem as problem:
        fail(f"{problem.title(HERE)}. {problem.detail(HERE)}", MISTAKE)
    typer.echo(
        said(
            f"{copied} links copied and compared, {there} were there already.",
            f"已复制并核对 {copied} 个短链接，{there} 个原已存在。",
        )
    )


move_links.__doc__ = said(
    "Copy all short links into another database, byte for byte, all or none; what they are copied from stays.",
    "把全部短链接逐字节复制到另一个数据库，要么全部成功，要么一个不改；原数据保持不变。",
)
links.command("move")(move_links)
