"""The types of `app.client`, written from the models of the API: `python -m tests.client.written`.

`app/client/answers.py` and `options.py` are what comes out; a test holds them against it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, WithJsonSchema

from app.web.batch import GradientsItem, GraphItem
from app.web.landscape_api import NUDGE_PARAMETERS, SLICE_PARAMETERS, SURFACE_PARAMETERS
from app.web.link_spec import LinkSpec
from app.web.openapi import ANIMATE_PARAMETER, LOOK_PARAMETERS, PICTURE_PARAMETERS
from app.web.question import (
    CodeQuestion,
    DerivationQuestion,
    GradientsQuestion,
    GraphQuestion,
    HessianQuestion,
    JacobianQuestion,
    MistakesQuestion,
    PathsQuestion,
    RunQuestion,
)
from app.web.schemas import ANSWERS
from app.web.training_question import TrainQuestion
from tests.live import ROOT

FOLDER = ROOT / "app" / "client"

RENAMED = {"Problem": "ProblemDocument"}
"""Problem is the exception"""

TITLES = {
    "A number": "Number",
    "Number or arrays": "Numbers",
    "A number, or nested arrays of numbers": "Tensor",
    "GradientsItem or GraphItem": "Mapping[str, Any]",
}

BEYOND = {"state", "accumulated", "rates"}
"""fields that hold numbers although their models do not say so"""

CODE = {"torch"}
"""a gradient in one place and PyTorch's name for something in another, which is never NaN or Infinity"""

ANSWERS_HEAD = '''"""What the API answers, as types. Written by `python -m tests.client.written` from the models that document the API."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Number = float
"""NaN and infinities are floats here, although JSON has words for them"""
Numbers = float | list["Numbers"]
"""a number, or nested lists of numbers"""
'''

OPTIONS_HEAD = '''"""What may be asked besides the source, as types. Written by `python -m tests.client.written` from the API's models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, Protocol, TypedDict


class Array(Protocol):
    """An array of NumPy or PyTorch."""

    def tolist(self) -> Any: ...


Tensor = float | Sequence["Tensor"] | Array
"""a number, nested lists of numbers, or an array"""
'''

OPTIONS: dict[str, tuple[type[BaseModel], set[str]]] = {
    "GradientsOptions": (GradientsQuestion, {"source"}),
    "GraphOptions": (GraphQuestion, {"source"}),
    "PathsOptions": (PathsQuestion, {"source", "input"}),
    "DerivationOptions": (DerivationQuestion, {"source"}),
    "MistakesOptions": (MistakesQuestion, {"source"}),
    "HessianOptions": (HessianQuestion, {"source"}),
    "JacobianOptions": (JacobianQuestion, {"source"}),
    "CodeOptions": (CodeQuestion, {"source"}),
    "RunOptions": (RunQuestion, {"source"}),
    "TrainOptions": (TrainQuestion, {"source"}),
    "LinkOptions": (LinkSpec, {"source"}),
}
"""name -> the body it is part of, and the fields that are arguments of their own"""

QUERIES: dict[str, list[dict[str, Any]]] = {
    "PictureOptions": [*PICTURE_PARAMETERS, ANIMATE_PARAMETER],
    "LookOptions": [
        *LOOK_PARAMETERS,
        ANIMATE_PARAMETER,
        *[each for each in PICTURE_PARAMETERS if each["name"] in ("width", "lang")],
    ],
    "SurfaceOptions": SURFACE_PARAMETERS,
    "SliceOptions": SLICE_PARAMETERS,
    "NudgeOptions": NUDGE_PARAMETERS,
}
ELSEWHERE = {"source", "run", "update", "v"}
"""parameters of a query that are arguments of their own, or of no use to a program"""
NAMES = {"lang": "language", "from": "first", "to": "last"}
LISTS = {"show", "hide"}


