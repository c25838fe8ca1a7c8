"""Judgments in lists: one's own history, and everybody's for reviewers."""

from typing import Any

from django.db.models import F, Func, OuterRef, QuerySet, Subquery, TextField

from labeling.assignments.models import Judgment, TaskKind
from labeling.assignments.selectors.standing import latest
from labeling.assignments.selectors.written import written_body

EXCERPT_CHARACTERS = 200


class LastTurn(Func):
    """The beginning of what the user said last; empty where it was erased."""

    template = (
        f"left(COALESCE(%(expressions)s #>> '{{messages,-1,content}}', ''), {EXCERPT_CHARACTERS})"
    )
    output_field = TextField()


def _with_excerpt(judgments: QuerySet[Judgment]) -> QuerySet[Judgment]:
    return judgments.select_related("assignment", "task", "guideline").annotate(
        prompt_excerpt=LastTurn(F("prompt__content__body"))
    )


def judgments_of(*, project_id: int, user_id: int) -> QuerySet[Judgment]:
    """Return somebody's own latest answers; reviews are seen on their tasks' pages."""
    mine = Judgment.objects.filter(latest(), project_id=project_id, user_id=user_id).exclude(
        kind=TaskKind.REVIEW
    )
    first = Judgment.objects.filter(assignment=OuterRef("assignment"), revision=1)
    return (
        _with_excerpt(mine)
        .select_related("void")
        .annotate(first_at=Subquery(first.values("received_at")))
    )


def judgments_for_review(
    *, project_id: int, kind: str | None = None, task_id: Any = None, labeler_id: Any = None
) -> QuerySet[Judgment]:
    """Return everybody's latest answers, voided ones too, by kind, task, person where asked."""
    found = Judgment.objects.filter(latest(), project_id=project_id)
    if kind:
        found = found.filter(kind=kind)
    if task_id:
        found = found.filter(task__public_id=task_id)
    if labeler_id:
        found = found.filter(user__public_id=labeler_id)
    return (
        _with_excerpt(found)
        .select_related(
            "assignment",
            "task__reviews",
            "void",
            "guideline",
            "user",
            "notes",
            "reason",
            "demonstration__content",
            "prompt__content",
            "edited__content",
            "edit_verdict__by",
        )
        .prefetch_related("ratings", "task__task_completions")
    )


def answer_body(judgment: Judgment) -> dict[str, Any]:
    """Return a stored answer in the shape in which it was handed in: by the labeler's own slots."""
    answer: dict[str, Any] = {
        "prompt_fields": judgment.prompt_fields,
        "notes": _text(judgment.notes),
    }
    if judgment.kind in (TaskKind.DEMONSTRATION, TaskKind.PROMPT):
        return answer | written_body(judgment)
    slots = slots_of(judgment)
    answer["ranking"] = [[slots[pk] for pk in group] for group in judgment.ranking or []]
    answer["ratings"] = {
        slots[rating.completion_id]: {"overall": rating.overall, "flags": rating.flags}
        for rating in sorted(judgment.ratings.all(), key=lambda one: slots[one.completion_id])
    }
    return answer | _said_besides(judgment)


def _said_besides(judgment: Judgment) -> dict[str, Any]:
    """Return what was said beside the order; what was not said is left out."""
    edited = judgment.edited
    said = {
        "strength": judgment.strength,
        "both_bad": judgment.both_bad,
        "none_acceptable": judgment.none_acceptable,
        "cannot_rank": judgment.cannot_rank,
        "reason": _text(judgment.reason),
        "edited": _text(edited.content if edited else None),
        "warnings": judgment.warnings,
    }
    return {name: value for name, value in said.items() if value}


def slots_of(judgment: Judgment) -> dict[int, str]:
    """Return the slot in which this labeler saw each completion of the task."""
    by_index = {one.index: one.completion_id for one in judgment.task.task_completions.all()}
    order = judgment.assignment.display_order
    return {by_index[index]: chr(ord("A") + slot) for slot, index in enumerate(order)}


def _text(content: Any) -> str:
    return "" if content is None else str(content.body.get("text") or "")
