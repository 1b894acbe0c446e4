"""A graph in somebody's page: what its writer wrote -> pictures, the component of `/embed.js`, a link."""

from app.figures.figure import Figure, figure_of
from app.figures.markup import FOLLOW, STYLE, Looks, markup
from app.figures.options import OPTIONS, read_options

__all__ = ["FOLLOW", "OPTIONS", "STYLE", "Figure", "Looks", "figure_of", "markup", "read_options"]
