from __future__ import annotations

import asyncio
from pathlib import PurePath

import pytest

from app.cli.forms import Writer, file_name, form_names, form_of, media_type
from app.cli.sources import Source
from app.errors import UserError


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("g.svg", "svg"),
        ("a/b.PNG", "png"),
        ("g.gv", "dot"),
        ("g.htm", "html"),
        ("g.py", "numpy"),
        ("g", None),
        ("g.gif", None),
    ],
)
def test_a_suffix_names_a_form(file: str, form: str | None) -> None:
    assert form_of(PurePath(file)) == form


def test_every_form_has_a_file_name_of_its_own_and_a_media_type() -> None:
    names = [file_name("graph", form) for form in form_names()]
    assert len(set(names)) == len(names) and "graph_jax.py" in names and "graph.svg" in names
    assert all("/" in media_type(form) for form in form_names())


def test_a_source_is_written_in_several_forms_at_once() -> None:
    writer = Writer({"values": "x:3", "seed": "0"}, "zh-CN")
    drawn, program = asyncio.run(writer.write(Source("y = x^2"), ["dot", "pytorch"]))
    assert "值 9" in drawn.decode() and b"torch" in program
    with pytest.raises(UserError, match=r"derivative\.tangent"):
        asyncio.run(Writer({"tangent": "x:1"}, "en").write(Source("y = x"), ["svg"]))
