from __future__ import annotations

import math

import pytest

from app.training.schedules import read_rates


def test_without_a_schedule_the_rate_stays() -> None:
    rates = read_rates(0.1, [])
    assert [rates.at(n, n) for n in (0, 5, 1000)] == [0.1] * 3 and rates.changing is None


def test_each_schedule_counts_epochs_or_updates() -> None:
    step = {"name": "step", "step_size": 2, "gamma": 0.5}
    assert [read_rates(1.0, [step]).at(epochs, 7) for epochs in range(5)] == [1, 1, 0.5, 0.5, 0.25]
    each = read_rates(1.0, [step | {"per": "update"}])
    assert [each.at(0, updates) for updates in range(5)] == [1, 1, 0.5, 0.5, 0.25] and each.changing == "update"


def test_a_cosine_goes_from_the_rate_to_the_smallest() -> None:
    rates = read_rates(1.0, [{"name": "cosine", "T_max": 10, "eta_min": 0.2}])
    assert rates.at(0, 0) == 1.0 and rates.at(10, 0) == pytest.approx(0.2) and rates.at(5, 0) == pytest.approx(0.6)


def test_schedules_go_one_after_another() -> None:
    both = [{"name": "warm_up", "total_iters": 4, "start_factor": 0.5}, {"name": "exponential", "gamma": 0.9}]
    rates = read_rates(2.0, both)
    assert rates.at(0, 0) == 1.0 and rates.at(2, 0) == pytest.approx(1.5 * 0.81)
    assert rates.at(8, 0) == pytest.approx(2 * math.pow(0.9, 8)) and rates.changing == "epoch"
