"""What is drawn -> where everything stands. Deterministic; the only layout there is."""

from app.layout.arrange import layout
from app.layout.drawn import (
    Box,
    BoxKind,
    Direction,
    Drawn,
    Frame,
    Grid,
    Layout,
    Order,
    Placed,
    Point,
    Region,
    Route,
    Wire,
)

__all__ = [
    "Box",
    "BoxKind",
    "Direction",
    "Drawn",
    "Frame",
    "Grid",
    "Layout",
    "Order",
    "Placed",
    "Point",
    "Region",
    "Route",
    "Wire",
    "layout",
]
