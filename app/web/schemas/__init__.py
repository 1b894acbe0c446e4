"""What the API answers, as models: read only by the OpenAPI document and by tests, and imported only for them."""

from __future__ import annotations

from pydantic import BaseModel

from app.web.schemas.batch import BatchAnswer
from app.web.schemas.code import CodeAnswer
from app.web.schemas.derivation import DerivationAnswer
from app.web.schemas.derivatives import HessianAnswer, JacobianAnswer
from app.web.schemas.gradients import GradientsAnswer
from app.web.schemas.graph import GraphAnswer
from app.web.schemas.lessons import LessonsAnswer
from app.web.schemas.links import OEmbed, PermanentLink, ShortLink
from app.web.schemas.listings import RunAnswer
from app.web.schemas.mistakes import MistakesAnswer
from app.web.schemas.operations import OperationsAnswer
from app.web.schemas.paths import PathsAnswer
from app.web.schemas.problem import Problem
from app.web.schemas.server import Document, Health
from app.web.schemas.training import (
    DatasetsAnswer,
    FitAnswer,
    NudgeAnswer,
    OptimizersAnswer,
    SliceAnswer,
    SurfaceAnswer,
    TableAnswer,
    UpdatesAnswer,
)

ANSWERS: tuple[type[BaseModel], ...] = (
    GradientsAnswer, GraphAnswer, PathsAnswer, DerivationAnswer, CodeAnswer, JacobianAnswer, HessianAnswer,
    RunAnswer, OperationsAnswer, LessonsAnswer, MistakesAnswer, BatchAnswer, PermanentLink, ShortLink, OEmbed, Problem,
    Health, Document,
    UpdatesAnswer, OptimizersAnswer, SurfaceAnswer, SliceAnswer, NudgeAnswer, FitAnswer, DatasetsAnswer, TableAnswer,
)  # fmt: skip
