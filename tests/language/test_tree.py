from __future__ import annotations

from app.language import parse
from app.language.tree import Apply, Name, number_of_nodes, walk


def test_a_tree_is_walked_in_the_order_of_reading() -> None:
    body = parse("y = f(a, [b, c + 2]) d; f(x, z) = x").definitions["y"].body
    found = list(walk(body))
    assert found[0] is body and isinstance(body, Apply)
    assert [each.name for each in found if isinstance(each, Name)] == ["a", "b", "c", "d"]
    assert len(found) == number_of_nodes(body) == 9


def test_the_tree_of_a_long_sum_is_walked_without_recursion() -> None:
    body = parse("y = " + "+".join(["x"] * 4_000)).definitions["y"].body
    assert sum(isinstance(each, Name) for each in walk(body)) == 4_000
    assert number_of_nodes(body) == 7_999
