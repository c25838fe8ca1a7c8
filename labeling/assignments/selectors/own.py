"""How one's own work stands: what was done, and how it agrees with others'.

For the person alone. Deliberately absent: any order among people, and any speed.
"""

from typing import Any

from django.db.models import Count, Q

from labeling.agreement import (
    AgreementFigure,
    ClusterSums,
    Definition,
    RankingRecord,
    agreement_with_consensus,
    figure_from_sums,
)
from labeling.assignments.models import Assignment, AssignmentState, Judgment, Pause
from labeling.assignments.models.task import KINDS_OFFERED
from labeling.assignments.selectors.agreement import HEADLINE_RULE, agreement_by_labeler
from labeling.assignments.selectors.standing import STANDING


def own_standing(*, project_id: int, user_id: int) -> dict[str, Any]:
    """Return the JSON of somebody's own page; figures are of the shared sample."""
    mine = Assignment.objects.filter(project_id=project_id, user_id=user_id)
    counts = mine.values("kind").annotate(
        submitted=Count("pk", filter=Q(state=AssignmentState.SUBMITTED)),
        skipped=Count("pk", filter=Q(state=AssignmentState.SKIPPED)),
    )
    by_kind = {row["kind"]: row for row in counts if row["submitted"] + row["skipped"]}
    pause = Pause.objects.filter(project_id=project_id, user_id=user_id, ended_at=None).first()
    others = agreement_by_labeler(project_id=project_id).get(user_id) or _nothing()
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
    shared = standing.filter(user_id=user_id, task__in_shared_sample=True).values("task_id")
    rows = standing.filter(task_id__in=shared).order_by("task_id", "pk")
    records = (
        RankingRecord(task=task, prompt=prompt, labeler=labeler, ranking=ranking or [])
        for task, prompt, labeler, ranking in rows.values_list(
            "task_id", "prompt_id", "user_id", "ranking"
        )
    )
    return agreement_with_consensus(records, user_id, rule=HEADLINE_RULE)


def _nothing() -> AgreementFigure:
    return figure_from_sums(
        ClusterSums.of(0, 0, 0, 0, 0, 0),
        definition=Definition.WITH_OTHERS,
        tie_rule=HEADLINE_RULE,
        tie_rate=None,
        prompts_in_scope=0,
    )
