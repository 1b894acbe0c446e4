"""What the server says of itself."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"] = Field(description="Always `ok`.")
    version: str = Field(description="The release.")
    engines: dict[str, Literal["loaded", "available", "missing"]] = Field(
        description="Engine -> whether it is in memory yet."
    )


class Document(BaseModel):
    """An OpenAPI document."""

    model_config = ConfigDict(extra="allow")

    openapi: str = Field(description="The version of OpenAPI that it is written in.")
