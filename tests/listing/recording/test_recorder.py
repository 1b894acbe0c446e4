"""Real torch code under the recorder: the graph that it makes, and that our gradients are torch's."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from app.errors import LimitExceeded, ShapeMismatch
from app.listing.recording import recorder as recorder_module
from app.listing.recording.episode import Whole
from app.listing.recording.portable import portable, restored
from app.listing.recording.recorder import Recorder
from app.messages import LANGUAGES
from app.views.episode import episode_payload

Code = Callable[[Recorder], Any]


def leaf(*numbers: Any) -> Any:
    return torch.tensor(numbers if len(numbers) != 1 else numbers[0], dtype=torch.float32, requires_grad=True)


def spread(*shape: int, seed: int = 0) -> Any:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), requires_grad=True)


def data(*shape: int, seed: int = 1) -> Any:
    return spread(*shape, seed=seed).detach()


def recorded(code: Code, keep: range = range(9), source: str = "") -> list[Whole]:
    with Recorder(source, keep=keep) as recorder:
        code(recorder)
    wholes = [recorder.whole(episode.index) for episode in recorder.episodes]
    return [whole for whole in wholes if whole]


def rows(found: Whole) -> list[str]:
    return [node.operation.name for node in found.graph.nodes if node.operation]


def first_gradient(r: Recorder) -> None:
    x, y, w = torch.tensor(1.0), torch.tensor(2.0), leaf(1.0)
    for tensor, name in ((x, "x"), (y, "y"), (w, "w")):
        r.named(tensor, name)
    r.line = 3
    predicted = w * x
    r.named(predicted, "y_predicted")
    r.line = 4
    loss = (y - predicted) ** 2
    r.named(loss, "loss")
    r.line = 5
    loss.backward()


def test_an_episode_has_the_writers_names_lines_and_values() -> None:
    source = "a\nb\n  y_predicted = w * x\nloss = (y - y_predicted) ** 2\nloss.backward()"
    with Recorder(source) as recorder:
        first_gradient(recorder)
    assert recorder.episodes[0].summary() == {"index": 0, "line": 5, "output": "loss", "value": 1.0, "nodes": 6}
    found = recorder.whole(0)
    assert found
    nodes = {node.name: node for node in found.graph.nodes}
    assert set(found.graph.inputs) == {"x", "y", "w"}
    assert nodes["w"].requires_grad and not nodes["x"].requires_grad
    assert source[slice(*nodes["y_predicted"].span)] == "y_predicted = w * x"
    assert source[slice(*nodes["loss"].span)] == "loss = (y - y_predicted) ** 2"
    assert rows(found) == ["mul", "sub", "pow"]
    assert found.run.gradients_by_name() == {"w": -2.0}
    assert found.leaves["w"].gradient == -2.0 and found.leaves["w"].accumulated == -2.0
    assert found.leaves["x"].gradient is None and not found.leaves["x"].requires_grad
    assert found.check == {
        "agrees": True,
        "rows": [{"name": "w", "tape": -2.0, "torch": -2.0, "finite_difference": None, "relative_error": 0.0, "notes": []}],
    }  # fmt: skip


LOSSES: dict[str, Code] = {
    "operators": lambda _: ((2 - (w := leaf(1.0, 2.0))) / 3 * 2**w + w / 2 - (-w) + 3 / w + w**2 - abs(w) - 1).sum(),
    "in_place": lambda _: in_place(leaf(1.0, 2.0, 3.0)),
    "reused": lambda _: (lambda v: (v * v * v + v).mean())(spread(2, 2) + 2),
    "broadcast": lambda _: ((spread(4, 3) + spread(3, seed=1)) * spread(4, 1, seed=2)).sum(),
    "expand": lambda _: (spread(3).expand(2, 3) * spread(2, 3)).sum() + spread(3, 1).expand(3, 4).prod(),
    "index": lambda _: (lambda x: x[0] @ x[1] + x[:, 1].sum() + x[1, 2] * x[-1, 0] + x[..., 0].sum())(spread(3, 3)),
    "new_dimensions": lambda _: (spread(3)[:, None] * spread(4)[None]).sum(),
    "rows_by_number": lambda _: (spread(5, 3)[torch.tensor([0, 2, 2])] * data(3, 3)).sum(),
    "views": lambda _: (lambda x: (x.view(-1) * x.reshape(6) + x.t().flatten()).sum())(spread(2, 3)),
    "squeezed": lambda _: (spread(3, 1).squeeze(-1) * spread(3).unsqueeze(0).squeeze()).sum(),
    "permuted": lambda _: (spread(2, 3, 4).permute(2, 0, 1).transpose(0, 2) * data(3, 2, 4).mT.mT).sum() + spread(2, 3).T.sum(),
    "joined": lambda _: (torch.cat([spread(2), spread(3)]) ** 2).sum() + torch.stack([spread(2), spread(2, seed=4)]).prod(),
    "parts": lambda _: (lambda a, b, c: (a * b + c).sum())(*spread(3, 4).unbind()) + (lambda a, b: (a * b).sum())(*spread(4).chunk(2)),
    "extremes": lambda _: spread(3, 4).max() + spread(3, 4).min(dim=1).values.sum() + torch.maximum(spread(2), data(2)).sum(),
    "clamped": lambda _: (spread(9).clamp(min=0.1) + spread(9).clamp(-0.5, 0.5) + spread(9).clamp_max(0.3)).sum(),
    "reductions": lambda _: (lambda x: x.sum(1).prod() + x.mean(dim=0, keepdim=True).std() + x.var() + x.norm())(spread(3, 4)),
    "matrices": lambda _: (spread(2, 3) @ spread(3, 2)).trace() + torch.dot(spread(3), data(3)) + (spread(2, 3) @ spread(3)).sum(),
    "addmm": lambda _: torch.addmm(spread(2), spread(3, 4), spread(4, 2)).sum(),
    "einsum": lambda _: torch.einsum("ij,jk->ik", spread(2, 3), spread(3, 2)).sum(),
    "activations": lambda _: sum(f(spread(5)).sum() for f in (torch.relu, functional.gelu, functional.silu, functional.softplus, nn.ELU(), nn.LeakyReLU(0.2), torch.tanh, torch.sigmoid, nn.Softmax(dim=0), functional.relu6, nn.Hardtanh(), functional.softsign, nn.LogSigmoid())),
    "where": lambda _: torch.where(data(4) > 0, spread(4), 2 * spread(4, seed=3)).sum(),
    "masked": lambda _: spread(4).masked_fill(data(4) > 0, 1.5).prod(),
    "dropout": lambda _: (functional.dropout(spread(20), 0.5) * data(20)).sum() + nn.Dropout(0.3).eval()(spread(3)).sum(),
    "mse": lambda _: nn.MSELoss()(spread(4, 1), data(4, 1)) + functional.mse_loss(spread(3), data(3), reduction="sum"),
    "other_losses": lambda _: functional.l1_loss(spread(4), data(4)) + functional.smooth_l1_loss(spread(4), data(4)) + functional.huber_loss(spread(4), data(4)),
    "cross_entropy": lambda _: nn.CrossEntropyLoss()(spread(4, 3), torch.tensor([0, 2, 1, 1])),
    "cross_entropy_of_probabilities": lambda _: functional.cross_entropy(spread(4, 3), torch.softmax(data(4, 3), 1)),
    "nll": lambda _: functional.nll_loss(functional.log_softmax(spread(4, 3), dim=1), torch.tensor([0, 2, 1, 1])),
    "binary": lambda _: nn.BCELoss()(torch.sigmoid(spread(4)), torch.tensor([0.0, 1, 1, 0])) + nn.BCEWithLogitsLoss()(spread(4), torch.tensor([0.0, 1, 1, 0])),
    "linear": lambda _: nn.Linear(3, 2, bias=False)(data(4, 3)).pow(2).mean() + nn.Linear(3, 2)(data(3)).sum(),
    "sequential": lambda _: nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))(data(5, 2)).mean(),
    "embedding": lambda _: nn.Embedding(5, 3)(torch.tensor([[0, 1], [1, 4]])).pow(2).sum(),
    "layer_norm": lambda _: (nn.LayerNorm(4)(spread(3, 4)) * data(3, 4)).sum(),
    "batch_norm": lambda _: (nn.BatchNorm1d(3)(spread(5, 3)) * data(5, 3)).sum() + nn.BatchNorm1d(3).eval()(spread(5, 3)).pow(2).sum(),
    "convolution": lambda _: functional.max_pool2d(nn.Conv2d(1, 2, 3, padding=1)(data(2, 1, 6, 6)).relu(), 2).mean(),
    "averages": lambda _: functional.avg_pool1d(nn.Conv1d(1, 2, 3)(data(1, 1, 8)), 2).sum(),
    "detached": lambda _: (lambda x: (x * (x * 2).detach()).sum())(spread(3)),
    "double": lambda _: (spread(3).double() * 2).sum(),
    "copies": lambda _: (spread(3).clone() * spread(3).to(torch.float64)).sum(),
    "attention": lambda _: functional.scaled_dot_product_attention(spread(2, 4), spread(3, 4), spread(3, 2)).sum(),
    "a_leaf": lambda _: leaf(3.0),
}  # fmt: skip


def in_place(w: Any) -> Any:
    y = w * 2
    y += 1
    z = y * w
    z.mul_(3).add_(w)
    torch.relu_(z)
    return z.sum()


@pytest.mark.parametrize("name", LOSSES)
def test_what_torch_computes_is_written_in_our_operations(name: str) -> None:
    torch.manual_seed(0)
    (found,) = recorded(lambda recorder: LOSSES[name](recorder).backward())
    assert found.check["agrees"], found.check
    assert found.check["rows"] or name == "a_leaf"
    assert not found.opaque and not found.cut
    assert_drawn(found)


def assert_drawn(found: Whole) -> None:
    """It can be drawn, in both languages, after its way between processes; its formula says the same."""
    arrived = restored(json.loads(json.dumps(portable(found))), "")
    for language in LANGUAGES:
        drawn = episode_payload(arrived, language)
        assert drawn["nodes"] and drawn["check"]["agrees"]
    if drawn["formula"]:
        json.dumps(drawn)


OPAQUE: dict[str, tuple[Code, str]] = {
    "sort": (lambda _: (spread(4).sort().values * data(4)).sum(), "sort"),
    "a mask": (lambda _: (lambda x: x[x > 0].sum())(spread(6)), "getitem"),
    "two lists": (lambda _: spread(3, 3)[torch.arange(3), torch.tensor([0, 2, 1])].sum(), "getitem"),
    "an entry set": (lambda _: entry_set(spread(4)), "setitem"),
    "ties along a dimension": (lambda _: leaf([[1.0, 1.0], [2.0, 3.0]]).max(dim=1).values.sum(), "max"),
    "a recurrent layer": (lambda _: nn.RNN(2, 3, batch_first=True)(data(1, 2, 2))[0].sum(), "rnn_tanh"),
    "cumulated products": (lambda _: spread(4).cumprod(0).sum(), "cumprod"),
}


def entry_set(x: Any) -> Any:
    y = x * 2
    y[0] = 5
    y[1:3] = x[0]
    return (y**2).sum()


@pytest.mark.parametrize("name", OPAQUE)
def test_what_the_table_lacks_is_told_and_taken_from_torch(name: str) -> None:
    code, function = OPAQUE[name]
    torch.manual_seed(0)
    (found,) = recorded(lambda recorder: code(recorder).backward())
    assert function in {group.split("_2")[0] for group in found.opaque}
    assert {"opaque"} == {reading.code for reading in found.graph.readings}
    assert found.check["agrees"] and found.check["rows"]
    assert_drawn(found)


def test_values_are_those_of_the_moment_whatever_the_optimizer_does_then() -> None:
    def train(recorder: Recorder) -> None:
        w = leaf(1.0)
        recorder.named(w, "w")
        optimizer = torch.optim.SGD([w], lr=0.25)
        for _ in range(3):
            optimizer.zero_grad()
            (w * w).backward()
            optimizer.step()

    found = recorded(train)
    assert [each.run.value for each in found] == [1.0, 0.25, 0.0625]
    assert [each.run.gradients_by_name()["w"] for each in found] == [2.0, 1.0, 0.5]


def test_what_rounding_leaves_of_numbers_that_cancel_is_no_reason_to_cut_the_graph() -> None:
    def trained(recorder: Recorder) -> None:
        x = torch.tensor([1.0, 2.0, 3.0, 4.0])
        w = leaf(1.9999998807907104)
        recorder.named(w, "w")
        residual = w * x - 2 * x  # a few 1e-7, of which float32 knows hardly a digit
        (residual**2).mean().backward()

    (episode,) = recorded(trained)
    assert episode.cut == () and "w" in episode.graph.inputs
    assert episode.check["agrees"] and [row["name"] for row in episode.check["rows"]] == ["w"]


def test_what_accumulates_is_kept_beside_what_arrives() -> None:
    def twice(recorder: Recorder) -> None:
        w = leaf(3.0)
        recorder.named(w, "w")
        for _ in range(2):
            (w * 2).backward()

    second = recorded(twice)[1].leaves["w"]
    assert (second.gradient, second.accumulated) == (2.0, 4.0)


def test_a_leaf_that_was_changed_between_use_and_backward_keeps_the_value_it_had() -> None:
    def change(recorder: Recorder) -> None:
        w = leaf(3.0)
        recorder.named(w, "w")
        y = w + 1
        with torch.no_grad():
            w -= 1
        y.backward()

    assert recorded(change)[0].run.value == 4.0


def many(recorder: Recorder) -> None:
    w = leaf(0.0)
    for _ in range(5):
        (w * 2).backward()
        with torch.no_grad():
            w += 1


@pytest.mark.parametrize(("asked", "value"), [(0, 0.0), (3, 6.0), (4, 8.0), (99, 8.0)])
def test_the_episode_asked_for_is_kept_or_the_last_where_there_are_fewer(asked: int, value: float) -> None:
    told: list[int] = []
    with Recorder(keep=[asked], tell=lambda episode: told.append(episode.index)) as recorder:
        many(recorder)
    found = recorder.whole(asked)
    assert found and found.run.value == value
    assert len(recorder.moments) == 1 and told == [0, 1, 2, 3, 4]


def test_passes_that_are_too_much_to_be_held_at_once_are_those_beside_the_chosen_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_module, "HELD", 12)  # each of `many` holds four numbers
    with Recorder(keep=range(5), chosen=2) as recorder:
        many(recorder)
    assert set(recorder.moments) == {1, 2, 3} and recorder.dropped == {0, 4}
    found = recorder.whole(2)
    assert found and found.run.value == 4.0


def test_without_a_backward_pass_there_is_no_episode() -> None:
    with Recorder() as recorder:
        leaf(1.0) * 2
    assert recorder.episodes == [] and recorder.whole(0) is None


def test_a_gradient_that_arrives_from_outside_is_the_upstream() -> None:
    def vector(recorder: Recorder) -> None:
        x = leaf(1.0, 2.0)
        recorder.named(x, "x")
        (x * x).backward(torch.tensor([1.0, 0.5]))
        torch.autograd.grad((x * 3).sum(), x)

    first, second = recorded(vector)
    assert first.upstream is not None and np.array_equal(first.upstream, [1.0, 0.5])
    assert first.check["agrees"]
    assert np.array_equal(second.run.gradients_by_name()["x"], [3.0, 3.0])


def test_torchs_own_backward_is_an_episode_too() -> None:
    def vector(recorder: Recorder) -> None:
        x = leaf(1.0, 2.0)
        recorder.named(x, "x")
        torch.autograd.backward((x * x).sum())
        torch.autograd.backward([(x * 3).sum()], [torch.tensor(2.0)])

    first, second = recorded(vector)
    assert np.array_equal(first.run.gradients_by_name()["x"], [2.0, 4.0])
    assert np.array_equal(second.run.gradients_by_name()["x"], [6.0, 6.0])
    assert first.check["agrees"] and second.check["agrees"]


def test_several_outputs_at_once_are_one_episode_of_their_sum() -> None:
    def vector(recorder: Recorder) -> None:
        x = leaf(1.0, 2.0)
        recorder.named(x, "x")
        torch.autograd.backward([(x * x).sum(), x * 3], [None, torch.tensor([1.0, 0.5])])
        torch.autograd.grad([(x**3).sum(), x.exp().sum() * 0], [x])

    first, second = recorded(vector)
    assert np.array_equal(first.run.gradients_by_name()["x"], [5.0, 5.5])
    assert np.array_equal(second.run.gradients_by_name()["x"], [3.0, 12.0])
    assert first.check["agrees"] and second.check["agrees"]


def test_between_what_is_kept_it_rests_and_counts() -> None:
    with Recorder(keep=[60]) as recorder:
        w = leaf(0.0)
        for step in range(100):
            recorder.line = 7
            loss = w * 2
            recorder.named(loss, "loss")
            if step == 40:
                assert not recorder.hooks
            loss.backward()
            with torch.no_grad():
                w += 1
    found = recorder.whole(60)
    assert found and found.run.value == 120.0 and not found.cut
    assert [episode.value for episode in recorder.episodes] == [2.0 * step for step in range(100)]
    assert {(episode.line, episode.output, episode.nodes) for episode in recorder.episodes} == {(7, "loss", 2)}
    assert torch.autograd._engine_run_backward.__module__.startswith("torch.")  # type: ignore[attr-defined]


def test_what_draws_numbers_and_has_no_row_is_cut_and_told_not_guessed() -> None:
    def noisy(recorder: Recorder) -> None:
        torch.manual_seed(0)
        w = spread(6)
        recorder.named(w, "w")
        loss: Any = (functional.alpha_dropout(w, 0.5, training=True) * 2).sum()
        loss.backward()

    (found,) = recorded(noisy)
    assert found.cut == ("alpha_dropout",) and not found.opaque and found.run.gradients_by_name() == {}
    assert [reading.code for reading in found.graph.readings] == ["cut"]


def test_a_module_that_works_in_place_is_written_and_let_go() -> None:
    def network(recorder: Recorder) -> None:
        torch.manual_seed(0)
        nn.Sequential(nn.Linear(2, 3), nn.ReLU(inplace=True), nn.Linear(3, 1))(data(4, 2)).mean().backward()

    (found,) = recorded(network)
    assert found.check["agrees"] and len(found.check["rows"]) == 4 and not found.cut


def test_tensors_without_numbers_are_refused() -> None:
    with Recorder() as recorder:
        loss: Any = (torch.zeros(0, requires_grad=True) * 2).sum()
        loss.backward()
    with pytest.raises(ShapeMismatch, match=r"shape\.empty"):
        recorder.whole(0)


def test_functions_and_modules_are_groups() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.fc1 = nn.Linear(2, 3)
            self.fc2 = nn.Linear(3, 1)

        def forward(self, x: Any) -> Any:
            return self.fc2(torch.relu(self.fc1(x)))

    def run(recorder: Recorder) -> None:
        model, x = Net(), data(4, 2)
        recorder.named(model, "model")
        for parameter in model.parameters():  # as a loop over them does
            recorder.named(parameter, "param")
        with recorder.scope("function", "loss"):
            value = (model(x) ** 2).mean()
        value.backward()

    found = recorded(run)[0]
    labels = {group.id: group.label for group in found.graph.groups}
    parents = {group.id: group.parent for group in found.graph.groups}
    assert labels == {"loss()": "loss", "model": "model", "fc1": "fc1", "fc2": "fc2"}
    assert parents == {"loss()": None, "model": "loss()", "fc1": "model", "fc2": "model"}
    assert set(found.graph.inputs) == {"data", "self.fc1.weight", "self.fc1.bias", "self.fc2.weight", "self.fc2.bias"}


def test_a_module_that_the_interpreter_announces_has_the_name_that_it_says() -> None:
    def run(recorder: Recorder) -> None:
        layer = nn.Linear(2, 1)
        with recorder.scope("module", "self.fc1"):
            y = layer(data(2, 2))
        y.sum().backward()

    assert [group.id for group in recorded(run)[0].graph.groups] == ["self.fc1"]


def test_a_function_that_two_values_leave_is_no_group() -> None:
    def run(recorder: Recorder) -> None:
        w = leaf(2.0)
        with recorder.scope("function", "both"):
            a = w * 2 + 1
            b = w * 3 + 1
        (a * b).backward()

    assert recorded(run)[0].graph.groups == ()


def test_what_shares_a_name_is_numbered_in_the_order_in_which_it_was_made() -> None:
    def run(recorder: Recorder) -> None:
        x = data(2, 2)
        recorder.named(x, "x")
        w = leaf(2.0)
        recorder.named(w, "w")
        for _ in range(2):
            x = x * w
            recorder.named(x, "x")
        loss = x.sum()
        recorder.named(loss, "loss")
        loss.backward()

    names = [node.name for node in recorded(run)[0].graph.nodes]
    assert names == ["x", "w", "x_2", "x_3", "loss"]


def test_graphs_live_no_longer_than_torchs_own() -> None:
    import gc
    import weakref

    with Recorder() as recorder:
        w = leaf(1.0)
        y = w * 2
        y += 1
        inside = weakref.ref(y)
        z = y * 3
        del y, z
        gc.collect()
        assert inside() is None
    assert recorder.episodes == []


def test_a_graph_that_is_too_large_has_a_summary_and_is_refused_whole() -> None:
    with Recorder() as recorder:
        w = leaf(1.0)
        y = w
        for _ in range(2_100):
            y = y * 1.0
        y.backward()
    assert recorder.episodes[0].nodes == 2_101
    with pytest.raises(LimitExceeded, match=r"limit\.nodes"):
        recorder.whole(0)


def test_what_torch_func_differentiates_inside_itself_is_no_episode() -> None:
    with Recorder() as recorder:
        assert torch.func.grad(lambda x: x**2)(torch.tensor(3.0)).item() == 6.0
    assert recorder.episodes == []
