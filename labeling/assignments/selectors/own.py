"""How one's own work stands: what was done, and how it agrees with others'.

For the person alone. Deliberately absent: any order among people, and any speed.
"""

from typing import Any

from django.db.models import Count, Q

from labeling.agreement import AgreementFigure, RankingRecord, agreement_with_consensus
from labeling.assignments.models import Assignment, AssignmentState, Judgment, Pause
from labeling.assignments.models.task import KINDS_OFFERED
from labeling.assignments.selectors.agreement import HEADLINE_RULE, agreement_of_labeler
from labeling.assignments.selectors.standing import STANDING

SAMPLE = 500
"""Tasks of the shared sample whose consensus is read, the newest: a page for every day."""


def own_standing(*, project_id: int, user_id: int) -> dict[str, Any]:
    """Return the JSON of somebody's own page; figures are of the shared sample (six queries)."""
    mine = Assignment.objects.filter(project_id=project_id, user_id=user_id)
    counts = mine.values("kind").annotate(
        submitted=Count("pk", filter=Q(state=AssignmentState.SUBMITTED)),
        skipped=Count("pk", filter=Q(state=AssignmentState.SKIPPED)),
    )
    by_kind = {row["kind"]: row for row in counts if row["submitted"] + row["skipped"]}
    pause = Pause.objects.filter(project_id=project_id, user_id=user_id, ended_at=None).first()
    others = agreement_of_labeler(project_id=project_id, user_id=user_id)
    return {
        "done": [by_kind[kind] for kind in KINDS_OFFERED if kind in by_kind],
        "agreement": {
            "with_others": others.as_dict(),
            "with_consensus": _with_consensus(project_id, user_id).as_dict(),
        },
        "paused": pause.reason if pause else None,
    }


def _with_consensus(project_id: int, user_id: int) -> AgreementFigure:
    standing = Judgment.objects.filter(
        STANDING, project_id=project_id, counted=True, ranking__isnull=False
    )
    shared = standing.filter(user_id=user_id, task__in_shared_sample=True).order_by("-pk")
    newest = list(shared.values_list("task_id", flat=True)[:SAMPLE])
    rows = standing.filter(task_id__in=newest).order_by("task_id", "pk")
    records = (
        RankingRecord(task=task, prompt=prompt, labeler=labeler, ranking=ranking or [])
        for task, prompt, labeler, ranking in rows.values_list(
            "task_id", "prompt_id", "user_id", "ranking"
        )
    )
    return agreement_with_consensus(records, user_id, rule=HEADLINE_RULE)
