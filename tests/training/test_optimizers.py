"""Every optimiser, schedule and clip beside torch.optim: 1,000 updates in float64, on floats and on arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from app.training.trainer import Trainer
from tests.training.tasks import LINE, NET, task

OPTIMIZERS: list[dict[str, Any]] = [
    {"name": "sgd", "lr": 0.02},
    {"name": "sgd", "lr": 0.02, "momentum": 0.9},
    {"name": "sgd", "lr": 0.02, "momentum": 0.9, "dampening": 0.3},
    {"name": "sgd", "lr": 0.02, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01},
    {"name": "sgd", "lr": 0.02, "weight_decay": 0.1},
    {"name": "sgd", "lr": 1e-5, "maximize": True, "momentum": 0.5, "weight_decay": 0.1},
    {"name": "adam", "lr": 0.01},
    {"name": "adam", "lr": 0.01, "betas": [0.8, 0.99], "eps": 1e-6, "weight_decay": 0.02},
    {"name": "adam", "lr": 0.01, "amsgrad": True},
    {"name": "adam", "lr": 1e-4, "maximize": True, "weight_decay": 0.1},
    {"name": "adamw", "lr": 0.01},
    {"name": "adamw", "lr": 0.01, "weight_decay": 0.3, "amsgrad": True},
    {"name": "adamw", "lr": 0.01, "weight_decay": 0.0},
    {"name": "rmsprop", "lr": 0.005},
    {"name": "rmsprop", "lr": 0.005, "alpha": 0.9, "centered": True},
    {"name": "rmsprop", "lr": 0.002, "momentum": 0.9, "weight_decay": 0.01},
    {"name": "rmsprop", "lr": 0.002, "momentum": 0.5, "centered": True},
    {"name": "adagrad", "lr": 0.1},
    {"name": "adagrad", "lr": 0.1, "lr_decay": 0.01, "weight_decay": 0.01, "initial_accumulator_value": 0.5},
]
CLASSES: dict[str, Any] = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
CLASSES |= {"rmsprop": torch.optim.RMSprop, "adagrad": torch.optim.Adagrad}


def torch_losses(
    problem: dict[str, Any], optimizer: dict[str, Any], batch: Any, clip: Any = None, schedule: Any = None
) -> tuple[list[float], list[np.ndarray]]:
    """1,000 updates by torch; the losses and the parameters at the end."""
    leaves = [
        torch.tensor(problem["values"][name], dtype=torch.float64, requires_grad=True) for name in problem["parameters"]
    ]
    x, y = (torch.tensor(problem["data"][name], dtype=torch.float64) for name in "xy")
    options = {name: tuple(value) if name == "betas" else value for name, value in optimizer.items() if name != "name"}
    ours = CLASSES[optimizer["name"]](leaves, **options)
    schedules = schedule(ours) if schedule else []
    losses = []
    in_epoch = 1 if batch == "full" else len(x)
    for update in range(1000):
        sample = x, y
        if batch == "each":
            sample = x[update % len(x)], y[update % len(x)]
        ours.zero_grad()
        if len(leaves) == 2:
            loss = ((leaves[0] * sample[0] + leaves[1] - sample[1]) ** 2).mean()
        else:
            hidden = torch.relu(sample[0] @ leaves[0].T + leaves[1])
            loss = torch.nn.functional.mse_loss(hidden @ leaves[2].T + leaves[3], sample[1])
        loss.backward()  # type: ignore[no-untyped-call]
        if clip and "norm" in clip:
            torch.nn.utils.clip_grad_norm_(leaves, clip["norm"])
        elif clip:
            torch.nn.utils.clip_grad_value_(leaves, clip["value"])
        ours.step()
        losses.append(loss.item())
        if (update + 1) % in_epoch == 0:
            for each in schedules:
                each.step()
    return losses, [leaf.detach().numpy() for leaf in leaves]


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def assert_same(trainer: Trainer, losses: list[float], parameters: list[np.ndarray]) -> None:
    trainer.advance(1000)
    assert trainer.end == 1000
    np.testing.assert_allclose(trainer.losses, losses, rtol=1e-12, atol=1e-12)
    for mine, theirs in zip(trainer.task.named(trainer.core.held().parameters).values(), parameters, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-12, atol=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
def test_a_thousand_updates_are_those_of_torch(optimizer: dict[str, Any]) -> None:
    line = Trainer(task(**LINE, optimizer=optimizer, batch="each", epochs=200))
    assert type(line.core).__name__ == "ScalarCore"
    assert_same(line, *torch_losses(LINE, optimizer, "each"))
    net = Trainer(task(**NET, optimizer=optimizer, epochs=1000))
    assert type(net.core).__name__ == "ArrayCore"
    assert_same(net, *torch_losses(NET, optimizer, "full"))


CLIPS = [{"value": 0.05}, {"norm": 0.1}]


@pytest.mark.slow
@pytest.mark.parametrize("clip", CLIPS, ids=str)
def test_clipped_gradients_are_those_of_torch(clip: dict[str, float]) -> None:
    optimizer = {"name": "sgd", "lr": 0.05, "momentum": 0.9}
    assert_same(
        Trainer(task(**LINE, optimizer=optimizer, clip=clip, batch="each", epochs=200)),
        *torch_losses(LINE, optimizer, "each", clip),
    )
    assert_same(
        Trainer(task(**NET, optimizer=optimizer, clip=clip, epochs=1000)), *torch_losses(NET, optimizer, "full", clip)
    )


STEP = {"name": "step", "step_size": 7, "gamma": 0.9}
EXPONENTIAL = {"name": "exponential", "gamma": 0.99}
COSINE = {"name": "cosine", "T_max": 150, "eta_min": 1e-4}
WARM_UP = {"name": "warm_up", "total_iters": 12, "start_factor": 0.1}


def schedules(name: str) -> Any:
    """A schedule of torch beside ours."""
    lr = torch.optim.lr_scheduler
    made: dict[str, Any] = {
        "step": lambda each: [lr.StepLR(each, 7, 0.9)],
        "exponential": lambda each: [lr.ExponentialLR(each, 0.99)],
        "cosine": lambda each: [lr.CosineAnnealingLR(each, 150, 1e-4)],
        "warm_up": lambda each: [lr.LinearLR(each, 0.1, total_iters=12)],
        "both": lambda each: [lr.LinearLR(each, 0.1, total_iters=12), lr.ExponentialLR(each, 0.99)],
    }
    return made[name]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("step", [STEP]),
        ("exponential", [EXPONENTIAL]),
        ("cosine", [COSINE]),
        ("warm_up", [WARM_UP]),
        ("both", [WARM_UP, EXPONENTIAL]),
    ],
)
def test_scheduled_rates_are_those_of_torch(name: str, ours: list[dict[str, Any]]) -> None:
    optimizer = {"name": "sgd", "lr": 0.02, "momentum": 0.9}
    line = Trainer(task(**LINE, optimizer=optimizer, schedule=ours, batch="each", epochs=200))
    assert_same(line, *torch_losses(LINE, optimizer, "each", schedule=schedules(name)))
    per_update = [{**each, "per": "update"} for each in ours]
    net = Trainer(task(**NET, optimizer=optimizer, schedule=per_update, epochs=1000))
    assert_same(net, *torch_losses(NET, optimizer, "full", schedule=schedules(name)))
