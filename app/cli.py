"""`chainlight`: the same house from a terminal. It serves, and moves short links to another database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.errors import LinkProblem
from app.store import database_url

cli = typer.Typer(name="chainlight", no_args_is_help=True, add_completion=False)


@cli.callback()
def chainlight() -> None:
    """See a formula's computational graph run forward and backward, number by number."""


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=0, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that share the port.", min=1)] = 1,
    reload: Annotated[bool, typer.Option(help="Start again when a file changes.")] = False,
) -> None:
    """Serve the page and the API."""
    import uvicorn

    uvicorn.run(
        "app.main:app",
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        access_log=False,  # ours is JSON, and says more
        server_header=False,
    )


links = typer.Typer(name="links", no_args_is_help=True, help="The short links that a server keeps.")
cli.add_typer(links)


@links.command("move")
def move_links(
    to: Annotated[str, typer.Option(help="The database that takes them: postgresql://user:password@host/name.")],
    origin: Annotated[
        str, typer.Option("--from", envvar="CHAINLIGHT_DATABASE_URL", help="The database that has them; else a file.")
    ] = "",
    folder: Annotated[
        Path | None, typer.Option(envvar="CHAINLIGHT_DATA_FOLDER", help="Where the file links.sqlite3 is.")
    ] = None,
) -> None:
    """Copy all short links into another database, byte for byte, all or none; what they are copied from stays."""
    from app.store.moving import move

    try:
        copied, there = move(database_url(folder, origin), to)
    except LinkProblem as problem:
        typer.echo(f"{problem.title('en')}. {problem.detail('en')}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{copied} links copied and compared, {there} were there already.")


if __name__ == "__main__":
    cli()
