"""Reads of guideline releases and of where somebody stands with them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from labeling.guidelines.domain import must_acknowledge
from labeling.guidelines.models import Acknowledgment, GuidelineVersion
from touchstone.core.prepared import prepared_cursor

# One statement, because every claim asks it: the newest release, and the newest acknowledged.
_STANDING = """
SELECT current.id, current.major, acknowledged.id, acknowledged.major
FROM (SELECT 1) one
LEFT JOIN LATERAL (
    SELECT id, major FROM guidelines_guidelineversion WHERE project_id = %(project)s
    ORDER BY major DESC, minor DESC LIMIT 1
) current ON true
LEFT JOIN LATERAL (
    SELECT g.id, g.major FROM guidelines_guidelineversion g
    JOIN guidelines_acknowledgment a ON a.guideline_id = g.id AND a.user_id = %(user)s
    WHERE g.project_id = %(project)s ORDER BY g.major DESC, g.minor DESC LIMIT 1
) acknowledged ON true
"""


@dataclass(frozen=True)
class GuidelineStanding:
    """Where somebody stands: ids are ``None`` where nothing was published or acknowledged."""

    current_id: int | None
    current_major: int | None
    acknowledged_id: int | None
    acknowledged_major: int | None

    @property
    def must_acknowledge(self) -> bool:
        """Whether the next claim has to wait."""
        return must_acknowledge(self.current_major, self.acknowledged_major)


@dataclass(frozen=True)
class GuidelineCurrent:
    """The newest release and what its reader has to do about it."""

    release: GuidelineVersion | None
    acknowledged: bool
    must_acknowledge: bool


def guideline_standing(*, project_id: int, user_id: int) -> GuidelineStanding:
    """Return where ``user_id`` stands with the project's releases (one query)."""
    with prepared_cursor() as cursor:
        cursor.execute(_STANDING, {"project": project_id, "user": user_id})
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - the outer SELECT always has one row
    return GuidelineStanding(*row)


def guideline_current(*, project_id: int, user_id: int) -> GuidelineCurrent:
    """Return the newest release with what the reader has to do about it."""
    standing = guideline_standing(project_id=project_id, user_id=user_id)
    if standing.current_id is None:
        return GuidelineCurrent(None, acknowledged=False, must_acknowledge=False)
    release = GuidelineVersion.objects.get(pk=standing.current_id)
    acknowledged = Acknowledgment.objects.filter(
        guideline_id=standing.current_id, user_id=user_id
    ).exists()
    return GuidelineCurrent(release, acknowledged, standing.must_acknowledge)


def guidelines(*, project_id: int) -> QuerySet[GuidelineVersion]:
    """Return every release of the project, without the bodies."""
    return (
        GuidelineVersion.objects.filter(project_id=project_id)
        .select_related("published_by")
        .defer("body_markdown")
    )
