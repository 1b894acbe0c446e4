"""`matplotlib.pyplot`, recorded: nothing is drawn here. Figures and axes take the same calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.listing.library import Library
from app.listing.machine import running
from app.listing.plots import Artist, Axes, Figure
from app.listing.rows import TABLES, Property, admit, table

# ── marks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def plot(axes: Axes, *given: Any, **options: Any) -> list[Artist]:
    """`plot(y)`, `plot(x, y)`, `plot(x, y, "r--")`, and several of them in one call."""
    numbers = axes.plots.numbers
    lines: list[Artist] = []
    waiting = list(given)
    while waiting:
        first = waiting.pop(0)
        second = waiting.pop(0) if waiting and not isinstance(waiting[0], str) else None
        style = waiting.pop(0) if waiting and isinstance(waiting[0], str) else ""
        y = numbers(first if second is None else second)
        x = list(range(len(y))) if second is None else numbers(first)
        if len(x) != len(y):
            message = f"x and y must have same first dimension, but have shapes ({len(x)},) and ({len(y)},)"
            raise ValueError(message)
        axes.mark(
            "line", x=flat(x), y=flat(y), style=str(options.get("linestyle", options.get("ls", style))), **said(options)
        )
        lines.append(Artist())
    return lines


def scatter(axes: Axes, x: Any, y: Any, s: Any = None, c: Any = None, **options: Any) -> Artist:
    numbers = axes.plots.numbers
    found_x, found_y = flat(numbers(x)), flat(numbers(y))
    if len(found_x) != len(found_y):
        raise ValueError("x and y must be the same size")
    colours = None if c is None or isinstance(c, str) else flat(numbers(c))
    if isinstance(c, str):
        options.setdefault("color", c)
    axes.mark("scatter", x=found_x, y=found_y, colors=colours, marker=str(options.get("marker", "o")), **said(options))
    return Artist()


def bar(axes: Axes, x: Any, height: Any, width: Any = 0.8, *given: Any, **options: Any) -> list[Artist]:
    places, heights = axes.plots.numbers(x), flat(axes.plots.numbers(height))
    axes.mark("bar", x=places, y=heights, **said(options))
    wide = _number(width) or 0.0
    lefts = (
        each - wide / 2 if isinstance(each, (int, float)) else place - wide / 2 for place, each in enumerate(places)
    )
    return [Artist(left, 0.0, wide, tall) for left, tall in zip(lefts, heights, strict=False)]


def hist(axes: Axes, x: Any, bins: Any = 10, **options: Any) -> tuple[Any, Any, list[Artist]]:
    """Draws the numbers, and gives back how many are in each bin and where the bins end."""
    import numpy as np

    found = flat(axes.plots.numbers(x))
    axes.mark("hist", x=found, bins=bins if isinstance(bins, int) else 10, **said(options))
    counts, ends = np.histogram(found, bins=bins)
    return counts.astype(float), ends, [Artist() for _ in counts]


def imshow(axes: Axes, picture: Any, **options: Any) -> Artist:
    axes.mark("image", z=axes.plots.numbers(picture), map=str(options.get("cmap", "viridis")), **said(options))
    return Artist()


def contour(axes: Axes, *given: Any, **options: Any) -> Artist:
    numbers = [axes.plots.numbers(each) for each in given[:3]]
    x, y, z = numbers if len(numbers) == 3 else (None, None, numbers[0])
    axes.mark("contour", x=x, y=y, z=z, map=str(options.get("cmap", "viridis")), **said(options))
    return Artist()


def surface(axes: Axes, x: Any, y: Any, z: Any, *given: Any, **options: Any) -> None:
    numbers = axes.plots.numbers
    axes.mark(
        "surface", x=numbers(x), y=numbers(y), z=numbers(z), map=str(options.get("cmap", "viridis")), **said(options)
    )


def horizontal(axes: Axes, y: Any = 0, *given: Any, **options: Any) -> None:
    axes.mark("hline", y=flat(axes.plots.numbers(y)), style=str(options.get("linestyle", "")), **said(options))


def vertical(axes: Axes, x: Any = 0, *given: Any, **options: Any) -> None:
    axes.mark("vline", x=flat(axes.plots.numbers(x)), style=str(options.get("linestyle", "")), **said(options))


def fill_between(axes: Axes, x: Any, y1: Any, y2: Any = 0, **options: Any) -> None:
    numbers = axes.plots.numbers
    axes.mark("fill", x=flat(numbers(x)), y=flat(numbers(y1)), y2=flat(numbers(y2)), **said(options))


def written(axes: Axes, x: Any, y: Any, text: Any, *given: Any, **options: Any) -> None:
    axes.mark(
        "text", x=flat(axes.plots.numbers(x)), y=flat(axes.plots.numbers(y)), text=str(text)[:200], **said(options)
    )


def flat(values: list[Any]) -> list[Any]:
    """[[1], [2]] -> [1, 2]: columns are drawn as rows of numbers."""
    found: list[Any] = []
    for each in values:
        if isinstance(each, list):
            found.extend(flat(each))
        else:
            found.append(each)
    return found


def said(options: dict[str, Any]) -> dict[str, Any]:
    """What a specification keeps of matplotlib's options."""
    colour = options.get("color", options.get("c"))
    return {
        "label": str(options["label"])[:200] if "label" in options else "",
        "color": colour if isinstance(colour, str) else None,
        "width": _number(options.get("linewidth", options.get("lw"))),
        "alpha": _number(options.get("alpha")),
    }


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


