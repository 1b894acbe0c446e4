"""Torch's own graph, drawn: its values and gradients are torch's, its names the program's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from app.errors import ShapeMismatch, ValueProblem
from app.listing.autograd import of_module, of_tensor
from app.listing.recording.calls import CALL
from app.listing.recording.episode import Whole
from app.views.episode import episode_payload


def leaf(*shape: int) -> Any:
    return torch.rand(shape, dtype=torch.float64).add(0.5).requires_grad_()


def texts(whole: Whole) -> list[str]:
    return [node["text"] for node in episode_payload(whole, "en")["nodes"]]


def checked(whole: Whole, value: Any) -> Whole:
    """The value is what torch had, and every gradient is torch's own."""
    assert whole.check["agrees"] and whole.check["rows"]
    np.testing.assert_allclose(whole.run.value, value.detach().numpy(), rtol=1e-5, atol=1e-6)
    return whole


A, B, M, N, C = leaf(3), leaf(3), leaf(2, 3), leaf(3, 2), torch.rand(3, dtype=torch.float64)
KEPT: list[Callable[[], Any]] = [
    lambda: A + B, lambda: A - C.exp() * B, lambda: (3 * A - 1) / B, lambda: 1 - A * C, lambda: C / A - 2 / B, lambda: -(A**2),
    lambda: A**B, lambda: 2**A, lambda: A.exp().log() + A.sqrt().rsqrt(), lambda: A.sin() * A.cos() + A.tan(),
    lambda: 1 / (1 + torch.exp(-(A * C))), lambda: torch.tanh(A + 1) * torch.sigmoid(B - 2), lambda: F.relu(A * B) + F.gelu(B),
    lambda: F.leaky_relu(A - 1, 0.2) + F.elu(B - 1) + F.silu(A) + F.softplus(B), lambda: (A - 1).abs().clamp(0.1, 0.3),
    lambda: torch.maximum(A, B) + torch.minimum(A, C), lambda: torch.where(C > 0.5, A, 2.0) * B, lambda: A.max() + B.min(),
    lambda: M.max(1)[0] + M.amax(1), lambda: M.sum(0) * M.mean(0), lambda: M.sum() + M.mean() + A.prod() + B.norm(),
    lambda: M.var() + M.std(), lambda: M @ N, lambda: M @ A, lambda: A @ B, lambda: F.linear(M, N.T, leaf(2)), lambda: F.linear(A, M),
    lambda: torch.einsum("ij,jk->ik", M, N), lambda: M.T.reshape(6) * 2, lambda: M.permute(1, 0).unsqueeze(0).squeeze() * N,
    lambda: A.expand(2, 3) * M, lambda: torch.cat([A, C]) ** 2, lambda: torch.stack([A, C]) * M, lambda: M[0] * M[1, 1:2] + M[:, 1].sum(),
    lambda: M[torch.tensor([1, 0])] * 2, lambda: F.softmax(M, 1) * F.log_softmax(M, 0), lambda: torch.logsumexp(M, 1),
    lambda: F.mse_loss(A, C) + F.l1_loss(A, B) + F.huber_loss(A, C) + F.smooth_l1_loss(A, B, beta=0.5),
    lambda: F.cross_entropy(M, torch.tensor([1, 0])), lambda: F.binary_cross_entropy(torch.sigmoid(A), C),
    lambda: F.binary_cross_entropy_with_logits(A, C), lambda: F.layer_norm(M, (3,), A, B), lambda: F.embedding(torch.tensor([1, 0, 1]), M),
    lambda: F.conv2d(leaf(1, 1, 4, 4), leaf(2, 1, 2, 2), leaf(2)), lambda: F.max_pool2d(leaf(1, 1, 4, 4), 2), lambda: F.avg_pool2d(leaf(1, 1, 4, 4), 2),
    lambda: M.split(1)[1] * A + M.unbind(0)[0], lambda: M.split([1, 2], 1)[1] * M.chunk(3, 1)[0], lambda: A.clone().double() + torch.erf(B), lambda: torch.cumsum(M, 1),
]  # fmt: skip


