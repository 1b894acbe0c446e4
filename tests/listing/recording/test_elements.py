"""Tensors in lists and dictionaries, by where they stand."""

from __future__ import annotations

from typing import Any

import pytest

from app.listing.recorded import run_recorded

LAYERS = """\
import torch
class Model: pass
model = Model()
{made}
for i in range(2):
    loss = ({used}).sum() ** 2
    loss.backward()
    {update}
"""


@pytest.mark.parametrize(
    ("made", "used", "update", "names"),
    [
        (
            "ws, bs = [torch.ones(2), torch.ones(2)], [torch.ones(1)]\nfor p in ws + bs: p.requires_grad_()",
            "ws[0] * ws[1] + bs[0]", "for p in ws + bs: p.grad = None", ["bs[0]", "ws[0]", "ws[1]"],
        ),
        (
            "params = {k: torch.ones(2, requires_grad=True) for k in ('W', 'b')}", "params['W'] + params['b']",
            "for k in params: params[k].grad = None", ["params['W']", "params['b']"],
        ),
        (
            "model.ws = [torch.ones(2, requires_grad=True) for _ in range(2)]", "model.ws[0] * model.ws[1]", "pass",
            ["self.ws[0]", "self.ws[1]"],
        ),
        (
            "layers = [(torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True))]",
            "layers[0][0] + layers[0][1]", "pass", ["layers[0][0]", "layers[0][1]"],
        ),
        (
            "w = torch.ones(2, requires_grad=True)\nb = torch.ones(1, requires_grad=True)\nall = [w, b]", "w + b",
            "for p in all: p.grad = None", ["b", "w"],
        ),
    ],
)  # fmt: skip
def test_an_element_that_shares_its_name_or_has_none_is_called_by_its_place(
    made: str, used: str, update: str, names: list[str]
) -> None:
    events: list[dict[str, Any]] = []
    run_recorded(LAYERS.format(made=made, used=used, update=update), events.append)
    assert events[-1]["error"] is None
    assert sorted(events[-1]["whole"]["leaves"]) == names
