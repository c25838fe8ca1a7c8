"""Where somebody stands with the guidelines: one statement, because every claim asks it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from labeling.guidelines.domain.numbers import StopReason, must_acknowledge, must_pass_quiz
from touchstone.core.prepared import prepared_cursor
from touchstone.projects.models import Membership

# The newest release, the newest acknowledged; and where the newest has a quiz (few do, so the
# CASE spares the lookups), whether one was in force when they first acknowledged this major (which
# release of it they named does not matter: an older one can be named at any time) and whether they
# passed.
_STANDING_OF = """
SELECT current.id, current.major, acknowledged.id, acknowledged.major,
       COALESCE(current.has_quiz, false),
       COALESCE(CASE WHEN current.has_quiz THEN (
           SELECT (SELECT shown.quiz IS NOT NULL FROM guidelines_guidelineversion shown
                   WHERE shown.project_id = %(project)s AND shown.major = current.major
                     AND shown.published_at <= a.acknowledged_at
                   ORDER BY shown.minor DESC LIMIT 1)
           FROM guidelines_guidelineversion g
           JOIN guidelines_acknowledgment a ON a.guideline_id = g.id AND a.user_id = {user}
           WHERE g.project_id = %(project)s AND g.major = current.major
           ORDER BY a.acknowledged_at, a.id LIMIT 1
       ) END, false),
       CASE WHEN current.has_quiz THEN EXISTS (
           SELECT 1 FROM guidelines_guidelineversion g
           JOIN guidelines_quiztry t ON t.guideline_id = g.id AND t.user_id = {user}
           JOIN guidelines_quizresult r ON r.quiz_try_id = t.id AND r.passed
           WHERE g.project_id = %(project)s AND g.major = current.major
       ) ELSE false END
FROM (SELECT 1) one
LEFT JOIN LATERAL (
    SELECT id, major, quiz IS NOT NULL AS has_quiz
    FROM guidelines_guidelineversion WHERE project_id = %(project)s
    ORDER BY major DESC, minor DESC LIMIT 1
) current ON true
LEFT JOIN LATERAL (
    SELECT g.id, g.major FROM guidelines_guidelineversion g
    JOIN guidelines_acknowledgment a ON a.guideline_id = g.id AND a.user_id = {user}
    WHERE g.project_id = %(project)s ORDER BY g.major DESC, g.minor DESC LIMIT 1
) acknowledged ON true
"""
_STANDING = _STANDING_OF.format(user="%(user)s")
_STANDINGS = f"""
SELECT u.id, standing.* FROM unnest(%(users)s::bigint[]) AS u (id)
CROSS JOIN LATERAL ({_STANDING_OF.format(user="u.id")}) standing
"""  # noqa: S608 - parts of our own


@dataclass(frozen=True)
class GuidelineStanding:
    """Where somebody stands: ids are ``None`` where nothing was published or acknowledged."""

    current_id: int | None
    current_major: int | None
    acknowledged_id: int | None
    acknowledged_major: int | None
    has_quiz: bool
    began_with_quiz: bool
    passed: bool

    @property
    def must_acknowledge(self) -> bool:
        """Whether the next claim has to wait for an acknowledgment."""
        return must_acknowledge(self.current_major, self.acknowledged_major)

    @property
    def must_pass_quiz(self) -> bool:
        """Whether it has to wait for the quiz; who has to acknowledge does that first."""
        return not self.must_acknowledge and must_pass_quiz(
            has_quiz=self.has_quiz, began_with_quiz=self.began_with_quiz, passed=self.passed
        )

    @property
    def quiz_follows(self) -> bool:
        """Whether confirming the newest release leads to its quiz."""
        return self.must_acknowledge and self.has_quiz and not self.passed

    @property
    def stopped_by(self) -> StopReason | None:
        """What the next claim waits for, if anything."""
        if self.must_acknowledge:
            return "must_acknowledge"
        return "must_pass_quiz" if self.must_pass_quiz else None


def guideline_standing(*, project_id: int, user_id: int) -> GuidelineStanding:
    """Return where ``user_id`` stands with the project's releases (one query)."""
    with prepared_cursor() as cursor:
        cursor.execute(_STANDING, {"project": project_id, "user": user_id})
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - the outer SELECT always has one row
    return GuidelineStanding(*row)


def guideline_standings(*, project_id: int, users: Sequence[int]) -> dict[int, GuidelineStanding]:
    """Return where each of ``users`` stands with the project's releases (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, {"project": project_id, "users": list(users)})
        return {user: GuidelineStanding(*row) for user, *row in cursor.fetchall()}


def guidelines_unconfirmed(*, project_id: int) -> int:
    """Count the members who still have to confirm the newest release, or to pass its quiz."""
    members = Membership.objects.filter(project=project_id, is_active=True, user__is_active=True)
    users = list(members.values_list("user_id", flat=True))
    standings = guideline_standings(project_id=project_id, users=users)
    return sum(one.stopped_by is not None for one in standings.values())
