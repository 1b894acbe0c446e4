"""The rows of the table as a grammar: which words are functions, which signs are operators, how tightly they bind."""

from __future__ import annotations

from app.operations import OPERATIONS, ROWS, Operation

Rows = tuple[Operation, ...]
"""the rows that one word may mean; the number of operands decides (`max(a, b)`, `max(x, dim=0)`)"""

FUNCTIONS: dict[str, Rows] = {}
"""words"""
CALLED: dict[str, Rows] = {}
"""words that are functions only where a bracket follows: single letters, and names of rows that are written by signs"""
INFIX: dict[str, Operation] = {}
PREFIX: dict[str, Operation] = {}
POSTFIX: dict[str, Operation] = {}
ROOTS: dict[str, Operation] = {}
"""signs that stand before one factor like a function's name (`√`)"""
FENCES: dict[str, Operation] = {}
"""signs that stand at both sides (`|x|`)"""


def _enter(row: Operation, spelling: str) -> None:
    left, right = row.binding or (None, None)
    fence, _, closing = spelling.partition(" ")
    if closing:
        FENCES.setdefault(fence, row)
    elif spelling[0].isalpha():
        table = FUNCTIONS if len(spelling) > 1 else CALLED
        table[spelling] = (*table.get(spelling, ()), row)
    elif left is not None and right is not None:
        INFIX.setdefault(spelling, row)
    elif right is not None:
        PREFIX.setdefault(spelling, row)
    elif left is not None:
        POSTFIX.setdefault(spelling, row)
    else:
        ROOTS.setdefault(spelling, row)


for _row in ROWS:
    if _row.public:
        for _spelling in _row.spellings:
            _enter(_row, _spelling)
for _row in ROWS:
    if _row.public and len(_row.name) > 2 and _row.name not in FUNCTIONS:
        CALLED[_row.name] = (_row,)

WORDS = {**CALLED, **FUNCTIONS}
EVERY_FUNCTION = {**{row.name: (row,) for row in ROWS}, **WORDS}
"""for the table's own texts, which may also use rows that are no words of the language"""

TIMES = OPERATIONS["mul"]
POWER = INFIX["^"]
MINUS = PREFIX["-"]
INDEX = next(row for row in ROWS if any(parameter.accepts == "index" for parameter in row.parameters))

EQUATION = next(each.name for row in ROWS for each in row.parameters if each.accepts == "equation")
"""the parameter that is written between quotation marks"""


def powers(row: Operation) -> tuple[int, int]:
    """The binding powers of an operator between two operands."""
    left, right = row.binding or (None, None)
    assert left is not None
    assert right is not None
    return left, right


def elementwise(word: str) -> bool:
    """Whether a word is a function of one number and nothing else: only such a one is found inside a run (`cosx`)."""
    return any(row.kind == "function" and row.operands == (1, 1) and not row.parameters for row in FUNCTIONS[word])


INSIDE_RUNS = tuple(sorted(FUNCTIONS, key=len, reverse=True))
"""functions by length, longest first"""
