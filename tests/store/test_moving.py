from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner

from app.cli import cli
from app.errors import LinkProblem
from app.store import Store, moving
from app.store.database import connect
from app.store.tables import links


def rows(url: str) -> set[Any]:
    engine = connect(url)
    with engine.connect() as connection:
        found = {tuple(row) for row in connection.execute(select(links))}
    engine.dispose()
    return found


TEXTS = [f'{{"source":"y = {i} x 名 \\u0000 ½"}}' for i in range(25)]


@pytest.fixture
def filled(tmp_path: Path) -> str:
    store = Store(f"sqlite:///{tmp_path}/here/links.sqlite3")
    for text in TEXTS:
        store.keep(text)
    store.close()
    return store.url


def test_all_links_arrive_byte_for_byte_and_a_second_time_none(
    filled: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "ROWS", 10)
    before = rows(filled)
    assert moving.move(filled, url) == (25, 0)
    assert rows(url) == before == rows(filled)
    assert moving.move(filled, url) == (0, 25)
    store = Store(url)
    assert {store.find(id) for id, *_ in before} == set(TEXTS)
    assert {store.keep(text) for text in TEXTS} == {id for id, *_ in before}
    store.close()


def test_from_postgresql_back_to_a_file_it_is_the_same(
    filled: str, postgres: Callable[[], str], tmp_path: Path
) -> None:
    there, back = postgres(), f"sqlite:///{tmp_path}/back.sqlite3"
    moving.move(filled, there)
    assert moving.move(there, back) == (25, 0)
    assert rows(back) == rows(filled)


def test_where_the_same_graph_has_another_id_nothing_is_copied(filled: str, url: str) -> None:
    store = Store(url)
    store.keep(TEXTS[20])
    store.close()
    before = rows(url)
    with pytest.raises(LinkProblem, match=r"store\.conflict"):
        moving.move(filled, url)
    assert rows(url) == before


def test_where_an_id_names_another_graph_nothing_is_copied(filled: str, url: str) -> None:
    moving.move(filled, url)
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(update(links).where(links.c.spec == TEXTS[3]).values(spec="another"))
    engine.dispose()
    before = rows(url)
    with pytest.raises(LinkProblem, match=r"store\.conflict"):
        moving.move(filled, url)
    assert rows(url) == before


def test_the_command_says_what_it_did(filled: str, url: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "here")
    done = CliRunner().invoke(cli, ["links", "move", "--to", url, "--folder", folder])
    assert (done.exit_code, done.output) == (0, "25 links copied and compared, 0 were there already.\n")
    nothing = CliRunner().invoke(cli, ["links", "move", "--to", url, "--folder", str(tmp_path / "nowhere")])
    assert nothing.exit_code == 1 and f"There is no database at {tmp_path}/nowhere/links.sqlite3." in nothing.output
