"""The server as an assistant meets it: in a process of its own, through the client of the protocol's SDK."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import (
    CallToolResult,
    EmbeddedResource,
    ImageContent,
    ResourceLink,
    TextContent,
    TextResourceContents,
)

from app.links import encode
from app.mcp import server
from tests.live import ROOT

INTRODUCTION = {"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 2}}
HOME = "https://graphs.example"
OVER_STDIO = StdioServerParameters(
    command=sys.executable, args=["-m", "app.cli", "mcp"], cwd=ROOT, env={"CHAINLIGHT_ADDRESS": HOME}
)
CODE = encode('{"source":"J = 3(a+bc)","values":{"a":5,"b":3,"c":2}}')


def text_of(result: CallToolResult) -> str:
    content = result.content[0]
    assert isinstance(content, TextContent)
    return content.text


def asked(ask: Callable[[Client], Awaitable[Any]], where: Any = server) -> Any:
    async def talk() -> Any:
        async with Client(where) as client:
            return await ask(client)

    return asyncio.run(talk())


def call(tool: str, **arguments: Any) -> CallToolResult:
    found: CallToolResult = asked(lambda client: client.call_tool(tool, arguments))
    return found


@pytest.mark.slow
def test_an_assistant_gets_tools_numbers_and_a_picture_over_stdio() -> None:
    async def ask(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools.keys() == {"gradients", "graph", "explain", "picture", "run_listing"}
        for tool in tools.values():
            assert tool.description and tool.annotations and tool.annotations.read_only_hint
            assert all(each.get("description") for each in tool.input_schema["properties"].values()), tool.name
        assert client.server_info and client.server_info.name == "chainlight"
        assert "J = 3(a+bc)" in (client.instructions or "")
        found = await client.call_tool("gradients", INTRODUCTION)
        assert found.structured_content == {
            "output": "J", "value": 33.0, "gradients": {"a": 3.0, "b": 6.0, "c": 9.0}, "engine": "tape",
            "links": {
                "readable": f"{HOME}/?source=J%20=%203(a%2Bbc)&values=a:5,b:3,c:2",
                "permanent": f"{HOME}/g/{CODE}", "picture": f"{HOME}/g/{CODE}.svg",
                "embed": f"{HOME}/embed?source=J%20=%203(a%2Bbc)&values=a:5,b:3,c:2",
            },
        }  # fmt: skip
        image, links = (await client.call_tool("picture", {**INTRODUCTION, "step": 4, "theme": "dark"})).content
        assert isinstance(image, ImageContent) and image.mime_type == "image/png"
        assert base64.b64decode(image.data)[:4] == b"\x89PNG"
        assert isinstance(links, TextContent) and "&step=4" in json.loads(links.text)["readable"]
        ran = await client.call_tool(
            "run_listing",
            {
                "source": "import torch\nw = torch.tensor(2.0, requires_grad=True)\n(w * w).backward()\nprint(w.grad)\n1/0\n"
            },
        )
        told = ran.structured_content
        assert told and told["console"] == "tensor(4.)\n"
        assert told["error"].startswith(
            "listing:5:1: ZeroDivisionError: division by zero [listing.exception]\n  1/0\n  ^^^"
        )
        assert told["graph"]["gradients"] == {"w": 4.0} and len(told["episodes"]) == 1
        assert told["links"]["embed"].startswith(f"{HOME}/embed?source=import%20torch")
        # What a listing draws has a picture by the formula that says the same.
        drawn = await client.read_resource(ran.content[1].uri)  # type: ignore[union-attr]
        assert "w·w" in drawn.contents[0].text or "w²" in drawn.contents[0].text  # type: ignore[union-attr]

    asked(ask, OVER_STDIO)


def test_a_graph_is_told_without_what_only_a_drawing_needs() -> None:
    found = call("graph", **INTRODUCTION).structured_content
    assert found and (found["formula"], found["value"]) == ("J = 3*(a + b*c)", 33.0)
    assert found["nodes"][-1] == {
        "id": "J", "kind": "operation", "formula": "J = 3u", "value": 33.0, "gradient": 1.0, "notes": []
    }  # fmt: skip
    (edge,) = [each for each in found["edges"] if each["source"] == "b"]
    assert (edge["target"], edge["local_derivative"], edge["local_value"], edge["contribution"]) == ("v", "c", 2.0, 6.0)


def test_each_answer_says_where_the_graph_is_seen() -> None:
    async def ask(client: Client) -> None:
        for tool in ("graph", "explain"):
            found = await client.call_tool(tool, {**INTRODUCTION, "language": "zh-CN"})
            # Nobody has said where a server is: links begin at its root, and a picture is read from here.
            links = found.structured_content and found.structured_content["links"]
            assert links and links["readable"] == "/?source=J%20=%203(a%2Bbc)&values=a:5,b:3,c:2&lang=zh-CN"
            assert links["permanent"].startswith("/g/1") and links["picture"] is links["embed"] is None
            link = found.content[1]
            assert isinstance(link, ResourceLink) and link.mime_type == "image/svg+xml"
            (read,) = (await client.read_resource(link.uri)).contents
            assert (
                isinstance(read, TextResourceContents) and read.text.startswith("<svg") and 'lang="zh-CN"' in read.text
            )
        drawn, _ = (await client.call_tool("picture", {**INTRODUCTION, "form": "svg", "theme": "dark"})).content
        assert isinstance(drawn, EmbeddedResource) and isinstance(drawn.resource, TextResourceContents)
        assert drawn.resource.text.startswith("<svg")
        long = await client.call_tool("gradients", {"source": "y = x" + "\n# a remark" * 1400})
        assert long.structured_content and long.structured_content["links"]["permanent"]
        assert long.structured_content["links"]["readable"] is None

    asked(ask)


def test_the_run_is_explained_step_by_step_in_the_asked_language() -> None:
    found = call("explain", **INTRODUCTION, language="zh-CN").structured_content
    assert found and [step["phase"] for step in found["steps"]] == ["forward"] * 3 + ["backward"] * 6
    assert found["steps"][0]["number"] == 1 and "乘" in "".join(step["sentence"] for step in found["steps"])
    assert found["chains"].keys() == {"a", "b", "c"} and found["chains"]["b"].endswith("6")


def test_points_and_infinities_are_numbers_or_words() -> None:
    found = call("gradients", source="y = 1/x", points={"x": [0, 2]}).structured_content
    assert found and (found["value"], found["gradients"]["x"]) == (["Infinity", 0.5], ["-Infinity", -0.25])


@pytest.mark.parametrize("tool", ["gradients", "graph", "explain", "picture"])
def test_a_mistake_is_told_with_a_caret_and_what_to_write_instead(tool: str) -> None:
    result = call(tool, source="J = 3(a+bc")
    assert result.is_error
    assert text_of(result).endswith(
        "This `(` is never closed. [syntax.unclosed]\n  J = 3(a+bc\n       ^\nWrite `)` where it ends."
    )


def test_a_listing_is_sent_to_the_tool_that_runs_it() -> None:
    assert "Send it to `run_listing`" in text_of(call("gradients", source="import torch\nw = torch.ones(2)\n"))


def test_arguments_that_no_tool_takes_are_refused() -> None:
    assert "width" in text_of(call("picture", source="y = x", width=10))
    assert "source" in text_of(call("gradients", values={}))
    assert "[value.type]" in text_of(call("gradients", source="y = x", values={"x": "one"}))
