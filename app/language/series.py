r"""Sums and products over an index, expanded: `\sum_{i=1}^{3} w_i x_i` is w_1·x_1 + w_2·x_2 + w_3·x_3.

A parser writes one down as its function (`sum`) applied to the body, with a `Series` among its parameters; here it
becomes plain operations on named scalars, on entries of a tensor that is known, or, where it has no bounds, on whole
tensors. The limits are checked before anything is made.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from app.errors import LimitExceeded, Span, ValueProblem
from app.language.arguments import constant
from app.language.grammar import FUNCTIONS, INDEX, INFIX, TIMES
from app.language.names import canonical, spelled_out
from app.language.tree import Apply, Array, Call, Definition, Function, Name, Number, Tree, number_of_nodes, walk
from app.limits import Limits
from app.operations import Operation

SERIES = "series"
"""the parameter under which an application keeps its `Series`"""


def _two(word: str) -> Operation:
    return next(row for row in FUNCTIONS[word] if row.operands == (2, 2))


FOLDS: dict[Operation, tuple[Operation, float | None]] = {
    FUNCTIONS["sum"][0]: (INFIX["+"], 0.0),
    FUNCTIONS["prod"][0]: (INFIX["*"], 1.0),
    **{row: (_two(word), None) for word in ("max", "min") for row in FUNCTIONS[word] if row.operands == (1, 1)},
}
"""function of a whole tensor -> what joins two of its terms, and what it is of none"""

BARE_NAMES = ("y", "out", "result")
"""for an expression that the writer gave no name"""
ASSUMED_TERMS = 3
"""for an upper bound that is a name without a value"""
MORE_LETTERS = frozenset("ijklmn")
"""letters that may stand beside an index in a subscript (`w_{ij}`)"""

NO_NAMES: frozenset[str] = frozenset()
FREE_LETTERS = MORE_LETTERS | {"c", "t"}
"""letters that are an index where they stand alone below a tensor"""

_INDEXED = re.compile(
    r"(?P<base>[^_^\[\]{}]+)(?:_(?:\{(?P<group>[^{}]*)\}|(?P<plain>[^_^{}'\[\]]+)))?"
    r"(?:\^\{?(?P<above>\([^()]*\)|\[[^\[\]]*\])\}?)?(?:_(?:\{(?P<late>[^{}]*)\}|(?P<last>[^_^{}'\[\]]+)))?(?P<primes>'*)"
)
_PLACE = re.compile(r"([0-9]*)([^\W\d_])([+-][0-9]+)?")


class Series(NamedTuple):
    """What a sum runs over. `lower` and `upper` are None where it runs over all entries."""

    variable: str
    lower: Tree | None
    upper: Tree | None
    span: Span
    """of the index and its bounds"""


class Indexed(NamedTuple):
    """A name with its subscripts apart: what stands below and above, and whether any of it was an index."""

    base: str
    below: str
    above: str
    primes: str

    @classmethod
    def of(cls, name: str) -> Indexed | None:
        match = _INDEXED.fullmatch(spelled_out(name))
        if match is None:
            return None
        below = match["group"] or match["plain"] or match["late"] or match["last"] or ""
        return cls(match["base"], below, match["above"] or "", match["primes"])

    @property
    def name(self) -> str:
        below = f"_{self.below}" if re.fullmatch(r"[^\W_]+", self.below) else f"_{{{self.below}}}"
        return f"{self.base}{below if self.below else ''}{f'^{{{self.above}}}' if self.above else ''}{self.primes}"


def places(text: str, bound: Mapping[str, int]) -> list[int | str] | None:
    """The parts of a subscript, indices replaced by their numbers; None where no index stands in it."""
    parts = text.split(",") if "," in text else _letters(text, bound)
    found: list[int | str] = []
    changed = False
    for part in map(str.strip, parts):
        match = _PLACE.fullmatch(part)
        if match and match[2] in bound and (not match[1] or match[3]):
            found.append(int(match[1] or 1) * bound[match[2]] + int(match[3] or 0))
            changed = True
        else:
            found.append(int(part) if part.isdecimal() else part)
    return found if changed else None


def _letters(text: str, bound: Mapping[str, int]) -> list[str]:
    """`ij` and `1j` are two places where j is an index; `out` is a word."""
    beside = len(text) in (2, 3) and all(letter in bound or letter in MORE_LETTERS for letter in text)
    several = beside or re.fullmatch(r"[0-9][^\W\d_]|[^\W\d_][0-9]", text)
    return list(text) if several and any(letter in bound for letter in text) and text != "in" else [text]


def _shape(tree: Tree) -> tuple[int, ...]:
    """The shape that an array has as it is written."""
    return (len(tree.items), *_shape(tree.items[0])) if isinstance(tree, Array) else ()


def joined(parts: list[int | str]) -> str:
    """`12` for the places 1 and 2, `1,12` where that would be read otherwise."""
    single = all(len(str(part)) == 1 for part in parts) and len({type(part) for part in parts}) == 1
    return ("" if single else ",").join(map(str, parts))


class Expansion:
    """Expands the series of one program. `numbers` are the values from outside that are known, by canonical name."""

    def __init__(
        self,
        definitions: dict[str, Definition],
        given: Collection[str],
        numbers: Mapping[str, Any],
        spellings: dict[str, str],
        tell: Callable[..., None],
        limits: Limits,
    ) -> None:
        self.definitions, self.spellings = definitions, spellings
        self.by_key = {canonical(name): each for name, each in definitions.items() if not each.bare}
        self.given, self.numbers, self.tell, self.limits = given, numbers, tell, limits
        self.known = frozenset({*self.by_key, *given})
        self.named: dict[Hashable, str] = {}
        """names that indices made others of"""
        self.made = 0
        self.added: dict[str, Definition] = {}
        self.told: set[tuple[str, str]] = set()
        self.whole: dict[str, str] = {}
        """tensors over all of which something runs, by canonical name"""
        self.entered: dict[str, str] = {}
        """tensors of which an index has taken entries, by canonical name"""
        self.counted: dict[str, float] = {}
        """values from outside that decided how many terms there are"""
        self.bounds: set[str] = set()
        """definitions that did"""

    def program(self, headers: Mapping[str, Function]) -> tuple[dict[str, Definition], dict[str, Function]]:
        """Every definition and header without series; definitions that were only patterns (`z_i`) are gone."""
        made = {name: each._replace(body=self.expanded(each.body, {})) for name, each in self.definitions.items()}
        functions = {name: each._replace(body=self.expanded(each.body, {})) for name, each in headers.items()}
        if self.whole or self.entered:
            # Entries of such a tensor may stand before the sum that tells what it is.
            made = {name: each._replace(body=self.expanded(each.body, {})) for name, each in made.items()}
            functions = {name: each._replace(body=self.expanded(each.body, {})) for name, each in functions.items()}
        bodies = [each.body for each in (*made.values(), *self.added.values())]
        bodies += [each.body for each in functions.values()]
        found = [tree for body in bodies for tree in walk(body) if isinstance(tree, Name)]
        used = {tree.name for tree in found}
        for name in {subject for code, subject in self.told if code == "template"} - used:
            del made[name]
        bodies = [each.body for each in (*made.values(), *self.added.values())]
        bodies += [each.body for each in functions.values()]
        self.refuse_free_indices([tree for body in bodies for tree in walk(body) if isinstance(tree, Name)])
        added = {each.name: each for each in self.added.values() if each.name in used}
        taken = {*used, *made, *added}
        for name in [name for name, each in made.items() if each.bare and name in used]:
            free = next(each for each in bare_names() if each not in taken)
            made = {free if key == name else key: each for key, each in made.items()}
            made[free] = made[free]._replace(name=free)
        return {**added, **made}, functions

    def refuse_free_indices(self, names: list[Name]) -> None:
        """Refuse `e^{z_i} / Σ_j e^{z_j}`: z is a whole tensor, and z_i an entry of it, but which one nobody says."""
        for tree in names if self.whole else ():
            parts = Indexed.of(tree.name)
            if parts is None or canonical(tree.name) in self.known:
                continue
            for index, without in (
                (parts.below, parts._replace(below="")),
                (parts.above[1:-1], parts._replace(above="")),
            ):
                base = self.whole.get(canonical(without.name)) if index in FREE_LETTERS else None
                if base is not None:
                    raise ValueProblem("value.free_index", tree.span, base=base, index=index, name=tree.name)

    def count(self, nodes: int, span: Span) -> None:
        """Note that so many nodes are about to be made."""
        self.made += nodes
        if self.made > self.limits.tree_nodes:
            raise LimitExceeded("limit.tree", span, limit=self.limits.tree_nodes, found=self.made)

    def expanded(self, tree: Tree, bound: Mapping[str, int]) -> Tree:
        """The tree without series, indices replaced. Left spines are walked in a loop: a long sum is no deep tree."""
        spine: list[Apply] = []
        while type(tree) is Apply and len(tree.operands) == 2:
            spine.append(tree)
            tree = tree.operands[0]
        if type(tree) is Apply:
            series = (tree.parameters or {}).get(SERIES)
            if series is not None:
                made: Tree = self.series(tree, series, bound)
            else:
                operands = tuple([self.expanded(operand, bound) for operand in tree.operands])
                made = Apply(tree.operation, operands, tree.span, tree.parameters)
        elif type(tree) is Name:
            made = self.name(tree, bound)
        elif type(tree) is Array:
            made = Array(tuple([self.expanded(item, bound) for item in tree.items]), tree.span)
        elif type(tree) is Call:
            made = Call(tree.function, tuple([self.expanded(each, bound) for each in tree.arguments]), tree.span)
        else:
            made = tree
        while spine:
            outer = spine.pop()
            right = self.expanded(outer.operands[1], bound)
            parameters = outer.parameters
            if isinstance(made, Number) or isinstance(right, Number):
                parameters = {name: value for name, value in (parameters or {}).items() if name != "juxtaposed"} or None
            made = Apply(outer.operation, (made, right), outer.span, parameters)
        return made

    # ── series ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def series(self, tree: Apply, series: Series, bound: Mapping[str, int]) -> Tree:
        (body,) = tree.operands
        if series.lower is None or series.upper is None:
            return self.over_entries(tree, bound)
        lower = self.bound(series.lower, bound, series, body)
        upper = self.bound(series.upper, bound, series, body)
        terms = max(0, upper - lower + 1)
        row, of_none = FOLDS[tree.operation]
        if terms == 0:
            if of_none is None:
                raise ValueProblem("value.bounds_empty", series.span, lower=lower, upper=upper)
            return Number(of_none, tree.span)
        self.count(terms * (number_of_nodes(body) + 1) if terms <= self.limits.tree_nodes else terms, series.span)
        joined_tree: Tree | None = None
        for number in range(lower, upper + 1):
            term = self.expanded(body, {**bound, series.variable: number})
            joined_tree = term if joined_tree is None else Apply(row, (joined_tree, term), tree.span)
        assert joined_tree is not None
        return joined_tree

    def bound(self, tree: Tree, bound: Mapping[str, int], series: Series, body: Tree) -> int:
        """A bound as a whole number: written, an outer index, or a name with a value."""
        number = constant(self.expanded(tree, bound))
        if number is None and isinstance(tree, Name):
            number = self.named_bound(tree, series, body, bound)
        if number is None or not number.is_integer():
            raise ValueProblem("value.bounds", tree.span)
        if abs(number) > 10**15:
            raise LimitExceeded("limit.tree", tree.span, limit=self.limits.tree_nodes, found=int(abs(number)))
        return int(number)

    def named_bound(self, tree: Name, series: Series, body: Tree, bound: Mapping[str, int]) -> float | None:
        """The number that a name stands for where it is a bound: given, defined, or assumed."""
        key = canonical(tree.name)
        definition = self.by_key.get(key) or self.added.get(key)
        if key in self.given:
            value = self.numbers.get(key)
            if value is None:
                value = constant(definition.body) if definition else None
            else:
                self.counted[key] = value
            return float(value) if isinstance(value, int | float) else None
        if definition is not None:
            self.bounds.add(definition.name)
            return constant(definition.body)
        terms = next(self.lengths(series.variable, body, bound), ASSUMED_TERMS)
        self.added[key] = Definition(tree.name, Number(float(terms), tree.span), tree.span)
        self.told_once("assumed_bound", tree.name, tree.span, name=tree.name, value=terms)
        return float(terms)

    def lengths(
        self, index: str, body: Tree, bound: Mapping[str, int], seen: frozenset[str] = NO_NAMES
    ) -> Iterator[int]:
        """How many entries the known tensors have along an index of theirs, also where a pattern (`z_i`) uses them."""
        for tree in walk(body):
            parts = Indexed.of(tree.name) if isinstance(tree, Name) else None
            if parts is None or not isinstance(tree, Name):
                continue
            letters = [
                letter
                for text in (parts.above[1:-1], parts.below)
                for letter in (text.split(",") if "," in text else _letters(text, {**bound, index: 0}))
                if letter
            ]
            if index not in letters:
                continue
            key = canonical(tree.name)
            template = self.by_key.get(key)
            if template is not None:
                yield from self.lengths(index, template.body, bound, seen | {key}) if key not in seen else ()
                continue
            base = canonical(parts._replace(below="", above="").name)
            definition = self.by_key.get(base)
            shape = _shape(definition.body) if definition else np.shape(self.numbers.get(base, 0.0))
            if letters.index(index) < len(shape):
                yield shape[letters.index(index)]

    def over_entries(self, tree: Apply, bound: Mapping[str, int]) -> Tree:
        """A series without bounds: the function of whole tensors, the index taken off their names."""
        indices: list[str] = []
        body: Tree = tree
        span = tree.span
        while isinstance(body, Apply) and body.operation is tree.operation:
            series = (body.parameters or {}).get(SERIES)
            if series is None or series.lower is not None:
                break
            indices.append(series.variable)
            span = series.span
            (body,) = body.operands
        if len(indices) == 1 and self.has_pattern(indices[0], body):
            terms = float(next(self.lengths(indices[0], body, bound), ASSUMED_TERMS))
            series = Series(indices[0], Number(1.0, span), Number(terms, span), span)
            return self.series(Apply(tree.operation, (body,), tree.span), series, bound)
        stripped: list[str] = []
        whole = self.stripped(self.expanded(body, bound), indices, stripped, span)
        if not stripped:
            raise ValueProblem("value.series_bounds", span, index=",".join(indices))
        self.told_once("entries", tree.operation.name, tree.span, names="`, `".join(dict.fromkeys(stripped)))
        return Apply(tree.operation, (whole,), tree.span)

    def has_pattern(self, index: str, body: Tree) -> bool:
        """Whether a definition for every index stands in the body: `y_i`, where the program says what y_i is."""
        names = [tree.name for tree in walk(body) if isinstance(tree, Name) and canonical(tree.name) in self.by_key]
        indexed = [parts for name in names if (parts := Indexed.of(name))]
        return any(index in (parts.below, parts.above[1:-1]) for parts in indexed)

    def stripped(self, tree: Tree, indices: list[str], names: list[str], span: Span) -> Tree:
        if isinstance(tree, Name):
            if tree.name in indices:
                raise ValueProblem("value.series_bounds", span, index=tree.name)
            parts = Indexed.of(tree.name)
            if parts is None:
                return tree
            without_below, without_above = parts._replace(below=""), parts._replace(above="")
            for text, without in ((parts.below, without_below), (parts.above[1:-1], without_above)):
                letters = [part.strip() for part in (text.split(",") if "," in text else text)]
                if letters == indices:
                    name = self.spellings.setdefault(canonical(without.name), without.name)
                    names.append(name)
                    self.whole[canonical(name)] = name
                    return Name(name, tree.span)
                if any(letter in indices for letter in letters) and len(letters) <= 3:
                    raise ValueProblem("value.series_bounds", span, index=",".join(indices))
            return tree
        if isinstance(tree, Apply):
            operands = tuple([self.stripped(operand, indices, names, span) for operand in tree.operands])
            parameters = None if tree.operation is TIMES else tree.parameters
            return Apply(tree.operation, operands, tree.span, parameters)
        if isinstance(tree, Array):
            return Array(tuple([self.stripped(item, indices, names, span) for item in tree.items]), tree.span)
        if isinstance(tree, Call):
            arguments = tuple([self.stripped(each, indices, names, span) for each in tree.arguments])
            return Call(tree.function, arguments, tree.span)
        return tree

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def name(self, tree: Name, bound: Mapping[str, int]) -> Tree:
        """A name with its indices replaced: the index itself, a named scalar, or an entry of a tensor."""
        if not bound:
            return self.entry_of_whole(tree) if self.whole or self.entered else tree
        if tree.name in bound:
            return Number(float(bound[tree.name]), tree.span)
        key = tree.name, *bound.items()
        name = self.named.get(key)
        if name is not None:
            return Name(name, tree.span)
        made = self.replaced(tree, bound)
        if isinstance(made, Name):
            self.named[key] = made.name
        return made

    def replaced(self, tree: Name, bound: Mapping[str, int]) -> Tree:
        parts = Indexed.of(tree.name)
        if parts is None:
            return tree
        below = places(parts.below, bound) if parts.below else None
        above = places(parts.above[1:-1], bound) if parts.above else None
        if below is None and above is None:
            return tree
        replaced = parts
        if below is not None:
            replaced = replaced._replace(below=joined(below))
        if above is not None:
            replaced = replaced._replace(above=f"{parts.above[0]}{joined(above)}{parts.above[-1]}")
        name = replaced.name
        if canonical(name) in self.known:
            return Name(self.spellings.setdefault(canonical(name), name), tree.span)
        template = self.by_key.get(canonical(tree.name))
        if template is not None:
            return self.from_template(template, name, tree, bound)
        base = parts._replace(below="", above="").name
        if canonical(base) in self.known:
            return self.entry(tree, base, [*(above or []), *(below or [])])
        return Name(self.spellings.setdefault(canonical(name), name), tree.span)

    def entry_of_whole(self, tree: Name) -> Tree:
        """`z_1` beside `Σ_j e^{z_j}` is the first entry of z."""
        parts = Indexed.of(tree.name)
        if parts is None or canonical(tree.name) in self.known:
            return tree
        for number, without in (
            (parts.below, parts._replace(below="")), (parts.above[1:-1], parts._replace(above=""))
        ):  # fmt: skip
            key = canonical(without.name)
            base = (self.whole.get(key) or self.entered.get(key)) if number.isdecimal() else None
            if base is not None:
                return self.entry(tree, base, [int(number)])
        return tree

    def entry(self, tree: Name, base: str, at: list[int | str]) -> Tree:
        """An entry of a tensor that is known; entries are counted from 1 in mathematics."""
        numbers = [part for part in at if isinstance(part, int)]
        if len(numbers) < len(at) or min(numbers) < 1:
            raise ValueProblem("value.entry", tree.span, name=tree.name, base=base)
        self.told_once("entry", tree.name, tree.span, name=tree.name, base=base)
        self.entered[canonical(base)] = base
        known = self.by_key.get(canonical(base))
        place = tuple(number - 1 for number in numbers)
        operand = Name(known.name if known else self.spellings.setdefault(canonical(base), base), tree.span)
        return Apply(INDEX, (operand,), tree.span, {INDEX.parameters[0].name: place})

    def from_template(self, template: Definition, name: str, tree: Name, bound: Mapping[str, int]) -> Tree:
        """`z_2` where the program defines `z_i`: defined by the same body, with 2 for i."""
        key = canonical(name)
        name = self.spellings.setdefault(key, name)
        if key not in self.added:
            self.added[key] = Definition(name, template.body, template.span)
            self.count(number_of_nodes(template.body), tree.span)
            if len(self.added) > self.limits.graph_nodes:
                raise LimitExceeded("limit.tree", tree.span, limit=self.limits.tree_nodes, found=self.made)
            body = self.expanded(template.body, bound)
            self.added[key] = Definition(name, body, template.span)
            self.told_once("template", template.name, template.span, name=template.name, made=name)
        return Name(name, tree.span)

    def told_once(self, code: str, subject: str, span: Span, **facts: Any) -> None:
        if (code, subject) not in self.told:
            self.told.add((code, subject))
            self.tell(code, span, **facts)


def bare_names() -> Iterator[str]:
    yield from BARE_NAMES
    for number in itertools.count(1):
        yield f"{BARE_NAMES[0]}_{number}"
