from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

from app.messages import LANGUAGES, MESSAGES, Text
from tests.in_turn import in_turn

APP = Path(__file__).parent.parent / "app"
ERRORS = {
    "FormulaSyntaxError", "NameProblem", "ShapeMismatch", "ValueProblem", "LimitExceeded", "LinkProblem", "RequestError"
}  # fmt: skip


NAMES_AN_ERROR = re.compile(rf"\b(?:{'|'.join(ERRORS)})\(")
IN_QUOTES = re.compile(r"""["']([a-z]+\.[a-z_]+)["']""")


@cache
def sources() -> list[str]:
    return [path.read_text("utf-8") for path in APP.rglob("*.py") if APP / "messages" not in path.parents]


def texts(tree: ast.AST) -> set[str]:
    """Every text that is written in `tree`."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_code_that_is_raised_has_its_words() -> None:
    raised = set()
    for source in sources():
        if not NAMES_AN_ERROR.search(source):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
                raised |= texts(node.args[0])
    assert len(raised) > 40
    assert raised - MESSAGES.keys() == set()


def test_every_row_of_words_is_raised_somewhere() -> None:
    written = {code for source in sources() for code in IN_QUOTES.findall(source)}
    assert MESSAGES.keys() - written == set()


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@in_turn(MESSAGES)
def test_both_languages_say_the_same_facts(code: str) -> None:
    message = MESSAGES[code]
    words: list[Text] = [message.title, message.detail, *([message.hint] if message.hint else [])]
    for each in words:
        assert all(each[language].strip() for language in LANGUAGES)
        assert fields(each["en"]) == fields(each["zh-CN"])
        assert not re.search(r"[\u4e00-\u9fff]", each["en"])
        assert re.search(r"[\u4e00-\u9fff]", each["zh-CN"]) or not re.sub(r"\{\w+\}", "", each["zh-CN"]).strip()
    assert not fields(message.title["en"])
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", code) and 400 <= message.status < 600
