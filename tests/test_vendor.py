"""The vendored libraries are the ones that the manifest names, with their licences, and ask nothing of another host."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

from app.resources import resource

VENDOR = resource("static") / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
OURS = {"manifest.json", "codemirror.d.ts", "d3.d.ts", "d3-shape.d.ts", "katex.d.ts"}


@pytest.mark.parametrize("package", MANIFEST, ids=lambda package: package["name"])
def test_a_package_has_a_version_a_licence_and_files_of_the_recorded_sha256(package: dict[str, Any]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert package["licence"] in {"MIT", "ISC", "BSD-3-Clause", "OFL-1.1", "Apache-2.0"}
    assert len((VENDOR / package["licence_text"]).read_text("utf-8")) > 300
    for file, sha256 in package["sha256"].items():
        assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == sha256, file


def test_every_vendored_file_is_in_the_manifest() -> None:
    files = {str(path.relative_to(VENDOR).as_posix()) for path in VENDOR.rglob("*") if path.is_file()}
    recorded = {file for package in MANIFEST for file in package["sha256"]}
    assert files - OURS == recorded


def test_no_vendored_style_sheet_asks_another_host() -> None:
    for sheet in VENDOR.glob("*.css"):
        addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text("utf-8"))
        assert [address for address in addresses if re.match(r"(https?:)?//", address)] == [], sheet.name
