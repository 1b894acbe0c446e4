"""How a source falls into symbols."""

from __future__ import annotations

import pytest

from app.errors import FormulaSyntaxError
from app.language.lexer import plain, scan, shown
from app.limits import LIMITS


def read(source: str) -> list[tuple[str, str]]:
    """The kind and the text of each symbol but the last."""
    tokens = scan(source, LIMITS)
    assert tokens.symbols[-1].kind == "end"
    for index, symbol in enumerate(tokens.symbols):
        assert symbol.kind in ("separator", "blank") or source[slice(*tokens.span(index))] == symbol.text
    return [(symbol.kind, symbol.text) for symbol in tokens.symbols[:-1]]


@pytest.mark.parametrize(
    "run",
    [
        "x",
        "x1",
        "x_1",
        "x_{12}",
        "x₁₂",
        "y_pred",
        "ŷ",
        "y\u0302",
        "y'",
        "y''",
        "a_0^{(1)}",
        "a^{(1)}_0",
        "λ",
        "损失",
        "_a",
    ],
)
def test_a_name_is_one_symbol(run: str) -> None:
    assert read(run) == [("run", run)]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("3", 3.0), ("3.", 3.0), (".5", 0.5), ("3.25", 3.25), ("1e3", 1e3), ("1E-3", 1e-3), ("2.5e+2", 250.0),
        ("1_000", 1000.0), ("½", 0.5), ("⅓", 1 / 3), ("2½", 2.5),
    ],
)  # fmt: skip
def test_a_number_is_one_symbol(number: str, value: float) -> None:
    assert read(number) == [("number", number)]
    assert scan(number, LIMITS).symbols[0].value == value


@pytest.mark.parametrize(("text", "value"), [("²", 2), ("⁻¹", -1), ("¹⁰", 10), ("⁺³", 3)])
def test_a_superscript_is_one_symbol(text: str, value: float) -> None:
    assert read("x" + text) == [("run", "x"), ("superscript", text)]
    assert scan("x" + text, LIMITS).symbols[1].value == value


@pytest.mark.parametrize("sign", ["**", "==", "<=", ">=", "!=", "≤", "^", "+", "−", "·", "×", "÷", "@", "^T"])
def test_the_longest_sign_is_read(sign: str) -> None:
    assert read(f"a {sign} b")[1][1] == sign


@pytest.mark.parametrize(
    ("source", "signs"),
    [("W^Tx", ["^T"]), ("x^T_1", ["^"]), ("x^Theta", ["^"]), ("x^T2", ["^"]), ("W^T", ["^T"]), ("W^T^T", ["^T", "^T"])],
)
def test_a_transpose_is_a_sign_where_no_longer_name_begins(source: str, signs: list[str]) -> None:
    assert [text for kind, text in read(source) if kind in ("infix", "postfix")] == signs


def test_numbers_end_where_names_begin() -> None:
    assert read("2e3x + 2ex") == [
        ("number", "2e3"), ("run", "x"), ("infix", "+"), ("number", "2"), ("run", "ex"),
    ]  # fmt: skip


def test_blanks_belong_to_signs_and_stand_alone_between_operands() -> None:
    assert read("a  +\tb c") == [("run", "a"), ("infix", "+"), ("run", "b"), ("blank", " "), ("run", "c")]


def test_line_breaks_semicolons_and_comments_are_one_separator() -> None:
    assert [kind for kind, _ in read("a ; # one\n\n # two ; three\n;b")] == ["run", "separator", "run"]


def test_equal_tokens_share_their_symbol() -> None:
    symbols = scan("v12 + v12", LIMITS).symbols
    assert symbols[0] is symbols[2]


def test_full_width_and_typographic_signs_become_plain_ones_in_their_places() -> None:
    assert plain("（a＋b）＝１２；x–y") == ("(a+b)=12;x-y", 0)
    assert plain("a – b") == ("a - b", None)
    assert plain("a - b") == ("a - b", None)


@pytest.mark.parametrize(
    ("source", "code", "span"),
    [
        ("a ~ b", "syntax.character", (2, 3)),
        ("a ? b", "syntax.elsewhere", (2, 3)),
        ("a\0", "syntax.character", (1, 2)),
        ("a + \ud800", "syntax.character", (4, 5)),
        ("\\frac", "syntax.latex_sign", (0, 1)),
        ("x.T", "syntax.dot", (1, 2)),
        ("x⁻", "syntax.character", (1, 2)),
        ("٣", "syntax.character", (0, 1)),
        ("①", "syntax.character", (0, 1)),
    ],
)
def test_what_belongs_to_no_formula_is_refused_where_it_stands(source: str, code: str, span: tuple[int, int]) -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        scan(source, LIMITS)
    assert (caught.value.code, caught.value.span) == (code, span)


def test_what_cannot_be_printed_is_shown_by_its_code_points() -> None:
    assert shown("a\0\ud800\n") == "aU+0000U+D800U+000A"
