"""A typed client of a Chainlight server, for programs: `Client`, and `AsyncClient` for `async` ones.

    from app.client import Client

    with Client("http://127.0.0.1:8000") as client:
        answer = client.gradients("J = 3(a+bc)", values={"a": 5, "b": 3, "c": 2})
        print(answer["gradients"]["b"])  # 6.0

It needs HTTPX (`pip install 'chainlight[client]'`) and nothing else of this package. What a server refuses is raised as
`Problem`, with its code, its place in the source and its hint; a busy server is asked again when it says so.
"""

from __future__ import annotations

from app.client.asynchronous import AsyncClient
from app.client.events import Event
from app.client.problem import Problem
from app.client.synchronous import Client

__all__ = ["AsyncClient", "Client", "Event", "Problem"]
