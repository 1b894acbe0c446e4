"""A listing under the recorder: its events, and what comes with the last one."""

from __future__ import annotations

from typing import Any

import pytest

from app.listing.recorded import run_recorded
from app.listing.recording.portable import restored

SOURCE = """\
import torch
torch.manual_seed(1)
w = torch.randn(3, requires_grad=True)
h = w * 2
for i in range(40):
    loss = ((w + h.detach()) ** 2).sum()
    loss.backward()
    with torch.no_grad():
        w -= 0.001 * w.grad
        w.grad.zero_()
"""


def events(source: str, episode: int | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    run_recorded(source, found.append, episode=episode)
    return found


def test_episodes_come_as_they_happen_and_the_rest_at_the_end() -> None:
    found = events(SOURCE)
    assert [each["event"] for each in found] == ["episode"] * 40 + ["ran", "done"]
    assert found[-1]["episodes"] == [{key: each[key] for key in each if key != "event"} for each in found[:40]]
    assert found[-1]["findings"] == [] and found[-1]["lesson"] is None and found[-1]["refusal"] is None


@pytest.mark.parametrize("episode", [0, 15, 16, 17, 39, 1_000])
def test_any_episode_can_be_had_again(episode: int) -> None:
    done = events(SOURCE, episode)[-1]
    whole, index = done["whole"], min(episode, 39)
    assert whole["leaves"]["w"][1] is not None and not whole["cut"]
    assert done["episodes"][index]["index"] == index


def test_a_graph_that_began_long_before_is_watched_from_the_start() -> None:
    source = SOURCE.replace("h.detach()", "h").replace("loss.backward()", "loss.backward(retain_graph=True)")
    source = source.replace("        w -= 0.001 * w.grad\n", "")
    done = events(source, 30)[-1]
    assert done["error"] is None and not done["whole"]["cut"]
    assert next(name for name in done["whole"]["rows"] if name) == "mul"


def test_the_parts_of_a_result_go_by_their_names() -> None:
    source = """\
import torch
x = torch.tensor([[1.0, 3.0], [4.0, 2.0]], requires_grad=True)
print(x.max(dim=1).indices.tolist(), torch.sort(x.detach()).values.tolist())
loss = x.max(dim=1).values.sum()
loss.backward()
"""
    found = events(source)
    assert found[-1]["error"] is None and not found[-1]["whole"]["cut"]
    assert [each["text"] for each in found if each["event"] == "console"] == ["[1, 0] [[1.0, 3.0], [2.0, 4.0]]\n"]
    assert found[-1]["whole"]["leaves"]["x"][1] == [[0.0, 1.0], [1.0, 0.0]]


def test_a_graph_that_changes_and_one_after_a_long_loop_are_counted_as_they_are() -> None:
    source = """\
import torch
w = torch.tensor(1.0, requires_grad=True)
for i in range(12):
    y = w * 2
    for k in range(i % 4 if i > 4 else 0):
        y = y * w
    y.backward()
for i in range(20):
    z = (w * w).exp()
    z.backward()
v = torch.ones(2, requires_grad=True)
(v * v * w).sum().backward()
"""
    nodes = [each["nodes"] for each in events(source)[-1]["episodes"]]
    assert nodes == [2, 2, 2, 2, 2, 3, 4, 5, 2, 3, 4, 5] + [3] * 20 + [5]


def test_what_torch_refuses_long_after_the_first_passes_is_explained() -> None:
    source = """\
import torch
w = torch.tensor(1.0, requires_grad=True)
for i in range(9):
    y = (w * 2) ** 2
    if i == 6:
        y = y.detach() * 3
    y.backward()
    w.grad = None
"""
    done = events(source)[-1]
    assert len(done["episodes"]) == 6 and done["refused"]["index"] == 6
    # Those before it can be had, too, and the refused one behind them.
    third = events(source, 2)[-1]
    assert third["whole"]["requires_grad"].count(True) == 3 and third["refused"] == done["refused"]
    assert events(source, 6)[-1]["whole"] == done["whole"] != events(source, 5)[-1]["whole"]
    assert (done["lesson"]["code"], done["lesson"]["line"]) == ("no_graph", 6)


def test_dropout_that_draws_nothing_or_works_in_place_runs() -> None:
    source = """\
import torch
from torch import nn
net = nn.Sequential(nn.Linear(2, 3), nn.Dropout(0.5, inplace=True), nn.Linear(3, 1))
net(torch.ones(4, 2)).sum().backward()
net.eval()
net(torch.ones(4, 2)).sum().backward()
"""
    first, second = (events(source, episode)[-1] for episode in (0, 1))
    for done in (first, second):
        assert done["error"] is None and not done["whole"]["cut"]


@pytest.mark.parametrize(("hook", "compared"), [("lambda g: g * 10", False), ("lambda g: print(g)", True)])
def test_what_a_hook_has_changed_is_not_held_against_the_graph(hook: str, compared: bool) -> None:
    source = (
        f"import torch\nx = torch.ones(2, requires_grad=True)\ny = x * 2\ny.register_hook({hook})\ny.sum().backward()"
    )
    whole = restored(events(source)[-1]["whole"], source)
    assert whole.check["agrees"] and bool(whole.check["rows"]) is compared


def test_what_arrived_is_what_it_was_then() -> None:
    source = "import torch\nx = torch.ones(2, requires_grad=True)\nv = torch.ones(2)\n(x * 2).backward(v)\nv *= 5"
    whole = restored(events(source)[-1]["whole"], source)
    assert whole.check["agrees"] and whole.check["rows"]
