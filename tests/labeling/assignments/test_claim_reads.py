"""What a claim reads: no more where others have worked much."""

import pytest
from django.db import connection
from django.db.models.functions import Now

from labeling.assignments.domain.states import AssignmentState
from labeling.assignments.models import Assignment, TaskKind, TaskPlace
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from tests.factories import make_prompt
from tests.labeling.crew import claim, make_crew
from touchstone.accounts.models import User
from touchstone.projects.models import Project, RatingSchema

TASKS = 300
PEOPLE = 10


@pytest.mark.django_db
def test_a_claim_does_not_walk_over_what_others_did() -> None:
    project, people = make_crew(PEOPLE, default_overlap=PEOPLE)
    _past_work(project, people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    # Often enough for PostgreSQL to settle on one plan for all parameters, if it likes one.
    for _ in range(8):
        before = _read()
        assert claim(people[0], project).reason == "no_more_tasks"
        assert _read() - before < PEOPLE


def _read() -> int:
    """Return how many assignments this transaction has read so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read + COALESCE(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables"
            " WHERE relname = 'assignments_assignment'"
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def _past_work(project: Project, people: list[User]) -> None:
    """Let each of the people have done every one of the tasks."""
    specs = [TaskSpec(make_prompt(project).pk) for _ in range(TASKS)]
    labeling_task_create(project=project, kind=TaskKind.DEMONSTRATION, specs=specs, seed=1)
    schema = RatingSchema.objects.get(project=project)
    places = TaskPlace.objects.filter(project=project).order_by("task_id", "index")
    Assignment.objects.bulk_create(
        Assignment(
            project=project,
            task_id=place.task_id,
            user=people[place.index],
            place=place,
            kind=place.kind,
            state=AssignmentState.SUBMITTED,
            rating_schema=schema,
            lease_until=Now(),
            submitted_at=Now(),
        )
        for place in places
    )
    places.update(filled=True)
