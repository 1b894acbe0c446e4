from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from app.engines import Value
from app.errors import UserError
from app.web.compiled import Compiled, CompiledCache, compile_source, shapes_of


def compiled(source: str, **values: Value) -> Compiled:
    return compile_source(source, "auto", None, values, 0)


def test_what_is_compiled_once_runs_for_any_values() -> None:
    one = compiled("y = x^2 w", x=1.0, w=1.0)
    assert one.gradients({"x": 3.0, "w": 2.0}, None) == (18.0, {"x": 12.0, "w": 9.0})
    assert one.gradients({"x": 1.0, "w": 5.0}, 10.0) == (5.0, {"x": 100.0, "w": 10.0})
    assert one.tape is one.tape


def test_a_tensor_output_needs_the_gradient_that_arrives() -> None:
    with pytest.raises(UserError) as caught:
        compiled("y = 2x", x=np.ones(2)).gradients({"x": np.ones(2)}, None)
    assert caught.value.code == "shape.upstream"


def test_small_scalar_graphs_are_quick_and_others_are_not() -> None:
    assert compiled("J = 3(a+bc)").quick
    assert not compiled("y = sum(x)", x=np.ones(3)).quick
    assert not compiled("y = " + " + ".join(["x"] * 300)).quick


def test_names_and_shapes_make_the_key_and_numbers_do_not() -> None:
    assert shapes_of({"x": 1.0, "w": np.ones((2, 3))}) == shapes_of({"x": 7.0, "w": np.zeros((2, 3))})
    assert len({shapes_of(each) for each in ({"x": 1.0}, {"y": 1.0}, {"x": np.ones(1)}, {"x": np.ones(2)}, {})}) == 5


def test_the_cache_forgets_what_was_used_longest_ago() -> None:
    entry = compiled("y = x")
    cache = CompiledCache(3 * entry.weight)
    for key in "abc":
        cache.get_or_make(key, lambda: entry)
    assert cache.get("a") is entry
    cache.get_or_make("d", lambda: entry)
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]
    assert cache.weight == 3 * entry.weight


def test_a_graph_heavier_than_the_cache_is_answered_and_not_kept() -> None:
    cache = CompiledCache(2)
    assert cache.get_or_make("a", lambda: compiled("J = 3(a+bc)")).graph.inputs
    assert cache.get("a") is None and cache.weight == 0


def test_constants_weigh_by_their_elements() -> None:
    assert compiled("y = sum(ones(300, 300) x)", x=1.0).weight > 10 * compiled("y = sum(ones(3, 3) x)", x=1.0).weight


def test_many_threads_may_use_the_cache_at_once() -> None:
    entry = compiled("y = x")
    cache = CompiledCache(10 * entry.weight)

    def use(seed: int) -> None:
        for number in range(300):
            cache.get_or_make((seed * number) % 37, lambda: entry)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, range(1, 9)))
    assert cache.weight == len(cache.entries) * entry.weight <= cache.capacity
