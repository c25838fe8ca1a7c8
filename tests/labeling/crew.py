"""People who work through the services, on connections of their own, many at once."""

import random
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

from django.db.models.functions import Now
from django.utils import timezone

from labeling.assignments.domain.answers import RankingAnswer, SlotRating
from labeling.assignments.models import Assignment, Judgment, LabelingTask, TaskPlace
from labeling.assignments.services.claim import Claim, assignment_next
from labeling.assignments.services.judgments import Submission
from labeling.assignments.services.submit import Submitted, judgment_submit
from tests.factories import make_member, make_project, make_user
from tests.labeling.work import make_eligible
from touchstone.accounts.models import User
from touchstone.projects.access import access_project
from touchstone.projects.models import Project

SLOTS = "ABC"


def make_crew(count: int, **project_fields: Any) -> tuple[Project, list[User]]:
    """Create a project without a shared sample and people who may rank there."""
    project = make_project(**{"shared_sample_share": 0.0, **project_fields})
    people = [make_user() for _ in range(count)]
    for user in people:
        make_member(project, user)
    make_eligible(project, *people, kinds=["ranking"])
    return project, people


def claim(user: User, project: Project) -> Claim:
    """Ask for the next task."""
    return assignment_next(access=access_project(user, project.public_id))


def submit(
    assignment_id: int, key: UUID | None = None, generator: random.Random | None = None
) -> Submitted:
    """Hand in a ranking of three in a random order."""
    found = Assignment.objects.select_related("project", "task", "rating_schema", "user")
    order = (generator or random.Random()).sample(SLOTS, len(SLOTS))
    ratings = {slot: SlotRating(4) for slot in SLOTS}
    submission = Submission(
        submission_id=key or uuid4(),
        answer=RankingAnswer(tuple((slot,) for slot in order), ratings),
        active_seconds=3,
        wall_seconds=4,
        occurred_at=timezone.now(),
        interface_version="",
        body=[str(key or assignment_id)],
    )
    return judgment_submit(assignment=found.get(pk=assignment_id), submission=submission)


def assert_places_hold(project: Project) -> None:
    """Assert: no task over its overlap, none twice to one person, and what counts fills a place."""
    standing = Judgment.objects.filter(project=project, supersedes__isnull=True)
    alive = Judgment.objects.filter(project=project, superseded_by=None, void=None)
    counted = Counter(alive.filter(counted=True).values_list("task_id", flat=True))
    places = TaskPlace.objects.filter(project=project)
    filled = Counter(places.filter(filled=True).values_list("task_id", flat=True))
    held = places.filter(filled=False, lease_until__gt=Now())
    live = Counter(held.values_list("task_id", flat=True))
    assert counted == filled
    for task in LabelingTask.objects.filter(project=project):
        assert counted[task.pk] + live[task.pk] <= task.overlap
    pairs = Counter(standing.values_list("task_id", "user_id"))
    assert not [pair for pair, count in pairs.items() if count > 1]