def written_type(annotation: Any, *, incoming: bool) -> str:
    """The type as source text. What comes in is lists and dicts; what goes out may be any sequence or mapping."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        schemas = [each.json_schema or {} for each in parts[1:] if isinstance(each, WithJsonSchema)]
        title = TITLES[schemas[0]["title"]] if schemas else ""
        return (
            (title if incoming or title != "Number" else "float")
            if title
            else written_type(parts[0], incoming=incoming)
        )
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(written_type(part, incoming=incoming) for part in parts))
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, parts))}]".replace("'", '"')
    if origin in (list, tuple):
        inner = " | ".join(dict.fromkeys(written_type(part, incoming=incoming) for part in parts))
        return f"list[{inner}]" if incoming else f"Sequence[{inner}]"
    if origin is dict:
        key, value = (written_type(part, incoming=incoming) for part in parts)
        return f"dict[{key}, {value}]" if incoming else f"Mapping[{key}, {value}]"
    if annotation is NoneType:
        return "None"
    if annotation is Any:
        return "Any"
    if issubclass(annotation, BaseModel):
        loose = not incoming and annotation.model_config.get("extra") == "allow"
        return "Mapping[str, Any]" if loose else RENAMED.get(annotation.__name__, annotation.__name__)
    return str(annotation.__name__)


def models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def hints(model: type[BaseModel]) -> dict[str, Any]:
    found = get_type_hints(model, include_extras=True)
    return {name: found[name] for name in model.model_fields}


def with_parts(models: Iterable[type[BaseModel]], *, incoming: bool) -> list[type[BaseModel]]:
    """The models and all that they are made of, each after its parts."""
    found: dict[str, type[BaseModel]] = {}

    def add(model: type[BaseModel]) -> None:
        if model.__name__ in found:
            return
        if not incoming and model.model_config.get("extra") == "allow":
            return
        for annotation in hints(model).values():
            for part in models_in(annotation):
                add(part)
        found[model.__name__] = model

    for model in models:
        add(model)
    return list(found.values())


def typed_dict(name: str, doc: str, fields: Iterable[tuple[str, str]], *, total: bool = True) -> str:
    rows = "".join(f"    {field}: {kind}\n" for field, kind in fields)
    return f'\n\nclass {name}(TypedDict{"" if total else ", total=False"}):\n    """{doc}"""\n\n{rows}'


def doc_of(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def model_fields(model: type[BaseModel], *, incoming: bool) -> list[tuple[str, str]]:
    rows = []
    for name, annotation in hints(model).items():
        kind = written_type(annotation, incoming=incoming)
        rows.append((name, kind if model.model_fields[name].is_required() else f"NotRequired[{kind}]"))
    return rows


def read_by_the_client() -> set[str]:
    """The answers that its calls name, and what it raises."""
    return {"Problem", *re.findall(r"answers\.(\w+)", (FOLDER / "calls.py").read_text())} - set(RENAMED.values())


def answers_text() -> str:
    asked_for = read_by_the_client()
    models = with_parts([each for each in ANSWERS if each.__name__ in asked_for], incoming=True)
    assert asked_for <= {model.__name__ for model in models}, asked_for
    text = ANSWERS_HEAD
    numeric, plain = set(BEYOND), set()
    for model in models:
        fields = model_fields(model, incoming=True)
        text += typed_dict(RENAMED.get(model.__name__, model.__name__), doc_of(model), fields)
        numeric |= {name for name, kind in fields if "Number" in kind}
        plain |= {name for name, kind in fields if "str" in kind.replace("dict[str, ", "").replace("Number", "")}
    assert numeric & plain <= CODE, numeric & plain
    names = ", ".join(f'"{name}"' for name in sorted(numeric))
    return f'{text}\n\nNUMERIC = frozenset(({names}))\n"""fields that hold numbers, wherever they stand"""\n'


def options_text() -> str:
    text = OPTIONS_HEAD
    parts = with_parts([model for model, _ in OPTIONS.values()], incoming=False)
    for model in [each for each in parts if each not in [asked for asked, _ in OPTIONS.values()]]:
        text += typed_dict(model.__name__, doc_of(model), model_fields(model, incoming=False))
    for item in (GradientsItem, GraphItem):
        text += typed_dict(item.__name__, doc_of(item), model_fields(item, incoming=False))
    for name, (model, own) in OPTIONS.items():
        fields = [
            (field, written_type(annotation, incoming=False))
            for field, annotation in hints(model).items()
            if field not in own
        ]
        text += typed_dict(name, f"What {model.__name__} takes.", fields, total=False)
    for name, parameters in QUERIES.items():
        text += typed_dict(name, "Parameters of a query.", map(parameter, asked(parameters)), total=False)
    return text


def asked(parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in parameters if each["name"] not in ELSEWHERE]


def parameter(row: dict[str, Any]) -> tuple[str, str]:
    """A parameter of a query, by the type that a body has for it where one has."""
    name, schema = NAMES.get(row["name"], row["name"]), row["schema"]
    if name in LISTS:
        return name, "str | Sequence[str]"
    body = hints(GraphQuestion)
    if name in body:
        return name, written_type(body[name], incoming=False)
    if schema.get("enum") == ["0", "1"]:
        return name, "bool"
    if "enum" in schema:
        return name, written_type(Literal[tuple(schema["enum"])], incoming=False)
    return name, {"string": "str", "integer": "int", "number": "float"}[schema["type"]]


def formatted(text: str) -> str:
    """As ruff writes it."""
    ruff = [str(Path(sys.executable).parent / "ruff"), "format", "--stdin-filename", str(FOLDER / "answers.py"), "-"]
    return subprocess.run(ruff, input=text.encode(), capture_output=True, check=True, cwd=ROOT).stdout.decode()


def files() -> dict[Path, str]:
    """Path -> what stands in it."""
    return {
        FOLDER / "answers.py": formatted(answers_text()),
        FOLDER / "options.py": formatted(options_text()),
    }


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text)
