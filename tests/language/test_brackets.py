"""Which bracket closes which."""

from __future__ import annotations

import pytest

from app.errors import FormulaSyntaxError, LimitExceeded
from app.language.lexer import scan
from app.limits import LIMITS


def pairs(source: str) -> list[str]:
    """What each pair encloses, itself included, from the left."""
    tokens = scan(source, LIMITS)
    spans = ((tokens.span(opening)[0], tokens.span(closing)[1]) for opening, closing in sorted(tokens.pairs.items()))
    return [source[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(a(b)){c}[d]", ["(a(b))", "(b)", "{c}", "[d]"]),
        ("|x|", ["|x|"]),
        ("|x||y|", ["|x|", "|y|"]),
        ("|a|b|c|", ["|a|", "|c|"]),
        ("|a + |b||", ["|a + |b||", "|b|"]),
        ("|(|x|)|", ["|(|x|)|", "(|x|)", "|x|"]),
        ("2|x|²", ["|x|"]),
        ("sin |x|", ["|x|"]),
        ("||x|| + ‖y‖", ["||x||", "‖y‖"]),
        ("||x|| ||y||", ["||x||", "||y||"]),
        ("||x - |y|||", ["||x - |y|||", "|y|"]),
    ],
)
def test_brackets_and_bars_are_paired(source: str, expected: list[str]) -> None:
    assert pairs(source) == expected


@pytest.mark.parametrize(
    ("source", "code", "span"),
    [
        ("(a", "syntax.unclosed", (0, 1)),
        ("(a + (b)", "syntax.unclosed", (0, 1)),
        ("f((a)", "syntax.unclosed", (1, 2)),
        ("a)", "syntax.stray", (1, 2)),
        ("(a]", "syntax.mismatched", (2, 3)),
        ("|(a|)", "syntax.mismatched", (4, 5)),
        ("(a;b)", "syntax.unclosed", (0, 1)),
        ("‖a", "syntax.unclosed", (0, 1)),
    ],
)
def test_a_bracket_without_a_partner_is_refused_where_it_stands(source: str, code: str, span: tuple[int, int]) -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        scan(source, LIMITS)
    assert (caught.value.code, caught.value.span) == (code, span)


def test_brackets_may_not_stand_too_deep() -> None:
    with pytest.raises(LimitExceeded) as caught:
        scan("(" * 100, LIMITS)
    assert caught.value.span == (64, 65)


def test_a_line_break_inside_brackets_ends_no_statement() -> None:
    tokens = scan("a = (1 +\n2)\nb = 3", LIMITS)
    assert [tokens.symbols[index].text for index in tokens.statements] == ["a", "b"]
    assert [tokens.symbols[index].text for index in tokens.dropped] == ["\n"]


@pytest.mark.parametrize(
    ("source", "kind"), [("x[0]", "index"), ("(x)[0]", "index"), ("x [0]", "array"), ("2[0]", "array")]
)
def test_a_bracket_that_touches_an_operand_is_an_index(source: str, kind: str) -> None:
    assert kind in [symbol.kind for symbol in scan(source, LIMITS).symbols]