@pytest.mark.parametrize("make", KEPT, ids=range(len(KEPT)))
def test_what_torch_kept_is_enough_for_the_values_and_gradients_of_every_node(make: Callable[[], Any]) -> None:
    output = make()
    # A sum of squares: most results are kept by what uses them, as in a loss.
    loss = (output**2).sum() if output.ndim else output
    assert not checked(of_tensor(loss, {}), loss).opaque


def test_variables_of_the_program_name_the_nodes_and_numbers_read_as_they_were_written() -> None:
    w, b = torch.tensor(2.0, requires_grad=True), torch.tensor(1.0, requires_grad=True)
    x = torch.tensor(3.0)
    wx = w * x
    loss = (wx + b - 0.1) ** 2 / 2
    assert texts(checked(of_tensor(loss, {"w": w, "b": b, "x": x, "wx": wx, "loss": loss}), loss)) == [
        "w", "x", "b", "wx = w·x", "z = wx + b", "v = z − 0.1", "u = v²", "loss = u/2",
    ]  # fmt: skip
    assert texts(of_tensor(loss, {})) == [
        "leaf", "leaf_2", "s = leaf·3", "z = s + leaf_2", "w = z − 0.1", "v = w²", "u = v/2",
    ]  # fmt: skip


@pytest.mark.parametrize("given", ["variables", "module", "pairs", "mapping"])
def test_parameters_have_the_names_that_their_module_gives_them(given: str) -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(3, 2), nn.ReLU(), nn.Linear(2, 1))
    x, y = torch.randn(4, 3), torch.randn(4, 1)
    loss = F.mse_loss(model(x), y)
    params = {"module": model, "pairs": list(model.named_parameters()), "mapping": dict(model.named_parameters())}.get(
        given
    )
    whole = checked(of_tensor(loss, {"model": model, "x": x} if given == "variables" else {}, params), loss)
    assert {"0.weight", "0.bias", "2.weight", "2.bias"} <= set(whole.graph.inputs)
    assert ("x" in whole.graph.inputs) == (given == "variables")
    assert [group.label for group in whole.graph.groups] == ["0", "2"]


def test_a_module_is_run_and_grouped_by_its_parts_with_their_values_and_gradients() -> None:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = nn.Sequential(nn.Linear(2, 2), nn.Tanh())
            self.last = nn.Linear(2, 1, bias=False)

        def forward(self, points: Any) -> Any:
            return self.last(self.inner(points) + points).sum()

    torch.manual_seed(0)
    block, points = Block(), torch.tensor([[1.0, -2.0]])
    whole = checked(of_module(block, (points,)), block(points))
    answer = episode_payload(whole, "en")
    assert {node["id"] for node in answer["nodes"] if node["kind"] == "input"} == {
        "points", "inner.0.weight", "inner.0.bias", "last.weight",
    }  # fmt: skip
    groups = {group["id"]: (group["label"], group["parent"]) for group in answer["groups"]}
    assert groups["inner"] == ("inner", "Block")
    assert block.last.weight.grad is None


def test_a_tensor_output_takes_the_gradient_that_arrives_there_else_ones() -> None:
    layer, x = nn.Linear(2, 2), torch.tensor([1.0, 2.0])
    ones, given = of_module(layer, (x,)), of_module(layer, (x,), torch.tensor([1.0, 0.0]))
    assert ones.leaves["bias"].gradient.tolist() == [1.0, 1.0]  # type: ignore[union-attr]
    assert given.leaves["bias"].gradient.tolist() == [1.0, 0.0]  # type: ignore[union-attr]
    assert ones.check["agrees"] and given.check["agrees"]


def test_an_operation_that_nobody_knows_is_drawn_by_its_own_derivative() -> None:
    loss = (torch.cumprod(A * 2, 0)).sum() * 1.5
    whole = checked(of_tensor(loss, {"A": A}), loss)
    assert whole.opaque == {"cumprod"}


