"""What of a graph is drawn: which cards, which lines, what a collapsed group becomes."""

from __future__ import annotations

import pytest

from app.drawing import Drawing, drawing
from app.errors import LimitExceeded
from tests.runs import run_of


def drawn(source: str, collapsed: list[str] | None = None, **values: object) -> Drawing:
    return drawing(run_of(source, values).graph, collapsed)


def cards(found: Drawing) -> dict[str, str]:
    return {card.id: card.kind for card in found.cards}


def lines(found: Drawing) -> list[tuple[str, str]]:
    return [(line.source, line.target) for line in found.lines]


def test_inputs_come_first_and_a_scalar_constant_has_no_card() -> None:
    found = drawn("J = 3(a+bc)")
    assert [card.id for card in found.cards] == ["a", "b", "c", "v", "u", "J"]
    assert lines(found) == [("b", "v"), ("c", "v"), ("a", "u"), ("v", "u"), ("u", "J")]
    assert [line.id for line in found.lines] == ["v.0", "v.1", "u.0", "u.1", "J.1"]


def test_a_name_used_twice_is_one_card_with_two_lines() -> None:
    assert lines(drawn("y = x*x")) == [("x", "y"), ("x", "y")]


def test_a_tensor_constant_is_drawn() -> None:
    found = drawn("y = sum(x + [1, 2])")
    assert list(cards(found).values()) == ["input", "constant", "operation", "operation"]


def test_constants_that_have_only_one_another_are_drawn() -> None:
    found = drawn("y = 9^9^9")
    assert sorted(cards(found).values()) == ["constant", "constant", "operation", "operation"]
    assert len(lines(found)) == 3


def test_a_constant_that_is_the_output_is_drawn() -> None:
    assert list(cards(drawn("2")).values()) == ["constant"]


def test_a_collapsed_group_is_one_card_by_the_name_of_what_leaves_it() -> None:
    source = "f(x) = x^2 + 1; y = f(a) f(2a)"
    open_ids = set(cards(drawn(source)))
    found = drawn(source, ["f"])
    assert [card.id for card in found.cards if card.kind == "group"] == ["u"]
    assert ("a", "u") in lines(found)
    assert set(cards(found)) < open_ids


def test_several_edges_into_a_collapsed_group_from_one_node_are_one_line() -> None:
    found = drawn("f(x) = x*x + x; y = 2 f(a)", ["f"])
    (line,) = [line for line in found.lines if line.source == "a"]
    assert len(line.parts) == 3


def test_the_outermost_collapsed_group_swallows_those_inside() -> None:
    found = drawn("f(x) = x^2; g(x) = 3 f(x) + x; y = g(a) + 1", ["f", "g"])
    assert [card.collapsed for card in found.cards if card.kind == "group"] == ["g"]


def test_an_input_that_a_function_mentions_stays_outside() -> None:
    assert ("k", "input") in cards(drawn("f(x) = k x; y = f(a) + 1", ["f"])).items()


def test_an_unknown_group_is_ignored() -> None:
    assert drawn("y = x^2", ["f"]).collapsed == frozenset()


def test_groups_collapse_by_themselves_where_too_much_would_be_drawn() -> None:
    body = " + ".join(f"x^{power}" for power in range(2, 40))
    found = drawn(f"f(x) = {body}; y = f(a) + f(b) + f(c) + f(d) + f(p)")
    assert sum(card.kind == "group" for card in found.cards) == 5


def test_more_than_sixty_cards_fold_unless_somebody_says_which_do() -> None:
    source = "f(x) = " + "sin(" * 30 + "x" + ")" * 30 + "; y = f(a) + f(b) + f(c)"
    assert len(drawn(source).cards) == 8
    assert len(drawn(source, []).cards) == 95
    assert len(drawn(source, ["f"]).cards) == 95 - 29


def test_what_cannot_be_drawn_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(LimitExceeded) as caught:
        drawn("y = " + " + ".join(f"x^{power}" for power in range(2, 200)))
    assert caught.value.code == "limit.drawn"
    assert caught.value.detail("en") == "396 nodes would be drawn; at most 300 can be."
