"""The reviewers' queue of tasks, and one task with all that was said about it."""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from labeling.assignments.domain.order import slot_names
from labeling.assignments.models import (
    Judgment,
    LabelingTask,
    PairOutcome,
    Skip,
    TaskCompletion,
    TaskKind,
    TaskPlace,
    TaskSignal,
)
from labeling.assignments.selectors.available import NOT_HELD
from labeling.assignments.selectors.history import (
    LastTurn,
    answer_body,
    judgments_for_review,
    slots_of,
)
from labeling.assignments.selectors.ledger import Spent, answers_spent, spent_on
from labeling.assignments.selectors.standing import STANDING
from labeling.prompts.models import Prompt
from labeling.quality.models import GoldItem
from labeling.quality.selectors.parties import another_settles
from labeling.quality.selectors.verdicts import verdict_body, verdicts_standing
from touchstone.accounts.models import User
from touchstone.projects.models import Project
from touchstone.projects.selectors import rating_schema_current

_OPEN_PLACES = (
    TaskPlace.objects.filter(task=OuterRef("task"), filled=False, withdrawn=False, gold_check=False)
    .order_by()
    .values("task")
    .annotate(n=Count("pk"))
    .values("n")
)
CAUSES: dict[str, Q] = {
    "disagreement": Q(disagreement__gt=0),
    "ratings": Q(spread__gte=3),
    "flags": ~Q(contested_flags=[]),
    "skips": Q(unclear_skips__gte=2),
}
"""Why a task may need a look; a queue of one cause only."""


def review_queue(
    *, project: Project, settled: bool = False, kind: str = "", cause: str = ""
) -> QuerySet[TaskSignal]:
    """Return the tasks that need a look, the most urgent first (``need``, then the newest)."""
    found = _reviewed(project).filter(settled=settled)
    if not settled:
        found = found.filter(need__gt=0)
    if kind:
        found = found.filter(task__kind=kind)
    if cause:
        found = found.filter(CAUSES[cause])
    return (
        found.select_related("task")
        .annotate(
            prompt_excerpt=LastTurn(F("task__prompt__content__body")),
            places_open=Coalesce(Subquery(_OPEN_PLACES), 0),
        )
        .order_by("-need", "-task")
    )


def review_queue_size(*, project: Project) -> int:
    """Count the tasks that need a look."""
    return _reviewed(project).filter(settled=False, need__gt=0).count()


def _reviewed(project: Project) -> QuerySet[TaskSignal]:
    # A task that asks for a prompt has no page here: its order is the admins' to change.
    return TaskSignal.objects.filter(project=project).exclude(task__kind=TaskKind.PROMPT)


def task_review(*, task: LabelingTask, reader: User) -> dict[str, Any]:
    """Return a task with its answers, skips and review, as JSON values (thirteen queries)."""
    shown = (
        TaskCompletion.objects.filter(task=task)
        .select_related("completion__content")
        .order_by("index")
    )
    assert task.prompt is not None  # noqa: S101 - only tasks that write prompts have none
    slots = {
        one.completion_id: name for one, name in zip(shown, slot_names(len(shown)), strict=True)
    }
    texts = {slots[one.completion_id]: one.completion.content.body.get("text") for one in shown}
    return {
        "id": task.public_id,
        "kind": task.kind,
        "purpose": task.purpose,
        "overlap": task.overlap,
        "places_open": TaskPlace.objects.filter(
            NOT_HELD,
            task=task,
            filled=False,
            withdrawn=False,
            gold_check=False,
        ).count(),
        "withdrawn": task.cancelled_at is not None,
        "created_at": task.created_at,
        "prompt": prompt_body(task.prompt),
        "slots": [{"slot": name, "text": text or ""} for name, text in texts.items()],
        "rating_schema": rating_schema_current(task.project),
        "figures": _figures(task),
        "judgments": _judgments_body(task, slots),
        "skips": [_skip(one) for one in _skips(task)],
        "review": _review(task, slots),
        "another_settles": another_settles(task_id=task.pk, user_id=reader.pk),
        "gold_id": GoldItem.objects.filter(task=task, retired_at=None)
        .values_list("public_id", flat=True)
        .first(),
    }


