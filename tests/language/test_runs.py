"""What a run of letters stands for."""

from __future__ import annotations

import pytest

from app.errors import FormulaSyntaxError, NameProblem
from app.language.grammar import WORDS
from app.language.runs import Follower, Runs


def split(run: str, follower: Follower = "", letters: str = "") -> tuple[str, str | None]:
    """The pieces with blanks between them, and the code of the reading."""
    found = Runs(WORDS, (), lambda: frozenset(letters)).split(run, follower)
    return " ".join(piece.text for piece in found.pieces), found.told


@pytest.mark.parametrize(
    ("run", "follower", "letters", "pieces", "told"),
    [
        ("bc", "", "", "b c", "product"),
        ("abc", "", "", "a b c", "product"),
        ("abcd", "", "", "abcd", "one_name"),
        ("abcd", "", "abcd", "a b c d", "product"),
        ("abcd", "", "abc", "abcd", "one_name"),
        ("w1x1", "", "", "w1 x1", "product"),
        ("w_1x", "", "", "w_1 x", "product"),
        ("w_ix_i", "", "", "w_i x_i", "product"),
        ("y'x", "", "", "y' x", "product"),
        ("y_pred", "", "yprd", "y_pred", None),
        ("w_ij", "", "", "w_ij", None),
        ("loss", "", "los", "loss", None),
        ("theta1", "", "", "theta1", None),
        ("损失", "", "", "损失", None),
        ("sin", "", "", "sin", None),
        ("log_2", "", "", "log_2", None),
        ("σ", "", "", "σ", None),
        ("σ", "(", "", "σ", "letter_function"),
        ("sigma", "(", "", "sigma", "letter_function"),
        ("ReLU", "(", "", "ReLU", None),
        ("Tanh", "(", "", "Tanh", "case"),
        ("TANH", "", "", "TANH", "one_name"),
        ("pow", "(", "", "pow", None),
        ("pow", "", "", "p o w", "product"),
        ("cosx", "", "", "cos x", "split"),
        ("sin2x", "", "", "sin 2 x", "split"),
        ("xsinx", "", "", "x sin x", "split"),
        ("sinwx", "", "wx", "sin w x", "split"),
        ("sinwx", "", "", "sinwx", "one_name"),
        ("sinxcosy", "", "", "sin x cos y", "split"),
        ("tanhx", "", "", "tanh x", "split"),
        ("logsin", "(", "", "log sin", "split"),
        ("xsin", "(", "", "x sin", "split"),
        ("xsin", "operand", "", "x sin", "split"),
        ("xsin", "", "", "xsin", "one_name"),
        ("xmax", "(", "", "x max", "split"),
        ("maxx", "", "", "maxx", "one_name"),
        ("abc", "(", "", "a b c", "product"),
        ("dim", "=", "", "dim", None),
        ("True", "", "", "True", None),
        ("sinh" * 16, "", "", "sinh" * 16, "one_name"),
    ],
)
def test_a_run_falls_into_its_pieces(run: str, follower: Follower, letters: str, pieces: str, told: str | None) -> None:
    assert split(run, follower, letters) == (pieces, told)


@pytest.mark.parametrize("run", ["sine", "cosx", "bestmax", "mysum", "supertanh", "sen", "avg"])
def test_an_unknown_function_before_a_bracket_is_refused(run: str) -> None:
    with pytest.raises(NameProblem) as caught:
        split(run, "(")
    assert caught.value.code == "name.function"


def test_a_statement_of_python_before_a_bracket_is_refused_as_such() -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        split("print", "(")
    assert caught.value.code == "syntax.python"


def test_a_run_without_a_letter_is_no_name() -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        split("__1")
    assert caught.value.code == "syntax.character"
