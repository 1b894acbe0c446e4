"""A listing under the recorder: its events, and what comes with the last one."""

from __future__ import annotations

from typing import Any

import pytest

from app.listing.recorded import run_recorded

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


def events(source: str, episode: int = 0) -> list[dict[str, Any]]:
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
