from __future__ import annotations

import inspect
from typing import get_type_hints

import pytest

from app.client import AsyncClient, Client, answers, options
from tests.client.written import files


def test_the_types_are_what_the_models_of_the_api_say() -> None:
    for path, text in files().items():
        assert path.read_text() == text, f"run python -m tests.client.written, and look at {path.name}"


@pytest.mark.parametrize("module", [answers, options])
def test_every_name_in_the_types_is_there(module: object) -> None:
    for name, found in vars(module).items():
        if inspect.isclass(found) and found.__module__ == getattr(module, "__name__", ""):
            assert get_type_hints(found) or name == "Array"


def methods(client: type) -> dict[str, inspect.Signature]:
    return {
        name: inspect.signature(method)
        for name, method in inspect.getmembers(client, inspect.isfunction)
        if not name.startswith("_") and name != "close"
    }


def test_the_asynchronous_client_has_every_method_of_the_other_with_the_same_arguments() -> None:
    ours, theirs = methods(Client), methods(AsyncClient)
    assert ours.keys() == theirs.keys()
    for name, signature in ours.items():
        assert list(signature.parameters.values()) == list(theirs[name].parameters.values()), name
        answer = str(signature.return_annotation).replace("Iterator", "AsyncIterator")
        assert answer == theirs[name].return_annotation, name
