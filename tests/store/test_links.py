from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from app.errors import LinkProblem
from app.store import Store
from app.store import links as module
from app.store.database import database_url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    yield store
    store.close()


AWKWARD = '{"source":"名 ½ \\u0000 \'; DROP TABLE links; --  𝛼 %s :id","z":"' + "x" * 200_000 + '"}'


def test_what_is_kept_comes_back_and_the_same_text_has_the_same_id(store: Store) -> None:
    first, second = store.keep("{}"), store.keep(AWKWARD)
    assert first != second and re.fullmatch("[A-Za-z0-9]{12}", first)
    assert (store.find(first), store.find(second)) == ("{}", AWKWARD)
    assert (store.keep("{}"), store.keep(AWKWARD)) == (first, second)
    again = Store(store.url)
    assert (again.find(second), again.keep(AWKWARD)) == (AWKWARD, second)
    again.close()


@pytest.mark.parametrize(
    "id", ["", "a" * 11, "a" * 13, "aaaaaaaaaaa'", "aaaaaaaaaaaé", "aaaaaaaaaaaa\n", "%%%%%%%%%%%%", "zzzzzzzzzzzz"]
)
def test_what_is_not_kept_is_unknown_in_one_shape(tmp_path: Path, id: str) -> None:
    store = Store(f"sqlite:///{tmp_path}/links.sqlite3")
    store.keep("{}")
    with pytest.raises(LinkProblem) as caught:
        store.find(id)
    assert (caught.value.code, caught.value.facts) == ("link.unknown", {})
    store.close()


def test_asking_makes_no_file(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/none/links.sqlite3")
    with pytest.raises(LinkProblem, match=r"link\.unknown"):
        store.find("a" * 12)
    assert list(tmp_path.iterdir()) == []


def test_many_who_keep_the_same_at_once_get_one_id(store: Store) -> None:
    stores = [Store(store.url) for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda i: stores[i % 4].keep(f"text {i % 3}"), range(24)))
    assert len(set(ids)) == 3
    for each in stores:
        each.close()


def test_an_id_that_is_taken_is_drawn_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["A" * 12, "A" * 12, "B" * 12])
    monkeypatch.setattr(module, "new_id", lambda: next(drawn))
    assert [store.keep("one"), store.keep("two")] == ["A" * 12, "B" * 12]


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/links.sqlite3")
    kept = store.keep("{}")
    engine = store.engine(make=True)
    engine.dispose()
    # SQLite itself says SQLITE_FULL where the file may not grow.
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(LinkProblem) as caught:
        store.keep("x" * 100_000)
    assert (caught.value.code, caught.value.status) == ("store.full", 507)
    assert store.find(kept) == "{}"
    store.close()


def test_a_file_that_may_only_be_read_gives_what_it_has_and_takes_nothing(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/links.sqlite3")
    kept = store.keep("{}")
    store.close()
    read_only = Store(f"sqlite:///file:{tmp_path}/links.sqlite3?mode=ro&uri=true")
    assert read_only.find(kept) == "{}" and read_only.keep("{}") == kept
    with pytest.raises(LinkProblem) as caught:
        read_only.keep("new")
    assert (caught.value.code, caught.value.status) == ("store.read_only", 503)
    read_only.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_takes_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(LinkProblem, match=r"store\.read_only"):
        Store(f"sqlite:///{tmp_path}/deeper/links.sqlite3").keep("{}")
    tmp_path.chmod(stat.S_IRWXU)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////dev/null/links.sqlite3", "sqlite:////proc/links.sqlite3", "postgresql://127.0.0.1:9/none", "no url",
        "mysql://127.0.0.1/none", "postgresql://",
    ],
)  # fmt: skip
def test_a_database_that_is_not_there_is_told(url: str) -> None:
    store = Store(url)
    for ask in (store.keep, store.find):
        with pytest.raises(LinkProblem) as caught:
            ask("a" * 12)
        assert caught.value.code in ("store.down", "store.read_only", "link.unknown") and caught.value.status != 500
    store.close()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "links.sqlite3").write_text("something else " * 100)
    with pytest.raises(LinkProblem, match=r"store\.down"):
        Store(database_url(tmp_path)).keep("{}")


def test_the_place_is_a_folders_file_or_what_a_url_says(tmp_path: Path) -> None:
    assert database_url(tmp_path) == f"sqlite:///{tmp_path}/links.sqlite3"
    assert database_url(tmp_path, "postgresql://a/b") == "postgresql://a/b"
    assert database_url(None).startswith("sqlite:///") and database_url(None).endswith("/chainlight/links.sqlite3")