def in_task_slots(judgment: Judgment, slots: dict[int, str]) -> dict[str, Any]:
    """Return an answer with each letter of its labeler's own turned into the task's."""
    answer = answer_body(judgment)
    if "ranking" not in answer:
        return answer
    letters = letters_of(judgment, slots)
    ratings = {letters[own]: rating for own, rating in answer["ratings"].items()}
    return answer | {
        "ranking": [sorted(letters[own] for own in group) for group in answer["ranking"]],
        "ratings": dict(sorted(ratings.items())),
    }


def letters_of(judgment: Judgment, slots: dict[int, str]) -> dict[str, str]:
    """Return, for each letter of a judgment's author, the task's own: what they wrote means theirs.

    ``slots`` are the reader's letters by completion. What was written is kept as it was typed.
    """
    return {own: slots[pk] for pk, own in slots_of(judgment).items()}


def _figures(task: LabelingTask) -> dict[str, Any] | None:
    """What puts the task into the queue, and on how many pairs of answers that rests."""
    signal = TaskSignal.objects.filter(task=task).first()
    if signal is None:
        return None
    ordered = F("concordant") + F("discordant")
    pairs = PairOutcome.objects.filter(task=task).aggregate(
        pairs=Coalesce(Sum(F("weight") * ordered), 0),
        discordant=Coalesce(Sum(F("weight") * F("discordant")), 0),
        tied=Coalesce(Sum(F("weight") * (F("tied_one") + F("tied_both"))), 0),
    )
    return {
        "need": signal.need,
        "judgments": signal.judgments,
        "disagreement": pairs["discordant"] / pairs["pairs"] if pairs["pairs"] else None,
        **pairs,
        "spread": signal.spread,
        "contested_flags": signal.contested_flags,
        "unclear_skips": signal.unclear_skips,
    }


def _judgments(task: LabelingTask) -> QuerySet[Judgment]:
    found = judgments_for_review(project_id=task.project_id, task_id=task.public_id)
    loaded = found.select_related("void__by").prefetch_related(verdicts_standing())
    return loaded.order_by("pk")


def _judgments_body(task: LabelingTask, slots: dict[int, str]) -> list[dict[str, Any]]:
    judgments = list(_judgments(task))
    spent = answers_spent([one.assignment_id for one in judgments])
    return [_judgment(one, slots, spent_on(one, spent)) for one in judgments]


def _judgment(judgment: Judgment, slots: dict[int, str], spent: Spent) -> dict[str, Any]:
    void = getattr(judgment, "void", None)
    return {
        "id": judgment.public_id,
        "labeler": judgment.user,
        "submitted_at": judgment.received_at,
        "guideline_number": judgment.guideline.number if judgment.guideline else None,
        "active_seconds": spent.first,
        "edit_seconds": spent.edits,
        "wall_seconds": spent.wall,
        "revision": judgment.revision,
        "counted": judgment.counted,
        "gold_check": judgment.gold_check,
        "void": void and {"cause": void.cause, "reason": void.reason, "at": void.at},
        "edit": getattr(judgment, "edit_verdict", None),
        "decision": verdict_body(judgment),
        "answer": in_task_slots(judgment, slots),
        "letters": letters_of(judgment, slots),
    }


def _skips(task: LabelingTask) -> QuerySet[Skip]:
    return (
        Skip.objects.filter(assignment__task=task, taken_back=None)
        .select_related("assignment__user", "note")
        .order_by("pk")
    )


def _skip(skip: Skip) -> dict[str, Any]:
    return {
        "labeler": skip.assignment.user,
        "reason": skip.reason,
        "note": str(skip.note.body.get("text") or "") if skip.note else "",
        "at": skip.at,
    }


def _review(task: LabelingTask, slots: dict[int, str]) -> dict[str, Any] | None:
    found = judgments_for_review(project_id=task.project_id, kind=TaskKind.REVIEW)
    review = found.filter(STANDING, task__reviews=task).first()
    if review is None:
        return None
    answer = in_task_slots(review, slots)
    return {
        "id": review.public_id,
        "reviewer": review.user,
        "ranking": answer["ranking"],
        "reason": answer["notes"],
        "at": review.received_at,
        "revision": review.revision,
    }


def prompt_body(prompt: Prompt) -> dict[str, Any]:
    """Return a prompt as JSON values; where it comes from is not among them."""
    return {
        "messages": prompt.content.body.get("messages", []),
        "language": prompt.language,
        "use_case": prompt.use_case or None,
        "sensitive": prompt.sensitive,
        "reference_documents": prompt.reference_documents,
    }
