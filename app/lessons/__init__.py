"""The gallery: one row a lesson, theme by theme, the simplest first."""

from app.lessons import activations, depth, descent, fits, practice, rules, scalars, tensors
from app.lessons.lesson import THEMES, Choice, Lesson, Mistake, Part, Question
from app.lessons.training import TrainingLesson

__all__ = ["LESSONS", "THEMES", "TRAINING", "Choice", "Lesson", "Mistake", "Part", "Question", "TrainingLesson"]

LESSONS: tuple[Lesson, ...] = (
    *rules.LESSONS,
    *scalars.LESSONS,
    *activations.LESSONS,
    *tensors.LESSONS,
    *practice.LESSONS,
    *depth.LESSONS,
)

TRAINING: tuple[TrainingLesson, ...] = (*descent.LESSONS, *fits.LESSONS)
"""Lessons on training: how steps are chosen, then what is learned by them."""
