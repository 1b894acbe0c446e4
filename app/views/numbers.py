"""Short numbers for views. They live below the layout, which measures cards with them."""

from app.numbers import short, short_latex

__all__ = ["short", "short_latex"]
