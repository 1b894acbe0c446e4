"""`chainlight`: the same house from a terminal. So far it serves."""

from __future__ import annotations

from typing import Annotated

import typer

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


if __name__ == "__main__":
    cli()
