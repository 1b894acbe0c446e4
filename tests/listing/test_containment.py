"""Whatever leads out of the tables ends in a refusal, before anything of it runs or at the very call."""

from __future__ import annotations

import dataclasses

from app.limits import LIMITS
from app.messages import MESSAGES
from tests.in_turn import in_turn
from tests.listing.running import outcome

FEW = dataclasses.replace(LIMITS, listing_steps=20_000, listing_console=100_000)

ESCAPES = {
    "().__class__.__base__.__subclasses__()": "listing.special",
    "x = ''.__class__.__subclasses__": "listing.special",
    "print(type(1).__mro__)": "listing.attribute",
    "getattr((), '__class__')": "listing.special",
    "print('{0.__class__.__mro__}'.format(1))": "listing.attribute",
    "print('{0.__class__.__base__}'.format(''))": "listing.special",
    "print('{x.__globals__}'.format_map({'x': print}))": "listing.special",
    "print(f'{().__class__.__base__}')": "listing.special",
    "import torch\ntorch.load('x')": "listing.member",
    "import torch\ntorch.save(torch.ones(1), open)": "listing.builtin",
    "import torch, sys\ntorch.save(torch.ones(1), sys.stdout)": "listing.member",
    "import torch\ntorch.ops.load_library('x.so')": "listing.member",
    "import torch\ntorch.hub.load('a', 'b')": "listing.member",
    "import torch\ntorch.jit.load('x')": "listing.member",
    "import torch\ntorch.from_file('x')": "listing.member",
    "import torch\ntorch.sys.modules": "listing.member",
    "import torch\ntorch.os.system('id')": "listing.member",
    "import torch\ntorch.ones(1).storage().share_memory_()": "listing.attribute",
    "import torch\ntorch.ones(1).untyped_storage().from_file('x')": "listing.attribute",
    "import torch\ntorch.ones(1).__reduce__()": "listing.special",
    "import torch\ntorch.ones(1).__dict__": "listing.special",
    "import numpy as np\nnp.ctypeslib": "listing.member",
    "import numpy as np\nnp.load('x')": "listing.member",
    "import numpy as np\nnp.fromfile('x')": "listing.member",
    "import numpy as np\nnp.memmap('x')": "listing.member",
    "import numpy as np\nnp.ones(1).tofile('x')": "listing.attribute",
    "import numpy as np\nnp.ones(1).dump('x')": "listing.attribute",
    "import numpy as np\nnp.ones(1).ctypes": "listing.attribute",
    "import math\nmath.__loader__": "listing.special",
    "g = (x for x in [1])\ng.gi_frame": "listing.attribute",
    "def g():\n    yield 1\ng().gi_frame.f_back": "listing.attribute",
    "def f(): pass\nf.__globals__": "listing.special",
    "def f(): pass\nf.__code__": "listing.special",
    "def f(): pass\ntype(f)(f)": "listing.call",
    "type('X', (), {})": "listing.call",
    "type(int)('X', (), {})": "listing.call",
    "list(map(type(int), ['X'], [()], [{}]))": "listing.call",
    "class M(type): pass": "listing.base",
    "class A(metaclass=type): pass": "listing.construct",
    "class A:\n    __slots__ = ['__class__']\nA().__class__ = 1": "listing.attribute",
    "class A:\n    def __setattr__(self, n, v): object.__setattr__(self, '__class__', v)\nA().x = int": "listing.special",
    "class A:\n    def __getattr__(self, n): return ().__class__\nA().x.__base__": "listing.special",
    "class A: pass\nA.__add__ = print": "listing.attribute",
    "class A: pass\nA.__getattribute__ = lambda s, n: 1": "listing.special",
    "(10 ** 9).__rpow__(10)": "limit.whole_number",
    "x = [0]\nx.__imul__(10 ** 9)": "limit.memory",
    "(1.5).__reduce__()": "listing.special",
    "(1).__class__.__new__(int)": "listing.attribute",
    "class A:\n    def __getattribute__(self, name): return 1": "listing.special",
    "class A:\n    def __delattr__(self, name): pass": "listing.special",
    "class A:\n    def __init_subclass__(cls): cls.__subclasses__\nclass B(A): pass": "listing.special",
    "class A:\n    def __new__(cls): return cls.__base__": "listing.special",
    "class A:\n    def __new__(cls): return object.__new__(int)\nA()": "listing.special",
    "class A:\n    def __new__(cls): return super().__new__(type(print))\nA()": "listing.exception",
    "class A:\n    def __get__(self, i, k): return k.__subclasses__\nclass B: a = A()\nB().a": "listing.special",
    "class A: pass\nlist(map(A.__mro__[1].__subclasses__, []))": "listing.special",
    "import torch\nclass F(torch.autograd.Function): pass\nF.__mro__[3]()": "listing.call",
    "class A:\n    def __del__(self): pass": "listing.special",
    "class A:\n    def __reduce__(self): return (print, ())": "listing.special",
    "class S(str):\n    def startswith(self, x): return False\ngetattr((), S('__class__'))": "listing.special",
    "class A(type(print)): pass": "listing.base",
    "class A(bytes): pass": "listing.base",
    "@exec\n@input\nclass X: pass": "listing.builtin",
    "@type\nclass X: pass": "listing.construct",
    "import functools\n@functools.partial\nclass X: pass": "listing.construct",
    "@print\ndef f(): pass": "listing.construct",
    "eval('1')": "listing.builtin",
    "exec('1')": "listing.builtin",
    "compile('1', '', 'exec')": "listing.builtin",
    "__import__('os')": "listing.builtin",
    "open('/etc/passwd')": "listing.builtin",
    "input()": "listing.builtin",
    "globals()['__builtins__']": "listing.exception",
    "vars()['__loader__']": "listing.exception",
    "def f(): return locals()['__class__'], locals()[None]\nf()": "listing.exception",
    "breakpoint()": "listing.builtin",
    "memoryview(b'')": "listing.builtin",
    "print(__builtins__)": "listing.exception",
    "print(__file__)": "listing.exception",
    "import os\nos.system('id')": "listing.member",
    "import os\nos.environ.__class__.__init__.__globals__": "listing.special",
    "import os\nos.path.os": "listing.member",
    "import os\nos.path.expanduser('~')": "listing.member",
    "import os.path\nos.path.genericpath": "listing.member",
    "import sys\nsys.modules": "listing.member",
    "import sys\nsys._getframe()": "listing.member",
    "import sys\nsys.stdout.buffer": "listing.exception",
    "import subprocess": "listing.module",
    "import ctypes": "listing.module",
    "from importlib import import_module": "listing.module",
    "from . import x": "listing.module",
    "import torch._C": "listing.module",
    "import numpy.f2py": "listing.module",
    "from torch import load\nload('x')": "listing.member",
    "try:\n    import torch\n    torch.load('x')\nexcept Exception:\n    print('caught')": "listing.member",
    "try:\n    open('x')\nfinally:\n    print('ran on')": "listing.builtin",
    "try:\n    1 / 0\nexcept Exception as e:\n    e.__traceback__.tb_frame": "listing.special",
    "try:\n    1 / 0\nexcept Exception as e:\n    e.with_traceback(None).tb_frame": "listing.exception",
    "async def f(): pass": "listing.construct",
    "match ():\n    case tuple(__base__=x): print(x)": "listing.special",
    "match 1:\n    case int(__reduce__=x): pass": "listing.special",
    "match print:\n    case object(__func__=x): pass": "listing.special",
    "match [1]:\n    case list(append=x): x.__func__": "listing.special",
    "@eval\ndef f(): pass": "listing.builtin",
    "@type\ndef f(): pass": "listing.construct",
    "@map\ndef f(): pass": "listing.construct",
    "import functools\n@functools.partial\ndef f(): pass": "listing.construct",
    "import functools\nfunctools.wraps(print).function": "listing.attribute",
    "import functools\n@functools.cache\ndef f(): pass\nf.__wrapped__.__code__": "listing.special",
    "import functools\n@functools.wraps(len)\ndef f(): pass\nf.__wrapped__": "listing.exception",
    "from contextlib import contextmanager\n@contextmanager\ndef f(): yield 1\nf().gen": "listing.exception",
    "from collections import namedtuple\nP = namedtuple('P', 'x')\nP.__new__": "listing.attribute",
    "from collections import namedtuple\nP = namedtuple('P', 'x')\nP._make.__func__": "listing.special",
    "from collections import namedtuple\nnamedtuple('P', '__class__')": "listing.exception",
    "from collections import namedtuple\nnamedtuple('P', 'x):\\n print(1)')": "listing.exception",
    "from collections import namedtuple\nclass S(str):\n    def __str__(self): return self\n    def startswith(self, x): return False\nnamedtuple('P', [S('__class__')])": "listing.exception",
    "import operator\noperator.attrgetter('__class__')(1)": "listing.special",
    "import operator\noperator.methodcaller('__reduce__')(1)": "listing.special",
    "def g(): yield 1\nit = g()\nnext(it)\nit.throw(KeyboardInterrupt)": "listing.exception",
    "import functools\nfunctools.update_wrapper([], print)": "listing.call",
    "import functools\n@functools.partial(print)\ndef f(): pass": "listing.construct",
    "from fractions import Fraction\nFraction(1, 3) ** 10 ** 9": "limit.whole_number",
    "import decimal\ndecimal.getcontext()": "listing.member",
    "import torch\ntorch.nn.utils.parametrizations.weight_norm(torch.nn.Linear(1, 1), '__class__')": "listing.exception",
    "import operator\noperator.mul([0], 10 ** 9)": "limit.memory",
    "import operator\noperator.pow(10, 10 ** 9)": "limit.whole_number",
    "import types\ntypes.FunctionType": "listing.exception",
    "import types\ntypes.SimpleNamespace(a=1).__class__.__base__": "listing.special",
    "import abc\nclass A(abc.ABCMeta): pass": "listing.base",
    "from abc import ABC\nABC.register(int)": "listing.exception",
    "import enum\nclass A(enum.EnumMeta): pass": "listing.member",
    "from enum import Enum\nclass A(Enum):\n    x = 1\nA.x.__objclass__": "listing.special",
    "from enum import Enum\nclass A(Enum):\n    x = 1\nA._member_map_": "listing.exception",
    "import torch.nn as nn\nnn.Linear(1, 1).__dict__": "listing.special",
    "class A: pass\nA.__dict__": "listing.special",
    "class A(Exception): pass\nA().__dict__": "listing.special",
    "def f(): pass\nf.__dict__": "listing.special",
    "import numpy as np\nnp.lib.npyio": "listing.member",
    "import numpy as np\nnp.lib.stride_tricks.as_strided(np.ones(1), (9,))": "listing.member",
    "import numpy as np\nnp.frompyfunc(print, 1, 1).__class__(print)": "listing.exception",
    "import numpy as np\nnp.vectorize(print).pyfunc": "listing.exception",
    "import torch\ntorch.random.torch": "listing.member",
    "import torch\ntorch.backends.cudnn.lib = 1": "listing.member",
    "import torch.distributions as d\nd.Normal(0, 1).__dict__": "listing.special",
    "import re\nre.compile('a').__class__()": "listing.call",
    "import re\nre.Scanner": "listing.member",
    "import json\njson.load(1)": "listing.member",
    "import pprint\npprint.PrettyPrinter()": "listing.member",
    "from contextlib import redirect_stdout": "listing.member",
    "import gc\ngc.get_objects()": "listing.exception",
    "import platform\nplatform.node()": "listing.member",
    "import argparse\nargparse.FileType('w')('x')": "listing.member",
    "import argparse\nargparse.ArgumentParser(fromfile_prefix_chars='@')": "listing.call",
    "import argparse\np = argparse.ArgumentParser()\np.add_argument('--__class__')": "listing.special",
    "import argparse\np = argparse.ArgumentParser()\np.set_defaults(__class__=int)": "listing.special",
    "import argparse\np = argparse.ArgumentParser()\np.add_argument('-x', action=type)": "listing.call",
    "import argparse\np = argparse.ArgumentParser()\np.parse_args([], print)": "listing.exception",
    "import argparse\nargparse.Namespace(__class__=1).__class__.__base__": "listing.special",
    "class A(BaseException): pass": "listing.base",
    "import logging\nlogging.FileHandler('x')": "listing.member",
    "import logging\nlogging.getLogger().manager": "listing.exception",
    "import datetime\ndatetime.sys": "listing.member",
    "from datetime import datetime\ndatetime.__reduce__": "listing.special",
    "import torch\ntorch.accelerator.torch": "listing.member",
    "import torch\ntorch.amp.GradScaler().__dict__": "listing.special",
    "import torch.utils.checkpoint as c\nc.torch": "listing.member",
    "import timeit\ntimeit.timeit('1')": "listing.exception",
    "import sys\nsys.version_info.__class__([1])": "listing.call",
    "def g():\n    try:\n        yield 1\n    except Exception:\n        print('caught')\nfor x in g(): open(x)": "listing.builtin",
    "def g():\n    try:\n        yield open('x')\n    finally:\n        print('ran on')\nlist(g())": "listing.builtin",
    "import torch.nn as nn\nm = nn.Linear(1, 1)\nm._forward_hooks": "listing.attribute",
    "import torch.nn as nn\nm = nn.Linear(1, 1)\nm._parameters = {}": "listing.exception",
    "import torch\ntorch.nn = 1": "listing.member",
    "import torch\ntorch.Tensor.add = 1": "listing.attribute",
    "import torch\nx = torch.ones(1)\nx.add = 1": "listing.attribute",
    "'{:{}}'.format('x', '{0.__class__}')": "listing.exception",
    "lambda: (yield)": "listing.construct",
    "x = 10 ** 10 ** 10": "limit.whole_number",
    "x = 1 << 10 ** 9": "limit.whole_number",
    "x = 2\nwhile True: x = x * x": "limit.whole_number",
    "x = [0] * 10 ** 9": "limit.memory",
    "x = 'a' * 10 ** 10": "limit.memory",
    "import math\nmath.factorial(10 ** 6)": "limit.whole_number",
    "while True: pass": "limit.steps",
    "while True:\n    try:\n        pass\n    except Exception:\n        pass": "limit.steps",
    "[0 for i in range(10 ** 9)]": "limit.steps",
    "def f(n):\n    return f(n)\nf(1)": "listing.exception",
    "f = lambda: f()\nf()": "listing.exception",
    "class A:\n    def __repr__(self): return repr(self)\nprint(A())": "listing.exception",
    "for i in range(10 ** 4): print('x' * 1000)": "limit.console",
    "(" * 250 + ")" * 250: "listing.syntax",
    "-" * 5000 + "1": "limit.depth",
    "x = 1\0": "listing.syntax",
    "x = (": "listing.syntax",
    "if 1:\nx": "listing.syntax",
}  # fmt: skip


