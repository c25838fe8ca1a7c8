"""What somebody gave back, and whether they could have it again."""

from django.db.models import Exists, OuterRef, QuerySet

from labeling.assignments.models import AssignmentState, Skip, TaskPlace
from labeling.assignments.selectors.available import NOT_HELD
from labeling.assignments.selectors.excerpts import task_excerpt


def skips_of(*, project_id: int, user_id: int) -> QuerySet[Skip]:
    """Return somebody's own skips that stand, with ``prompt_excerpt`` and ``is_open``."""
    places = TaskPlace.objects.filter(
        NOT_HELD, task=OuterRef("assignment__task"), filled=False, withdrawn=False
    )
    mine = Skip.objects.filter(
        project_id=project_id,
        assignment__user=user_id,
        assignment__state=AssignmentState.SKIPPED,
        taken_back=None,
    )
    return mine.select_related("assignment").annotate(
        prompt_excerpt=task_excerpt("assignment__task"), is_open=Exists(places)
    )
