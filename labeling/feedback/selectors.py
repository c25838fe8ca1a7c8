"""Reading feedback: one event, a feed that never skips one, the admin's list."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BigIntegerField, Count, Exists, Func, OuterRef, Q, QuerySet

from labeling.feedback.models import FeedbackEvent
from touchstone.core.errors import NotFoundError
from touchstone.projects.models import Project

HOLDS = Q(~Exists(FeedbackEvent.objects.filter(supersedes=OuterRef("pk"))))
"""Of thumbs: neither changed nor taken back."""

_SHOWN = ("completion", "comment", "correction", "supersedes", "superseded_by")


class _OldestRunning(Func):
    """The oldest transaction that may still commit."""

    template = "txid_snapshot_xmin(txid_current_snapshot())"
    output_field = BigIntegerField()


@dataclass(frozen=True)
class FeedPosition:
    """Where a reader stands: behind this event, in the order of transactions."""

    transaction_id: int
    pk: int


def feedback_event(project: Project, event_id: UUID) -> FeedbackEvent:
    """Return one event of a project.

    Raises:
        NotFoundError: There is none with this id.
    """
    found = _shown(project).filter(public_id=event_id).first()
    if found is None:
        raise NotFoundError("feedback event")
    return found


def feedback_feed(
    project: Project, *, after: FeedPosition | None, limit: int
) -> tuple[list[FeedbackEvent], bool]:
    """Return the next events of a feed, and whether there are more by now.

    Ids are dealt before transactions commit, so a later read may find lower ids than an earlier
    one. The feed therefore goes by transaction and stops before the oldest that is unfinished:
    what comes later sorts later, and a reader that keeps its position misses nothing.
    """
    events = _shown(project).filter(transaction_id__lt=_OldestRunning())
    if after is not None:
        same = Q(transaction_id=after.transaction_id, pk__gt=after.pk)
        events = events.filter(
            Q(transaction_id__gt=after.transaction_id) | same,
            # Implied by the line above; lets the index start at the right place.
            transaction_id__gte=after.transaction_id,
        )
    rows = list(events.order_by("transaction_id", "pk")[: limit + 1])
    return rows[:limit], len(rows) > limit


def feedback_events(project: Project) -> QuerySet[FeedbackEvent]:
    """Return a project's thumbs with what they are on, for its admins."""
    thumbs = FeedbackEvent.objects.filter(project=project, kind="thumb")
    return thumbs.select_related(
        "completion__content", "completion__model", "answer", "comment", "superseded_by"
    )


def feedback_counts(project: Project) -> dict[str, int]:
    """Return how many thumbs hold now, up and down: neither changed nor taken back."""
    thumbs = FeedbackEvent.objects.filter(HOLDS, project=project, kind="thumb")
    found = dict(thumbs.values_list("rating").annotate(Count("id")))
    return {"up": found.get("up", 0), "down": found.get("down", 0)}


def _shown(project: Project) -> QuerySet[FeedbackEvent]:
    return FeedbackEvent.objects.filter(project=project).select_related(*_SHOWN)
