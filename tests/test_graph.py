"""What `graph.build` makes of a program: order, names, inputs, groups, folding, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.errors import LimitExceeded, NameProblem, ShapeMismatch, UserError
from app.graph import Graph, build
from app.language import parse
from app.language.straight_line import StraightLine
from app.language.tree import Definition
from app.limits import LIMITS, Limits


def graph_of(source: str, output: str | None = None, limits: Limits = LIMITS, **values: Any) -> Graph:
    numbers = {name: np.asarray(value, dtype=float) if np.ndim(value) else value for name, value in values.items()}
    return build(parse(source, values=values.keys()), numbers, output=output, limits=limits)


def operations(graph: Graph) -> dict[str, tuple[str, list[str]]]:
    """name -> (row, names or values of the operands)"""
    return {
        node.name: (
            node.operation.name,
            [graph.nodes[each].name or str(graph.nodes[each].value) for each in node.operands],
        )
        for node in graph.nodes
        if node.operation
    }


def test_unnamed_operations_get_letters_from_the_output_inwards() -> None:
    assert operations(graph_of("J = 3(a+bc)")) == {
        "v": ("mul", ["b", "c"]),
        "u": ("add", ["a", "v"]),
        "J": ("mul", ["3.0", "u"]),
    }


def test_letters_in_use_are_not_given_again() -> None:
    assert set(operations(graph_of("J = 3(u+vw)"))) == {"J", "z", "s"}


def test_a_letter_is_not_given_beside_its_indexed_kin() -> None:
    assert "w" not in operations(graph_of("y = w1 a + w2 b + w3 c"))


def test_many_unnamed_operations_are_numbered_forward() -> None:
    graph = graph_of("y = " + " + ".join(f"x^{power}" for power in range(2, 16)))
    assert list(operations(graph))[:3] == ["u_1", "u_2", "u_3"]


def test_definitions_stand_in_any_order_and_the_graph_is_topological() -> None:
    graph = graph_of("J = 3u; u = a + v; v = b c")
    assert list(operations(graph)) == ["v", "u", "J"]
    assert all(operand < node.index for node in graph.nodes for operand in node.operands)


def test_a_chain_of_a_thousand_definitions_may_be_written_backwards() -> None:
    source = "\n".join(f"x{step} = x{step + 1} + 1" for step in range(900))
    assert len(graph_of(source).nodes) == 900 * 2 + 1


def test_a_name_is_one_node_however_often_it_is_used() -> None:
    graph = graph_of("y = x*x + x")
    assert [node.name for node in graph.nodes if node.kind == "input"] == ["x"]


def test_equal_subexpressions_are_shared_only_where_they_are_named() -> None:
    assert len([row for row, _ in operations(graph_of("y = (a+b)(a+b)")).values() if row == "add"]) == 2
    assert len([row for row, _ in operations(graph_of("s = a+b; y = s s")).values() if row == "add"]) == 1


def test_an_alias_is_a_node_of_its_own() -> None:
    assert operations(graph_of("y = x"))["y"] == ("identity", ["x"])


def test_a_definition_by_numbers_is_an_input_with_that_value() -> None:
    graph = graph_of("a = 1/2; J = 3a")
    assert graph.inputs.keys() == {"a"}
    assert graph.nodes[graph.inputs["a"]].value == 0.5
    assert graph.assumed == ()


def test_constant_subexpressions_are_folded_into_one_constant() -> None:
    graph = graph_of("y = 1/2 x")
    assert operations(graph)["y"] == ("mul", ["0.5", "x"])


def test_an_output_of_constants_alone_keeps_its_operations() -> None:
    graph = graph_of("9^9^9^9")
    assert len(operations(graph)) == 3
    assert graph.inputs == {}


def test_inputs_without_a_value_are_assumed_small_and_told() -> None:
    graph = graph_of("J = 3(a+bc)", a=5)
    assert graph.assumed == ("b", "c")
    assert all(0 < abs(graph.nodes[graph.inputs[name]].value) <= 3 for name in graph.assumed)


def test_a_product_or_a_power_that_goes_entry_by_entry_where_a_textbook_may_mean_another_is_told() -> None:
    vectors, square = {"w": [1, 2], "x": [3, 4]}, [[2, 1], [1, 3]]
    for source, values, told in (
        ("y = mean((w·x)^2)", vectors, ["entrywise"]),
        ("y = sum(w·x)", vectors, []),
        ("y = mean(w*x)", vectors, []),
        ("y = w·x", {"w": 1, "x": 2}, []),
        ("y = sum(A^-1)", {"A": square}, ["reciprocals"]),
        ("y = sum(A⁻¹)", {"A": square}, []),
        ("y = sum(w^-1)", {"w": [1, 2]}, []),
    ):
        assert [each.code for each in graph_of(source, **values).readings] == told, source


def test_an_assumed_input_of_a_matrix_product_is_a_tensor() -> None:
    graph = graph_of("y = sum(W @ x)")
    assert [graph.nodes[index].shape for index in graph.inputs.values()] == [(2, 2), (2,)]


def test_a_call_is_inlined_as_a_group() -> None:
    graph = graph_of("f(x) = x^2 + 1; y = f(a) + f(b)")
    assert [(group.id, group.label, group.parent) for group in graph.groups] == [("f", "f", None), ("f_2", "f", None)]
    assert {node.group for node in graph.nodes if node.operation} == {"f", "f_2", None}


def test_calls_within_calls_nest() -> None:
    graph = graph_of("f(x) = x^2; g(x) = 3 f(x); y = g(a) + 1")
    assert [(group.id, group.parent) for group in graph.groups] == [("g", None), ("f", "g")]


def test_two_tensors_side_by_side_multiply_as_matrices_and_say_so() -> None:
    graph = graph_of("y = sum(W x)", W=[[1, 2], [3, 4]], x=[1, -1])
    assert "matrix_vector" in [row for row, _ in operations(graph).values()]
    assert [reading.code for reading in graph.readings if reading.code == "matrix_product"] == ["matrix_product"]


def test_the_last_definition_that_nobody_uses_is_the_output_and_the_others_are_told() -> None:
    graph = graph_of("p = a + b; q = a b")
    assert graph.nodes[graph.output].name == "q"
    assert [reading.facts["name"] for reading in graph.readings if reading.code == "not_drawn"] == ["p"]
    chosen = graph_of("p = a + b; q = a b", output="p")
    assert chosen.nodes[chosen.output].name == "p"


@pytest.mark.parametrize(
    ("source", "output", "told"),
    [
        ("y = w x; c = 1", "y", ["c"]),
        ("y = w x; b = c; c = 1; d = 2", "b", ["y", "d"]),
        (r"L = \sum_{i=1}^{N} x_i \\ N = 2", "L", []),
        ("a = 1; b = 2", "b", ["a"]),
    ],
)
def test_a_plain_value_is_the_output_only_where_there_is_nothing_else(
    source: str, output: str, told: list[str]
) -> None:
    graph = graph_of(source)
    assert graph.nodes[graph.output].name == output
    assert [reading.facts["name"] for reading in graph.readings if reading.code == "not_drawn"] == told


def test_class_indices_need_no_gradient() -> None:
    graph = graph_of("loss = cross_entropy(z, t)", z=[[1, 2, 3], [1, 2, 3]], t=[0, 2])
    assert [graph.nodes[index].requires_grad for index in graph.inputs.values()] == [True, False]


def test_a_graph_cannot_be_changed() -> None:
    graph = graph_of("y = x^2")
    with pytest.raises(AttributeError):
        graph.output = 0  # type: ignore[misc]
    with pytest.raises(AttributeError):
        graph.nodes[0].name = "z"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("source", "kind", "code", "detail"),
    [
        ("a = b; b = a", NameProblem, "name.cycle", "These names need one another: a → b → a."),
        ("f(x) = f(x - 1); y = f(2)", NameProblem, "name.cycle", "These names need one another: f → f."),
        ("y = [1,2] + [1,2,3]", ShapeMismatch, "shape.broadcast", None),
        ("y = zeros(100000,100000)", LimitExceeded, "limit.elements", None),
    ],
)
def test_what_cannot_be_built_is_refused_with_its_place(
    source: str, kind: type[UserError], code: str, detail: str | None
) -> None:
    with pytest.raises(kind) as caught:
        graph_of(source)
    assert caught.value.code == code
    assert caught.value.span is not None
    assert detail is None or caught.value.detail("en") == detail


def test_an_unknown_output_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(NameProblem) as caught:
        graph_of("p = a + b", output="q")
    assert caught.value.detail("en") == "The program does not define `q`; it defines p."


def test_inlining_cannot_explode() -> None:
    doubling = "f0(x) = x; " + "; ".join(f"f{k}(x) = f{k - 1}(f{k - 1}(x))" for k in range(1, 30)) + "; y = f29(a)"
    with pytest.raises(LimitExceeded) as caught:
        graph_of(doubling)
    assert caught.value.code == "limit.nodes"


# ── straight-line programs are taken line by line ───────────────────────────────────────────────────────────────────

DEFINED = ["a", "b", "c", "d", "e", "x1", "w_1", "loss"]
OPERANDS = st.sampled_from([*DEFINED, "x2", "2", "0.5"])
BODIES = st.one_of(
    st.builds("{} {} {}".format, OPERANDS, st.sampled_from(["+", "-", "*", "/", "**", "<"]), OPERANDS),
    st.builds("{}({})".format, st.sampled_from(["exp", "tanh", "relu"]), OPERANDS),
    OPERANDS,
)
HEADS = st.lists(st.sampled_from(DEFINED), unique=True, min_size=1)
SOURCES = HEADS.flatmap(
    lambda heads: st.tuples(*[BODIES.map(f"{head} = {{}}".format) for head in heads]).map("\n".join)
)
VALUES = st.dictionaries(
    st.sampled_from(["a", "x1", "x2", "w1", "loss"]), st.sampled_from([2.0, np.ones(2), np.ones(3)])
)


@settings(deadline=None)
@given(SOURCES, VALUES, st.sampled_from([LIMITS, replace(LIMITS, graph_nodes=5)]))
def test_lines_give_the_graph_that_their_trees_give(source: str, values: dict[str, Any], limits: Limits) -> None:
    program = parse(source, values=values)
    assume(isinstance(program.definitions, StraightLine))

    def outcome(definitions: Mapping[str, Definition]) -> str:
        try:
            graph = build(replace(program, definitions=definitions), values, limits=limits)
        except UserError as error:
            return repr((error.code, error.span, error.facts))
        nodes = [node._replace(tree=None) for node in graph.nodes]
        return repr((nodes, graph.inputs, graph.output, graph.assumed, graph.readings))

    assert outcome(program.definitions) == outcome(dict(program.definitions))


@pytest.mark.parametrize(
    ("source", "shapes"),
    [
        ("y = w^T x + b", {"w": (3,), "x": (3,), "b": ()}),
        ("y = λ/2 w^T w", {"λ": (), "w": (3,)}),
        ("y = x^T A x", {"x": (3,), "A": (3, 3)}),
        ("y = sum(W^T x)", {"W": (3, 2), "x": (3,)}),
    ],
)
def test_what_stands_transposed_before_a_factor_is_assumed_to_fit_it(source: str, shapes: dict[str, Any]) -> None:
    graph = build(parse(source))
    assert {name: graph.nodes[index].shape for name, index in graph.inputs.items()} == shapes
    assert graph.nodes[graph.output].shape == ()


def test_a_shape_is_assumed_from_the_value_beside_it() -> None:
    graph = build(parse("y = w^T x", values={"x"}), {"x": np.ones(5)})
    assert graph.nodes[graph.inputs["w"]].shape == (5,)


def test_a_row_vector_has_no_node_of_its_own() -> None:
    graph = build(parse("y = x^T A x"), {})
    assert [node.operation.name for node in graph.nodes if node.operation] == ["vector_matrix", "dot"]
