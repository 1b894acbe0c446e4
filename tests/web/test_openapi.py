"""The OpenAPI document: nothing is undocumented, and what it says is true."""

from __future__ import annotations

import re
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi.routing import APIRoute
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.testclient import TestClient

from app.main import app as default_app
from app.main import create_app
from app.messages import MESSAGES
from app.web.settings import Settings

app = create_app(Settings(rate_limit="", log_requests=False))


@pytest.fixture(scope="module")
def document() -> Any:
    with TestClient(app) as client:
        return client.get("/openapi.json").json()


def operations(document: Any) -> dict[str, Any]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_every_route_is_in_the_document(document: Any) -> None:
    routes = {
        f"{method} {route.path}"
        for route in default_app.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    assert routes == operations(document).keys()


def test_every_operation_has_a_summary_a_description_and_examples(document: Any) -> None:
    for name, operation in operations(document).items():
        assert operation["summary"] and len(operation["description"]) > 12 and operation["tags"], name
        for parameter in operation.get("parameters", ()):
            assert parameter["description"] and "example" in parameter, (name, parameter["name"])
        for content in operation.get("requestBody", {}).get("content", {}).values():
            assert content["examples"], name
        for status, response in operation["responses"].items():
            assert response["description"], (name, status)
            for content in response["content"].values():
                assert "example" in content, (name, status)


def test_every_field_of_every_model_has_a_description(document: Any) -> None:
    for name, model in document["components"]["schemas"].items():
        assert model["description"], name
        for field, schema in model["properties"].items():
            assert schema.get("description"), f"{name}.{field}"


@pytest.mark.slow
def test_the_examples_of_bodies_are_answered_as_the_examples_of_answers_say(document: Any) -> None:
    with TestClient(app) as client:
        for path, operation in ((path, each["post"]) for path, each in document["paths"].items() if "post" in each):
            examples = list(operation["requestBody"]["content"]["application/json"]["examples"].values())
            answers = [client.post(path, json=example["value"]) for example in examples]
            assert [answer.status_code for answer in answers] == [200] * len(examples)
            documented = operation["responses"]["200"]["content"].get("application/json")
            if documented:  # a stream of events has no one answer
                found, example = answers[0].json(), documented["example"]
                # A listing's graph is long: its example leaves it out.
                # A short link is made at random when its graph is first kept.
                shown = [
                    name for name in example if name not in ("id", "short") and (name, example[name]) != ("graph", None)
                ]
                assert found.keys() == example.keys()
                assert {name: found[name] for name in shown} == {name: example[name] for name in shown}, path


def test_every_code_in_an_example_is_a_code_of_ours(document: Any) -> None:
    for operation in operations(document).values():
        for response in operation["responses"].values():
            problem = response["content"].get("application/problem+json")
            assert problem is None or problem["example"]["code"] in MESSAGES


def test_the_documentation_page_uses_only_our_own_files() -> None:
    with TestClient(app) as client:
        html = client.get("/docs").text
        assert "https://" not in html
        for path in ("/static/vendor/swagger-ui.js", "/static/vendor/swagger-ui.css", "/static/js/docs.js"):
            assert path in html and client.get(path).status_code == 200


@pytest.fixture(scope="module")
def schema() -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.mark.slow
@pytest.mark.parametrize(
    "route", [route for route in default_app.routes if isinstance(route, APIRoute)], ids=lambda route: route.path
)
def test_whatever_the_document_allows_or_forbids_is_answered_as_it_says(schema: Any, route: APIRoute) -> None:
    method = min(route.methods or {"GET"})
    operation = schema[route.path][method]
    # A picture of a link has the parameters and the handler of the same picture of a query, which is asked for more.
    few = 3 if re.match(r"/[gs]/.*\.", route.path) else 15
    # No schema can say which texts are formulas. A page with a mistake in its query is shown, with the problem in it;
    # and an empty value in a query is as good as none.
    unsaid = [positive_data_acceptance, *([negative_data_rejection] if method == "GET" else [])]
    if route.path == "/oembed":
        unsaid.append(not_a_server_error)  # oEmbed itself asks for 501 where a format is not written

    @hypothesis.given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE))
    @hypothesis.settings(max_examples=few, deadline=None, derandomize=True, database=None)
    def allowed(case: Any) -> None:
        case.call_and_validate(excluded_checks=unsaid)

    @hypothesis.given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
    @hypothesis.settings(max_examples=few, deadline=None, derandomize=True, database=None)
    def forbidden(case: Any) -> None:
        case.call_and_validate(excluded_checks=unsaid)

    allowed()
    if operation.body or operation.query:
        forbidden()
