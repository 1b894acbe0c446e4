"""What goes wrong is named, with where, and what is well is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.messages import LANGUAGES
from app.training.diagnosis import NOTES, Note
from app.training.generators import generated
from app.training.recording import Recording
from app.training.trainer import Trainer
from tests.training.tasks import LINE, NET, task
from tests.training.test_trainer import XOR


def notes(**given: Any) -> list[Note]:
    recording = Recording(task(**given))
    while not recording.finished:
        recording.advance(5)
    found = recording.events[-1].body["notes"]
    assert found == [note for event in recording.events[:-1] for note in event.body.get("notes", ())]
    assert all(note.update == event.number for event in recording.events[:-1] for note in event.body.get("notes", ()))
    return list(found)


def told(found: list[Note]) -> list[tuple[str, str]]:
    return [(note.code, note.where) for note in found]


def test_a_run_that_goes_well_has_no_notes() -> None:
    assert notes(**LINE, epochs=200) == []
    assert notes(**XOR, batch=2, epochs=50) == []


def test_a_learning_rate_that_is_too_high_diverges_and_then_ends() -> None:
    found = notes(**{**LINE, "optimizer": {"name": "sgd", "lr": 1.0}, "epochs": 2000})
    assert told(found)[0] == ("diverges", "L") and found[0].update < 10
    assert found[-1].code == "not_finite" and ("exploding", "w") in told(found)
    assert "learning rate is too high" in found[0].told("en")["text"]


def test_a_loss_that_is_not_finite_is_named_by_the_first_node_that_is_not() -> None:
    steep = {"source": "z = w x; p = log(z); L = (p - y)^2", "values": {"w": 0.0}, "data": {"x": [1.0], "y": [1.0]}}
    assert told(notes(**steep)) == [("not_finite", "p")]


@pytest.mark.parametrize("batch", ["full", "each", 2])
def test_dead_units_are_counted_over_all_samples(batch: Any) -> None:
    net = {
        "source": "h = relu(x @ W^T + b); L = mse(h @ v, y)",
        "values": {"W": [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], "b": [0.0, -100.0, -1.0], "v": [1.0, 1.0, 1.0]},
        "data": {"x": [[1.0, 2.0], [2.0, 1.0], [-1.0, -1.0]], "y": [1.0, 2.0, 0.0]},
        "parameters": ["W", "b", "v"],
        "epochs": 2,
    }
    assert told(notes(**net, batch=batch)) == [("dead_relu", "h[1]"), ("dead_relu", "h[2]")]


def test_a_dead_neuron_of_one_number_and_the_parameters_behind_it() -> None:
    line = {
        "source": "h = relu(w x + b); L = (h v - y)^2",
        "values": {"w": -1.0, "b": -1.0, "v": 1.0},
        "data": {"x": [1.0, 2.0], "y": [1.0, 2.0]},
    }
    assert told(notes(**line)) == [("dead_relu", "h")]
    assert told(notes(**{**line, "source": "h = relu(w x + b); L = (h v + c - y)^2"})) == [
        ("dead_relu", "h"), ("no_gradient", "w"), ("no_gradient", "b"), ("no_gradient", "v")
    ]  # fmt: skip


def test_gradients_vanish_through_many_sigmoids_and_explode_through_many_large_factors() -> None:
    deep = "; ".join(["h_1 = σ(w_1 x)"] + [f"h_{k} = σ(w_{k} h_{k - 1})" for k in range(2, 13)] + ["L = (h_12 - y)^2"])
    values = {f"w_{k}": 1.0 for k in range(1, 13)}
    data = {"x": [1.0, -1.0], "y": [0.0, 1.0]}
    found = notes(source=deep, values=values, data=data, epochs=3)
    assert ("vanishing", "w_1") in told(found) and ("vanishing", "w_12") not in told(found)
    steep = notes(
        source="L = w^8", values={"w": 1.1}, optimizer={"name": "sgd", "lr": 0.001, "maximize": True}, epochs=200
    )
    assert "exploding" in [note.code for note in steep]


def test_large_data_are_looked_at_evenly() -> None:
    rows = generated({"name": "line", "samples": 2000})
    given = {**LINE, "data": rows, "optimizer": {"name": "sgd", "lr": 0.1}}
    recording = Recording(task(**given, epochs=3))
    samples = recording.watch.samples
    assert len(samples) <= 256 and samples[0] == 0 and samples[-1] == 1999
    assert notes(**given, epochs=3) == []


def test_every_note_has_words_in_both_languages() -> None:
    facts = dict.fromkeys(("loss", "grown", "size", "largest", "other", "first"), "1")
    for code in NOTES:
        texts = [Note(code, 3, "W", facts).told(language)["text"] for language in LANGUAGES]
        assert all("{" not in each for each in texts) and texts[0] != texts[1]


def test_notes_do_not_disturb_the_numbers() -> None:
    watched = Recording(task(**NET, batch=16, epochs=30))
    while not watched.finished:
        watched.advance(5)
    alone = Trainer(task(**NET, batch=16, epochs=30))
    alone.advance(alone.end)
    np.testing.assert_array_equal(watched.trainer.losses, alone.losses)
