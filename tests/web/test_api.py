from __future__ import annotations

import math
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

INTRODUCTION = {"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 2}}


def gradients(client: TestClient, **body: Any) -> Any:
    answer = client.post("/api/v1/gradients", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refusal(client: TestClient, path: str = "/api/v1/gradients", **body: Any) -> Any:
    answer = client.post(path, json=body)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return problem


def test_the_value_and_the_gradients_are_answered(client: TestClient) -> None:
    assert gradients(client, **INTRODUCTION) == {
        "output": "J", "value": 33.0, "gradients": {"a": 3.0, "b": 6.0, "c": 9.0}, "engine": "tape"
    }  # fmt: skip


def test_a_name_spelt_wrongly_is_seen_by_the_input_that_had_no_value(client: TestClient) -> None:
    assert gradients(client, source="y = x w", values={"X": 5, "w": 1})["assumed"] == ["x"]
    assert gradients(client, source="y = x w", values={"w": 1}, points={"x": [1, 2]}).keys().isdisjoint(["assumed"])


def test_the_same_text_with_new_values_gives_new_numbers(client: TestClient) -> None:
    for a, b, c in ((1, 2, 3), (-1, 0.5, 1e-3), (0, 0, 0)):
        answer = gradients(client, source="J = 3(a+bc)", values={"a": a, "b": b, "c": c})
        assert answer["value"] == 3 * (a + b * c)
        assert answer["gradients"] == {"a": 3, "b": 3 * c, "c": 3 * b}


def test_a_name_changes_from_scalar_to_tensor_between_two_requests(client: TestClient) -> None:
    assert gradients(client, source="y = sum(x*x)", values={"x": [1, 2]})["gradients"] == {"x": [2, 4]}
    assert gradients(client, source="y = sum(x*x)", values={"x": [[3]]})["gradients"] == {"x": [[6]]}
    assert gradients(client, source="y = sum(x*x)", values={"x": [1, 3]})["gradients"] == {"x": [2, 6]}


def test_values_left_out_do_not_come_from_an_earlier_request(client: TestClient) -> None:
    alone = gradients(client, source="y = a b", values={})
    gradients(client, source="y = a b", values={"a": 70, "b": 90})
    assert gradients(client, source="y = a b", values={}) == alone


def test_torch_answers_the_same(client: TestClient) -> None:
    ours = gradients(client, **INTRODUCTION)
    assert gradients(client, **INTRODUCTION, engine="torch") == {**ours, "engine": "torch"}


def test_the_gradient_that_arrives_at_a_tensor_may_be_given(client: TestClient) -> None:
    answer = gradients(client, source="y = x^2", values={"x": [1, 2]}, upstream=[1, 10])
    assert answer == {"output": "y", "value": [1, 4], "gradients": {"x": [2, 40]}, "engine": "tape"}
    assert refusal(client, source="y = x^2", values={"x": [1, 2]})["code"] == "shape.upstream"
    assert refusal(client, source="y = x^2", values={"x": [1, 2]}, upstream=[1])["code"] == "shape.upstream_differs"


def test_infinities_and_nan_come_as_strings_and_may_be_sent_so(client: TestClient) -> None:
    answer = gradients(client, source="y = 1/x", values={"x": 0})
    assert (answer["value"], answer["gradients"]) == ("Infinity", {"x": "-Infinity"})
    assert gradients(client, source="y = x + 1", values={"x": "-Infinity"})["value"] == "-Infinity"
    assert gradients(client, source="y = 2x", values={"x": "NaN"})["value"] == "NaN"


@pytest.mark.parametrize("engine", ["tape", "torch"])
def test_points_give_lists(client: TestClient, engine: str) -> None:
    answer = gradients(client, source="y = x^2 + c", values={"c": 1}, points={"x": [0, 1, 2]}, engine=engine)
    assert answer == {
        "output": "y",
        "value": [1, 2, 5],
        "gradients": {"x": [0, 2, 4], "c": [1, 1, 1]},
        "engine": engine,
    }


def test_points_agree_with_one_value_at_a_time(client: TestClient) -> None:
    source, w, b = "E = tanh(w x + b)^2 / (1 + exp(-b))", [0.1, -2, 3.5], [1, 0, -1]
    answer = gradients(client, source=source, values={"x": 0.7}, points={"w": w, "b": b})
    for n in range(3):
        one = gradients(client, source=source, values={"x": 0.7, "w": w[n], "b": b[n]})
        assert math.isclose(answer["value"][n], one["value"], rel_tol=1e-12)
        for name, gradient in one["gradients"].items():
            assert math.isclose(answer["gradients"][name][n], gradient, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"points": {"x": [1, 2], "c": [1]}}, "value.points"),
        ({"points": {"x": []}}, "value.points"),
        ({"points": {}}, "value.points"),
        ({"points": {"x": [[1], [2]]}}, "value.type"),
        ({"points": {"x": ["one"]}}, "value.type"),
        ({"points": {"nowhere": [1]}}, "value.points_shape"),
        ({"points": {"x": [1]}, "upstream": 1}, "value.upstream_points"),
        ({"source": "y = x t", "points": {"x": [1]}, "values": {"t": [1, 2]}}, "value.points_output"),
    ],
)
def test_points_that_do_not_fit_are_refused(client: TestClient, body: dict[str, Any], code: str) -> None:
    assert refusal(client, **{"source": "y = x^2 + c", **body})["code"] == code


