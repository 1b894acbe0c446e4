"""Constants of every kind in what is drawn and told: arrays, long ones, and numbers drawn at random."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

LONG = f"[{', '.join(str(number / 10) for number in range(-10, 10))}]"


@pytest.mark.parametrize(
    ("source", "x"),
    [
        ("y = sum(x * randn(3))", [0.3, 0.2, -0.7]),
        ("y = sum(max(x, randn(3)))", [0.3, 0.2, -0.7]),
        ("y = sum(x^randn(3)) + mse(x, 2rand(3))", [0.3, 0.2, 0.7]),
        ("y = max(x, 2rand() - 1)", 0.3),
        ("y = cross_entropy(x, [0, 1, 0])", [0.3, 0.2, -0.7]),
        (f"y = sum(max(x, {LONG}) {LONG}) + sum(x^{LONG})", 0.3),
        ("y = sum(attention(x, [[1, 2], [3, 4], [5, 6]], x))", [[0.3, 0.2], [0.5, -0.7], [1, 0]]),
    ],
)
def test_what_is_told_of_a_constant_needs_no_second_drawing(client: TestClient, source: str, x: object) -> None:
    question = {"source": source, "values": {"x": x}}
    for path, more in [
        ("graph", {}),
        ("graph", {"mode": "forward"}),
        ("graph", {"graph": "backward"}),
        ("derivation", {}),
        ("mistakes", {}),
        ("mistakes", {"asked": "values"}),
    ]:
        answer = client.post(f"/api/v1/{path}", json={**question, **more})
        assert answer.status_code == 200, (path, more, answer.text)
