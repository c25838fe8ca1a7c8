"""What is handed in, how it is checked, and the task's judgments that it meets."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError

from labeling.assignments.domain.answers import (
    DemonstrationAnswer,
    RankingAnswer,
    SchemaRules,
    demonstration_faults,
    ranking_faults,
)
from labeling.assignments.domain.conversations import (
    ConversationAnswer,
    DemonstrationMode,
    conversation_faults,
)
from labeling.assignments.domain.order import slot_names
from labeling.assignments.domain.prompt_writing import BriefRules, PromptAnswer, prompt_faults
from labeling.assignments.models import (
    Assignment,
    Judgment,
    LabelingTask,
    PromptBrief,
    PromptForm,
    TaskKind,
)
from labeling.prompts.domain.canonical import canonical_json, sha256_of
from labeling.prompts.models import Prompt
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError
from touchstone.core.prepared import prepared_cursor

Answer = RankingAnswer | DemonstrationAnswer | ConversationAnswer | PromptAnswer

_JUDGMENTS = """
SELECT j.id, j.public_id, j.assignment_id, j.user_id, j.revision, j.counted, j.submission_id,
       j.submission_sha256, later.id, j.ranking, void.id IS NOT NULL, j.gold_check
FROM assignments_judgment j
LEFT JOIN assignments_judgment later ON later.supersedes_id = j.id
LEFT JOIN assignments_judgmentvoid void ON void.judgment_id = j.id
WHERE j.task_id = %(task)s ORDER BY j.id
"""


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
    submission_id: UUID
    submission_sha256: str
    superseded_by: int | None
    ranking: list[list[int]] | None
    voided: bool = False
    """It was taken out: it counts no more, and nothing may be put in its place."""
    gold_check: bool = False
    """It fills a place beside the overlap; its labeler is told what one that counts is told."""

    @property
    def placed(self) -> bool:
        """Whether it filled a place of its task; otherwise it is surplus."""
        return self.counted or self.gold_check


def answer_check(assignment: Assignment, answer: Answer, slots: Sequence[str]) -> None:
    """Refuse an answer that is not well-formed under the assignment's rating schema.

    Raises:
        InvalidError: One detail per fault.
    """
    schema = assignment.rating_schema
    rules = SchemaRules.of(schema.scale, schema.flags, schema.prompt_fields)
    if isinstance(answer, RankingAnswer):
        # Asked for where it matters only: the project's settings are not on the hot path.
        rules = replace(rules, edits=bool(answer.edited) and _asks_edit(assignment))
        faults = ranking_faults(answer, slots, rules)
    else:
        faults = _written_faults(assignment, answer, rules)
    if faults:
        raise InvalidError(" ".join(fault.message for fault in faults), details=faults)


def _written_faults(
    assignment: Assignment,
    answer: DemonstrationAnswer | ConversationAnswer | PromptAnswer,
    rules: SchemaRules,
) -> list[ErrorDetail]:
    task = assignment.task
    if isinstance(answer, PromptAnswer):
        return prompt_faults(answer, brief_rules(task), rules)
    mode = DemonstrationMode(task.demonstration_mode)
    several = mode != DemonstrationMode.ANSWER
    if isinstance(answer, ConversationAnswer):
        if several:
            return conversation_faults(answer, mode, prompt_turns(task), rules)
        return [ErrorDetail("text", "text_expected", "This task asks for one answer, as `text`.")]
    if several:
        return [ErrorDetail("turns", "turns_expected", "This task asks for several `turns`.")]
    return demonstration_faults(answer, rules)


def prompt_turns(task: LabelingTask) -> list[dict[str, str]]:
    """Return the turns of a task's prompt; none where they were erased."""
    content = Prompt.objects.select_related("content").get(pk=task.given_prompt_id).content
    turns: list[dict[str, str]] = content.body.get("messages", [])
    return turns


def brief_rules(task: LabelingTask) -> BriefRules:
    """Return what the brief of a task asks for."""
    brief = PromptBrief.objects.get(pk=task.given_brief_id)
    return BriefRules(
        few_shot=brief.form == PromptForm.FEW_SHOT,
        min_examples=brief.min_examples,
        use_case_open=not brief.use_case,
    )


def _asks_edit(assignment: Assignment) -> bool:
    return assignment.kind == TaskKind.COMPARISON and assignment.project.comparison_edits


def slots_of(display_order: Sequence[int], completion_ids: Sequence[int]) -> dict[str, int]:
    """Return which completion (bigint) stands in which of one person's slots.

    Args:
        display_order: The assignment's stored shuffle.
        completion_ids: The task's completions, by their index.
    """
    names = slot_names(len(completion_ids))
    return {name: completion_ids[index] for name, index in zip(names, display_order, strict=True)}


def task_judgments(task_id: int) -> list[StandingJudgment]:
    """Return every judgment of a task; the caller holds the task's lock, so none is missing."""
    with prepared_cursor() as cursor:
        cursor.execute(_JUDGMENTS, {"task": task_id})
        rows = cursor.fetchall()
    return [StandingJudgment(*(*row[:9], _loaded(row[9]), *row[10:])) for row in rows]


def _loaded(ranking: str | None) -> list[list[int]] | None:
    return None if ranking is None else orjson.loads(ranking)


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