# ── words around them ───────────────────────────────────────────────────────────────────────────────────────────────


def words(name: str) -> Any:
    def set_words(axes: Axes, text: Any = "", *given: Any, **options: Any) -> None:
        axes.set(name, str(text)[:500])

    return set_words


def limits(name: str) -> Any:
    def set_limits(axes: Axes, *given: Any, **options: Any) -> None:
        ends = given[0] if len(given) == 1 and not isinstance(given[0], (int, float)) else given
        low, high = (*(_number(each) for each in ends), None, None)[:2]
        axes.set(name, [low, high])

    return set_limits


def legend(axes: Axes, labels: Any = None, *given: Any, **options: Any) -> None:
    axes.set("legend", True)
    marks = axes.specification["marks"]
    for mark, label in zip(marks, labels if isinstance(labels, (list, tuple)) else (), strict=False):
        if label is not None:
            mark["label"] = str(label)[:200]


def grid(axes: Axes, visible: Any = True, *given: Any, **options: Any) -> None:
    axes.set("grid", bool(visible))


def decoration(*given: Any, **options: Any) -> Artist:
    """What changes a picture, not what it says, and gives back a part of it."""
    return Artist()


def handles(*given: Any) -> tuple[list[Any], list[Any]]:
    """`ax.get_legend_handles_labels()`: labels stand with their marks."""
    return [], []


def nothing(*given: Any, **options: Any) -> None:
    """What changes a picture and not what it says: ticks, margins, styles; files, of which there are none."""


def set_several(axes: Axes, **options: Any) -> None:
    """`ax.set(xlabel="epoch", title="loss")`."""
    for name, value in options.items():
        if f"set_{name}" not in _AXES:
            raise AttributeError(f"Axes.set() got an unexpected keyword argument {name!r}")
        _AXES[f"set_{name}"](axes, value)


def twin(axes: Axes) -> Axes:
    """`ax.twinx()`: a second scale is not recorded, its marks are."""
    return axes


def cleared(axes: Axes) -> None:
    axes.specification["marks"].clear()