@in_turn(ESCAPES.items(), lambda escape: escape[0])
def test_a_way_out_of_the_tables_is_refused(escape: tuple[str, str]) -> None:
    source, code = escape
    result = outcome(source, FEW)
    assert result.error is not None
    assert result.error["code"] == code
    assert code in MESSAGES and result.error["span"] is not None
    assert "caught" not in result.printed and "ran on" not in result.printed


def test_the_place_of_a_refusal_is_where_the_name_stands() -> None:
    source = "import math\n# 注释\nprint(math.pi); x = ().__base__"
    error = outcome(source).error
    assert error is not None
    assert source[error["span"][0] : error["span"][1]] == "().__base__"


def test_a_construct_is_refused_in_the_language_of_the_reader() -> None:
    sources = [
        "class A(metaclass=type): pass", "@type\ndef f(): pass", "f = lambda: (yield)", "def f(): print((yield))",
        "x = *[1]", "super()", "class A:\n    def f(self): super(1)",
    ]  # fmt: skip
    for source in sources:
        error = outcome(source).error
        assert error is not None and error["code"] == "listing.construct", source
        what = error["facts"]["what"]
        assert any("一" <= letter <= "鿿" for letter in what["zh-CN"]) and what["en"].isascii(), source


def test_the_place_of_an_exception_is_its_line() -> None:
    source = "def f(x):\n    return 1 / x  # 这里\n\nf(1)\nf(0)\n"
    error = outcome(source).error
    assert error is not None
    assert (error["code"], error["facts"]) == (
        "listing.exception",
        {"exception": "ZeroDivisionError", "message": "division by zero"},
    )
    assert source[error["span"][0] : error["span"][1]] == "return 1 / x  # 这里"


def test_steps_are_counted_and_what_was_printed_before_is_kept() -> None:
    result = outcome("print('begins')\nwhile True:\n    x = 1", dataclasses.replace(LIMITS, listing_steps=1_000))
    assert result.printed == "begins\n"
    assert result.error is not None and result.error["facts"] == {"limit": "1,000"}
