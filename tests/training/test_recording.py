"""What listeners are told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.limits import LIMITS
from app.training import recording as recordings
from app.training.recording import Recording, read_id
from app.web.json_text import write_json
from tests.training.tasks import LINE, NET, task


def told(recording: Recording, seconds: float = 5.0) -> list[tuple[str, Any]]:
    while not recording.finished:
        recording.advance(seconds)
    return [(event.id, json.loads(write_json(event.body))) for event in recording.events]


def test_a_short_run_tells_every_update_and_every_epoch() -> None:
    events = told(Recording(task(**LINE, batch=2, epochs=4)))
    assert [name for name, _ in events] == [
        "0s", "1u", "2u", "3u", "3e", "4u", "5u", "6u", "6e", "7u", "8u", "9u", "9e", "10u", "11u", "12u", "12e", "12d"
    ]  # fmt: skip
    bodies = dict(events)
    assert bodies["0s"]["parameters"] == bodies["1u"]["parameters"] == {"w": 0.0, "b": 0.0}
    assert bodies["1u"]["next"] == bodies["2u"]["parameters"]
    assert bodies["12d"]["parameters"] == bodies["12u"]["next"] and bodies["12d"]["reason"] == "finished"
    weighted = (2 * bodies["1u"]["loss"] + 2 * bodies["2u"]["loss"] + bodies["3u"]["loss"]) / 5
    assert bodies["3e"]["loss"] == pytest.approx(weighted, rel=1e-15)


def test_a_long_run_is_thinned_to_what_a_screen_can_show() -> None:
    events = told(Recording(task(**LINE, batch="each", epochs=8000)))
    updates = [body["update"] for name, body in events if name.endswith("u")]
    assert 900 < len(updates) <= recordings.MOST_UPDATES + 1 and updates[0] == 1 and updates[-1] == 40_000
    assert len(events) - len(updates) <= recordings.MOST_EPOCHS + 2


def test_slices_of_work_change_nothing_not_even_with_looks_at_other_updates_between() -> None:
    whole, sliced = Recording(task(**NET, batch=16, epochs=60)), Recording(task(**NET, batch=16, epochs=60))
    while not sliced.finished:
        sliced.advance(0.001)
        sliced.trainer.update(1 + sliced.trainer.known // 2)
    assert told(whole) == told(sliced)


def test_events_stand_in_the_order_of_their_ids() -> None:
    recording = Recording(task(**LINE, batch=2, epochs=4))
    told(recording)
    places = [read_id(event.id) for event in recording.events]
    assert places == [event.place for event in recording.events] == sorted(event.place for event in recording.events)


@pytest.mark.parametrize("text", ["", "u", "12", "-1u", "1x", "٣u", "1.5u", "9999999999u"])
def test_what_is_no_id_has_no_place(text: str) -> None:
    assert read_id(text) is None


def test_a_run_that_diverges_says_so_at_its_last_update() -> None:
    steep = {**LINE, "optimizer": {"name": "sgd", "lr": 10.0}, "epochs": 5000}
    events = told(Recording(task(**steep)))
    *_, last, epoch, done = events
    assert epoch[0].endswith("e")
    assert done[1]["reason"] == "diverged" and last[0] == f"{done[1]['update']}u"
    assert last[1]["loss"] == done[1]["loss"] in ("Infinity", "NaN")


def test_a_run_whose_time_is_over_says_how_far_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = Recording(task(**LINE, batch="each", epochs=20_000))
    recording.seconds = LIMITS.training_seconds + 1
    name, body = told(recording)[-1]
    assert body["reason"] == "time" and name == "0d"
