"""Where cards and wires stand."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.layout import Box, Direction, Drawn, Layout, Order, Placed, Wire, layout
from app.layout.arrange import GAIN, MOST_FOR_DAGRE, _laid_out, _placed, _spaced, least_extent
from app.layout.cards import label
from app.layout.curves import spaced
from app.layout.ranks import joints
from app.layout.spacing import scale_in
from tests.costs import processor_seconds_of
from tests.drawings import CALL, CROWDS, DRAWINGS, INTRO, LOGISTIC, NET, SQUARE, drawing, tangle
from tests.exploring import examples

EVERY = pytest.mark.parametrize("drawn", DRAWINGS.values(), ids=DRAWINGS)
BOTH = pytest.mark.parametrize("direction", ["LR", "TB"])


def sides(box: Placed) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    return box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2


def overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def texts(drawn: Drawn, placed: Layout) -> list[tuple[float, float, float, float]]:
    found = []
    for wire in drawn.wires:
        size, (x, y) = label(wire.latex), placed.wires[wire.id].label
        found.append((x - size.width / 2, y - size.height / 2, x + size.width / 2, y + size.height / 2))
    return found


def through_cards(drawn: Drawn, placed: Layout) -> list[tuple[str, str]]:
    """Wires that run through a card that they do not touch."""
    found = []
    for wire in drawn.wires:
        points = list(spaced(list(placed.wires[wire.id].points), 4.0))
        for name, box in placed.boxes.items():
            left, top, right, bottom = sides(box)
            if name not in (wire.source, wire.target) and any(left < x < right and top < y < bottom for x, y in points):
                found.append((wire.id, name))
    return found


@EVERY
@BOTH
def test_cards_keep_apart_and_inside_the_picture(drawn: Drawn, direction: Direction) -> None:
    placed = layout(drawn, direction=direction)
    for a, b in combinations(placed.boxes.values(), 2):
        assert not overlap(sides(a), sides(b))
    for left, top, right, bottom in [*map(sides, placed.boxes.values()), *texts(drawn, placed)]:
        assert left >= 0 and top >= 0 and right <= placed.size[0] and bottom <= placed.size[1]


@EVERY
@BOTH
def test_no_wire_runs_through_a_card(drawn: Drawn, direction: Direction) -> None:
    assert through_cards(drawn, layout(drawn, direction=direction)) == []


@EVERY
@BOTH
def test_texts_on_wires_cover_no_card(drawn: Drawn, direction: Direction) -> None:
    placed = layout(drawn, direction=direction)
    for text in texts(drawn, placed):
        assert not any(overlap(text, sides(box)) for box in placed.boxes.values())


@pytest.mark.parametrize("name", ["intro", "square", "net", "logistic", "softmax", "call"])
@BOTH
def test_texts_on_wires_cover_no_other(name: str, direction: Direction) -> None:
    drawn = DRAWINGS[name]
    for a, b in combinations(texts(drawn, layout(drawn, direction=direction)), 2):
        assert not overlap(a, b)


@EVERY
def test_wires_leave_at_the_right_and_arrive_at_the_left_at_places_of_their_own(drawn: Drawn) -> None:
    placed = layout(drawn)
    arrivals: dict[str, list[float]] = {}
    for wire in drawn.wires:
        points = placed.wires[wire.id].points
        source, target = placed.boxes[wire.source], placed.boxes[wire.target]
        assert points[0] == pytest.approx((sides(source)[2], source.y), abs=0.02)
        assert points[-1][0] == pytest.approx(sides(target)[0], abs=0.02)
        assert sides(target)[1] < points[-1][1] < sides(target)[3]
        assert len(points) % 3 == 1
        arrivals.setdefault(wire.target, []).append(points[-1][1])
    for heights in arrivals.values():
        assert all(abs(a - b) > 8 for a, b in combinations(heights, 2))


def test_from_top_to_bottom_wires_leave_below_and_arrive_above() -> None:
    placed = layout(INTRO, direction="TB")
    points = placed.wires["u-J-0"].points
    assert points[0][1] == pytest.approx(sides(placed.boxes["u"])[3], abs=0.02)
    assert points[-1][1] == pytest.approx(sides(placed.boxes["J"])[1], abs=0.02)
    assert placed.size[1] > placed.size[0]


def test_inputs_stand_in_one_column_in_the_order_of_the_source() -> None:
    boxes = [layout(INTRO).boxes[name] for name in "abc"]
    assert len({box.x for box in boxes}) == 1
    assert [box.y for box in boxes] == sorted(box.y for box in boxes)
    turned = layout(INTRO, direction="TB")
    assert turned.boxes["a"].x < turned.boxes["b"].x < turned.boxes["c"].x


def test_inputs_of_a_deep_drawing_stand_before_the_cards_that_use_them() -> None:
    boxes = layout(LOGISTIC).boxes
    assert boxes["z"].x <= boxes["t"].x < boxes["d"].x
    assert boxes["x"].x == boxes["w"].x < boxes["b"].x
    boxes = layout(NET).boxes
    assert boxes["b1"].x < boxes["w2"].x < boxes["b3"].x
    assert boxes["h2"].x < boxes["b3"].x, "an input of the third layer stands behind the second"


def test_operands_arrive_in_the_order_of_the_formula() -> None:
    wires = layout(drawing("a? b? c? y", "a>y b>y c>y")).wires
    heights = [wires[name].points[-1][1] for name in ("a-y-0", "b-y-1", "c-y-2")]
    assert heights == sorted(heights)


def test_a_value_used_twice_by_one_card_has_two_wires_that_keep_apart() -> None:
    wires = layout(SQUARE).wires
    first, second = wires["x-u-0"], wires["x-u-1"]
    assert first.points[-1][1] + 8 < second.points[-1][1]
    assert first.label[1] + 15 < second.label[1]


def test_a_long_chain_is_straight() -> None:
    boxes = layout(NET).boxes
    assert len({boxes[name].y for name in ("x", "p1", "z1", "h1", "p2", "z2", "h2", "p3", "z3", "h3", "d", "L")}) == 1


def test_an_expanded_group_has_a_frame_around_its_cards_alone() -> None:
    placed = layout(CALL)
    frame = placed.groups["f"]
    area = (
        frame.x - frame.width / 2,
        frame.y - frame.height / 2,
        frame.x + frame.width / 2,
        frame.y + frame.height / 2,
    )
    inside = {name for name, box in placed.boxes.items() if overlap(sides(box), area)}
    assert inside == {"u", "s"}
    for name in inside:
        left, top, right, bottom = sides(placed.boxes[name])
        assert area[0] < left and area[1] < top and right < area[2] and bottom < area[3]


def test_groups_within_groups_have_frames_within_frames() -> None:
    from app.layout import Frame

    boxes = (Box("x", "input", "x"), Box("u", "operation", "u", group="g"), Box("v", "operation", "v", group="f"))
    wires = (Wire("1", "x", "u", 0), Wire("2", "u", "v", 0))
    groups = layout(Drawn(boxes, wires, (Frame("f", "f"), Frame("g", "g", "f")))).groups
    inner, outer = groups["g"], groups["f"]
    assert inner.width < outer.width and inner.height < outer.height


def test_the_same_drawing_has_the_same_layout_in_any_process() -> None:
    code = "from tests.drawings import LOGISTIC; from app.layout import layout; print(repr(layout(LOGISTIC)))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert other.stdout.strip() == repr(layout(LOGISTIC))


def test_cards_that_were_there_before_keep_their_order() -> None:
    drawn = drawing("a? b? y z", "a>y b>z")
    boxes = layout(drawn).boxes
    kept = layout(drawn, previous=Order("LR", ("b", "a", "z", "y"))).boxes
    assert boxes["a"].y < boxes["b"].y
    assert kept["a"].y > kept["b"].y


@EVERY
@BOTH
def test_a_drawing_that_has_not_changed_stays_where_it_is(drawn: Drawn, direction: Direction) -> None:
    placed = layout(drawn, direction=direction)
    assert layout(drawn, direction=direction, previous=placed.order()) == placed


def test_an_old_order_is_given_up_where_wires_would_cross_for_it() -> None:
    drawn = drawing("a? b? c? d? y z", "a>y b>y c>z d>z")
    tangled = layout(drawn, previous=Order("LR", ("a", "c", "b", "d", "y", "z"))).boxes
    assert (tangled["a"].y < tangled["c"].y) == (tangled["b"].y < tangled["d"].y) == (tangled["b"].y < tangled["c"].y)


def test_an_order_of_another_drawing_is_not_looked_at() -> None:
    assert layout(INTRO, previous=Order("TB", ("c", "x", "y", "z"))) == layout(INTRO)


# ── the window ────────────────────────────────────────────────────────────────────────────────────────────────────────

LAPTOP = (780, 760)


def cards(placed: Layout) -> tuple[float, float]:
    """Width and height of all cards together."""
    left, top, right, bottom = zip(*map(sides, placed.boxes.values()), strict=True)
    return max(right) - min(left), max(bottom) - min(top)


def test_a_small_drawing_spreads_over_its_window_to_the_right() -> None:
    alone, placed = layout(INTRO), layout(INTRO, direction="auto", space=LAPTOP)
    assert placed.direction == "LR"
    assert scale_in(cards(placed), LAPTOP) >= 1
    assert cards(placed)[1] > 1.3 * cards(alone)[1]
    assert cards(placed)[1] < LAPTOP[1]


@pytest.mark.parametrize("name", ["net", "logistic", "softmax"])
def test_a_deep_drawing_is_turned_and_drawn_tight_where_that_makes_its_cards_larger(name: str) -> None:
    drawn = DRAWINGS[name]
    placed = layout(drawn, direction="auto", space=LAPTOP)
    assert placed.direction == "TB"
    for direction in ("LR", "TB"):
        assert scale_in(cards(placed), LAPTOP) >= scale_in(cards(layout(drawn, direction=direction)), LAPTOP)
    assert layout(drawn, direction="auto", space=(5000, 760)).direction == "LR"


@EVERY
def test_only_one_direction_is_placed_where_the_other_cannot_win_and_the_choice_is_the_same(drawn: Drawn) -> None:
    for space in (LAPTOP, (390.0, 640.0), (1900.0, 500.0)):
        scales = {}
        for direction in ("LR", "TB"):
            width, height = cards(layout(drawn, direction=direction, space=space))
            least = least_extent(drawn, direction)
            assert least[0] <= width + 0.02 and least[1] <= height + 0.02
            scales[direction] = min(scale_in((width, height), space), 1.0)
        assert layout(drawn, direction="auto", space=space).direction == (
            "TB" if scales["TB"] > GAIN * scales["LR"] else "LR"
        )


@EVERY
@BOTH
@pytest.mark.parametrize("space", [(390, 470), (2600, 1300)])
def test_a_window_of_any_size_gets_cards_that_keep_apart_and_wires_that_go_around_them(
    drawn: Drawn, direction: Direction, space: tuple[float, float]
) -> None:
    placed = layout(drawn, direction=direction, space=space)
    for a, b in combinations(placed.boxes.values(), 2):
        assert not overlap(sides(a), sides(b))
    assert through_cards(drawn, placed) == []


def test_a_drawing_turns_later_than_it_would_if_it_were_new_and_then_stays_turned() -> None:
    def way(width: float, previous: Order | None = None) -> Direction:
        return layout(LOGISTIC, direction="auto", space=(width, 760), previous=previous).direction

    widths = range(700, 2000, 20)
    new = [way(width) for width in widths]
    wide = [way(width, layout(LOGISTIC).order()) for width in widths]
    tall = [way(width, layout(LOGISTIC, direction="TB").order()) for width in widths]
    for each in (new, wide, tall):
        assert each == sorted(each, reverse=True), "down in narrow windows, to the right in wide ones"
    assert wide.count("TB") < new.count("TB") < tall.count("TB")


def test_a_text_on_a_wire_makes_room_for_itself_alone() -> None:
    def gap(latex: str, space: tuple[float, float] | None = None) -> float:
        boxes = layout(drawing("a? u v", f"a>u:{latex} u>v:1"), space=space).boxes
        return sides(boxes["u"])[0] - sides(boxes["a"])[2]

    assert gap("1") < gap(r"s\,(1-s)") < gap(r"\frac{1}{2}\,s\,(1-s)\,(1+s)")
    assert gap("1", (200, 100)) < gap("1")
    for latex in ("1", r"s\,(1-s)"):
        assert gap(latex, (200, 100)) >= label(latex).width + 12, "and for an arrowhead, in the smallest window"


@pytest.mark.parametrize(
    "names", [("__proto__", "constructor", "toString"), ("1", "0", "_root"), ("a'b\"\\", "</script>", "\ud800")]
)
def test_any_name_is_only_a_name(names: tuple[str, str, str]) -> None:
    a, b, c = names
    boxes = (Box(a, "input", "a"), Box(b, "input", "b"), Box(c, "operation", "c"))
    placed = layout(Drawn(boxes, (Wire(b, a, c, 0), Wire(a, b, c, 1))))
    assert set(placed.boxes) == set(names)
    assert set(placed.wires) == {a, b}


def test_a_single_card_and_no_card_are_drawings_too() -> None:
    assert layout(Drawn((Box("y", "input", "y"),), ())).size == (168, 126)
    assert layout(Drawn((), ())).boxes == {}


@settings(max_examples=examples(12, 100), deadline=None)
@given(st.integers(3, 30), st.integers(0, 1000))
def test_no_wire_of_a_random_graph_runs_through_a_card(size: int, seed: int) -> None:
    drawn = tangle(size, seed)
    assert through_cards(drawn, layout(drawn)) == []


def test_two_requests_at_once_do_not_disturb_each_other() -> None:
    drawings = [tangle(12, seed) for seed in range(100, 108)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(layout, drawings))
    _laid_out.cache_clear()
    assert together == [layout(drawn) for drawn in drawings]


@pytest.mark.slow
@pytest.mark.parametrize("drawn", [*CROWDS.values(), tangle(300)], ids=[*CROWDS, "tangle"])
def test_the_largest_drawing_does_not_take_long(drawn: Drawn) -> None:
    layout(INTRO)

    def draw() -> None:
        _laid_out.cache_clear()
        layout(drawn, direction="auto", space=LAPTOP)

    assert processor_seconds_of(draw, enough=1.5) < 6


@pytest.mark.slow
@pytest.mark.parametrize("drawn", CROWDS.values(), ids=CROWDS)
@BOTH
def test_in_a_crowd_too_cards_keep_apart_and_no_wire_runs_through_them(drawn: Drawn, direction: Direction) -> None:
    placed = layout(drawn, direction=direction)
    along = sorted(map(sides, placed.boxes.values()))
    for k, card in enumerate(along):
        assert not any(overlap(card, other) for other in along[k + 1 : k + 20])
    some = Drawn(drawn.boxes, drawn.wires[:: max(len(drawn.wires) // 40, 1)])
    assert through_cards(some, placed) == []


def test_dagre_places_every_drawing_that_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def ourselves(*_: object) -> None:
        raise AssertionError("dagre has failed")

    monkeypatch.setattr("app.layout.arrange.layered", ourselves)
    _placed.cache_clear()
    for drawn in [*DRAWINGS.values(), tangle(60)]:
        assert len(drawn.boxes) + joints(drawn) <= MOST_FOR_DAGRE
        for direction in ("LR", "TB"):
            assert _placed(drawn, direction, ()).areas
    _placed.cache_clear()


@EVERY
@BOTH
def test_without_dagre_there_is_a_drawing_all_the_same(
    drawn: Drawn, direction: Direction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget() -> None:
        for cache in (_placed, _spaced, _laid_out):
            cache.cache_clear()

    forget()
    monkeypatch.setattr("app.layout.v8.PATIENCE", 0.00001)
    placed = layout(drawn, direction=direction)
    forget()
    for a, b in combinations(placed.boxes.values(), 2):
        assert not overlap(sides(a), sides(b))
    assert through_cards(drawn, placed) == []
    for frame in placed.groups.values():
        area = (
            frame.x - frame.width / 2,
            frame.y - frame.height / 2,
            frame.x + frame.width / 2,
            frame.y + frame.height / 2,
        )
        assert sum(overlap(sides(box), area) for box in placed.boxes.values()) == 2


def test_the_context_is_made_for_the_first_layout_and_does_not_keep_a_process_alive() -> None:
    code = (
        "import sys; from app.layout import layout; assert 'py_mini_racer' not in sys.modules;"
        "from tests.drawings import INTRO; layout(INTRO); assert 'py_mini_racer' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], timeout=120, check=True)