def test_a_function_of_the_program_own_is_drawn_by_what_it_says_of_its_way_back() -> None:
    class Own(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx: Any, g: Any) -> Any:
            (x,) = ctx.saved_tensors
            return 2 * x * g

    apply: Any = Own.apply
    loss = (apply(A) ** 2).sum()
    assert checked(of_tensor(loss, {"A": A}), loss).opaque == {"Own"}


def test_a_hook_that_changes_gradients_shows_in_the_check() -> None:
    doubled = A * 2
    doubled.register_hook(lambda gradient: gradient * 3)
    assert not of_tensor(doubled.sum(), {}).check["agrees"]


def test_torchs_graph_is_left_as_it_was() -> None:
    w: Any = torch.tensor(2.0, requires_grad=True)
    loss: Any = (w * 3) ** 2
    of_tensor(loss, {})
    assert CALL not in loss.grad_fn.metadata
    assert w.grad is None
    loss.backward()
    assert w.grad == 36


def test_what_cannot_be_drawn_says_why() -> None:
    w = torch.tensor(2.0, requires_grad=True)
    spent: Any = (w * 3) ** 2
    spent.backward()
    with pytest.raises(ValueProblem, match=r"value\.graph_freed"):
        of_tensor(spent, {})
    with pytest.raises(ValueProblem, match=r"value\.graph_none"):
        of_tensor(torch.ones(2), {})
    with pytest.raises(ValueProblem, match=r"value\.graph_none"):
        of_module(nn.ReLU(), (torch.ones(2),))
    with pytest.raises(ValueProblem, match=r"value\.graph_complex"):
        of_tensor(torch.fft.fft(A).abs().sum(), {})
    with pytest.raises(ShapeMismatch, match=r"shape\.upstream_differs"):
        of_tensor(A * 2, {"A": A}, upstream=torch.ones(2))
    with pytest.raises(ValueProblem, match=r"value\.graph_complex"):
        of_module(Stirred(), (torch.ones(2, dtype=torch.complex64),))
    overwritten = torch.tanh(w)
    overwritten += 1
    with pytest.raises(ValueProblem, match=r"value\.graph_changed"):
        of_tensor(overwritten, {})
    # Two different numbers may have been added.
    with pytest.raises(ValueProblem, match=r"value\.graph_unknown"):
        of_tensor((w * 2 + torch.tensor([1.0, 2.0])).sum(), {})


class Stirred(nn.Module):
    """All that a run may change: statistics, random numbers, and what is changed in place."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.drop, self.scale = nn.BatchNorm1d(3), nn.Dropout(0.5), nn.Parameter(torch.tensor(2.0))
        self.late = nn.Dropout(0.5, inplace=True)

    def forward(self, x: Any) -> Any:
        return self.late(self.drop(self.norm(x)) * self.scale) if x.ndim == 2 else x * self.scale


@pytest.mark.parametrize("train", [True, False])
def test_a_module_is_left_as_it_was_and_drawn_as_it_would_run(train: bool) -> None:
    module, x = Stirred().train(train), torch.arange(12.0).reshape(4, 3) ** 2
    before = {name: each.clone() for name, each in module.state_dict().items()}
    drawn_from = torch.get_rng_state()
    found = of_module(module, (x,))
    assert torch.equal(torch.get_rng_state(), drawn_from)
    assert all(torch.equal(each, before[name]) for name, each in module.state_dict().items())
    assert module.training is train and module.scale.grad is None and not module._forward_hooks
    assert found.check["agrees"]
    module(x).sum().backward()
    for name, parameter in module.named_parameters():
        (row,) = [each for each in found.check["rows"] if each["name"] == name]
        gradient: Any = parameter.grad
        np.testing.assert_allclose(row["tape"], gradient, rtol=1e-5, atol=1e-5, err_msg=name)