def test_a_mistake_in_the_source_is_told_with_its_place(client: TestClient) -> None:
    problem = refusal(client, "/api/v1/graph", source="u = 2x\nJ = 3(a+bc")
    assert set(problem) == {
        "type", "title", "status", "code", "detail", "line", "column", "offset", "length", "hint"
    }  # fmt: skip
    assert (problem["status"], problem["code"]) == (422, "syntax.unclosed")
    assert (problem["line"], problem["column"], problem["offset"], problem["length"]) == (2, 6, 12, 1)


@pytest.mark.parametrize("path", ["/api/v1/gradients", "/api/v1/graph"])
def test_sentences_are_in_the_bodys_language_else_the_querys_else_the_browsers(client: TestClient, path: str) -> None:
    def title(query: str, header: str, **body: Any) -> str:
        answer = client.post(path + query, json={"source": "a = b; b = a", **body}, headers={"accept-language": header})
        return str(answer.json()["title"])

    chinese, english = title("", "zh-CN,en;q=0.5"), title("", "en")
    assert chinese != english
    assert title("?lang=zh-CN", "en") == chinese
    assert title("?lang=zh-CN", "zh", language="en") == english


def test_listings_are_refused_politely_until_they_can_be_read(client: TestClient) -> None:
    problem = refusal(client, source="import torch\nx = torch.tensor(1.0)", syntax="listing")
    assert problem["status"] == 422 and problem["hint"]


@pytest.mark.parametrize("syntax", ["auto", "latex"])
def test_latex_is_read_like_a_formula_and_named_in_the_answer(client: TestClient, syntax: str) -> None:
    body = {"source": r"y = \frac{a}{b}", "values": {"a": 6, "b": 3}, "syntax": syntax}
    answer = client.post("/api/v1/graph", json=body).json()
    assert (answer["syntax"], answer["value"], answer["gradients"]["a"]) == ("latex", 2, 1 / 3)


def test_the_graph_has_everything_the_page_draws(client: TestClient) -> None:
    answer = client.post("/api/v1/graph", json=INTRODUCTION).json()
    ids = {node["id"] for node in answer["nodes"]}
    assert (answer["output"], answer["value"], answer["gradients"]) == ("J", 33, {"a": 3, "b": 6, "c": 9})
    assert all({edge["source"], edge["target"]} <= ids for edge in answer["edges"])
    assert all(math.isfinite(node["x"]) and math.isfinite(node["y"]) for node in answer["nodes"])
    assert [step["index"] for step in answer["steps"]] == list(range(9))


def test_a_check_puts_three_witnesses_beside_each_other(client: TestClient) -> None:
    check = client.post("/api/v1/graph", json={**INTRODUCTION, "check": True}).json()["check"]
    assert check["agrees"] is True
    assert [(row["name"], row["tape"], row["torch"]) for row in check["rows"]] == [
        ("a", 3, 3),
        ("b", 6, 6),
        ("c", 9, 9),
    ]
    assert client.post("/api/v1/gradients", json={**INTRODUCTION, "check": True}).json() == {
        "output": "J", "value": 33, "gradients": {"a": 3, "b": 6, "c": 9}, "engine": "tape", "check": check,
    }  # fmt: skip


