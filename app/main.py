"""The application: routes, the layers around them, and the one handler of errors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from app.errors import UserError
from app.web import api, batch, data_api, embeds, landscape_api, links, pages, pictures, server, train_api
from app.web.answers import Answers
from app.web.compression import Compressed
from app.web.handbook import ROUTES as HANDBOOK
from app.web.headers import HeadAsGet, HeadersForAll
from app.web.kept_pictures import KeptPictures
from app.web.limits import AddressLength, Rate
from app.web.listings import Listings
from app.web.metrics import Metrics
from app.web.pages import is_for_a_reader, page_of_problem, page_with_problem
from app.web.pictures import picture_of_problem
from app.web.problems import problem
from app.web.raster import raster
from app.web.request_log import RequestLog
from app.web.server import VERSION
from app.web.settings import Settings
from app.web.static_files import PageFiles
from app.web.training import Training

RASTER_AFTER = 1.0
"""seconds after its start, when the first page has been answered, a server starts the process that draws PNG"""


async def start_raster() -> None:
    await asyncio.sleep(RASTER_AFTER)
    await asyncio.to_thread(raster().start)


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[None]:
    """What runs beside a server for as long as it does."""
    waiting = asyncio.create_task(start_raster())
    yield
    waiting.cancel()
    raster().end()


async def handle(request: Request, error: Exception) -> Response:
    """Every error: a problem document, or, where a page or a picture was asked for, one with the problem in it."""
    if "page" in request.scope and isinstance(error, UserError):
        return page_with_problem(request.scope, error)
    if "picture" in request.scope:
        return await picture_of_problem(request, error)
    if is_for_a_reader(request):
        return page_of_problem(request.scope, error)
    return problem(error, request.scope)


def create_app(settings: Settings | None = None) -> FastAPI:
    """An application of its own: caches, counters and threads belong to it. `settings` default to the environment's."""
    settings = settings or Settings()
    metrics = Metrics() if settings.metrics else None
    layers = [  # the outermost first
        Middleware(RequestLog, log=settings.log_requests, metrics=metrics),
        Middleware(HeadersForAll),
        Middleware(AddressLength),
        *([Middleware(Rate, rate=settings.rate_limit)] if settings.rate_limit else []),
        *([Middleware(Rate, rate=settings.link_rate_limit, post=links.KEEP)] if settings.link_rate_limit else []),
        Middleware(Compressed, minimum_size=1000, compresslevel=6),
        Middleware(HeadAsGet),
    ]
    app = FastAPI(
        title="Chainlight",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # asked of the environment at every request
        middleware=layers,
        lifespan=serving,
        exception_handlers={UserError: handle, HTTPException: handle, Exception: handle},
    )
    app.state.answers = Answers(settings)
    app.state.pictures = KeptPictures(settings.pictures_bytes)
    app.state.training = Training(settings)
    app.state.links = links.Links(settings)
    app.state.listings = Listings(settings.listings, settings.listings_waiting)
    app.state.metrics = metrics
    served = [
        *api.ROUTES,
        *batch.ROUTES,
        *train_api.ROUTES,
        *landscape_api.ROUTES,
        *data_api.ROUTES,
        *pages.ROUTES,
        *HANDBOOK,
        *links.ROUTES,
        *embeds.ROUTES,
        *pictures.ROUTES,
        *server.ROUTES,
    ]
    app.router.routes.extend(route for route in served if metrics or route.path != "/metrics")
    app.mount("/static", PageFiles())
    return app


app = create_app()
