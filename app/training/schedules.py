"""How the learning rate changes: one row a schedule, its rule as text in our own formula language.

In it η_0 is the learning rate that arrives and n how many epochs (or updates) are finished. Several schedules go one
after another, each on what the one before it gives, as torch's ChainedScheduler does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from app.engines import tape
from app.errors import NameProblem
from app.graph import build
from app.language import parse
from app.language.names import canonical
from app.messages import Text, text
from app.training.options import Chosen, Option, read_options

Per = Literal["epoch", "update"]
MOST = 4
"""schedules of one run"""


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """One row. `torch` is the class in torch.optim.lr_scheduler."""

    name: str
    torch: str
    doc: Text
    options: tuple[Option, ...]
    rule: str
    chained: bool = True
    """whether torch's class multiplies the rate as it finds it, so that it goes together with others"""


def whole(name: str, symbol: str, default: int | None, doc: Text) -> Option:
    return Option(name, symbol, default, doc, 1, kind="whole")


GAMMA = Option("gamma", "γ", 0.1, text("What the rate is multiplied by.", "每次乘以的因子。"), 0.0)
# fmt: off
ROWS = (
    Schedule(
        "step", "StepLR",
        text("Multiplies the rate by gamma after every so many.", "每过若干轮把学习率乘以 gamma。"),
        (whole("step_size", "s", None, text("How many between two steps.", "两次下降相隔多少。")), GAMMA),
        "η = η_0 γ^floor(n / s)"),
    Schedule(
        "exponential", "ExponentialLR",
        text("Multiplies the rate by gamma every time.", "每次都把学习率乘以 gamma。"),
        (Option("gamma", "γ", None, GAMMA.doc, 0.0),),
        "η = η_0 γ^n"),
    Schedule(
        "cosine", "CosineAnnealingLR",
        text("Half a wave of a cosine, from the rate down to the smallest (Loshchilov and Hutter, 2017).",
             "沿半个余弦波从学习率降到最小值（Loshchilov 与 Hutter，2017）。"),
        (whole("T_max", "N", None, text("How many until the smallest rate.", "到最小学习率要多少。")),
         Option("eta_min", "η_m", 0.0, text("The smallest rate.", "最小学习率。"), 0.0)),
        "η = η_m + (η_0 - η_m) (1 + cos(π n / N)) / 2",
        chained=False),
    Schedule(
        "warm_up", "LinearLR",
        text("Starts with a part of the rate and grows to all of it.", "预热：从学习率的一部分线性升到全部。"),
        (whole("total_iters", "N", 5, text("How many until the whole rate.", "到完整学习率要多少。")),
         Option("start_factor", "s", 1 / 3, text("The part that it starts with.", "起始比例。"), 0.0, 1.0, positive=True)),
        "η = η_0 (s + (1 - s) min(n / N, 1))"),
)
# fmt: on

SCHEDULES = {row.name: row for row in ROWS}


@dataclass(frozen=True, slots=True)
class Rates:
    """The learning rate over time: a function of how many epochs and updates are finished."""

    rate: float
    chosen: tuple[tuple[Schedule, Chosen, Per], ...]

    def at(self, epochs: int, updates: int) -> float:
        """The rate of the next update."""
        rate = self.rate
        for schedule, options, per in self.chosen:
            symbols = {canonical(each.symbol): options[each.name] for each in schedule.options}
            count = float(epochs if per == "epoch" else updates)
            value, _ = program(schedule).gradients({**symbols, canonical("η_0"): rate, "n": count})
            rate = float(value)
        return rate

    @property
    def changing(self) -> Per | None:
        """How often the rate may change; None where it never does."""
        pers = {per for _, _, per in self.chosen}
        return "update" if "update" in pers else "epoch" if pers else None


@cache
def program(schedule: Schedule) -> tape.Program:
    names = [each.symbol for each in schedule.options] + ["η_0", "n"]
    values: dict[str, float] = dict.fromkeys(names, 1.0)
    return tape.program(build(parse(schedule.rule, syntax="formula", values=names), values))


def read_rates(rate: float, given: Sequence[Mapping[str, Any]]) -> Rates:
    """`given`: {"name", "per": "epoch" | "update", and the options of its row} each.

    Raises training.schedule, and what `read_options` raises.
    """
    chosen: list[tuple[Schedule, Chosen, Per]] = []
    for each in given:
        row = SCHEDULES.get(str(each.get("name")))
        per = each.get("per", "epoch")
        if row is None or (per != "epoch" and per != "update") or len(given) > MOST:
            raise NameProblem(
                "training.schedule", name=str(each.get("name"))[:40], names=", ".join(SCHEDULES), most=MOST
            )
        options = {name: value for name, value in each.items() if name not in ("name", "per")}
        chosen.append((row, read_options(row.name, row.options, options), per))
    return Rates(rate, tuple(chosen))