def test_a_drawing_that_takes_dagre_too_long_is_drawn_all_the_same(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.layout.v8.PATIENCE", 0.002)
    body = {"source": "y = " + " + ".join(f"tanh(x + {n})" for n in range(60))}
    answer = client.post("/api/v1/graph", json=body).json()
    assert len({(node["x"], node["y"]) for node in answer["nodes"]}) == len(answer["nodes"]) > 100
    monkeypatch.undo()
    assert client.post("/api/v1/graph", json=INTRODUCTION).status_code == 200


DEEP = {"source": "E = ½(σ(wx+b) − t)² + λ/2 w²"}


def test_the_drawing_turns_where_the_window_would_make_it_small(client: TestClient) -> None:
    def direction(**body: Any) -> str:
        answer: dict[str, str] = client.post("/api/v1/graph", json=body).json()
        return answer["direction"]

    assert direction(**DEEP) == "right", "nobody asked for anything else"
    assert direction(**DEEP, direction="auto", space=[780, 760]) == "down"
    assert direction(**DEEP, direction="auto", space=[2600, 760]) == "right"
    assert direction(**INTRODUCTION, direction="auto", space=[780, 760]) == "right"
    assert direction(**INTRODUCTION, direction="auto", space=[390, 470]) == "down"


def test_a_small_edit_keeps_the_order_that_the_page_had(client: TestClient) -> None:
    def column(source: str, **body: Any) -> list[str]:
        nodes = client.post("/api/v1/graph", json={"source": source, **body}).json()["nodes"]
        inputs = [node for node in nodes if node["kind"] == "input"]
        return [node["id"] for node in sorted(inputs, key=lambda node: node["y"])]

    assert column("y = sin(a) + sin(b)") == ["a", "b"]
    assert column("y = sin(b) + sin(a)") == ["b", "a"]
    previous = {"direction": "right", "order": ["a", "u", "y", "b", "v"]}
    assert column("y = a + sin(b) + c", previous={"direction": "right", "order": ["c", "b", "a"]}) == ["c", "b", "a"]
    assert column("q = sin(c)", previous=previous) == ["c"], "another drawing owes that one nothing"


@pytest.mark.parametrize(
    "wrong",
    [
        {"space": [1]},
        {"space": [0, 10]},
        {"space": ["NaN", 1]},
        {"direction": "up"},
        {"previous": {"direction": "auto"}},
    ],
)
def test_a_window_that_is_none_is_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    problem = refusal(client, "/api/v1/graph", **INTRODUCTION, **wrong)
    assert (problem["status"], problem["code"]) == (422, "request.field_type")


CROWDS = {
    "a chain": "\n".join(f"h_{k} = sin({f'h_{k - 1}' if k else 'x'})" for k in range(290)),
    "a chain that one input feeds": "\n".join(f"h_{k} = {f'h_{k - 1}' if k else 'x'} * x" for k in range(290)),
    "a comb": "\n".join(f"h_{k} = {f'h_{k - 1}' if k else 'x'} * w_{k}" for k in range(149)),
    "a graph where each uses all before": "\n".join(
        f"h_{k} = sum([x, x, {', '.join(f'h_{j}' for j in range(k)) or 'x'}])" for k in range(45)
    ),
    "a sum of many": "y = " + " + ".join(f"x_{k}" for k in range(140)),
    "functions in functions": "f(x) = sin(x)^2 + x\ng(x) = f(f(x)) + x\nk(x) = g(g(x))\ny = k(k(a)) + k(b)",
}


@pytest.mark.slow
@pytest.mark.parametrize("source", CROWDS.values(), ids=CROWDS)
@pytest.mark.parametrize("direction", ["right", "auto"])
def test_as_much_as_can_be_drawn_is_drawn_soon(client: TestClient, source: str, direction: str) -> None:
    client.post("/api/v1/graph", json=INTRODUCTION)
    start = time.process_time()
    answer = client.post("/api/v1/graph", json={"source": source, "direction": direction, "space": [780, 760]})
    assert time.process_time() - start < 8, "seconds of this machine's work, whatever else it is doing"
    assert answer.status_code == 200
    assert 40 < len(answer.json()["nodes"]) <= 300


def test_more_calls_than_can_be_drawn_are_folded_and_more_nodes_are_refused(client: TestClient) -> None:
    calls = "\n".join(f"h_{k} = f({f'h_{k - 1}' if k else 'x'})" for k in range(80))
    answer = client.post("/api/v1/graph", json={"source": "f(x) = sin(x)^2 + x exp(x)\n" + calls}).json()
    assert len(answer["nodes"]) == 81
    assert all(group["collapsed"] for group in answer["groups"])
    more = "\n".join(f"g_{k} = sin({f'g_{k - 1}' if k else 'h_289'})" for k in range(20))
    assert refusal(client, "/api/v1/graph", source=f"{CROWDS['a chain']}\n{more}")["code"] == "limit.drawn"


def test_the_paths_of_an_input_add_up_to_its_gradient(client: TestClient) -> None:
    answer = client.post("/api/v1/paths", json={"source": "y = x*x + x", "values": {"x": 3}, "input": "x"}).json()
    assert answer["sum"] == 7
    assert sorted(path["product"] for path in answer["paths"]) == [1, 3, 3]


def test_paths_of_something_that_is_no_input_are_refused_with_the_inputs(client: TestClient) -> None:
    problem = refusal(client, "/api/v1/paths", **INTRODUCTION, input="q")
    assert problem["code"] == "name.input" and "a, b, c" in problem["detail"]


def test_the_table_of_operations_is_listed_in_both_languages(client: TestClient) -> None:
    english = client.get("/api/v1/operations").json()["operations"]
    chinese = client.get("/api/v1/operations?lang=zh-CN").json()["operations"]
    assert [row["name"] for row in english] == [row["name"] for row in chinese]
    tanh = next(row for row in english if row["name"] == "tanh")
    assert tanh["back"] == ["g (1 - y^2)"] and tanh["torch"] == "torch.tanh(a)"
    assert all(a["doc"] != b["doc"] for a, b in zip(english, chinese, strict=True))


def test_every_lesson_runs(client: TestClient) -> None:
    lessons = client.get("/api/v1/lessons").json()["lessons"]
    assert len(lessons) >= 8
    for lesson in lessons:
        answer = gradients(client, source=lesson["source"], values=lesson["values"])
        assert answer["gradients"]


def test_the_names_of_javascripts_own_objects_are_names_like_others(client: TestClient) -> None:
    answer = gradients(client, source="y = constructor * __proto__", values={"constructor": 2, "__proto__": 3})
    assert answer["gradients"] == {"constructor": 3, "__proto__": 2}


def test_the_derivation_is_answered_in_the_asked_notation_and_language(client: TestClient) -> None:
    answer = client.post("/api/v1/derivation", json={**INTRODUCTION, "notation": "bar", "language": "zh-CN"}).json()
    assert answer["notation"] == "bar"
    assert answer["lines"][7]["latex"] == r"\bar{b} = \bar{v} \, c = 3 \cdot 2 = 6"
    assert answer["lines"][7]["text"].endswith("传给 b：6。")
    assert answer["chains"][1] == {"input": "b", "latex": r"\bar{b} = \bar{v} \, c = 6", "value": 6.0}


def test_a_notation_that_nobody_uses_is_refused(client: TestClient) -> None:
    assert refusal(client, "/api/v1/derivation", **INTRODUCTION, notation="dot")["code"] == "request.field_type"


@pytest.mark.parametrize(
    ("target", "filename", "line"),
    [
        ("numpy", "chainlight_numpy.py", "grad_b = grad_v * c"),
        ("pytorch", "chainlight_pytorch.py", "J.backward()"),
        ("jax", "chainlight_jax.py", "    v = b * c"),
        ("dot", "chainlight.dot", '  "b" -> "v" [label="c = 2"];'),
        ("tikz", "chainlight.tex", r"\begin{document}"),
    ],
)
def test_the_graph_is_answered_as_a_program(client: TestClient, target: str, filename: str, line: str) -> None:
    answer = client.post("/api/v1/code", json={**INTRODUCTION, "target": target}).json()
    assert (answer["target"], answer["filename"]) == (target, filename)
    assert line in answer["code"].splitlines()


def test_a_line_of_a_program_names_its_node_and_its_edge(client: TestClient) -> None:
    answer = client.post("/api/v1/code", json=INTRODUCTION).json()
    lines = answer["code"].splitlines()
    (mark,) = [each for each in answer["lines"] if each["edge"] == "v.0"]
    assert (mark["phase"], mark["node"], lines[mark["line"] - 1]) == ("backward", "b", "grad_b = grad_v * c")
