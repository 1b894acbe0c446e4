"""Definitions that every run of a listing makes alike are made once."""

from __future__ import annotations

from app.listing.findings.by_hand.definitions import keep_definitions
from app.listing.machine import running
from app.listing.running import run

SOURCE = """\
def plain(x, y=2): return x * y
def remembers(x, seen=[]):
    seen.append(x)
    return len(seen)
def marked(x): return x
marked.calls = 3
class Layer:
    "w times x"
    def __init__(self, w): self.w = w
    @property
    def twice(self): return 2 * self.w
class Deeper(Layer):
    def forward(self, x): return self.w * x
class Counted:
    count = 0
class Inner(Counted):
    def name(self): return self.count
print(plain(1), remembers(1), Deeper(2).forward(3))
"""


def test_functions_and_classes_that_no_run_can_change_are_kept_and_no_others() -> None:
    run(SOURCE, lambda _: None)
    machine = running()
    defined = dict(machine.globals)
    kept = keep_definitions(machine)
    assert kept == {name: defined[name] for name in ("plain", "Layer", "Deeper")}
    assert len(machine.blocks[-1][0]) == len(machine.blocks[-1][1]) == 6


def test_no_class_is_kept_where_one_has_been_changed() -> None:
    run(SOURCE + "Counted.count = 5\n", lambda _: None)
    assert list(keep_definitions(running())) == ["plain"]


def test_a_run_with_what_was_kept_gives_the_same_and_counts_from_the_beginning() -> None:
    run(SOURCE + "found = [remembers(1), Deeper(2).forward(3), Counted.count]\n", lambda _: None)
    machine = running()
    kept = keep_definitions(machine)
    for _ in range(2):
        machine.begin_again(kept, machine.deadline)
        assert machine.execute is not None
        machine.execute(machine.globals)
        assert machine.globals["found"] == [2, 6, 0]
