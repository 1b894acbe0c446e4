"""A name that Python does not know -> what its writer probably meant, from the listing's own tree and the tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import numpy as np
import torch

from app.listing.builtin_names import BUILTINS
from app.listing.frames import bindings
from app.listing.lessons.context import filled
from app.listing.library import known, library
from app.listing.rows import rows_of
from app.messages import Text, text

_SAID = re.compile(
    r"NameError: name '(?P<name>\w+)'"
    r"|AttributeError: (?:module '(?P<module>[\w.]+)'|(?:type object )?'(?P<kind>(?!NoneType)[\w.]+)')"
    r".* has no attribute '(?P<member>\w+)'"
    r"|ImportError: cannot import name '(?P<imported>\w+)' from '(?P<place>[\w.]+)'"
)

# fmt: off
IMPORTS = {
    **dict.fromkeys(("torch", "math", "random", "time", "copy", "os", "sys", "re", "json", "itertools", "functools",
                     "collections", "datetime", "argparse", "logging", "warnings"), "import {name}"),
    "np": "import numpy as np", "numpy": "import numpy", "plt": "import matplotlib.pyplot as plt",
    "nn": "from torch import nn", "F": "import torch.nn.functional as F",
    "optim": "from torch import optim", "init": "from torch.nn import init",
    "Variable": "from torch.autograd import Variable", "autograd": "from torch import autograd",
    **dict.fromkeys(("DataLoader", "Dataset", "TensorDataset", "Subset", "random_split"),
                    "from torch.utils.data import {name}"),
    **dict.fromkeys(("Counter", "OrderedDict", "defaultdict", "deque", "namedtuple"),
                    "from collections import {name}"),
    **dict.fromkeys(("Any", "Callable", "Dict", "Iterable", "List", "Optional", "Tuple", "Union"),
                    "from typing import {name}"),
    "dataclass": "from dataclasses import dataclass", "partial": "from functools import partial",
    "reduce": "from functools import reduce", "lr_scheduler": "from torch.optim import lr_scheduler",
    "tqdm": "from tqdm import tqdm", "trange": "from tqdm import trange",
}
"""what listings call things that are imported, and the line that imports them"""

SPELT = {"true": "True", "false": "False", "null": "None", "none": "None", "nil": "None", "NULL": "None",
         "This": "self", "this": "self", "xrange": "range", "raw_input": "input"}
"""words of other languages -> Python's"""

_IMPORTED = text("It is the usual name of something that was never imported: write `{line}` at the top.",
                 "这是常用的导入名，但代码里没有导入：请在开头写 `{line}`。")
_SPELT = text("In Python it is written `{other}`.", "在 Python 里写作 `{other}`。")
_LATER = text("It gets its value in line {line} only: that line must run before this one.",
              "它到第 {line} 行才被赋值：那一行必须先运行。")
_INSIDE = text("There is one inside `{owner}` (line {line}) only: hand it out with `return`, or assign it outside.",
               "它只存在于 `{owner}` 内部（第 {line} 行）：请用 `return` 传出来，或在外面赋值。")
_ATTRIBUTE = text("There is a `self.{name}` (line {line}): write `self.` before it here too.",
                  "第 {line} 行有 `self.{name}`：这里也要写上 `self.`。")
_WITHOUT_SELF = text("Line {line} assigns `{name}` without `self.`, so it is gone when that method ends: write `self.{name} = …`.",
                     "第 {line} 行赋值时没有写 `self.`，方法一结束 `{name}` 就没有了：请写 `self.{name} = …`。")
_SIMILAR = text("Did you mean `{other}`?", "是不是想写 `{other}`？")
_UNKNOWN = text("Check the spelling, upper and lower case too, and that what makes it runs before this line.",
                "请检查拼写（区分大小写），并确认创建它的那一行先运行。")
# fmt: on


def meant(said: str, tree: ast.Module, line: int) -> Text:
    """What an exception's name and message let guess; `_UNKNOWN` where they tell nothing of a name."""
    found = _SAID.search(said)
    if found is None:
        return _UNKNOWN
    if found["name"]:
        return _meant_by_name(found["name"], tree, line)
    name = found["member"] or found["imported"]
    if found["kind"]:
        for owner, inside in _scopes(tree):
            own = sorted(_bound_lines(name, inside))
            if own and isinstance(owner, ast.FunctionDef) and [each.arg for each in owner.args.args[:1]] == ["self"]:
                return filled(_WITHOUT_SELF, {"name": name, "line": own[0]})
    place = found["module"] or found["place"]
    return _similar(name, _members(place, found["kind"], tree))


def _meant_by_name(name: str, tree: ast.Module, line: int) -> Text:
    if name in SPELT:
        return filled(_SPELT, {"other": SPELT[name]})
    places = sorted(_bound_lines(name, tree.body))
    if places and places[0] > line:
        return filled(_LATER, {"line": places[0]})
    for owner, inside in _scopes(tree):
        own = sorted(_bound_lines(name, inside))
        if own and not owner.lineno <= line <= (owner.end_lineno or owner.lineno):
            return filled(_INSIDE, {"owner": owner.name, "line": own[0]})
    if name in IMPORTS:
        return filled(_IMPORTED, {"line": IMPORTS[name].format(name=name)})
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=attribute, ctx=ast.Store()) if attribute == name:
                return filled(_ATTRIBUTE, {"name": name, "line": node.lineno})
    return _similar(name, [*_names(tree), *BUILTINS, *IMPORTS])


def _similar(name: str, names: Iterable[str]) -> Text:
    """The nearest of `names`: one that differs by its case alone before any other."""
    others = sorted({each for each in names if each != name and not each.startswith("__")})
    same = [each for each in others if each.lower() == name.lower()]
    near = same or get_close_matches(name, others, 1, 0.6 if len(name) > 2 else 0.9)
    return filled(_SIMILAR, {"other": near[0]}) if near else _UNKNOWN


def _scopes(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | ast.ClassDef, list[ast.stmt]]]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node, node.body


def _bound_lines(name: str, body: list[ast.stmt]) -> Iterator[int]:
    """Where the statements of one scope bind `name`, functions and classes in it left out."""
    for statement in body:
        if name in bindings([statement])[0]:
            yield statement.lineno


def _names(tree: ast.Module) -> Iterator[str]:
    """Every name that the listing itself makes, wherever."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]


def _members(module: str | None, kind: str | None, tree: ast.Module) -> Iterator[str]:
    """What the module or the type has, as listings may use it."""
    if module:
        yield from library(module).members if known(module) else ()
        return
    types = {"Tensor": torch.Tensor, "Parameter": torch.Tensor, "numpy.ndarray": np.ndarray, "list": list, "dict": dict,
             "str": str, "tuple": tuple, "set": set}  # fmt: skip
    if kind in types:
        rows = rows_of(types[kind])
        yield from (*rows.methods, *rows.properties)
        return
    rows = rows_of(torch.nn.Module)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.FunctionDef(name=name):
                yield name
    yield from (*rows.methods, *rows.properties)