_MARKS = {
    "plot": plot, "scatter": scatter, "bar": bar, "hist": hist, "imshow": imshow, "contour": contour,
    "contourf": contour, "axhline": horizontal, "axvline": vertical, "fill_between": fill_between, "text": written,
    "legend": legend, "grid": grid, "cla": cleared, "clear": cleared,
    "annotate": decoration, "errorbar": plot, "step": plot,
    "hlines": horizontal, "vlines": vertical, "pcolormesh": nothing, "matshow": imshow,
    **dict.fromkeys(
        ("arrow", "axvspan", "axhspan", "bar_label", "barh", "boxplot", "clabel", "fill", "hexbin", "hist2d",
         "locator_params", "minorticks_on", "pie", "quiver", "stackplot", "stem", "streamplot", "table",
         "add_artist", "add_collection", "add_line", "add_patch", "tick_params", "ticklabel_format", "tricontourf",
         "violinplot"), decoration,
    ),
}  # fmt: skip
_SETTERS = {
    "title": words("title"), "xlabel": words("xlabel"), "ylabel": words("ylabel"), "zlabel": words("zlabel"),
    "xlim": limits("xlim"), "ylim": limits("ylim"), "xscale": words("xscale"), "yscale": words("yscale"),
    "xticks": nothing, "yticks": nothing, "aspect": nothing,
}  # fmt: skip


def semilog(axes: Axes, *given: Any, **options: Any) -> list[Artist]:
    axes.set("yscale", "log")
    return plot(axes, *given, **options)


def semilog_x(axes: Axes, *given: Any, **options: Any) -> list[Artist]:
    axes.set("xscale", "log")
    return plot(axes, *given, **options)


def log_log(axes: Axes, *given: Any, **options: Any) -> list[Artist]:
    axes.set("xscale", "log")
    return semilog(axes, *given, **options)


_LOGARITHMIC = {"semilogy": semilog, "semilogx": semilog_x, "loglog": log_log}


_AXES = {
    **_MARKS,
    **{f"set_{name}": function for name, function in _SETTERS.items()},
    **_LOGARITHMIC,
    "set": set_several,
    "twinx": twin,
    **dict.fromkeys(("plot_surface", "plot_wireframe"), surface),
    **dict.fromkeys(
        ("axis", "invert_yaxis", "tick_params", "view_init", "set_xticklabels", "set_yticklabels", "set_axis_off",
         "set_zlim", "margins", "autoscale_view", "relim", "set_axisbelow", "set_facecolor", "label_outer",
         "set_prop_cycle", "set_box_aspect", "set_zticks", "set_visible"), nothing,
    ),
    "get_legend_handles_labels": handles,
    **dict.fromkeys(("get_xticklabels", "get_yticklabels", "get_lines"), lambda axes: []),
}  # fmt: skip
table(Axes, own=_AXES)
table(
    Artist,
    own=dict.fromkeys(
        (
            "set_data", "set_xdata", "set_ydata", "set_label", "set_color", "set_alpha", "set_linewidth", "remove",
            "draw_idle", "flush_events", "grid", "set_bounds", "set_facecolor", "set_fontsize", "set_label_coords",
            "set_linestyle", "set_major_formatter", "set_major_locator", "set_minor_locator", "set_position",
            "set_rotation", "set_tick_params", "set_ticks", "set_ticks_position", "set_visible", "tick_bottom",
            "tick_left", "tick_right", "tick_top",
        ),
        nothing,
    )
    | dict.fromkeys(("get_frame", "get_title", "values", "draw", "set_title"), decoration)
    | {
        f"get_{name}": lambda artist, place=place: artist.box[place]
        for place, name in enumerate(("x", "y", "width", "height"))
    },
)  # fmt: skip
_PART = Property(lambda _: Artist())
_PARTS = "patch spines title transAxes transData xaxis yaxis zaxis"
TABLES[Axes].properties |= dict.fromkeys(_PARTS.split(), _PART)


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def figure(num: Any = None, figsize: Any = None, *given: Any, **options: Any) -> Figure:
    return running().plots.figure(figsize)


def axes_of(drawn: Figure, *given: Any, **options: Any) -> Axes:
    """`fig.gca()`, and `Axes3D(fig)`."""
    return drawn.plots.go_to(drawn.axes[-1] if drawn.axes else drawn.at(1, 1, 1))


def add_subplot(drawn: Figure, *given: Any, **options: Any) -> Axes:
    return drawn.plots.go_to(drawn.at(*_place(given)))


