"""The inliner: modules, styles and faces in one file, and nothing that is asked of anybody."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from typing import Any

import pytest

from app.views.html import BOOT, USUAL, faces_for, standalone, texts_for
from app.views.scripts import beside, needed, renamed

FILE = standalone(
    title="a < b & c",
    language="en",
    body="<body><p>before</p></body>",
    entry="js/alone.js",
    styles=("vendor/katex.css", "css/tokens.css"),
    data={"payload": '{"x": "</script>"}'},
    attributes={"data-theme": "dark", "data-hide": ""},
)


def block(name: str) -> Any:
    found = re.search(rf'id="packed-{name}">([^<]*)<', FILE)
    assert found
    return json.loads(zlib.decompress(base64.b64decode(found[1])))


def test_every_module_that_the_entry_needs_is_inside_and_asks_for_others_by_their_bare_names() -> None:
    modules = json.loads(block("page")["map"])["imports"]
    assert list(modules) == [f"chainlight/{name}" for name in needed("js/alone.js", later=True)]
    for name, address in modules.items():
        assert address.startswith("data:text/javascript;charset=utf-8,") and not re.search(r"[#\n\t]", address), name
    for name in needed("js/alone.js"):
        if name.startswith("js/"):
            asked = re.findall(r'^(?:import|export|\}).*? from "([^"]+)";$', renamed(name, "chainlight/"), re.MULTILINE)
            assert len(asked) >= name.count("stage.js")
            assert all(each in modules for each in asked), (name, asked)


def test_faces_are_inside_the_styles_and_those_that_are_not_wanted_are_left_out() -> None:
    assert "@font-face" not in block("page")["styles"] and "url(" not in block("page")["styles"]
    assert FILE.count("@font-face") == FILE.count("url(data:font/woff2;base64,") == FILE.count("url(") == len(USUAL)
    assert "inter-greek" in faces_for("σ") and "inter-greek" not in faces_for("sigma")
    assert "KaTeX_Math-Italic" in faces_for(json.dumps({"latex": r"\theta_1"}))
    assert "KaTeX_Math-Italic" not in faces_for(json.dumps({"latex": r"J = 3(a + b\,c)"}))
    assert "KaTeX_Main-Bold" in faces_for(json.dumps({"latex": r"\mathbf{1}"}))


def test_only_its_own_two_scripts_may_run_and_nothing_may_be_fetched() -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', FILE)
    for script in (BOOT, block("page")["map"]):
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "connect-src" not in policy
    # The icon lies inside too.
    assert set(re.findall(r"(?:src|href)=\"(\w+:)?", FILE)) == {"data:"}


def test_whatever_is_shown_cannot_end_a_script_or_a_title() -> None:
    assert block("data") == {"payload": '{"x": "</script>"}'}
    assert FILE.count("</script>") == 3 and "<title>a &lt; b &amp; c</title>" in FILE
    assert '<html lang="en" data-theme="dark">' in FILE


def test_only_words_that_its_modules_may_say_come_along() -> None:
    said = texts_for("js/alone.js", {"player.play": "Play", "phase.forward": "Forward", "share.link": "Copy"})
    assert said == {"player.play": "Play", "phase.forward": "Forward"}


@pytest.mark.parametrize(
    ("name", "specifier", "path"),
    [("js/main.js", "./api.js", "js/api.js"), ("js/draw/stage.js", "../../vendor/d3.js", "vendor/d3.js")],
)
def test_a_specifier_is_a_path_beside_the_module(name: str, specifier: str, path: str) -> None:
    assert beside(name, specifier) == path
