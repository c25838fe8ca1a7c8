"""Which judgments and verdicts stand: the one definition, for the ORM and for SQL.

All by NOT EXISTS: of ``superseded_by__isnull=True``, an outer join, PostgreSQL believes that one
row comes out, and then reads a whole project for a page of fifty.
"""

from django.db.models import Exists, OuterRef, Q

from labeling.assignments.models import DemonstrationVerdict, Judgment, JudgmentVoid, Verdict


def latest(judgment: str = "pk") -> Q:
    """Tell of a judgment, by the path to its id, that no later revision is in its place."""
    return Q(~Exists(Judgment.objects.filter(supersedes=OuterRef(judgment))))


def not_voided(judgment: str = "pk") -> Q:
    """Tell of a judgment, by the path to its id, that nobody took it out."""
    return Q(~Exists(JudgmentVoid.objects.filter(judgment=OuterRef(judgment))))


def stands(judgment: str = "pk") -> Q:
    """Tell of a judgment, by the path to its id, that it is the latest and not voided."""
    return latest(judgment) & not_voided(judgment)


STANDING = stands()
"""Of judgments."""

VERDICT_STANDING = Q(~Exists(DemonstrationVerdict.objects.filter(supersedes=OuterRef("pk"))))
"""Of verdicts: no later one is in its place."""

STANDS = """
    NOT EXISTS (SELECT 1 FROM assignments_judgment later WHERE later.supersedes_id = j.id)
    AND NOT EXISTS (SELECT 1 FROM assignments_judgmentvoid void WHERE void.judgment_id = j.id)
"""
"""``STANDING`` in SQL, of a judgment ``j``."""

VERDICT_STANDS = """
    NOT EXISTS (
        SELECT 1 FROM assignments_demonstrationverdict later WHERE later.supersedes_id = v.id)
"""
"""``VERDICT_STANDING`` in SQL, of a verdict ``v``."""


def decided(judgment: str, *verdicts: Verdict) -> Exists:
    """Tell of a judgment, by the path to its id, whether a verdict on it stands: any, or of these.

    One that was reopened is not decided.
    """
    standing = DemonstrationVerdict.objects.filter(VERDICT_STANDING, judgment=OuterRef(judgment))
    if verdicts:
        return Exists(standing.filter(verdict__in=verdicts))
    return Exists(standing.exclude(verdict=Verdict.REOPENED))


def held_back() -> Q:
    """Tell of demonstrations that no model learns from: drawn and not decided, or returned."""
    return waiting_for_a_word() | Q(decided("pk", Verdict.RETURNED))


def waiting_for_a_word() -> Q:
    """Tell of demonstrations that were drawn for review and not decided."""
    return Q(draw__isnull=False) & ~Q(decided("pk"))
