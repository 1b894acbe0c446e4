"""`chainlight mcp`: tools for an assistant, over standard input and output."""

from __future__ import annotations

from importlib.util import find_spec

from app.cli.endings import USAGE, fail
from app.cli.words import said


def mcp() -> None:
    if find_spec("mcp") is None:
        fail(said("Install it first: pip install 'chainlight[mcp]'", "请先安装：pip install 'chainlight[mcp]'"), USAGE)
    from app.mcp import server

    server.run("stdio")


mcp.__doc__ = said(
    """Answer an assistant by the Model Context Protocol, on standard input and output.

    Tools: gradients, graph, explain, picture, run_listing. An assistant is told of it by the command

    {"command": "chainlight", "args": ["mcp"]}""",
    """按模型上下文协议（MCP）通过标准输入输出为智能助手提供工具。

    工具：gradients、graph、explain、picture、run_listing。在助手中这样登记：

    {"command": "chainlight", "args": ["mcp"]}""",
)
