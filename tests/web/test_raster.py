"""PNG from a process of its own."""

from __future__ import annotations

import pytest

from app.errors import RequestError
from app.views.png import png
from app.views.svg import svg
from app.web.raster import Raster
from tests.drawings import intro_payload


def test_it_draws_what_this_process_would_and_starts_again_should_it_end() -> None:
    payload = intro_payload()
    size = payload["size"][0], payload["size"][1]
    raster = Raster()
    raster.start()
    first = raster._process
    assert first is not None
    drawn = raster.draw(svg(payload), size, 200)
    assert drawn == png(svg(payload), size, 200)
    assert raster._process is first
    first.kill()
    first.wait()
    assert raster.draw(svg(payload), size, 200) == drawn
    assert raster._process is not first
    raster.end()
    assert raster._process is None


def test_what_it_cannot_draw_is_refused_and_harms_nobody() -> None:
    raster = Raster()
    with pytest.raises(RequestError) as refused:
        raster.draw("<svg", (10.0, 10.0), None)
    assert refused.value.status == 503
    assert raster.draw('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', (9.0, 9.0), None)
    raster.end()
