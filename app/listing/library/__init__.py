"""The modules that a listing may import, each a table of names with the real objects behind them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from app.listing.refusals import MEMBER_ADVICE, MODULE_ADVICE, NOTHING, Refusal


class Library:
    """A module as listings see it: `members`, and nothing else of the real one."""

    def __init__(self, name: str, real: ModuleType | None, members: Mapping[str, Any], assigned: str = "") -> None:
        self.name = name
        self.real = real
        self.members = dict(members)
        self.assigned = frozenset(assigned.split())
        """names that a listing may set: switches that change nothing here"""

    def __repr__(self) -> str:
        return f"<module '{self.name}'>"

    def member(self, name: str) -> Any:
        """A row of the table. What the real module has and the table has not is refused by name."""
        try:
            return self.members[name]
        except KeyError:
            pass
        if self.has(name):
            advice = MEMBER_ADVICE.get((self.name, name), NOTHING)
            raise Refusal("listing.member", name=f"{self.name}.{name}", advice=advice)
        raise AttributeError(f"module '{self.name}' has no attribute '{name}'")

    def has(self, name: str) -> bool:
        """Whether the real module has such a name."""
        return self.real is not None and (name in vars(self.real) or name in dir(self.real))


Library.__name__ = Library.__qualname__ = "module"
Library.__module__ = "builtins"


def named(real: ModuleType, names: str) -> dict[str, Any]:
    """Rows for names that mean what they mean in the real module."""
    return {name: getattr(real, name) for name in names.split()}


_PLACES = {
    "python": """
        __future__ collections copy dataclasses enum functools itertools math random string sys time typing tqdm
        tqdm.auto tqdm.autonotebook tqdm.notebook warnings
    """,
    "standard": """
        abc bisect cmath collections.abc contextlib gc heapq json logging operator platform pprint re statistics
        textwrap timeit traceback types unicodedata weakref
    """,
    "arguments": "argparse",
    "calendar": "datetime",
    "parametrizations": "torch.nn.utils.parametrizations torch.nn.utils.parametrize",
    "paths": "os os.path",
    "plotting": """
        IPython IPython.display matplotlib matplotlib.animation matplotlib.cm matplotlib.colors matplotlib.font_manager
        matplotlib.lines matplotlib.patches matplotlib.pylab matplotlib.pyplot matplotlib.ticker matplotlib_inline
        matplotlib_inline.backend_inline mpl_toolkits mpl_toolkits.mplot3d
    """,
    "arrays": "numpy numpy.fft numpy.lib numpy.lib.stride_tricks numpy.random numpy.linalg numpy.testing",
    "tensors": """
        torch torch.accelerator torch.amp torch.autograd torch.autograd.forward_ad torch.autograd.graph
        torch.autograd.function torch.autograd.functional torch.autograd.variable torch.backends torch.backends.cudnn
        torch.cuda torch.cuda.amp torch.fft torch.func torch.linalg torch.random torch.special torch.testing
    """,
    "distributions": "torch.distributions torch.distributions.kl",
    "exact": "decimal fractions",
    "neural": """
        torch.nn torch.nn.functional torch.nn.init torch.nn.modules torch.nn.parameter torch.nn.utils torch.nn.utils.rnn
    """,
    "tensorboard": "torch.utils.tensorboard",
    "training": """
        torch.optim torch.optim.lr_scheduler torch.optim.optimizer torch.optim.swa_utils torch.utils
        torch.utils.checkpoint torch.utils.data torch.utils.data.dataloader torch.utils.data.dataset
        torch.utils.data.sampler
    """,
}
_WHERE = {name: place for place, names in _PLACES.items() for name in names.split()}
"""the module of a listing -> the module of this package that has its table"""

_libraries: dict[str, Library] = {}


def library(name: str) -> Library:
    """The module `name`, its table read when first asked for.

    Raises listing.module where there is none.
    """
    if name not in _WHERE:
        raise Refusal("listing.module", name=name, advice=MODULE_ADVICE.get(name.partition(".")[0], NOTHING))
    if name not in _libraries:
        tables: dict[str, Library] = import_module(f"app.listing.library.{_WHERE[name]}").LIBRARIES
        _libraries.update(tables)
    return _libraries[name]


def known(name: str) -> bool:
    return name in _WHERE


def load_all() -> None:
    """Read every table now."""
    for name in _WHERE:
        library(name)
