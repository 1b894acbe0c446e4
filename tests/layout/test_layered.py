"""The placement of our own."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.layout import Frame
from app.layout.frames import frames
from app.layout.layered import apart, crossings, inversions, layered, tracks
from app.layout.ranks import ranks
from tests.drawings import CALL, DRAWINGS, INTRO, bus, crowd, drawing

BETWEEN = 30.0


def sizes(names: list[str]) -> dict[str, tuple[float, float]]:
    return dict.fromkeys(names, (148.0, 78.0))


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(10, 100)), min_size=1, max_size=12))
def test_cards_stand_as_near_to_their_wish_as_their_order_and_distance_allow(cards: list[tuple[float, float]]) -> None:
    wish, heights = [goal for goal, _ in cards], [height for _, height in cards]
    places = apart(wish, heights, BETWEEN)
    for (a, p), (b, q) in pairwise(zip(heights, places, strict=True)):
        assert q - p >= (a + b) / 2 + BETWEEN - 1e-6
    # Of what stands in one piece none is better off if the whole piece moves.
    assert abs(sum(places) - sum(wish)) < 1e-6 * (1 + len(cards)) * 500


def test_cards_that_have_room_stand_where_they_want() -> None:
    assert apart([0, 200, 400], [78, 78, 78], BETWEEN) == [0, 200, 400]


@given(st.lists(st.integers(0, 9), max_size=30))
def test_inversions_are_the_pairs_in_the_wrong_order(ends: list[int]) -> None:
    assert inversions(ends) == sum(a > b for a, b in combinations(ends, 2))


def test_orders_are_changed_until_no_wires_cross_that_need_not() -> None:
    drawn = drawing("a? b? c? x y z", "a>z b>y c>x")
    placed = layered(drawn, sizes([box.id for box in drawn.boxes]), (), BETWEEN)
    by_height = [sorted(names, key=lambda name: placed.areas[name].y) for names in ("abc", "xyz")]
    assert crossings(by_height, {"x": ["c"], "y": ["b"], "z": ["a"]}) == 0


def test_what_nothing_enters_stands_right_before_its_first_use() -> None:
    assert ranks(INTRO) == {"a": 1, "b": 0, "c": 0, "v": 1, "u": 2, "J": 3}


def test_wires_of_one_card_share_a_track_and_tracks_are_used_again() -> None:
    drawn = bus(40)
    assert tracks(drawn, ranks(drawn)) == {"x": 0}
    twice = drawing("a? b c d e f g", "a>b b>c a>c c>d d>e e>f d>f f>g")
    assert tracks(twice, ranks(twice)) == {"a": 0, "d": 0}


def test_tracks_run_above_all_cards_and_apart() -> None:
    drawn = crowd(30, 6)
    placed = layered(drawn, sizes([box.id for box in drawn.boxes]), (), BETWEEN)
    top = min(area.top for area in placed.areas.values())
    assert max(placed.tracks.values()) < top - BETWEEN
    heights = sorted(set(placed.tracks.values()))
    assert all(b - a >= 10 for a, b in pairwise(heights))


def test_each_group_has_a_band_of_its_own() -> None:
    assert CALL.frames == (Frame("f", "f"),)
    placed = layered(CALL, sizes([box.id for box in CALL.boxes]), (), BETWEEN)
    frame = frames(CALL, placed.areas)["f"]
    inside = {name for name, area in placed.areas.items() if frame.overlaps(area)}
    assert inside == {"u", "s"}


def test_cards_keep_the_order_that_they_had_where_nothing_crosses_for_it() -> None:
    drawn = drawing("a? b? y z", "a>y b>z")
    placed = layered(drawn, sizes(["a", "b", "y", "z"]), ("b", "a", "z", "y"), BETWEEN)
    assert placed.areas["b"].y < placed.areas["a"].y


def test_it_is_the_same_every_time() -> None:
    for drawn in DRAWINGS.values():
        names = [box.id for box in drawn.boxes]
        assert layered(drawn, sizes(names), (), BETWEEN) == layered(drawn, sizes(names), (), BETWEEN)
