"""The Pratt parser: symbols -> the tree of one expression.

The binding powers are those of the table's rows (Pratt, Top Down Operator Precedence, 1973; the pairs of numbers as in
matklad's minipratt). Two operands side by side multiply, as tightly as `*` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar, NoReturn

from app.errors import FormulaSyntaxError, LimitExceeded, NameProblem, Span, ValueProblem
from app.language import arguments
from app.language.arguments import Keyword
from app.language.grammar import EQUATION, FUNCTIONS, INDEX, INFIX, MINUS, POWER, PREFIX, TIMES, powers
from app.language.lexer import shown
from app.language.names import FRACTIONS
from app.language.norms import with_subscript
from app.language.series import FOLDS, SERIES, Series
from app.language.suggestions import CONDITION, did_you_mean, nearest_function
from app.language.symbols import BESIDE, TIGHTEST, Kind, Symbol, Tokens, applied
from app.language.tree import Apply, Array, Call, Name, Number, Reading, Tree, walk
from app.limits import Limits
from app.messages import Text, text

OPERAND = text("a number, a name or a bracket", "数、名字或括号")
CONTINUATION = text("an operator or the end of the line", "运算符或行尾")
DEFINED = text("the name that is defined", "被定义的名字")
PARTED = text("Between definitions stands `;`, or a new line.", "定义之间请写 `;`，或者换行。")
NUMBERS = text(
    "A decimal has a point: `1.5`; a vector stands in square brackets: `[1, 5]`.",
    "小数用点：`1.5`；向量写在方括号里：`[1, 5]`。",
)
NO_HINT = text("", "")
CLOSING = text("an operator or the closing bracket", "运算符或右括号")

JUXTAPOSED = {"juxtaposed": True}
FACTOR = powers(TIMES)[1]
"""the power that a factor of a product is read with"""
COMPARISON = powers(INFIX["<"])[0]
INVERSE = FUNCTIONS["inverse"][0]
DIVIDE = INFIX["/"]
OPPOSITE = (MINUS.binding or (None, None))[1] or FACTOR
"""the power that the operand of a sign (`-x`, `+x`) is read with"""


ENDS_ARGUMENT: frozenset[Kind] = frozenset({"infix", "dot", "function", "logarithm", "series", "call"})
"""what ends an argument without brackets, though it binds as tightly as a product"""


ARGUMENTS = frozenset({"(", "{"})
"""what opens the arguments of a function: `max(0, x)`, `max{0, x}`"""
ARITHMETIC: frozenset[Kind] = frozenset({"infix", "prefix", "superscript", "below", "raised"})
"""what makes a number of the square brackets beside it"""


class ExpressionParser:
    """Reads expressions from one source's symbols, which it walks once, from left to right.

    In a text of the table itself `rule_names` are the names that may stand as values of parameters.
    """

    beginnings: ClassVar[Mapping[Kind, Callable[[Any, Symbol, int], Tree]]]
    """what a symbol of each kind begins"""
    continuations: ClassVar[Mapping[Kind, Callable[[Any, Symbol, Tree, int], Tree]]]
    """what a symbol of each kind does to the operand before it"""

    def __init__(self, tokens: Tokens, limits: Limits, rule_names: Collection[str] | None = None) -> None:
        self.tokens = tokens
        self.symbols = tokens.symbols
        self.starts = tokens.starts
        self.at = 0
        self.depth = 0
        self.unwritten = 0
        """how many nodes had no symbol of their own: products without a sign, powers above the line"""
        self.limits = limits
        self.rule_names = rule_names
        self.readings: list[Reading] = []
        self.called: set[str] = set()
        self.used_as_values: dict[str, Span] = {}
        self.expands = False
        """whether there is a series to be expanded"""

    # ── expressions ─────────────────────────────────────────────────────────────────────────────────────────────────

    def expression(self, minimum: int) -> Tree:
        """The longest expression from here whose operators bind at least as tightly as `minimum`."""
        symbols, starts = self.symbols, self.starts
        at = self.at
        symbol, start = symbols[at], starts[at]
        left: Tree
        right: Tree
        if symbol.name is not None:
            self.at = at + 1
            left = Name(symbol.name, (start, start + symbol.stop))
        else:
            start += symbol.lead
            left = self.begin(symbol, start)
        continuations = self.continuations
        compared: Tree | None = None
        while True:
            at = self.at
            symbol = symbols[at]
            power = symbol.power
            if power < minimum:
                return left
            row = symbol.infix
            if row is None or symbol.right <= power:
                left = continuations.get(symbol.kind, ExpressionParser.continue_beside)(self, symbol, left, start)
                continue
            operand = symbols[at + 1]
            if operand.name is not None and symbols[at + 2].power < symbol.right:
                # The right operand is no more than a name, as most are: not worth a call.
                place = starts[at + 1]
                end = place + operand.stop
                right = Name(operand.name, (place, end))
                self.at = at + 2
            else:
                self.at = at + 1
                right = self.expression(symbol.right)
                last = self.at - 1
                end = starts[last] + symbols[last].stop
            if power == COMPARISON:
                # `0 <= x < 1` says two things, and both must hold.
                comparison = Apply(row, (left if compared is None else compared, right), (start, end))
                left = comparison if compared is None else Apply(TIMES, (left, comparison), (start, end))
                compared = right
            else:
                left = Apply(row, (left, right), (start, end))

    def nested(self, minimum: int) -> Tree:
        """An expression one level deeper: in brackets, behind a prefix, or in an exponent."""
        self.depth += 1
        if self.depth > self.limits.tree_depth:
            raise LimitExceeded("limit.depth", self.tokens.span(self.at), limit=self.limits.tree_depth)
        tree = self.expression(minimum)
        self.depth -= 1
        return tree

    # ── what begins an operand ──────────────────────────────────────────────────────────────────────────────────────

    def begin(self, symbol: Symbol, start: int) -> Tree:
        """An operand that is no plain name."""
        begin = self.beginnings.get(symbol.kind)
        if begin is None:
            self.unexpected(OPERAND)
        self.at += 1
        return begin(self, symbol, start)

    def begin_number(self, symbol: Symbol, start: int) -> Tree:
        span = start, start + symbol.stop
        if symbol.text[-1] in FRACTIONS and len(symbol.text) > 1:
            self.tell("mixed_number", span, found=symbol.text, value=symbol.value)
        return Number(symbol.value, span)

    def begin_bracket(self, symbol: Symbol, start: int) -> Tree:
        opening = self.at - 1
        tree = self.nested(0)
        if self.symbols[self.at].kind == "comma" and opening and self.symbols[opening - 1].name is not None:
            self.refuse_function(opening - 1)
        self.close(symbol)
        return tree

    def begin_fence(self, symbol: Symbol, start: int) -> Tree:
        tree = self.nested(0)
        self.close(symbol)
        return Apply(symbol.rows[0], (tree,), self.span_from(start))

    def begin_array(self, symbol: Symbol, start: int) -> Tree:
        opening = self.at - 1
        items = [self.nested(0)]
        while self.symbols[self.at].kind == "comma":
            self.at += 1
            items.append(self.nested(0))
        self.close(symbol)
        single = len(items) == 1 and isinstance(items[0], Apply | Call) and arguments.constant(items[0]) is None
        if single and self.is_operand(opening):
            # `-[y ln p + (1 - y) ln(1 - p)]`: a bracket like any other. `([a + b])` is a vector of one entry.
            self.tell("square_bracket", self.span_from(start), found=self.source(self.span_from(start)))
            return items[0]
        return Array(tuple(items), self.span_from(start))

    def is_operand(self, opening: int) -> bool:
        """Whether the array from `opening` to here has an operator or an operand beside it, and is no argument."""
        before, behind = self.symbols[opening - 1] if opening else None, self.symbols[self.at]
        signs = [each.text for each in (before, behind) if each is not None and each.kind in ARITHMETIC]
        beside = before is not None and before.kind in ("number", "name", "function", "logarithm")
        return (bool(signs) or beside) and "@" not in signs

    def begin_prefix(self, symbol: Symbol, start: int) -> Tree:
        row = PREFIX.get(symbol.text)
        if row is None:
            if symbol.infix is not INFIX["+"]:
                self.at -= 1
                self.unexpected(OPERAND)
            return self.nested(OPPOSITE)
        assert row.binding
        assert row.binding[1] is not None
        operand = self.nested(row.binding[1])
        return Apply(row, (operand,), self.span_from(start))

    def begin_root(self, symbol: Symbol, start: int) -> Tree:
        """`√x²` is the root of x², `√(x)²` the square of a root."""
        operand = self.nested(TIGHTEST if self.symbols[self.at].text == "(" else FACTOR)
        return Apply(symbol.rows[0], (operand,), self.span_from(start))

    def begin_call(self, symbol: Symbol, start: int) -> Tree:
        """A function of the program, or its name as a value: then it is no function but a definition with a header."""
        function = symbol.function
        if self.symbols[self.at].text != "(":
            self.used_as_values[function] = (start, start + symbol.stop)
            return Name(function, (start, start + symbol.stop))
        self.called.add(function)
        given, keywords = self.bracketed_arguments()
        for name, keyword in keywords.items():
            raise NameProblem("name.no_keyword", keyword.span, name=function, keyword=name)
        return Call(function, tuple(given), self.span_from(start))

    def begin_function(self, symbol: Symbol, start: int) -> Tree:
        """`sin(x)`, `sin x`, `sin 2x`, `sin^2 x`."""
        exponent = None if self.symbols[self.at].text in ARGUMENTS else self.exponent_of_function(symbol)
        if self.symbols[self.at].text in ARGUMENTS:
            given, keywords = self.bracketed_arguments()
        else:
            given, keywords = [self.bare_argument(symbol)], {}
        span = self.span_from(start)
        row = None if keywords else arguments.plain_row(symbol.rows, len(given))
        tree: Tree
        if row is not None:
            tree = Apply(row, tuple(given), span)
        elif any(keyword.upper is not None for keyword in keywords.values()):
            tree = self.over_indices(symbol, given, keywords, span)
        else:
            names = self.rule_names or ()
            tree = arguments.Application(symbol.text, symbol.rows, given, keywords, span, names).applied()
        if exponent is None:
            return tree
        self.unwritten += 1
        return Apply(POWER, (tree, exponent), span)

    def over_indices(self, symbol: Symbol, given: Sequence[Tree], keywords: Mapping[str, Keyword], span: Span) -> Tree:
        """`sum(i=1..3, w_i x_i)`: a function over an index, to be expanded."""
        row = next((row for row in symbol.rows if row in FOLDS), None)
        for name, keyword in keywords.items():
            if row is None or keyword.upper is None:
                raise NameProblem("name.over_index", keyword.span, name=symbol.text, index=name)
        if len(given) != 1:
            wanted = text("1, beside the index", "1 个（不计下标）")
            raise NameProblem("name.arguments", span, name=symbol.text, wanted=wanted, found=len(given), hint="")
        assert row
        tree = given[0]
        for name, keyword in reversed(list(keywords.items())):
            assert keyword.upper is not None
            place = keyword.span[0], keyword.upper.span[1]
            tree = Apply(row, (tree,), span, {SERIES: Series(name, keyword.value, keyword.upper, place)})
        self.expands = True
        return tree

    def exponent_of_function(self, function: Symbol) -> Tree | None:
        """The exponent between a function's name and its argument: `sin^2 x` is the square of sin x."""
        symbol = self.symbols[self.at]
        start = self.starts[self.at]
        if symbol.kind == "superscript":
            self.at += 1
            exponent: Tree = Number(symbol.value, (start, start + symbol.stop))
        elif symbol.infix is POWER:
            self.at += 1
            exponent = self.nested(powers(POWER)[1])
        else:
            return None
        if (arguments.constant(exponent) or 0) < 0:
            raise FormulaSyntaxError("syntax.inverse", self.span_from(start + symbol.lead), name=function.text)
        return exponent

    def bare_argument(self, function: Symbol) -> Tree:
        """The argument of a function without brackets: factors side by side, up to an operator or the next function."""
        first = self.symbols[self.at]
        start = self.starts[self.at] + first.lead
        if first.kind not in self.beginnings and first.name is None:
            expected = text(f"the argument of `{function.text}`", f" `{function.text}` 的参数")
            self.unexpected(expected)
        tree = self.nested(FACTOR)
        while self.symbols[self.at].power == BESIDE and self.symbols[self.at].kind not in ENDS_ARGUMENT:
            tree = self.beside(tree, self.nested(FACTOR), start)
        taken = self.span_from(start)
        behind = self.symbols[self.at]
        product = isinstance(tree, Apply) and tree.operation is TIMES
        if product or (behind.infix is not None and behind.power == BESIDE):
            self.tell("argument", taken, function=function.text, argument=self.source(taken))
        return tree

    def bracketed_arguments(self) -> tuple[list[Tree], dict[str, Keyword]]:
        """`(a, b, dim=0)`: what stands there by place and by keyword."""
        bracket = self.symbols[self.at]
        self.at += 1
        given: list[Tree] = []
        keywords: dict[str, Keyword] = {}
        if self.symbols[self.at].kind == "close":
            self.at += 1
            return given, keywords
        while True:
            word = self.symbols[self.at]
            if word.name is not None and self.symbols[self.at + 1].kind == "equals":
                span = self.tokens.span(self.at)
                if word.text in keywords:
                    raise NameProblem("name.given_twice", span, name=word.text)
                self.at += 2
                value = self.quoted() or self.nested(0)
                upper = None
                if self.symbols[self.at].kind == "range":
                    self.at += 1
                    upper = self.nested(0)
                keywords[word.text] = Keyword(span, value, upper)
            elif word.kind == "text":
                if EQUATION in keywords:
                    raise NameProblem("name.given_twice", self.tokens.span(self.at), name=EQUATION)
                keywords[EQUATION] = Keyword(self.tokens.span(self.at), self.quoted() or self.nested(0))
            else:
                given.append(self.nested(0))
            if self.symbols[self.at].kind != "comma":
                self.close(bracket)
                return given, keywords
            self.at += 1

    def quoted(self) -> Name | None:
        """A text between quotation marks, if one stands here; a parameter alone can take it."""
        symbol = self.symbols[self.at]
        if symbol.kind != "text":
            return None
        self.at += 1
        return Name(symbol.text, self.tokens.span(self.at - 1))

    def group(self) -> Tree:
        """What stands in the bracket here."""
        bracket = self.symbols[self.at]
        assert bracket.kind == "open"
        self.at += 1
        tree = self.nested(0)
        self.close(bracket)
        return tree

    def begin_logarithm(self, symbol: Symbol, start: int) -> Tree:
        """`log_b x` for any base: ln x / ln b; `log_b^2 x` is its square."""
        base = self.group()
        function = applied("function", symbol.text, FUNCTIONS[symbol.text])
        place = self.starts[self.at]
        exponent = self.exponent_of_function(symbol) if self.symbols[self.at].text != "(" else None
        tree = self.begin_function(function, place)
        span = self.span_from(start)
        self.unwritten += 2
        quotient: Tree = Apply(DIVIDE, (tree, Apply(function.rows[0], (base,), base.span)), span)
        return quotient if exponent is None else Apply(POWER, (quotient, exponent), span)

    # ── what continues an operand ───────────────────────────────────────────────────────────────────────────────────

    def continue_to_the_right(self, symbol: Symbol, left: Tree, start: int) -> Tree:
        """An operator that associates to the right (`^`)."""
        assert symbol.infix
        self.at += 1
        right = self.nested(symbol.right)
        return Apply(symbol.infix, (left, right), self.span_from(start))

    def continue_postfix(self, symbol: Symbol, left: Tree, start: int) -> Tree:
        self.at += 1
        return Apply(symbol.rows[0], (left,), self.span_from(start))

    def continue_superscript(self, symbol: Symbol, left: Tree, start: int) -> Tree:
        self.at += 1
        self.unwritten += 1
        if symbol.value == -1 and any(isinstance(each, Name) and each.name[0].isupper() for each in walk(left)):
            # `Σ⁻¹` is the inverse of what may be a matrix; of a number that is its reciprocal.
            return Apply(INVERSE, (left,), self.span_from(start))
        place = self.starts[self.at - 1]
        return Apply(POWER, (left, Number(symbol.value, (place, place + symbol.stop))), self.span_from(start))

    def continue_below(self, symbol: Symbol, left: Tree, start: int) -> Tree:
        """A subscript behind what is no name: `‖x‖_1`, `‖x‖²_1`, `2^‖x‖_1`."""
        self.at += 1
        place = self.starts[self.at - 1]
        subscript = place, place + symbol.stop
        normed = with_subscript(left, symbol.text)
        if normed is None:
            raise FormulaSyntaxError("syntax.subscript", subscript, found=self.source(subscript))
        return normed

    def continue_index(self, symbol: Symbol, left: Tree, start: int) -> Tree:
        """`x[0]`, `x[0, 1]`, `x[-1]`, `x[1:3]`."""
        self.at += 1
        places: list[Any] = [self.index_item()]
        while self.symbols[self.at].kind == "comma":
            self.at += 1
            places.append(self.index_item())
        self.close(symbol)
        index: Any = tuple(places)
        if self.rule_names is not None and isinstance(places[0], Name):
            index = places[0]
        return Apply(INDEX, (left,), self.span_from(start), {INDEX.parameters[0].name: index})

    def index_item(self) -> Any:
        """A whole number or a slice of them."""
        parts: list[int | None] = [None]
        while True:
            symbol = self.symbols[self.at]
            if symbol.kind == "colon":
                self.at += 1
                parts.append(None)
            elif symbol.kind in ("comma", "close") and len(parts) > 1:
                return slice(*parts)
            else:
                tree = self.nested(0)
                if isinstance(tree, Name) and self.rule_names and tree.name in self.rule_names:
                    return tree
                number = arguments.constant(tree)
                if number is None or not number.is_integer() or abs(number) > arguments.LARGEST_WHOLE:
                    raise ValueProblem("value.index", tree.span)
                if len(parts) == 1 and self.symbols[self.at].kind != "colon":
                    return int(number)
                parts[-1] = int(number)
            if len(parts) > 3:
                raise ValueProblem("value.index", self.tokens.span(self.at - 1))

    def continue_beside(self, symbol: Symbol, left: Tree, start: int) -> Tree:
        """An operand beside another one: a product."""
        before = self.symbols[self.at - 1]
        begin, end = self.tokens.span(self.at)[0], self.span_from(start)[1]
        if symbol.kind == "number" and before.kind == "number" and begin == end:
            self.unexpected(CONTINUATION)
        ungrouped = left.span == (start, end) and self.quotient_before(left)
        right = self.expression(FACTOR)
        span = self.span_from(start)
        if ungrouped:
            grouped = f"({self.source(left.span)})·{self.source((begin, span[1]))}"
            self.tell("grouping", span, found=self.source(span), grouped=grouped)
        elif symbol.text == "(" and before.name is not None:
            place = end - before.stop, span[1]
            self.tell("factor", place, name=before.text, found=self.source(place))
        elif symbol.kind == "number" and before.kind == "number":
            place = end - before.stop, span[1]
            self.tell("numbers", place, found=self.source(place), product=f"{before.text}·{symbol.text}")
        return self.beside(left, right, start)

    def quotient_before(self, left: Tree) -> bool:
        """Whether `left` is a quotient, so that a factor behind it may be meant for the denominator."""
        return isinstance(left, Apply) and left.operation is not TIMES and left.operation.binding == TIMES.binding

    def beside(self, left: Tree, right: Tree, start: int) -> Tree:
        """Two operands side by side. Which product it is depends on their shapes, unless one is a number."""
        self.unwritten += 1
        known = self.rule_names is not None or isinstance(left, Number) or isinstance(right, Number)
        return Apply(TIMES, (left, right), self.span_from(start), None if known else JUXTAPOSED)

    # ── places, readings and refusals ───────────────────────────────────────────────────────────────────────────────

    def span_from(self, start: int) -> Span:
        """From `start` to the end of the last symbol that was read."""
        last = self.at - 1
        return start, self.starts[last] + self.symbols[last].stop

    def source(self, span: Span) -> str:
        """What stands there."""
        return self.tokens.source[slice(*span)]

    def tell(self, code: str, span: Span, **facts: Any) -> None:
        self.readings.append(Reading(code, span, facts))

    def refuse_function(self, index: int) -> NoReturn:
        """Refuse the run of letters that ends with the name at `index`: several arguments follow, it is no function."""
        start, end = self.tokens.span(index)
        word = self.symbols[index].text
        if self.source((start, end)) == word:
            run = re.search(r"[^\W\d].*", re.split(r"[^\w'′]", self.tokens.source[:end])[-1])
            word = run[0] if run else word
            start = end - len(word)
        hint = did_you_mean(nearest_function(word))
        raise NameProblem("name.function", (start, end), name=word, hint=hint)

    def close(self, bracket: Symbol) -> None:
        """Read the closing bracket: brackets are balanced, so anything else ended the expression too early."""
        if self.symbols[self.at].kind != "close":
            self.unexpected(CLOSING)
        self.at += 1

    def unexpected(self, expected: Text) -> NoReturn:
        """Refuse the symbol that stands here."""
        symbol = self.symbols[self.at]
        span = self.tokens.span(self.at)
        if symbol.kind in ("end", "separator"):
            end = self.span_from(0)[1] if self.at else 0
            raise FormulaSyntaxError("syntax.incomplete", (end, end), expected=expected)
        if symbol.kind == "equals" and expected is not DEFINED:
            raise FormulaSyntaxError("syntax.equals", span)
        if symbol.kind == "colon" and "lambda" in self.tokens.source[: span[0]]:
            raise FormulaSyntaxError("syntax.python", span, found="lambda")
        # `J = 3(a+bc), a=5, b=3`: people list definitions as they list anything else.
        lists = symbol.kind == "comma" and expected is CONTINUATION and self.defines_ahead()
        hint = PARTED if lists else self.hint_for_comma() if symbol.kind == "comma" else NO_HINT
        found = shown(self.source(span) or symbol.text)
        raise FormulaSyntaxError("syntax.unexpected", span, found=found, expected=expected, hint=hint)

    def hint_for_comma(self) -> Text:
        """What to write instead of `1,5`, `(1, 2, 3)` and `{x, x > 0}`."""
        before, behind = self.symbols[max(self.at - 1, 0)], self.symbols[self.at + 1]
        if before.kind == behind.kind == "number":
            return NUMBERS
        written = self.tokens.source[: self.starts[self.at]]
        return CONDITION if written.rfind("{") > written.rfind("}") else NO_HINT

    def defines_ahead(self) -> bool:
        """Whether a definition follows on this line."""
        ahead = (symbol.kind for symbol in self.symbols[self.at :])
        return next((kind for kind in ahead if kind in ("equals", "separator", "end")), "end") == "equals"


# Tables of plain functions: bound methods would make every parser a circle that only the garbage collector takes apart.
ExpressionParser.beginnings = {
    "number": ExpressionParser.begin_number,
    "logarithm": ExpressionParser.begin_logarithm,
    "function": ExpressionParser.begin_function,
    "call": ExpressionParser.begin_call,
    "open": ExpressionParser.begin_bracket,
    "array": ExpressionParser.begin_array,
    "fence": ExpressionParser.begin_fence,
    "root": ExpressionParser.begin_root,
    "prefix": ExpressionParser.begin_prefix,
    "infix": ExpressionParser.begin_prefix,
}
ExpressionParser.continuations = {
    "infix": ExpressionParser.continue_to_the_right,
    "postfix": ExpressionParser.continue_postfix,
    "superscript": ExpressionParser.continue_superscript,
    "index": ExpressionParser.continue_index,
    "below": ExpressionParser.continue_below,
}
