"""Which evidence may stand in a dataset. What is not selected here, nothing ever learns from.

Left out always: judgments made for a gate, or as a check against gold; judgments that a later
revision supersedes or that were voided; simulated people's work in a project of people, and the
other way round; what was erased.
Left out unless asked for: surplus judgments and prompts, labelers' rankings of what a reviewer
settled, and demonstrations that wait for a reviewer or went back. Thumbs need the end user's
consent to storing and to training.
"""

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, NullIf

from labeling.assignments.models import Judgment, PairOutcome, TaskKind, TaskPurpose
from labeling.assignments.selectors.standing import STANDING, held_back
from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.models import DatasetItem, DatasetKind, DatasetVersion
from labeling.feedback.models import EventKind, FeedbackEvent
from labeling.feedback.selectors import HOLDS
from labeling.prompts.models import Completion, Prompt, PromptSource, Split
from touchstone.projects.models import Project

_RANKED = (TaskKind.RANKING, TaskKind.COMPARISON, TaskKind.REVIEW)
TASK_KINDS: dict[DatasetKind, tuple[TaskKind, ...]] = {
    DatasetKind.DEMONSTRATIONS: (TaskKind.DEMONSTRATION,),
    DatasetKind.RANKINGS: _RANKED,
    DatasetKind.PREFERENCE_PAIRS: _RANKED,
}


def judgments_eligible(
    project: Project, kind: DatasetKind, filters: DatasetFilters | None = None
) -> QuerySet[Judgment]:
    """Return the judgments that a dataset of this kind may hold now; none for other kinds."""
    filters = filters or DatasetFilters()
    judgments = Judgment.objects.filter(
        STANDING,
        project=project,
        kind__in=TASK_KINDS.get(kind, ()),
        task__purpose=TaskPurpose.TRAINING,
        gold_check=False,
        is_simulated=project.is_simulated,
        prompt__content__erased_at=None,
    )
    if kind == DatasetKind.DEMONSTRATIONS:
        judgments = judgments.filter(
            demonstration__isnull=False, demonstration__content__erased_at=None
        )
        if filters.review == "approved":
            judgments = judgments.exclude(held_back())
    else:
        judgments = judgments.filter(ranking__isnull=False)
        if filters.settled == "review":
            judgments = judgments.exclude(Exists(_reviews(project)))
    if not filters.include_surplus:
        judgments = judgments.filter(counted=True)
    if filters.min_agreement is not None:
        disputed = _tasks_below(project, filters.min_agreement)
        judgments = judgments.exclude(prompt__split=Split.TRAIN, task__in=disputed)
    return judgments


def edits_eligible(project: Project, filters: DatasetFilters) -> QuerySet[Judgment]:
    """Return the comparisons whose edit of the better answer may be taken as a demonstration.

    Those that pairs may hold: a reviewer who settled the task otherwise has the last word.
    """
    compared = judgments_eligible(project, DatasetKind.PREFERENCE_PAIRS, filters)
    return compared.filter(edited__isnull=False, edited__content__erased_at=None)


def _reviews(project: Project) -> QuerySet[Judgment]:
    """Return the review, if any that may be learned from, of the task of an outer judgment."""
    return Judgment.objects.filter(
        STANDING,
        task__reviews=OuterRef("task"),
        ranking__isnull=False,
        is_simulated=project.is_simulated,
    )


def _tasks_below(project: Project, least: float) -> QuerySet[PairOutcome, int]:
    """Tasks whose judgments were compared and agree on less than this share of ordered pairs."""
    concordant = Sum(F("weight") * F("concordant"))
    ordered = Sum(F("weight") * (F("concordant") + F("discordant")))
    return (
        PairOutcome.objects.filter(project=project)
        .values("task")
        .annotate(share=Cast(concordant, FloatField()) / NullIf(ordered, 0))
        .filter(share__lt=least)
        .values_list("task", flat=True)
    )


def demonstrations_imported(project: Project) -> QuerySet[Completion]:
    """Return references that were imported as ideal answers."""
    return Completion.objects.filter(
        project=project,
        is_demonstration=True,
        content__erased_at=None,
        prompt__content__erased_at=None,
    )


def thumbs_eligible(project: Project) -> QuerySet[FeedbackEvent]:
    """Return the thumbs that hold, whose answer is known and may be learned from."""
    return FeedbackEvent.objects.filter(
        HOLDS,
        Q(completion__isnull=False) | Q(answer__isnull=False),
        project=project,
        kind=EventKind.THUMB,
        consent_store=True,
        consent_train=True,
        answer__erased_at=None,
        completion__content__erased_at=None,
        completion__prompt__content__erased_at=None,
    )


def prompts_eligible(project: Project, filters: DatasetFilters | None = None) -> QuerySet[Prompt]:
    """Return the prompts that were not erased; of those written here, the ones that stand."""
    written = Judgment.objects.filter(prompt=OuterRef("pk"), kind=TaskKind.PROMPT)
    taken = written.filter(STANDING, is_simulated=project.is_simulated)
    if filters is None or not filters.include_surplus:
        taken = taken.filter(counted=True)
    left_out = Exists(written) & ~Exists(taken)
    return Prompt.objects.filter(project=project, content__erased_at=None).exclude(
        Q(source=PromptSource.LABELER) & left_out
    )


def judgments_new_count(
    *, project: Project, kind: DatasetKind, since: DatasetVersion | None
) -> int:
    """Count eligible judgments that ``since`` does not contain; all of them without one.

    Counted against the version's lineage, never against a timestamp: a transaction that began
    before the version was frozen may commit after it.
    """
    fresh = judgments_eligible(project, kind)
    if since is not None:
        held = DatasetItem.objects.filter(version=since, judgment__isnull=False)
        fresh = fresh.exclude(pk__in=held.values("judgment"))
    return fresh.count()
