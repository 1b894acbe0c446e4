from __future__ import annotations

import pytest

from app.errors import UserError
from app.training.table import read_table

# fmt: off
TABLES: list[tuple[str, dict[str, list[float]]]] = [
    ("1,2\n3,4", {"x": [1, 3], "y": [2, 4]}),
    ("x,t\n1,2\n3,4\n", {"x": [1, 3], "t": [2, 4]}),
    ("1\n2\n3", {"x": [1, 2, 3]}),
    ("1 2 3\n4  5   6", {"x1": [1, 4], "x2": [2, 5], "y": [3, 6]}),
    ("a\tb\r\n1\t2\r\n\r\n3\t4\r\n", {"a": [1, 3], "b": [2, 4]}),
    ("1,5;2,5\n2,0;1e-3", {"x": [1.5, 2.0], "y": [2.5, 0.001]}),
    ("# from a paper\nx;y\n−1;+.5", {"x": [-1], "y": [0.5]}),
    ("\ufeffx,y\n1,2", {"x": [1], "y": [2]}),
    ('"width, cm",y\n1,2', {"width,_cm": [1], "y": [2]}),
    ("x,x\n1,2", {"x": [1], "x_2": [2]}),
    ("身高,体重\n170,60", {"身高": [170], "体重": [60]}),
]
# fmt: on


@pytest.mark.parametrize(("text", "columns"), TABLES)
def test_what_people_paste_is_columns_of_numbers(text: str, columns: dict[str, list[float]]) -> None:
    found = read_table(text)
    assert {name: column.tolist() for name, column in found.columns.items()} == columns and found.classes == {}


def test_words_are_classes_in_the_order_of_the_alphabet() -> None:
    found = read_table("x,kind\n1,setosa\n2,virginica\n3,setosa")
    assert found.columns["kind"].tolist() == [0, 1, 0] and found.classes == {"kind": ["setosa", "virginica"]}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "training.table_empty", None),
        ("# nothing\n\n", "training.table_empty", None),
        ("1,2\n3", "training.table", 2),
        ("x,y\n1,2\n3,4,5", "training.table", 3),
        ("x,y\n1,2\n3,", "training.table_cell", 3),
        ("x,y\n1,2\n3,many", "training.table_cell", 3),
        ("x,y\n1,2\n1e999,3", "training.table_cell", 3),
    ],
)
def test_a_table_with_holes_is_refused_with_its_line(text: str, code: str, line: int | None) -> None:
    with pytest.raises(UserError) as caught:
        read_table(text)
    assert caught.value.code == code and caught.value.facts.get("line") == line


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        read_table("1\n" * 100_001)
    assert caught.value.code == "limit.elements"
