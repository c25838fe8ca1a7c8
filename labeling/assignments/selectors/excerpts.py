"""What a list shows of a task: the beginning of what it is about, and nothing behind a veil."""

from django.db.models import BooleanField, Case, CharField, F, Value, When
from django.db.models.functions import Coalesce, Left

from labeling.assignments.selectors.history import EXCERPT_CHARACTERS, LastTurn


def task_sensitive(task: str) -> Coalesce:
    """Return whether a task stands behind a veil, by the path to it."""
    return Coalesce(
        f"{task}__prompt__sensitive",
        f"{task}__brief__sensitive",
        Value(False),
        output_field=BooleanField(),
    )


def task_excerpt(task: str) -> Case:
    """Return what the user said last, or what is ordered; empty where the task is sensitive."""
    return Case(
        When(**{f"{task}__prompt__sensitive": True}, then=Value("")),
        When(**{f"{task}__brief__sensitive": True}, then=Value("")),
        When(
            **{f"{task}__prompt": None},
            then=Left(f"{task}__brief__instructions", EXCERPT_CHARACTERS),
        ),
        default=LastTurn(F(f"{task}__prompt__content__body")),
        output_field=CharField(),
    )
