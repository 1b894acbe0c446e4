from __future__ import annotations

import math

import numpy as np
import pytest

from app.client.values import incoming, outgoing


def test_arrays_and_infinities_go_out_as_json_has_them() -> None:
    given = {"x": np.array([[1.0, math.inf], [math.nan, -math.inf]]), "n": np.float64(2), "t": (1, 2.5), "s": "NaN"}
    assert outgoing(given) == {"x": [[1.0, "Infinity"], ["NaN", "-Infinity"]], "n": 2.0, "t": [1, 2.5], "s": "NaN"}
    assert outgoing([None, True, 3]) == [None, True, 3]
    with pytest.raises(TypeError, match="object is neither a number nor an array"):
        outgoing({"x": object()})


def test_words_become_floats_where_a_field_holds_numbers_and_nowhere_else() -> None:
    found = incoming({"label": "NaN", "value": ["Infinity", "NaN"], "gradients": {"x": "-Infinity"}, "text": "NaN"})
    assert (found["label"], found["text"], found["gradients"]) == ("NaN", "NaN", {"x": -math.inf})
    assert found["value"][0] == math.inf and math.isnan(found["value"][1])
