"""The slow truth: agreement counted anew from the judgments that stand.

Reads every ranking of a project into memory; for tests, and for whoever doubts the live figures.
"""

from itertools import combinations, groupby

from labeling.agreement import PairCounts, pair_counts
from labeling.assignments.models import Judgment
from labeling.assignments.selectors.agreement import Counts
from labeling.assignments.selectors.standing import STANDING


def agreement_recount(*, project_id: int) -> Counts:
    """Return what ``agreement_counts`` must equal at any moment."""
    standing = Judgment.objects.filter(
        STANDING,
        project_id=project_id,
        counted=True,
        ranking__isnull=False,
    ).order_by("task_id", "pk")
    rows = standing.values_list(
        "task_id", "prompt_id", "task__in_shared_sample", "user_id", "ranking"
    )
    total: Counts = {}
    for _, group in groupby(rows.iterator(), key=lambda row: row[0]):
        for one, other in combinations(group, 2):
            counts = pair_counts(one[4] or [], other[4] or [])
            shared = [(None, True), (one[3], True), (other[3], True)] if one[2] else []
            for user_id, shared_only in [(None, False), *shared]:
                key = (user_id, one[1], shared_only)
                total[key] = total.get(key, PairCounts()) + counts
    return {key: counts for key, counts in total.items() if counts.pairs}
