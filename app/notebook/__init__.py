"""Graphs in Jupyter, IPython and any Python console.

    from app.notebook import graph

    graph("J = 3(a+bc)", a=5, b=3, c=2)     a formula, live
    graph(loss)                             what led to a tensor of PyTorch, from torch's own graph
    graph(model, x)                         a module, run on x and grouped by its parts

A notebook shows the player (with the extra `notebook`), a page without scripts a picture, a terminal a table.
"""

from app.notebook.entry import graph
from app.notebook.shown import Shown

__all__ = ["Shown", "graph"]
