"""The gallery: one row a lesson, theme by theme, the simplest first."""

from app.lessons import activations, depth, practice, rules, scalars, tensors
from app.lessons.lesson import THEMES, Choice, Lesson, Mistake, Part, Question

__all__ = ["LESSONS", "THEMES", "Choice", "Lesson", "Mistake", "Part", "Question"]

LESSONS: tuple[Lesson, ...] = (
    *rules.LESSONS,
    *scalars.LESSONS,
    *activations.LESSONS,
    *tensors.LESSONS,
    *practice.LESSONS,
    *depth.LESSONS,
)
