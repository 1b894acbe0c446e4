"""`chainlight serve`: the page and the API."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.words import said


def serve(
    host: Annotated[str, typer.Option(help=said("The address to listen on.", "监听的地址。"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=said("The port to listen on.", "监听的端口。"), min=0, max=65535)] = 8000,
    workers: Annotated[
        int, typer.Option(help=said("Processes that share the port.", "共用这个端口的进程数。"), min=1)
    ] = 1,
    reload: Annotated[
        bool, typer.Option(help=said("Start again when a file changes.", "文件变化时重新启动。"))
    ] = False,
) -> None:
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


serve.__doc__ = said("Serve the page and the API.", "启动网页与 API。")
