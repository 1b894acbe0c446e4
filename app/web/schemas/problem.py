"""What every refusal is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Problem(BaseModel):
    """Every refusal (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="A URN that names the kind of problem.")
    title: str = Field(description="The kind of problem in a few words, in the asked language.")
    status: int = Field(description="The HTTP status.")
    code: str = Field(
        description="Stable, for programs: `syntax.unexpected`, `name.cycle`, `shape.matmul`, `limit.nodes` ..."
    )
    detail: str = Field(description="One sentence in the asked language.")
    line: int | None = Field(description="The line in the source, from 1; null where the problem has no place in it.")
    column: int | None = Field(description="The column, from 1, in code points.")
    offset: int | None = Field(description="Code points before it in the source (in the body where that is not JSON).")
    length: int | None = Field(description="How many code points it is about.")
    hint: str | None = Field(description="What to write instead, where that can be said.")
