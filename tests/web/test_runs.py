from __future__ import annotations

import base64
import zlib
from pathlib import Path
from typing import Any

import pytest

from app.errors import RequestError
from app.web.runs import FILES, Runs, id_of


def code(raw: bytes) -> str:
    return "1." + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_short_request_is_its_own_id(tmp_path: Path) -> None:
    request = {"source": "L = (ŵ x − y)^2", "data": {"x": [1, 2.5]}}
    run = Runs(tmp_path).id_of(request)
    assert run.startswith("1.") and run == id_of(request)[0] and Runs(tmp_path / "other").request(run) == request
    assert not list(tmp_path.iterdir())


def test_a_long_request_is_kept_in_a_folder_that_only_its_owner_reads(tmp_path: Path) -> None:
    request = {"source": "L = w x", "data": {"x": [number / 7 for number in range(3000)]}}
    folder = tmp_path / "runs"
    run = Runs(folder).id_of(request)
    assert run.startswith("2.") and Runs(folder).request(run) == request
    assert folder.stat().st_mode & 0o077 == 0 and [path.name for path in folder.iterdir()] == [run]
    assert Runs(folder).id_of(request) == run


def test_where_the_folder_cannot_be_written_memory_serves(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    runs = Runs(tmp_path / "file" / "runs")
    request = {"source": "x", "data": {"x": [number / 7 for number in range(3000)]}}
    assert runs.request(runs.id_of(request)) == request


def test_the_oldest_files_go_where_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert FILES > 1000
    monkeypatch.setattr("app.web.runs.FILES", 3)
    for number in range(6):
        Runs(tmp_path).keep(f"2.{number:064x}", b"x")
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    "run",
    ["", "1.", "1.*", "1.AAAA", "3.x", "2.", "2." + "g" * 64, "2.../x", code(b"x"), code(zlib.compress(b"[")),
     code(zlib.compress(b"0" * 10**7)), code(zlib.compress(b'{"a":1}')[:-3]), code(zlib.compress(b'{"a":1e400}'))],
)  # fmt: skip
def test_what_is_no_id_is_not_found(tmp_path: Path, run: Any) -> None:
    with pytest.raises(RequestError) as caught:
        Runs(tmp_path).request(run)
    assert (caught.value.code, caught.value.status) == ("training.run", 404)
