"""What a run printed, appended or differentiated again and again -> curves."""

from __future__ import annotations

import re
from typing import Any

from app.language import _LISTING
from app.listing.curves import MOST_POINTS, curves
from app.listing.machine import Machine
from app.listing.prints import prints
from app.listing.running import read
from app.resources import resource


def printed(*texts: str, line: int = 7) -> list[dict[str, Any]]:
    return [{"line": line, "text": text} for text in texts]


def told(console: list[dict[str, Any]]) -> list[tuple[str, str, list[Any], list[Any]]]:
    return [(each["name"], each["xlabel"], each["x"], each["y"]) for each in curves(console, [], [], {})]


def test_a_number_that_is_printed_each_epoch_is_a_curve_over_the_epochs() -> None:
    padded = printed(*(f"epoch {n:2d}  loss {1 / n}\n" for n in (1, 10, 19)))
    assert told(padded) == [("loss", "epoch", [1, 10, 19], [1.0, 0.1, 1 / 19])]
    rows = printed(*(f"epoch {n}: w={w:.3f}, loss={3 / n:.2e}\n" for n, w in ((1, 0.5), (3, 0.25), (5, 0.125))))
    assert told(rows) == [
        ("w", "epoch", [1, 3, 5], [0.5, 0.25, 0.125]),
        ("loss", "epoch", [1, 3, 5], [3.0, 1.0, 0.6]),
    ]
    fractions = printed(*(f"Epoch [{n}/100], Loss: {1 / n}\n" for n in (20, 40, 60)))
    assert told(fractions) == [("Loss", "Epoch", [20, 40, 60], [0.05, 0.025, 1 / 60])]


def test_rows_are_joined_from_their_pieces_and_counted_where_nothing_counts() -> None:
    rows = printed("grad:", " ", "2.0", "\n", "grad:", " ", "-4.0", "\n", "grad:", " ", "nan", "\n", "grad: 1e-05\n")
    name, xlabel, x, y = told(rows)[0]
    assert (name, xlabel, x) == ("grad", "", [1, 2, 3, 4])
    assert (y[0], y[1], str(y[2]), y[3]) == (2.0, -4.0, "nan", 1e-5)


def test_several_numbers_behind_one_word_are_called_as_they_are_written() -> None:
    source = """
for epoch in range(3):
    print("grad:", x, w.data[0], g.item())
    print("epoch", epoch, "loss", loss.item())
    print(f"{epoch}", x * 2, x)
"""
    machine = Machine(lambda event: None)
    read(source, machine)
    names = prints(machine)
    assert names == {3: ["x", "w.data[0]", "g"]}
    rows = printed(*(f"grad: {n / 2} {n * n} {-n}\n" for n in (1, 2, 4)), line=3)
    found = curves(rows, [], [], {str(line): each for line, each in names.items()})
    assert [each["name"] for each in found] == ["x", "w.data[0]", "g"]


def test_what_never_moves_or_comes_twice_or_is_a_tensor_is_no_curve() -> None:
    assert told(printed("w1 = 3\n", "w1 = 3\n", "w1 = 3\n")) == []
    assert told(printed("loss 2\n", "loss 1\n")) == []
    assert told(printed(*(f"{[n] * 20}\n" for n in range(5)))) == []


def test_losses_of_episodes_and_lists_of_numbers_are_curves() -> None:
    episodes = [{"index": n, "line": 4, "output": "loss", "value": [2.0**-n], "nodes": 3} for n in range(4)]
    lists = [
        {"type": "list", "name": "losses", "value": [5.0, 4.0, 3.0, 2.0, 1.5, 1.2]},
        {"type": "list", "name": "x", "value": [1, 2, 3]},
    ]
    found = curves([], episodes, lists, {})
    assert [(each["name"], each["kind"], each["line"], each["x"][:2], each["y"][:2]) for each in found] == [
        ("loss", "episode", 4, [0, 1], [1.0, 0.5]),
        ("losses", "list", None, [0, 1], [5.0, 4.0]),
    ]


def test_a_loss_that_is_printed_and_put_into_a_list_too_is_one_curve() -> None:
    losses = [30.0, 1.875, 14.18, 36.92, 14.67, 1.66]
    episodes = [{"index": n, "line": 4, "output": "loss", "value": loss, "nodes": 3} for n, loss in enumerate(losses)]
    console = printed(*(f"epoch {n} loss {loss:.2f} w {n * n}\n" for n, loss in enumerate(losses)))
    found = curves(console, episodes, [{"type": "list", "name": "losses", "value": losses}], {})
    assert [(each["name"], each["kind"]) for each in found] == [("loss", "episode"), ("w", "printed")]


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    found = curves(printed(*(f"{n * n / 7}\n" for n in range(5 * MOST_POINTS))), [], [], {})
    assert len(found) == 1 and len(found[0]["y"]) == MOST_POINTS
    assert (found[0]["x"][0], found[0]["x"][-1]) == (1, 5 * MOST_POINTS)


def test_the_page_recognises_a_listing_as_the_server_does() -> None:
    script = resource("static/js/listing/door.js").read_text("utf-8")
    found = re.search(r"const LISTING =\n  /(.*)/m;", script)
    assert found and found[1] == _LISTING.pattern
