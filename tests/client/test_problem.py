from __future__ import annotations

from app.client.problem import Problem, unexpected

DOCUMENT = unexpected(422, "x") | {
    "code": "syntax.unclosed", "detail": "This `(` is never closed.", "hint": "Write `)` where it ends.",
    "line": 1, "column": 6, "offset": 5, "length": 1,
}  # fmt: skip


def test_a_problem_has_the_place_in_the_source() -> None:
    problem = Problem(DOCUMENT)
    assert (problem.status, problem.code, problem.span) == (422, "syntax.unclosed", (5, 6))
    assert str(problem) == ("syntax.unclosed: This `(` is never closed. (line 1, column 6) Write `)` where it ends.")


def test_an_answer_of_something_else_has_a_code_too() -> None:
    problem = Problem(unexpected(502, "Bad Gateway"))
    assert (problem.code, problem.span, str(problem)) == (
        "http.502", None, "http.502: The server answered 502 Bad Gateway."
    )  # fmt: skip