def subplot(*given: Any, **options: Any) -> Axes:
    """`subplot(2, 2, 1)` and `subplot(221)`."""
    plots = running().plots
    return plots.go_to(plots.open_figure().at(*_place(given)))


def _place(given: tuple[Any, ...]) -> tuple[int, int, int]:
    if len(given) == 1 and isinstance(given[0], int):
        return given[0] // 100, given[0] // 10 % 10, given[0] % 10
    rows, columns, place = (*given, 1, 1, 1)[:3] if given else (1, 1, 1)
    return int(rows), int(columns), int(place)


def subplot_in_grid(shape: Any, place: Any, *given: Any, **options: Any) -> Axes:
    """`subplot2grid((2, 3), (0, 1))`."""
    (rows, columns), (row, column) = shape, place
    return subplot(rows, columns, row * columns + column + 1)


def subplots(nrows: int = 1, ncols: int = 1, figsize: Any = None, **options: Any) -> Any:
    """A figure, and one Axes or an array of them."""
    import numpy as np

    drawn = running().plots.figure(figsize)
    if not 1 <= nrows * ncols <= 100:
        raise ValueError("Number of rows and columns must be positive integers, and 100 in all at most")
    made = [drawn.at(nrows, ncols, place) for place in range(1, nrows * ncols + 1)]
    drawn.plots.go_to(made[0])
    if len(made) == 1:
        return drawn, made[0]
    grid_of_axes = np.empty(len(made), dtype=object)
    grid_of_axes[:] = made
    return drawn, grid_of_axes if 1 in (nrows, ncols) else grid_of_axes.reshape(nrows, ncols)


def figure_title(drawn: Figure, text: Any = "", *given: Any, **options: Any) -> None:
    drawn.title = str(text)[:500]


_FIGURE: dict[str, Callable[..., Any]] = {
    "suptitle": figure_title,
    "add_subplot": add_subplot,
    "add_axes": axes_of,
    "gca": axes_of,
    "colorbar": decoration,
    **dict.fromkeys(
        ("autofmt_xdate", "clear", "clf", "delaxes", "legend", "savefig", "set_dpi", "set_facecolor", "set_size_inches",
         "show", "subplots_adjust", "text", "tight_layout"), nothing,
    ),
}  # fmt: skip
table(Figure, own=_FIGURE)
TABLES[Figure].properties |= {"axes": Property(lambda drawn: list(drawn.axes)), "canvas": _PART, "patch": _PART}


def title_of_figure(text: Any = "", *given: Any, **options: Any) -> None:
    running().plots.open_figure().title = str(text)[:500]


def show(*given: Any, **options: Any) -> None:
    running().plots.close()


def current_axes(*given: Any, **options: Any) -> Axes:
    return running().plots.here()


def current_figure(*given: Any, **options: Any) -> Figure:
    return running().plots.open_figure()


def into_current(function: Any) -> Any:
    """A method of Axes as the function of `plt` that draws into the current axes."""

    def call(*given: Any, **options: Any) -> Any:
        return function(running().plots.here(), *given, **options)

    return call


_STYLE = Library("matplotlib.style", None, {"use": nothing})
_FUNCTIONS = {
    **{name: into_current(function) for name, function in (_MARKS | _SETTERS).items()},
    **{name: into_current(function) for name, function in _LOGARITHMIC.items()},
    "axes": current_axes,
    "figure": figure,
    "subplot": subplot,
    "subplot2grid": subplot_in_grid,
    "subplots": subplots,
    "suptitle": title_of_figure,
    "sca": lambda axes: axes.plots.go_to(axes),
    "show": show,
    "close": show,
    "gca": current_axes,
    "gcf": current_figure,
    "colorbar": decoration,
    "twinx": current_axes,
    **dict.fromkeys(
        ("axis", "clf", "clim", "delaxes", "draw", "figlegend", "figtext", "ioff", "ion", "margins", "pause",
        "rc", "rcdefaults", "savefig",
         "set_cmap", "setp", "subplots_adjust", "switch_backend", "tight_layout"), nothing,
    ),
}  # fmt: skip

