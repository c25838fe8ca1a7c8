"""Reads of releases: all of them, and the one in force for a reader."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from labeling.guidelines.models import Acknowledgment, GuidelineVersion
from labeling.guidelines.selectors.standing import guideline_standing


@dataclass(frozen=True)
class GuidelineCurrent:
    """The newest release and what its reader has to do about it."""

    release: GuidelineVersion | None
    acknowledged: bool
    must_acknowledge: bool
    must_pass_quiz: bool
    quiz_passed: bool
    last_acknowledged: GuidelineVersion | None


def guideline_current(*, project_id: int, user_id: int) -> GuidelineCurrent:
    """Return the newest release with what the reader has to do about it."""
    standing = guideline_standing(project_id=project_id, user_id=user_id)
    wanted = {standing.current_id, standing.acknowledged_id} - {None}
    releases = GuidelineVersion.objects.in_bulk(wanted) if wanted else {}
    return GuidelineCurrent(
        release=releases.get(standing.current_id),
        acknowledged=standing.current_id is not None
        and Acknowledgment.objects.filter(
            guideline_id=standing.current_id, user_id=user_id
        ).exists(),
        must_acknowledge=standing.must_acknowledge,
        must_pass_quiz=standing.must_pass_quiz,
        quiz_passed=standing.passed,
        last_acknowledged=releases.get(standing.acknowledged_id),
    )


def guidelines(*, project_id: int) -> QuerySet[GuidelineVersion]:
    """Return every release of the project, without what is in it; ``has_quiz`` is told."""
    return (
        GuidelineVersion.objects.filter(project_id=project_id)
        .select_related("published_by")
        .defer("body_markdown", "examples", "glossary", "quiz")
        .annotate(has_quiz=ExpressionWrapper(Q(quiz__isnull=False), output_field=BooleanField()))
    )


def guideline_latest(*, project_id: int) -> GuidelineVersion | None:
    """Return the release in force, ``None`` before the first."""
    releases = GuidelineVersion.objects.filter(project_id=project_id)
    return releases.order_by("-major", "-minor").first()


def guideline_before(release: GuidelineVersion) -> GuidelineVersion | None:
    """Return the release before this one, ``None`` for the first."""
    earlier = Q(major__lt=release.major) | Q(major=release.major, minor__lt=release.minor)
    releases = GuidelineVersion.objects.filter(earlier, project_id=release.project_id)
    return releases.order_by("-major", "-minor").first()
