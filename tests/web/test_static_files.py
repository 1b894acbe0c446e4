"""The page's own files: compressed, without comments, and asked for together."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.resources import resource
from app.views.scripts import needed, without_comments
from tests.live import ROOT

SCRIPTS = sorted(resource("static/js").rglob("*.js"))
BUDGET_OF_OURS = 60_000
FIRST = (
    "css/tokens.css",
    "css/base.css",
    "vendor/katex.css",
    "css/playground.css",
    "css/panels.css",
    "css/stage.css",
    "css/timeline.css",
)
FONTS = ("inter-core", "KaTeX_Main-Core", "KaTeX_Math-Core")
BUDGET = 350_000


def size(client: TestClient, name: str) -> int:
    answer = client.get(f"/static/{name}", headers={"accept-encoding": "br"})
    return int(answer.headers["content-length"])


def test_the_pages_own_code_is_under_60_kb_and_all_that_is_first_needed_under_350(client: TestClient) -> None:
    modules = needed("js/main.js")
    ours = sum(size(client, name) for name in modules if name.startswith("js/"))
    theirs = sum(size(client, name) for name in [*modules, "vendor/codemirror.js"] if name.startswith("vendor/"))
    styles = sum(size(client, name) for name in FIRST)
    fonts = sum(size(client, f"vendor/fonts/{name}.woff2") for name in FONTS)
    page = len(client.get("/", headers={"accept-encoding": "gzip"}).content) // 2
    assert ours < BUDGET_OF_OURS, ours
    assert ours + theirs + styles + fonts + page < BUDGET, (ours, theirs, styles, fonts, page)


@pytest.mark.parametrize("script", ["js/scene.js", "vendor/d3.js", "vendor/katex.js", "vendor/codemirror.js"])
def test_brotli_is_sent_to_those_who_take_it_and_says_the_same(client: TestClient, script: str) -> None:
    plain = client.get(f"/static/{script}", headers={"accept-encoding": "identity"})
    small = client.get(f"/static/{script}", headers={"accept-encoding": "gzip, deflate, br"})
    assert small.text == plain.text
    assert small.headers["content-encoding"] == "br" and small.headers["content-type"].startswith("text/javascript")
    assert int(small.headers["content-length"]) < len(plain.content) / 2
    assert small.headers["etag"] != plain.headers["etag"]


def test_a_page_names_every_module_that_its_script_imports(client: TestClient) -> None:
    named = set(re.findall(r'rel="modulepreload" href="/static/([^"]+)"', client.get("/").text))
    assert named == set(needed("js/main.js"))
    assert {"js/main.js", "js/draw/stage.js", "js/figures.js", "vendor/katex.js", "vendor/d3.js"} <= named
    assert not named & {"vendor/codemirror.js", "js/panels/paths.js"}


@pytest.mark.slow
def test_leaving_out_comments_changes_nothing_that_runs() -> None:
    esbuild = ROOT / "node_modules" / "esbuild"
    if not esbuild.exists():
        pytest.skip("SKIPPED LOUDLY: no node_modules here, so no script was compared")
    whole = {str(path): path.read_text("utf-8") for path in SCRIPTS}
    pairs = json.dumps([[text, without_comments(text)] for text in whole.values()])
    program = """
        const { transformSync } = await import(process.argv[1]);
        let text = ""; for await (const part of process.stdin) text += part;
        const small = (code) => transformSync(code, { minify: true, format: "esm", legalComments: "none" }).code;
        console.log(JSON.stringify(JSON.parse(text).map(([a, b]) => small(a) === small(b))));
    """
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", program, str(esbuild / "lib" / "main.js")],
        input=pairs, capture_output=True, text=True, check=True,
    )  # fmt: skip
    same = json.loads(ran.stdout)
    assert [path for path, fine in zip(whole, same, strict=True) if not fine] == []
    assert any(whole[str(path)] != without_comments(whole[str(path)]) for path in SCRIPTS)


def test_comments_are_left_out_only_where_they_cannot_be_part_of_a_string() -> None:
    script = (
        '/** Why. */\nlet a = "// kept"; // gone\n  // gone\n/* gone\n   too */ let b = `/* kept */`;\n'
        'let c = /** @type {any} */ (a); // "kept"\nlet d = `(); // kept`;\nlet e = 1 // kept\n'
    )
    assert without_comments(script) == (
        'let a = "// kept";\nlet b = `/* kept */`;\nlet c = (a); // "kept"\nlet d = `(); // kept`;\nlet e = 1 // kept\n'
    )


def test_a_file_that_changes_is_sent_anew(client: TestClient, tmp_path: Path) -> None:
    from app.web.static_files import Kept

    path = tmp_path / "a.js"
    path.write_text("let a = 1;\n")
    first = Kept(path, (1, 1))
    path.write_text("let a = 2;\n")
    assert Kept(path, (2, 1)).tag != first.tag
