"""What reviewers said changes what is learned from: settled tasks, voids, returned answers."""

import pytest

from labeling.assignments.models import (
    DemonstrationDraw,
    DemonstrationVerdict,
    Judgment,
    TaskKind,
    Verdict,
    VoidCause,
)
from labeling.assignments.services.void import judgments_void
from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.exports.rows import dataset_rows
from labeling.datasets.models import DatasetKind
from labeling.datasets.selectors import judgments_eligible
from labeling.datasets.services import dataset_version_create
from tests.factories import make_user
from tests.labeling.evidence import demonstrated, ranked
from tests.labeling.quality.test_settle import disputed, settle
from tests.labeling.work import make_workplace
from touchstone.accounts.models import User
from touchstone.projects.models import Project

pytestmark = pytest.mark.django_db
RANKINGS, DEMONSTRATIONS = DatasetKind.RANKINGS, DatasetKind.DEMONSTRATIONS


def taken(project: Project, kind: DatasetKind, **filters: str) -> set[int]:
    """Return the judgments that a version would hold."""
    found = judgments_eligible(project, kind, DatasetFilters(**filters))  # type: ignore[arg-type]
    return set(found.values_list("pk", flat=True))


def test_a_settled_task_gives_the_reviews_ranking_in_place_of_the_labelers() -> None:
    cast = make_workplace()
    labelers = {judgment.pk for judgment in Judgment.objects.filter(task=disputed(cast))}
    other = ranked(cast.project).pk
    task_id = Judgment.objects.get(pk=min(labelers)).task_id
    before = dataset_version_create(project=cast.project, kind=RANKINGS)
    settle(cast.rita, task_id)
    settle(cast.rita, task_id, [["C"], ["B"], ["A"]])
    review = Judgment.objects.filter(kind=TaskKind.REVIEW).latest("pk")
    assert taken(cast.project, RANKINGS) == {other, review.pk}
    assert taken(cast.project, DatasetKind.PREFERENCE_PAIRS) == {other, review.pk}
    assert taken(cast.project, RANKINGS, settled="all") == labelers | {other, review.pk}
    after = dataset_version_create(project=cast.project, kind=RANKINGS)
    assert after.filters["settled"] == "review"
    rows = {row["prompt_id"]: row for row in dataset_rows(after)}
    settled = rows[str(review.prompt.public_id)] if review.prompt else {}
    assert [one["judgment_id"] for one in settled["rankings"]] == [str(review.public_id)]
    assert before.items.count() == 3, "what was frozen stays"


def test_a_simulated_review_replaces_no_persons_judgment() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    labelers = {judgment.pk for judgment in Judgment.objects.filter(task=task_id)}
    User.objects.filter(pk=cast.rita.pk).update(is_simulated=True)
    settle(cast.rita, task_id)
    assert taken(cast.project, RANKINGS) == labelers


def test_voided_judgments_are_in_no_new_version() -> None:
    cast = make_workplace()
    kept, out = ranked(cast.project), ranked(cast.project)
    wrote = demonstrated(cast.project)
    judgments_void(
        judgment_ids=[out.pk, wrote.pk], cause=VoidCause.VOID, reason="Careless.", by=cast.rita
    )
    assert taken(cast.project, RANKINGS, settled="all") == {kept.pk}
    assert taken(cast.project, DEMONSTRATIONS, review="any") == set()


def test_demonstrations_wait_for_their_reviewer_unless_any_is_asked_for() -> None:
    cast = make_workplace()
    reviewer = make_user()
    undrawn, waits, approved, returned = (demonstrated(cast.project) for _ in range(4))
    for judgment in (waits, approved, returned):
        DemonstrationDraw.objects.create(project=cast.project, judgment=judgment, cause="share")
    for judgment, verdict in ((approved, Verdict.APPROVED), (returned, Verdict.RETURNED)):
        DemonstrationVerdict.objects.create(
            project=cast.project, judgment=judgment, verdict=verdict, by=reviewer
        )
    assert taken(cast.project, DEMONSTRATIONS) == {undrawn.pk, approved.pk}
    everything = {undrawn.pk, waits.pk, approved.pk, returned.pk}
    assert taken(cast.project, DEMONSTRATIONS, review="any") == everything
