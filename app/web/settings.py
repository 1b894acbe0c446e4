"""What the person who runs a server may choose: environment variables `CHAINLIGHT_*`, or a `.env` file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every switch of the server. The limits of a single request stand in `app/limits.py`."""

    model_config = SettingsConfigDict(env_prefix="CHAINLIGHT_", env_file=".env", extra="ignore", frozen=True)

    rate_limit: str = Field(
        default="6000/minute",
        description="Requests that one address may make, files not counted, as `limits` writes it; empty: no limit.",
    )
    link_rate_limit: str = Field(
        default="60/minute", description="Short links that one address may have made; empty: no limit."
    )
    data_folder: Path | None = Field(
        default=None,
        description="The folder of `links.sqlite3`, where short links are kept; without it ~/.local/share/chainlight.",
    )
    database_url: str = Field(
        default="",
        description="Another database for short links: postgresql://user:password@host/name.",
    )
    threads: int = Field(
        default=4, ge=1, le=64, description="Threads that evaluate graphs too large for the event loop."
    )
    waiting: int = Field(
        default=64, ge=0, description="Requests that may wait for such a thread; further ones get 503."
    )
    training_threads: int = Field(default=2, ge=1, le=64, description="Threads that train.")
    listeners: int = Field(
        default=10_000, ge=1, description="Listeners that may wait for such a thread; further ones get 503."
    )
    runs: Path = Field(
        default=Path(tempfile.gettempdir()) / "chainlight-runs",
        description="A folder for requests to train that are too long for an address: runs outlive a restart.",
    )
    listings: int = Field(default=2, ge=1, le=64, description="Listings that run at once, each in its own process.")
    listings_waiting: int = Field(
        default=16, ge=0, description="Listings that may wait for their turn; further ones get 503."
    )
    compiled_nodes: int = Field(
        default=30_000, ge=0, description="Graph nodes kept compiled, over all formulas, so that new values only run."
    )
    pictures_bytes: int = Field(
        default=32 << 20, ge=0, description="Memory for pictures that were drawn, so that they are only sent again."
    )
    address: str = Field(
        default="",
        pattern=r"^(https?://[^\s/?#]+)?$",
        description="Where readers reach a server, https://graphs.example: links of `chainlight mcp` begin with it.",
    )
    log_requests: bool = Field(default=True, description="One JSON line on standard output for every request.")
    metrics: bool = Field(default=True, description="Serve /metrics in Prometheus' text format.")
