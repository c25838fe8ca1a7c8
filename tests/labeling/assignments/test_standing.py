"""Which judgments stand, and that PostgreSQL can tell how many."""

import json

import pytest
from django.db import connection
from django.db.models import QuerySet

from labeling.assignments.models import Judgment
from labeling.assignments.selectors.standing import STANDING, latest
from labeling.feedback.models import FeedbackEvent
from labeling.feedback.selectors import HOLDS
from tests.factories import make_project
from tests.labeling.evidence import ranked, thumbed

MANY = 40


@pytest.mark.django_db
def test_postgresql_expects_that_most_judgments_and_thumbs_stand() -> None:
    project = make_project()
    for _ in range(MANY):
        ranked(project)
        thumbed(project)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert _expected(Judgment.objects.filter(latest())) >= MANY / 2
    assert _expected(Judgment.objects.filter(STANDING)) >= MANY / 2
    assert _expected(FeedbackEvent.objects.filter(HOLDS)) >= MANY / 2


def _expected(found: "QuerySet[Judgment] | QuerySet[FeedbackEvent]") -> int:
    """Return how many rows PostgreSQL plans for."""
    [plan] = json.loads(found.explain(format="json"))
    return int(plan["Plan"]["Plan Rows"])