_MAPS = """
    Blues BrBG Dark2 Greens Greys Oranges Paired PiYG Pastel1 RdBu RdYlBu RdYlGn Reds Set1 Set2 Set3 Spectral Wistia
    autumn binary bone bwr cividis cool coolwarm copper gray hot hsv inferno jet magma ocean plasma rainbow seismic
    spring summer tab10 tab20 terrain turbo twilight viridis winter
"""


def map_named(name: Any = "viridis", *given: Any) -> str:
    """`plt.get_cmap("viridis")`: maps of colours are known by their names."""
    return str(name)


def map_of_colours(*given: Any, **options: Any) -> str:
    """`ListedColormap(["r", "b"])`."""
    return "viridis"


_MAPS_BY_NAME = {name: name for each in _MAPS.split() for name in (each, f"{each}_r")}
maps = Library("matplotlib.cm", None, {**_MAPS_BY_NAME, "get_cmap": map_named})
pyplot = Library(
    "matplotlib.pyplot",
    None,
    {**_FUNCTIONS, "style": _STYLE, "rcParams": {}, "cm": maps, "get_cmap": map_named, "Axes": Axes, "Figure": Figure},
)
colours = Library(
    "matplotlib.colors",
    None,
    {
        **dict.fromkeys(("ListedColormap", "LinearSegmentedColormap"), map_of_colours),
        **dict.fromkeys(("BoundaryNorm", "LogNorm", "Normalize"), decoration),
    },
)
DECORATIONS = {
    "animation": "ArtistAnimation FuncAnimation PillowWriter",
    "font_manager": "FontProperties",
    "lines": "Line2D",
    "patches": "Circle Ellipse FancyArrowPatch Patch Polygon Rectangle",
}
decorations = [
    Library(f"matplotlib.{place}", None, dict.fromkeys(names.split(), decoration))
    for place, names in DECORATIONS.items()
]
pictures = Library(
    "IPython.display",
    None,
    dict.fromkeys(("clear_output", "set_matplotlib_formats"), nothing),
)
inline = Library("matplotlib_inline.backend_inline", None, {"set_matplotlib_formats": nothing})
ticker = Library(
    "matplotlib.ticker",
    None,
    dict.fromkeys(
        ("AutoMinorLocator", "FormatStrFormatter", "FuncFormatter", "LogLocator", "MaxNLocator", "MultipleLocator",
         "PercentFormatter", "ScalarFormatter"), decoration,
    ),
)  # fmt: skip
LIBRARIES: dict[str, Library] = {
    "matplotlib.pyplot": pyplot,
    "matplotlib.pylab": pyplot,
    "matplotlib.ticker": ticker,
    "IPython": Library("IPython", None, {"display": pictures}),
    "IPython.display": pictures,
    "matplotlib_inline": Library("matplotlib_inline", None, {"backend_inline": inline}),
    "matplotlib_inline.backend_inline": inline,
    "matplotlib.cm": maps,
    "matplotlib.colors": colours,
    "matplotlib": Library(
        "matplotlib",
        None,
        {
            "pyplot": pyplot,
            "rc": nothing,
            "use": nothing,
            "style": _STYLE,
            "rcParams": {},
            "cm": maps,
            "colors": colours,
            "ticker": ticker,
        },
    ),
}

LIBRARIES |= {each.name: each for each in decorations}
LIBRARIES["matplotlib"].members.update({name: LIBRARIES[f"matplotlib.{name}"] for name in DECORATIONS})
mplot3d = Library("mpl_toolkits.mplot3d", None, {"Axes3D": axes_of, "axes3d": None})
LIBRARIES |= {
    "mpl_toolkits": Library("mpl_toolkits", None, {"mplot3d": mplot3d}),
    "mpl_toolkits.mplot3d": mplot3d,
}

admit(axes_of, decoration, map_named, map_of_colours, *_FUNCTIONS.values(), nothing)
