"""What somebody gave back, and whether they could have it again."""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Left

from labeling.assignments.models import AssignmentState, Skip, TaskPlace
from labeling.assignments.selectors.history import EXCERPT_CHARACTERS, LastTurn
from touchstone.core.clock import ClockNow

_TASK = "assignment__task"
# What is behind a veil is not shown in a list either.
_EXCERPT = Case(
    When(assignment__task__prompt__sensitive=True, then=Value("")),
    When(assignment__task__brief__sensitive=True, then=Value("")),
    When(
        assignment__task__prompt=None,
        then=Left(f"{_TASK}__brief__instructions", EXCERPT_CHARACTERS),
    ),
    default=LastTurn(F(f"{_TASK}__prompt__content__body")),
    output_field=CharField(),
)


def skips_of(*, project_id: int, user_id: int) -> QuerySet[Skip]:
    """Return somebody's own skips that stand, with ``prompt_excerpt`` and ``is_open``."""
    free = Q(lease_until=None) | Q(lease_until__lte=ClockNow())
    places = TaskPlace.objects.filter(
        free, task=OuterRef("assignment__task"), filled=False, withdrawn=False
    )
    mine = Skip.objects.filter(
        project_id=project_id,
        assignment__user=user_id,
        assignment__state=AssignmentState.SKIPPED,
        taken_back=None,
    )
    return mine.select_related("assignment").annotate(
        prompt_excerpt=_EXCERPT, is_open=Exists(places)
    )
