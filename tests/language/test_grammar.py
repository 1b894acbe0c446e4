"""The grammar is what the rows say, and covers every row."""

from __future__ import annotations

from app.language.formula import parse_formula, parse_rule
from app.language.grammar import CALLED, EVERY_FUNCTION, FENCES, FUNCTIONS, INFIX, POSTFIX, PREFIX, ROOTS
from app.language.printer import print_tree
from app.language.tree import Apply, Name
from app.operations import ROWS, Operation
from tests.in_turn import in_turn

PUBLIC = [row for row in ROWS if row.public]


@in_turn(PUBLIC, lambda row: row.name)
def test_every_spelling_of_a_public_row_is_in_the_grammar(row: Operation) -> None:
    tables = (FUNCTIONS, CALLED, INFIX, PREFIX, POSTFIX, ROOTS, FENCES)
    for spelling in row.spellings:
        entries = [table[spelling.partition(" ")[0]] for table in tables if spelling.partition(" ")[0] in table]
        assert any(entry is row or (isinstance(entry, tuple) and row in entry) for entry in entries)


@in_turn([row for row in ROWS if row.binding], lambda row: row.name)
def test_a_sign_binds_as_its_row_says(row: Operation) -> None:
    operands = tuple(Name(name, (0, 0)) for name in "ab"[: row.operands[1]])
    printed = print_tree(Apply(row, operands, (0, 0)))
    assert any(spelling in printed for spelling in row.spellings)


@in_turn([row for row in ROWS if not row.public], lambda row: row.name)
def test_a_row_that_is_not_public_is_a_function_only_in_the_texts_of_the_table(row: Operation) -> None:
    assert EVERY_FUNCTION[row.name] == (row,)
    assert all(row not in rows for rows in FUNCTIONS.values())
    assert all(row not in rows for rows in CALLED.values())


def test_a_word_may_mean_several_rows() -> None:
    assert [row.name for row in FUNCTIONS["max"]] == ["maximum", "max"]


def test_a_new_function_needs_no_change_here() -> None:
    assert isinstance(parse_rule("where(a, b, c)", "abc", []), Apply)
    assert parse_formula("y = tanh(x)").definitions["y"].name == "y"
