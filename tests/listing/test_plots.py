"""What `matplotlib.pyplot` is told becomes specifications of figures."""

from __future__ import annotations

from typing import Any

from app.listing.plots import MOST_NUMBERS
from tests.listing.running import outcome


def plots(source: str) -> Any:
    result = outcome("import torch\nimport numpy as np\nimport matplotlib.pyplot as plt\n" + source)
    assert result.error is None, result.error
    return result.last["plots"]


def test_points_and_a_line_with_words_around_them() -> None:
    (figure,) = plots("""
plt.figure(figsize=(8, 4))
x = torch.tensor([[1.0], [2.0]])
plt.scatter(x.numpy(), (x * 2).numpy(), c="r", label="data")
plt.plot([1, 2], [2, 4], "b--", lw=2)
plt.title("fit"); plt.xlabel("x"); plt.ylabel("y"); plt.legend(); plt.grid(True)
plt.show()
""")
    assert (figure["figure"], figure["width"], figure["height"]) == (1, 8.0, 4.0)
    (axes,) = figure["axes"]
    assert (axes["title"], axes["xlabel"], axes["ylabel"], axes["legend"], axes["grid"]) == (
        "fit",
        "x",
        "y",
        True,
        True,
    )
    points, line = axes["marks"]
    assert (points["kind"], points["x"], points["y"], points["color"]) == ("scatter", [1.0, 2.0], [2.0, 4.0], "r")
    assert (line["kind"], line["x"], line["y"], line["style"], line["width"]) == ("line", [1, 2], [2, 4], "b--", 2.0)
    assert (points["label"], points["line"], line["line"]) == ("data", 7, 8)


def test_one_list_is_drawn_over_its_places_and_a_new_figure_begins_after_show() -> None:
    first, second = plots("plt.plot([3, 1]); plt.show(); plt.hist(np.array([1.0, 2.0]), bins=4); plt.show()")
    assert (first["axes"][0]["marks"][0]["x"], first["axes"][0]["marks"][0]["y"]) == ([0, 1], [3, 1])
    assert (second["axes"][0]["marks"][0]["kind"], second["axes"][0]["marks"][0]["bins"]) == ("hist", 4)


def test_subplots_have_their_places() -> None:
    (figure,) = plots("""
fig, axes = plt.subplots(1, 2)
axes[0].plot([1, 2]); axes[0].set_title("left")
axes[1].imshow(torch.zeros(2, 2)); fig.suptitle("both")
""")
    assert figure["title"] == "both"
    assert [(each["rows"], each["columns"], each["place"]) for each in figure["axes"]] == [(1, 2, 1), (1, 2, 2)]
    assert figure["axes"][1]["marks"][0]["z"] == [[0.0, 0.0], [0.0, 0.0]]


def test_axes_in_space() -> None:
    (figure,) = plots("""
from mpl_toolkits.mplot3d import Axes3D
ax = Axes3D(plt.figure())
ax.plot_surface(np.ones((2, 2)), np.ones((2, 2)), np.zeros((2, 2)))
""")
    assert figure["axes"][0]["marks"][0]["kind"] == "surface"


def test_what_matplotlib_refuses_is_refused_in_its_words() -> None:
    error = outcome("import matplotlib.pyplot as plt\nplt.plot([1, 2], [1])").error
    assert error is not None
    assert error["facts"]["message"] == "x and y must have same first dimension, but have shapes (2,) and (1,)"


def test_too_many_numbers_are_refused() -> None:
    error = outcome(f"import matplotlib.pyplot as plt\nplt.plot(range({MOST_NUMBERS + 1}))").error
    assert error is not None and error["code"] == "limit.plots"


def test_scalars_for_tensorboard_are_curves_beside_the_figures() -> None:
    drawn, loss, both = plots("""
from torch.utils.tensorboard import SummaryWriter
plt.plot([1])
with SummaryWriter("logs") as writer:
    for step in range(2):
        writer.add_scalar("loss", torch.tensor(1.0 / (step + 1)), step)
        writer.add_scalars("both", {"train": step, "test": 2}, global_step=step)
    writer.add_histogram("w", torch.ones(2), 0)
plt.plot([2])
""")
    assert [mark["y"] for mark in drawn["axes"][0]["marks"]] == [[1], [2]] and loss["axes"][0]["title"] == "loss"
    assert (loss["axes"][0]["marks"][0]["x"], loss["axes"][0]["marks"][0]["y"]) == ([0.0, 1.0], [1.0, 0.5])
    assert [mark["label"] for mark in both["axes"][0]["marks"]] == ["train", "test"]
