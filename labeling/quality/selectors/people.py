"""People's work and quality over time, for reviewers: never a ranking by volume."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from labeling.agreement import AgreementFigure, ClusterSums, Definition, TieRule, figure_from_sums
from labeling.assignments.domain.ledger import Stretch
from labeling.assignments.models import Eligibility, Pause
from labeling.assignments.selectors.agreement import agreement_by_labeler
from labeling.assignments.selectors.standing import VERDICT_STANDS
from labeling.assignments.selectors.stretches import CLAIMS, active_lost
from labeling.guidelines.domain.numbers import StopReason
from labeling.guidelines.selectors import guideline_standings
from labeling.quality.selectors.gold import GoldCheck, gold_checks, gold_figure, settled_checks
from touchstone.projects.models import Membership, Project

WEEKS = 26
"""How far back a person's weeks go."""

# As the ledger counts: a person reads the same figures on their own page.
_TOTALS = f"""
SELECT user_id, count(*) FILTER (WHERE NOT revised AND NOT skipped),
       count(*) FILTER (WHERE skipped), COALESCE(sum(claimed), 0),
       max(at) FILTER (WHERE NOT revised AND NOT skipped), bool_or(tight)
FROM {CLAIMS} GROUP BY user_id
"""  # noqa: S608 - parts of our own
_VOIDED = """
SELECT j.user_id, count(*) FROM assignments_judgmentvoid v
JOIN assignments_judgment j ON j.id = v.judgment_id
WHERE v.project_id = %(project)s AND j.user_id = ANY(%(users)s) GROUP BY j.user_id
"""
_WORK = f"""
SELECT date_trunc('week', at, 'UTC')::date, count(*) FILTER (WHERE NOT revised AND NOT skipped),
       count(*) FILTER (WHERE skipped), COALESCE(sum(claimed), 0), bool_or(tight)
FROM {CLAIMS} GROUP BY 1
"""  # noqa: S608 - parts of our own
# One row per prompt of a week first: a prompt is one cluster, however many compare on it.
_AGREEMENT = """
SELECT week, count(*) FILTER (WHERE n > 0), sum(x), sum(n), sum(x * x), sum(x * n), sum(n * n),
       sum(ties), sum(n + ties), count(*)
FROM (
    SELECT date_trunc('week', j.received_at, 'UTC')::date AS week, o.prompt_id,
           sum(weight * concordant) AS x, sum(weight * (concordant + discordant)) AS n,
           sum(weight * (tied_one + tied_both)) AS ties
    FROM assignments_pairoutcome o
    JOIN assignments_judgment j
         ON j.id = CASE WHEN o.first_user_id = %(user)s THEN o.first_id ELSE o.second_id END
    WHERE o.project_id = %(project)s AND o.in_shared_sample
      AND (o.first_user_id = %(user)s OR o.second_user_id = %(user)s)
      AND j.received_at >= %(since)s
    GROUP BY 1, 2
) per_prompt GROUP BY week
"""
# What reviewers said of what somebody wrote, by the week in which it was written; what a reviewer
# put in its place is not theirs.
_VERDICTS = f"""
SELECT j.user_id, date_trunc('week', j.received_at, 'UTC')::date, v.verdict, count(*)
FROM assignments_demonstrationverdict v JOIN assignments_judgment j ON j.id = v.judgment_id
WHERE v.project_id = %(project)s AND j.user_id = ANY(%(users)s) AND v.verdict <> 'reopened'
  AND {VERDICT_STANDS}
  AND NOT EXISTS (SELECT 1 FROM assignments_demonstrationverdict e WHERE e.replaced_by_id = j.id)
GROUP BY 1, 2, 3
"""  # noqa: S608 - parts of our own


def people_bodies(*, project: Project, memberships: Sequence[Membership]) -> list[dict[str, Any]]:
    """Return members with their work and quality as JSON values (twelve queries)."""
    users = [one.user_id for one in memberships]
    totals, voided = _work(project, users)
    figures = agreement_by_labeler(project_id=project.pk)
    kinds = _kinds(project, users)
    pauses = {
        one.user_id: one
        for one in Pause.objects.filter(project=project, user__in=users, ended_at=None)
    }
    checks = gold_checks(project=project, users=users)
    settled = settled_checks(project=project, users=users)
    verdicts = _verdicts(project, users)
    standings = guideline_standings(project_id=project.pk, users=users)
    return [
        _person(
            one,
            totals.get(one.user_id, [0, 0, 0, None, False]),
            voided=voided.get(one.user_id, 0),
            kinds=kinds.get(one.user_id, []),
            pause=pauses.get(one.user_id),
            agreement=figures.get(one.user_id, _empty()),
            gold=gold_figure(check for check in checks if check.user_id == one.user_id),
            reviewers=_with_reviewers(settled, one.user_id),
            reviewed=_reviewed(verdicts, one.user_id),
            stopped_by=standings[one.user_id].stopped_by,
        )
        for one in memberships
    ]


