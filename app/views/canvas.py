"""What every mark of a picture knows: the moment of the run, the look, and the hues of the present phase."""

from __future__ import annotations

from typing import Any

from app.views.dye import dyer
from app.views.look import Look
from app.views.marks import THEMES, Colours
from app.views.moment import Moment


class Canvas:
    """The marks of one payload at one moment."""

    def __init__(self, payload: dict[str, Any], now: Moment, look: Look) -> None:
        self.payload, self.now, self.look = payload, now, look
        self.colours: Colours = THEMES[look.ground]
        colours = self.colours
        self.dyed = dyer(payload, colours.traces) if look.colours else str
        self.tangents = payload.get("mode") == "forward"
        hues = {
            "backward": (colours.backward, colours.backward_text, colours.backward_pale, colours.backward_wash),
            "tangent": (colours.tangent, colours.tangent, colours.tangent_pale, colours.tangent_wash),
        }
        forward = colours.forward, colours.forward, colours.forward_pale, colours.forward_wash
        self.bright, self.bright_text, self.pale, self.wash = hues.get(now.phase or "", forward)
