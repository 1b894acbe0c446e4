from __future__ import annotations

import math

from app.client.events import Event, Lines


def test_lines_become_events_and_the_last_id_is_known() -> None:
    stream = 'id: 1u\nevent: update\ndata: {"loss":"NaN",\ndata: "update":1}\n\n: a comment\n\ndata:{}\n\nevent: x\n\n'
    lines = Lines()
    first, second = filter(None, map(lines.take, stream.splitlines()))
    assert (first.name, first.id, first.data["update"]) == ("update", "1u", 1) and math.isnan(first.data["loss"])
    assert second == Event("message", {}, "1u") and lines.id == "1u"
