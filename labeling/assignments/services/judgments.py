"""Rows of a judgment, shared by the first submit and by later revisions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from labeling.assignments.domain.answers import (
    DemonstrationAnswer,
    RankingAnswer,
    SchemaRules,
    demonstration_faults,
    ranking_faults,
)
from labeling.assignments.domain.order import slot_names
from labeling.assignments.models import Assignment, Judgment, Rating, TaskCompletion
from labeling.assignments.services.content import demonstration_completion, text_content
from labeling.prompts.domain.canonical import canonical_json, sha256_of
from touchstone.core.errors import ConflictError, InvalidError

Answer = RankingAnswer | DemonstrationAnswer


@dataclass(frozen=True)
class Submission:
    """What a page hands in. ``submission_id`` is the client's idempotency key."""

    submission_id: UUID
    answer: Answer
    active_seconds: int
    wall_seconds: int
    occurred_at: datetime
    interface_version: str
    body: Any = field(repr=False)
    """The request as it came: the same key with another body is a conflict."""

    @property
    def sha256(self) -> str:
        """Digest of the body."""
        return sha256_of(canonical_json(self.body))


@dataclass(frozen=True)
class StandingJudgment:
    """A task's judgment as the agreement at submit sees it."""

    pk: int
    public_id: UUID
    assignment_id: int
    user_id: int
    revision: int
    counted: bool
    ranking: list[list[int]] | None
    submission_id: UUID
    submission_sha256: str
    superseded_by: int | None


def answer_check(assignment: Assignment, answer: Answer, slots: Sequence[str]) -> None:
    """Refuse an answer that is not well-formed under the assignment's rating schema.

    Raises:
        InvalidError: One detail per fault.
    """
    schema = assignment.rating_schema
    rules = SchemaRules.of(schema.scale, schema.flags, schema.prompt_fields)
    if isinstance(answer, RankingAnswer):
        faults = ranking_faults(answer, slots, rules)
    else:
        faults = demonstration_faults(answer, rules)
    if faults:
        raise InvalidError(" ".join(fault.message for fault in faults), details=faults)


def slot_completions(assignment: Assignment) -> dict[str, int]:
    """Return which completion (bigint) stands in which of this person's slots."""
    shown = TaskCompletion.objects.filter(task_id=assignment.task_id).order_by("index")
    by_index = list(shown.values_list("completion_id", flat=True))
    names = slot_names(len(by_index))
    order = assignment.display_order
    return {name: by_index[index] for name, index in zip(names, order, strict=True)}


def task_judgments(task_id: int) -> list[StandingJudgment]:
    """Return every judgment of a task; the caller holds the task's lock, so none is missing."""
    rows = Judgment.objects.filter(task_id=task_id).order_by("pk")
    fields = (
        "pk",
        "public_id",
        "assignment_id",
        "user_id",
        "revision",
        "counted",
        "ranking",
        "submission_id",
        "submission_sha256",
        "superseded_by",
    )
    return [StandingJudgment(*values) for values in rows.values_list(*fields)]


def repeated(
    judgments: Sequence[StandingJudgment], submission: Submission, user_id: int
) -> StandingJudgment | None:
    """Return the judgment that this very submission made before, if it did.

    Raises:
        ConflictError: ``idempotency_conflict``: the key was used for something else.
    """
    for judgment in judgments:
        if judgment.submission_id == submission.submission_id:
            if judgment.user_id == user_id and judgment.submission_sha256 == submission.sha256:
                return judgment
            raise _idempotency_conflict()
    return None


@contextmanager
def key_guarded(submission: Submission) -> Iterator[None]:
    """Turn the violation of a key that another task's judgment took into the conflict it is.

    Raises:
        ConflictError: ``idempotency_conflict``.
    """
    try:
        yield
    except IntegrityError as error:
        if Judgment.objects.filter(submission_id=submission.submission_id).exists():
            raise _idempotency_conflict() from error
        raise


def _idempotency_conflict() -> ConflictError:
    return ConflictError(
        "This submission_id was used before with other content. Use a new one for a new answer.",
        code="idempotency_conflict",
    )


def judgment_create(
    assignment: Assignment,
    submission: Submission,
    slots: dict[str, int],
    *,
    counted: bool,
    supersedes: StandingJudgment | None = None,
) -> Judgment:
    """Insert a judgment with its content, ratings and (for a demonstration) its completion."""
    answer, task, user = submission.answer, assignment.task, assignment.user
    judgment = Judgment(
        project_id=assignment.project_id,
        assignment=assignment,
        task_id=task.pk,
        prompt_id=task.prompt_id,
        user=user,
        kind=task.kind,
        revision=supersedes.revision + 1 if supersedes else 1,
        supersedes_id=supersedes.pk if supersedes else None,
        counted=counted,
        prompt_fields=dict(answer.prompt_fields),
        guideline_id=assignment.guideline_id,
        rating_schema_id=assignment.rating_schema_id,
        interface_version=submission.interface_version,
        submission_id=submission.submission_id,
        submission_sha256=submission.sha256,
        active_ms=submission.active_seconds * 1000,
        wall_ms=submission.wall_seconds * 1000,
        occurred_at=submission.occurred_at,
        is_simulated=user.is_simulated,
    )
    if answer.notes.strip():
        judgment.notes = text_content(assignment.project_id, answer.notes)
    if isinstance(answer, RankingAnswer):
        _insert_ranking(judgment, answer, slots)
    else:
        judgment.demonstration = demonstration_completion(
            project_id=assignment.project_id,
            prompt_id=task.prompt_id,
            author_id=user.pk,
            text=answer.text,
        )
        judgment.save(force_insert=True)
    return judgment


def _insert_ranking(judgment: Judgment, answer: RankingAnswer, slots: dict[str, int]) -> None:
    judgment.ranking = [[slots[slot] for slot in group] for group in answer.ranking if group]
    judgment.strength = answer.strength
    judgment.both_bad = answer.both_bad
    judgment.save(force_insert=True)
    Rating.objects.bulk_create(
        Rating(
            judgment=judgment,
            completion_id=slots[slot],
            overall=rating.overall,
            flags=list(dict.fromkeys(rating.flags)),
        )
        for slot, rating in answer.ratings.items()
    )
