from __future__ import annotations

import json

import pytest

from tests.cli.commands import call

INTRODUCTION = ("J = 3(a+bc)", "-v", "a:5,b:3,c:2")


def test_the_table_has_value_and_gradient_of_every_input() -> None:
    found = call("gradients", *INTRODUCTION)
    table = "J = 33\ninput  value  gradient\na          5         3\nb          3         6\nc          2         9\n"
    assert (found.exit_code, found.stdout) == (0, table)


def test_values_may_be_written_as_shells_have_taught_or_as_json() -> None:
    for values in (["a=5,b=3", "c=2"], ['{"a": 5, "b": 3, "c": 2}'], ["a : 5, b = 3", "c:2"]):
        arguments = [part for each in values for part in ("-v", each)]
        assert call("gradients", "J = 3(a+bc)", *arguments).stdout.startswith("J = 33\n")
    found = call("gradients", "y = sum(W @ x_1)", "-v", "W=[[1,2],[3,4]],x_1=[1,-1]", "--json")
    assert json.loads(found.stdout)["gradients"] == {"W": [[1, -1], [1, -1]], "x_1": [4, 6]}


def test_json_is_what_the_api_answers() -> None:
    found = call("gradients", *INTRODUCTION, "--json")
    assert json.loads(found.stdout) == {
        "output": "J", "value": 33, "gradients": {"a": 3, "b": 6, "c": 9}, "engine": "tape"
    }  # fmt: skip


@pytest.mark.slow
def test_a_check_stands_beside_each_gradient() -> None:
    found = call("gradients", "y = x^2", "-v", "x:3", "--check")
    heading, row, verdict = found.stdout.splitlines()[1:]
    assert heading.split() == ["input", "value", "gradient", "torch", "difference", "error"]
    assert row.split()[:5] == ["x", "3", "6", "6", "6"] and verdict == "All of them agree."
    assert json.loads(call("gradients", "y = x^2", "--check", "--json").stdout)["check"]["agrees"] is True


def test_a_value_that_was_missing_and_one_that_nothing_asks_for_are_told() -> None:
    found = call("gradients", "y = w_1 u; u = 2x", "-v", "w₁:3,u:4")
    assert found.stdout.startswith("y = 12\n")
    assert found.stderr == "x had no value: 2 was taken.\nu is no input of this formula.\n"
    assumed = call("gradients", "y = x", "--json")
    assert assumed.stderr == "" and json.loads(assumed.stdout)["assumed"] == ["x"]


def test_points_give_a_row_each() -> None:
    found = call("gradients", "y = x^2 + c", "-v", "c:1", "--points", "x:[0,1,2]")
    assert [line.split() for line in found.stdout.splitlines()] == [
        ["x", "y", "∂y/∂x", "∂y/∂c"], ["1", "0", "1", "0", "1"], ["2", "1", "2", "2", "1"], ["3", "2", "5", "4", "1"]
    ]  # fmt: skip


def test_a_mistake_is_told_on_standard_error_in_the_asked_language() -> None:
    found = call("gradients", "J = 3(a+bc", "--lang", "zh")
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == "这个 `(` 没有闭合。 [syntax.unclosed]\n  J = 3(a+bc\n       ^\n在结束处补上 `)`。\n"


def test_a_mistake_is_json_where_json_was_asked_for() -> None:
    found = call("gradients", "J = 3(a+bc", "--json")
    problem = json.loads(found.stdout)
    assert (found.exit_code, found.stderr) == (1, "")
    assert (problem["code"], problem["line"], problem["column"]) == ("syntax.unclosed", 1, 6)


def test_wrong_options_end_with_status_2() -> None:
    for arguments in (["-v", "a"], ["--engine", "jax"], ["--lang", "fr"], ["--nothing"], ["--points", "x"]):
        assert call("gradients", "y = x", *arguments).exit_code == 2, arguments


def test_a_formula_may_come_from_standard_input() -> None:
    assert call("gradients", "-", "--of", "u", given="u = 2a; v = 3a\n").stdout.startswith("u = 4\n")
