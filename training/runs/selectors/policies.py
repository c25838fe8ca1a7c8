"""Whether a retrain policy is due: so many new judgments, or so many days with any."""

from datetime import timedelta

from touchstone.core.clock import database_now
from training.runs.models import Cycle, CycleState, CycleStep, RetrainPolicy, StepName
from training.runs.selectors.evidence import evidence_new_count

_BUSY = (CycleState.RUNNING, CycleState.FAILED)


def policy_due(policy: RetrainPolicy) -> str | None:
    """Return why a cycle should start now; ``None`` if none should.

    Nothing starts by itself while the project's last cycle runs, or has failed and waits for a
    person: what made it fail would make the next one fail too.
    """
    latest = Cycle.objects.filter(project=policy.project_id).order_by("-number").first()
    if latest is not None and latest.state in _BUSY:
        return None
    if policy.every_judgments is None and policy.every_days is None:
        return None
    new = policy_new_count(policy)
    if policy.every_judgments is not None and new >= policy.every_judgments:
        return f"{new} new judgments ({policy.every_judgments} wanted)."
    if policy.every_days is None or new == 0:
        return None
    mine = Cycle.objects.filter(policy=policy).order_by("-number").first()
    since = mine.created_at if mine is not None else policy.created_at
    if database_now() - since >= timedelta(days=policy.every_days):
        return f"{policy.every_days} days since the last one, {new} new judgments."
    return None


def policy_new_count(policy: RetrainPolicy) -> int:
    """Count the judgments that the policy's last cycle did not learn from.

    What its filters left out is not new: it was counted when that cycle froze its datasets.
    """
    frozen = (
        CycleStep.objects.filter(cycle__policy=policy, name=StepName.FREEZE, datasets__isnull=False)
        .order_by("-cycle__number")
        .first()
    )
    if frozen is None:
        return evidence_new_count(project=policy.project, since=[])
    new = evidence_new_count(project=policy.project, since=frozen.datasets.all())
    return max(0, new - int(frozen.summary.get("left_out", 0)))
