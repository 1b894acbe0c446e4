"""What one place of a source has learned of a type does not outlast a change of that type, nor hide an object's own."""

from __future__ import annotations

from tests.listing.running import outcome

SOURCE = """\
class A:
    kind = "class"
    def __init__(self, own=None):
        self.value = 0
        if own:
            self.kind = own
    def name(self):
        return "method"

def look(thing):
    return f"{thing.kind} {thing.value} {thing.name()}"

def put(thing, value):
    thing.value = value

a, b = A(), A("own")
print(look(a), look(b), look(a))
b.name = lambda: "shadow"
print(look(a), look(b))
A.kind = "changed"
A.name = lambda self: f"new {self.value}"
put(a, 1)
print(look(a), look(b))
A.value = property(lambda self: 9, lambda self, new: print("set", new))
put(a, 2)
print(look(a))

class B:
    value = 5
    def __init__(self):
        self.kind = "b"
    def name(self):
        return "b"

for thing in (B(), a, B(), None):
    try:
        print(look(thing))
    except AttributeError as error:
        print(error)
"""


def test_a_place_sees_other_types_changed_classes_and_an_objects_own_names() -> None:
    result = outcome(SOURCE)
    assert result.error is None
    assert result.printed.splitlines() == [
        "class 0 method own 0 method class 0 method",
        "class 0 method own 0 shadow",
        "changed 1 new 1 own 0 shadow",
        "set 2",
        "changed 9 new 9",
        "b 5 b",
        "changed 9 new 9",
        "b 5 b",
        "'NoneType' object has no attribute 'kind'",
    ]
