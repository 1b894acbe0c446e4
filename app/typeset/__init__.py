"""LaTeX -> text and strokes with known places and sizes, for cards that must fit and for views that have no TeX.

latex -> tex (items) -> compose (measured runs and strokes) -> the layout's card sizes, the SVG
"""

from app.typeset.compose import Formula, Glyphs, Run, Stroke, typeset
from app.typeset.elide import elide
from app.typeset.metrics import fitting_size, words_width
from app.typeset.wrap import wrap

__all__ = ["Formula", "Glyphs", "Run", "Stroke", "elide", "fitting_size", "typeset", "words_width", "wrap"]
