"""A formula's source -> a Program: statements, headers, functions; expressions are read by `expressions`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.errors import FormulaSyntaxError, LimitExceeded, NameProblem, Span, line_and_column
from app.language.expressions import CONTINUATION, DEFINED, ExpressionParser
from app.language.grammar import EVERY_FUNCTION, FUNCTIONS, INFIX, POWER, WORDS
from app.language.lexer import plain, scan
from app.language.names import canonical, canonical_names
from app.language.prose import bared
from app.language.series import Expansion, bare_names
from app.language.straight_line import straight_line
from app.language.suggestions import EQUALS
from app.language.tree import Apply, Definition, Function, Program, Syntax, Tree, number_of_nodes
from app.language.words import Words
from app.limits import LIMITS, Limits
from app.messages import text

PARAMETER = text("the name of an input", "输入的名字")
NEXT_PARAMETER = text("`,` or `)`", " `,` 或 `)`")


def parse_formula(source: str, *, values: Collection[str] = (), limits: Limits = LIMITS) -> Program:
    """Parse a program. `values` are the names that have a value from outside.

    Raises FormulaSyntaxError, NameProblem, ValueProblem and LimitExceeded, each with its place in `source`.
    """
    check_length(source, limits.formula_bytes)
    given = canonical_names(values)
    return straight_line(source, given, limits) or parse_freely(source, values, given, limits)


def parse_freely(source: str, values: Collection[str], given: frozenset[str], limits: Limits) -> Program:
    """Parse any program. `given`: the names in `values`, canonical."""
    formulas, passed = bared(source)
    typed, wide = plain(formulas)
    words = Words(scan(typed, limits), given, WORDS)
    tokens = words.resolve()
    parser = FormulaParser(tokens, limits)
    parser.readings += passed + words.readings
    if wide is not None:
        parser.tell("wide", (wide, wide + 1), found=source[wide], read=typed[wide])
    return parser.program(source, words.spellings, given, numbers_of(values))


def parse_rule(source: str, operands: Sequence[str], parameters: Collection[str]) -> Tree:
    """Parse a text of the table itself: one expression.

    `operands` are the names of the operands; `y`, `g` and `operands` (all of them) are names too. The names of the
    row's parameters and `k`, the operand's own place, may stand as values of parameters. Every row is a function here,
    and operands side by side are multiplied number by number.
    """
    names = frozenset(parameters) | {"k"}
    words = Words(scan(source, LIMITS), names | {*operands, "y", "g", "operands"}, EVERY_FUNCTION)
    tokens = words.resolve()
    parser = FormulaParser(tokens, LIMITS, rule_names=names)
    tree = parser.expression(0)
    assert tokens.symbols[parser.at].kind == "end", source
    return tree


def numbers_of(values: Collection[str]) -> Mapping[str, Any]:
    """The values by canonical name, where they are known and not only their names."""
    return {canonical(name): value for name, value in values.items()} if isinstance(values, Mapping) else {}


def check_length(source: str, most: int) -> None:
    """Refuse a source of more than `most` bytes of UTF-8."""
    size = len(source) if source.isascii() else len(source.encode("utf-8", "surrogatepass"))
    if size > most:
        raise LimitExceeded("limit.source", (0, 0), limit=most, found=size)


class FormulaParser(ExpressionParser):
    """Reads the statements of a program."""

    syntax: Syntax = "formula"

    def program(
        self, source: str, spellings: dict[str, str], given: frozenset[str], numbers: Mapping[str, Any]
    ) -> Program:
        """Everything that the source defines, each name once. `numbers` are values from outside, for bounds of sums."""
        definitions: dict[str, Definition] = {}
        headers: dict[str, Function] = {}
        bare = (name for name in bare_names() if canonical(name) not in spellings)
        symbols, starts = self.symbols, self.starts
        while True:
            at = self.at
            symbol = symbols[at]
            kind = symbol.kind
            name = symbol.function if kind == "call" else symbol.name
            if name is not None and symbols[at + 1].kind == "equals":
                start = starts[at]
                self.at = at + 2
                statement = Definition(name, self.expression(0), (start, start + symbol.stop))
                if name in definitions or name in headers:
                    raise self.duplicate(statement, definitions, headers)
                definitions[name] = statement
            elif self.is_header():
                function = self.function()
                if function.name in definitions or function.name in headers:
                    raise self.duplicate(function, definitions, headers)
                headers[function.name] = function
            elif kind not in ("separator", "end"):
                statement = self.bare_expression(next(bare))
                definitions[statement.name] = statement
            kind = symbols[self.at].kind
            if kind == "comma" and symbols[self.at + 1].kind in ("separator", "end"):
                place = self.tokens.span(self.at)
                self.tell("punctuation", place, found=self.source(place))
                self.at += 1
                kind = symbols[self.at].kind
            if kind == "separator":
                self.at += 1
            elif kind == "end":
                break
            else:
                self.unexpected(CONTINUATION)
        if not definitions and not headers:
            raise FormulaSyntaxError("syntax.empty", (0, 0))
        self.check_size([*(each.body for each in definitions.values()), *(each.body for each in headers.values())])
        counted: Mapping[str, float] = {}
        bounds: frozenset[str] = frozenset()
        if self.expands:
            expansion = Expansion(definitions, given, numbers, spellings, self.tell, self.limits)
            definitions, headers = expansion.program(headers)
            counted, bounds = expansion.counted, frozenset(expansion.bounds)
            bodies = [each.body for each in definitions.values()]
            self.check_size([*bodies, *(each.body for each in headers.values())], exactly=True)
        functions, declared = self.functions(headers, definitions)
        if declared:
            definitions = dict(sorted(definitions.items(), key=lambda item: item[1].span))
        self.readings.sort(key=lambda reading: reading.span)
        readings = tuple(self.readings)
        return Program(
            source, self.syntax, definitions, functions, readings, declared, spellings, given, counted, bounds
        )

    def duplicate(
        self,
        statement: Definition | Function,
        definitions: Mapping[str, Definition],
        headers: Mapping[str, Function],
    ) -> NameProblem:
        """The refusal of a name that is defined a second time."""
        first = definitions.get(statement.name) or headers[statement.name]
        line, _ = line_and_column(self.tokens.source, first.span[0])
        return NameProblem("name.duplicate", statement.span, name=statement.name, line=line)

    def is_header(self) -> bool:
        """Whether `f(x, y) =` stands here."""
        if self.symbols[self.at].kind != "call" or self.symbols[self.at + 1].text != "(":
            return False
        at = self.at + 2
        while self.symbols[at].kind in ("name", "comma", "call", "number"):
            at += 1
        return self.symbols[at].kind == "close" and self.symbols[at + 1].kind == "equals"

    def function(self) -> Function:
        """`f(x, y) = body`."""
        name = self.symbols[self.at].function
        span = self.tokens.span(self.at)
        self.at += 2
        parameters: list[str] = []
        while True:
            parameter = self.symbols[self.at]
            if parameter.name is None:
                self.unexpected(PARAMETER)
            if parameter.name in parameters:
                raise NameProblem("name.given_twice", self.tokens.span(self.at), name=parameter.name)
            parameters.append(parameter.name)
            self.at += 2
            if self.symbols[self.at - 1].kind == "close":
                break
            if self.symbols[self.at - 1].kind != "comma":
                self.at -= 1
                self.unexpected(NEXT_PARAMETER)
        self.at += 1
        if name in FUNCTIONS:
            self.tell("own_function", span, name=name)
        return Function(name, tuple(parameters), self.expression(0), span)

    def bare_expression(self, name: str) -> Definition:
        """An expression without a name, to be called `name`; refuses what is defined and is no name."""
        first = self.at
        if self.symbols[first].kind == "equals":
            self.unexpected(DEFINED)
        body = self.expression(0)
        span = self.span_from(self.tokens.span(first)[0])
        if self.symbols[self.at].kind == "equals":
            power = isinstance(body, Apply) and body.operation is POWER
            code = "syntax.target_power" if power else "syntax.target"
            raise FormulaSyntaxError(code, span, found=self.source(span))
        if isinstance(body, Apply) and body.operation.binding == INFIX["<"].binding:
            self.told_comparison(first, body, span)
        return Definition(name, body, span, bare=True)

    def told_comparison(self, first: int, body: Apply, span: Span) -> None:
        """Say that a statement only compares, where it may be meant as a definition (`y == 2x`)."""
        sign = self.symbols[first + 1]
        if self.symbols[first].name is None or sign.infix is not body.operation:
            return
        start, end = self.tokens.span(first + 1)[0], self.tokens.span(first + 2)[1]
        if self.source((start, end)) == "<-":
            raise FormulaSyntaxError("syntax.elsewhere", (start, end), found="<-", hint=EQUALS)
        if body.operation is INFIX["=="]:
            self.tell("comparison", span, found=self.source(span), name=self.symbols[first].text)

    def functions(
        self, headers: Mapping[str, Function], definitions: dict[str, Definition]
    ) -> tuple[dict[str, Function], tuple[str, ...]]:
        """The functions and the declared inputs. A header that nobody calls joins `definitions`."""
        functions: dict[str, Function] = {}
        declared: dict[str, None] = {}
        for name, header in headers.items():
            if name not in self.called:
                definitions[name] = Definition(name, header.body, header.span, header=header.parameters)
                declared |= dict.fromkeys(header.parameters)
            elif name in self.used_as_values:
                raise NameProblem("name.function_as_value", self.used_as_values[name], name=name)
            else:
                functions[name] = header
        if not definitions:
            raise FormulaSyntaxError("syntax.only_functions", (0, 0))
        return functions, tuple(declared)

    def check_size(self, bodies: Sequence[Tree], *, exactly: bool = False) -> None:
        """Refuse too large a program. Most have too few symbols for it and need no counting."""
        most = self.limits.tree_nodes
        if exactly or len(self.symbols) + self.unwritten > most:
            count = sum(map(number_of_nodes, bodies))
            if count > most:
                raise LimitExceeded("limit.tree", (0, 0), limit=most, found=count)
