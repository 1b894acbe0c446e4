from __future__ import annotations

from app.cli.sources import Source
from app.cli.telling import columns, json_text, pointed, status_of, told
from app.errors import FormulaSyntaxError, RequestError
from app.web.problems import document

UNCLOSED = FormulaSyntaxError("syntax.unclosed", (13, 14), bracket="(", closing=")")


def test_a_mistake_is_told_with_its_place_and_what_to_write_instead() -> None:
    text = "v = b c\nJ = 3(a+v"
    problem = document(UNCLOSED, "en", text)
    words = "This `(` is never closed. [syntax.unclosed]\n  J = 3(a+v\n       ^\nWrite `)` where it ends."
    assert told(problem, Source(text)) == words
    assert told(problem, Source(text, "j.txt")) == "j.txt:2:6: " + words
    assert told(problem, Source(text), "#7") == "#7:2:6: " + words


def test_a_hint_names_the_command_instead_of_the_address() -> None:
    problem = document(FormulaSyntaxError("syntax.unsupported", (0, 6), syntax="PyTorch"), "en", "import torch")
    assert told(problem, Source("import torch")).endswith(
        "\nSend it to `chainlight run`, or write it as a formula, for example `J = 3(a+bc)`."
    )


def test_a_line_of_a_file_is_named_by_its_own_number() -> None:
    problem = document(FormulaSyntaxError("syntax.unclosed", (5, 6), bracket="(", closing=")"), "en", "J = 3(a+v")
    assert told(problem, Source("J = 3(a+v", "many.txt", 12)).startswith("many.txt:12:6: This")


def test_carets_stand_below_letters_that_take_two_columns_or_none() -> None:
    assert pointed("变 = sine(x)", 4, 4) == ("  变 = sine(x)", "       ^^^^")
    assert pointed("y\u0302 = sine(x)", 5, 4)[1] == "      ^^^^"
    assert pointed("\ty = ?", 5, 1) == ("  \ty = ?", "  \t    ^")
    assert columns("变量") == 4


def test_of_a_long_line_only_the_part_around_the_place_is_shown() -> None:
    line, carets = pointed("a+" * 500 + "?" + "+a" * 500, 1000, 1)
    assert line[carets.index("^")] == "?" and len(line) < 120


def test_a_place_at_the_very_end_has_a_caret_too() -> None:
    assert pointed("y = ", 4, 0) == ("  y = ", "      ^")


def test_a_wrong_option_ends_otherwise_than_a_wrong_source() -> None:
    assert status_of(document(UNCLOSED, "en", "x")) == 1
    assert status_of(document(RequestError("request.query"), "en")) == 2


def test_json_says_infinities_in_words_and_chinese_as_it_is() -> None:
    assert json_text({"值": float("inf")}) == '{\n  "值": "Infinity"\n}\n'