def _work(project: Project, users: Sequence[int]) -> tuple[dict[int, list[Any]], dict[int, int]]:
    """Return what people did, by user, and how much of it was voided."""
    parameters: dict[str, Any] = {"project": project.pk, "users": users, "since": None}
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, parameters)
        totals = {user: rest for user, *rest in cursor.fetchall()}
        cursor.execute(_VOIDED, parameters)
        voided = dict(cursor.fetchall())
    if overlap := [user for user, (*_, tight) in totals.items() if tight]:
        lost = active_lost(lambda one: one.person, project_id=project.pk, users=overlap)
        for user in overlap:
            totals[user][2] -= lost[user]
    return totals, voided


def person_weeks(*, project: Project, user_id: int) -> list[dict[str, Any]]:
    """Return a person's last weeks with any work, oldest first: work, skips, agreement, gold."""
    since = _monday(timezone.now()) - timedelta(weeks=WEEKS - 1)
    parameters: dict[str, Any] = {
        "project": project.pk,
        "user": user_id,
        "users": [user_id],
        "since": since,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WORK, parameters)
        work: dict[date, list[Any]] = {week: rest for week, *rest in cursor.fetchall()}
        cursor.execute(_AGREEMENT, parameters)
        sums: dict[date, list[Any]] = {week: rest for week, *rest in cursor.fetchall()}
    if any(tight for *_, tight in work.values()):
        lost = active_lost(_week, project_id=project.pk, users=[user_id], since=since)
        for week, row in work.items():
            row[2] -= lost[week]
    checks = gold_checks(project=project, users=[user_id])
    verdicts = _verdicts(project, [user_id])
    return [
        {
            "week": week,
            "judgments": work.get(week, [0, 0, 0])[0],
            "skips": work.get(week, [0, 0, 0])[1],
            "active_seconds": int(work.get(week, [0, 0, 0])[2]) // 1000,
            "agreement": _figure(sums.get(week)).as_dict(),
            "gold": gold_figure(check for check in checks if check.week == week).as_dict(),
            "reviewed": _reviewed(verdicts, user_id, week),
        }
        for week in sorted(work.keys() | sums.keys())
    ]


def pauses_of(*, project: Project, user_id: int) -> Any:
    """Return a person's pauses, the newest first."""
    found = Pause.objects.filter(project=project, user_id=user_id)
    return found.select_related("by", "ended_by").order_by("-pk")


def _person(
    membership: Membership,
    totals: Sequence[Any],
    *,
    voided: int,
    kinds: list[str],
    pause: Pause | None,
    agreement: AgreementFigure,
    gold: AgreementFigure,
    reviewers: AgreementFigure,
    reviewed: dict[str, int],
    stopped_by: StopReason | None,
) -> dict[str, Any]:
    judgments, skips, active_ms, last_at, _ = totals
    return {
        "user": membership.user,
        "role": membership.role,
        "is_active": membership.is_active,
        "joined_at": membership.joined_at,
        "paused": pause and {"reason": pause.reason, "at": pause.at},
        "kinds": kinds,
        "judgments": judgments,
        "skips": skips,
        "voided": voided,
        "active_seconds": int(active_ms) // 1000,
        "last_submitted_at": last_at,
        "agreement": agreement.as_dict(),
        "gold": gold.as_dict(),
        "reviewers": reviewers.as_dict(),
        "reviewed": reviewed,
        "stopped_by": stopped_by,
    }


def _verdicts(project: Project, users: Sequence[int]) -> list[tuple[int, date, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_VERDICTS, {"project": project.pk, "users": list(users)})
        return list(cursor.fetchall())


def _reviewed(
    verdicts: Sequence[tuple[int, date, str, int]], user_id: int, week: date | None = None
) -> dict[str, int]:
    """Return how many of somebody's demonstrations were approved, edited and returned."""
    counts = dict.fromkeys(("approved", "edited", "returned"), 0)
    for user, of, verdict, n in verdicts:
        if user == user_id and week in (None, of):
            counts[verdict] += n
    return counts


def _with_reviewers(settled: Sequence[GoldCheck], user_id: int) -> AgreementFigure:
    mine = (check for check in settled if check.user_id == user_id)
    return gold_figure(mine, Definition.WITH_REVIEWERS)


def _kinds(project: Project, users: Sequence[int]) -> dict[int, list[str]]:
    alive = Q(valid_until=None) | Q(valid_until__gt=Now())
    grants = Eligibility.objects.filter(alive, project=project, user__in=users)
    kinds: dict[int, list[str]] = {}
    for user, kind in grants.values_list("user_id", "kind").distinct().order_by("kind"):
        kinds.setdefault(user, []).append(kind)
    return kinds


def _monday(moment: datetime) -> datetime:
    """Return when the week of a moment began, in UTC."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def _week(stretch: Stretch) -> date:
    return _monday(stretch.at).date()


def _empty() -> AgreementFigure:
    return _figure(None)


def _figure(row: Sequence[Any] | None) -> AgreementFigure:
    clusters, x, n, xx, xn, nn, ties, pairs, scope = row or [0] * 9
    return figure_from_sums(
        ClusterSums.of(clusters, x, n, xx, xn, nn),
        definition=Definition.WITH_OTHERS,
        tie_rule=TieRule.EXCLUDED,
        tie_rate=float(ties / pairs) if pairs else None,
        prompts_in_scope=int(scope),
    )
