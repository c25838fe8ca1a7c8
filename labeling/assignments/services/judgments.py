"""Rows of a judgment, shared by the first submit and by later revisions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
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
from labeling.assignments.domain.order import slot_names
from labeling.assignments.models import Assignment, Judgment
from labeling.assignments.services.content import demonstration_completion, text_content
from labeling.prompts.domain.canonical import canonical_json, sha256_of
from touchstone.core.errors import ConflictError, InvalidError
from touchstone.core.ids import uuid7
from touchstone.core.prepared import prepared_cursor

Answer = RankingAnswer | DemonstrationAnswer

_JUDGMENTS = """
SELECT j.id, j.public_id, j.assignment_id, j.user_id, j.revision, j.counted, j.submission_id,
       j.submission_sha256, later.id, j.ranking
FROM assignments_judgment j
LEFT JOIN assignments_judgment later ON later.supersedes_id = j.id
WHERE j.task_id = %(task)s ORDER BY j.id
"""
_INSERT = """
WITH judgment AS (
    INSERT INTO assignments_judgment
        (public_id, project_id, assignment_id, task_id, prompt_id, user_id, kind, revision,
         supersedes_id, counted, ranking, demonstration_id, strength, both_bad, prompt_fields,
         notes_id, guideline_id, rating_schema_id, interface_version, submission_id,
         submission_sha256, active_ms, wall_ms, occurred_at, is_simulated)
    VALUES
        (%(public_id)s, %(project)s, %(assignment_id)s, %(task)s, %(prompt)s, %(user_id)s,
         %(kind)s, %(revision)s, %(supersedes)s, %(counted)s, %(ranking)s, %(demonstration)s,
         %(strength)s, %(both_bad)s, %(prompt_fields)s, %(notes)s, %(guideline)s,
         %(rating_schema)s, %(interface_version)s, %(submission_id)s, %(submission_sha256)s,
         %(active_ms)s, %(wall_ms)s, %(occurred_at)s, %(is_simulated)s)
    RETURNING id
), ratings AS (
    INSERT INTO assignments_rating (judgment_id, completion_id, overall, flags)
    SELECT judgment.id, rated.completion, rated.overall, rated.flags
    FROM judgment, jsonb_to_recordset(%(ratings)s::jsonb)
        AS rated (completion bigint, overall smallint, flags varchar[])
)
SELECT id FROM judgment
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
    return [StandingJudgment(*(*row[:9], _loaded(row[9]))) for row in rows]


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


def judgment_create(
    assignment: Assignment,
    submission: Submission,
    slots: dict[str, int],
    *,
    counted: bool,
    supersedes: StandingJudgment | None = None,
) -> StandingJudgment:
    """Insert a judgment with its content, ratings and (for a demonstration) its completion."""
    answer, task, user = submission.answer, assignment.task, assignment.user
    ranked = isinstance(answer, RankingAnswer)
    judgment = StandingJudgment(
        pk=0,
        public_id=uuid7(),
        assignment_id=assignment.pk,
        user_id=user.pk,
        revision=supersedes.revision + 1 if supersedes else 1,
        counted=counted,
        submission_id=submission.submission_id,
        submission_sha256=submission.sha256,
        superseded_by=None,
        ranking=_ranking(answer, slots) if isinstance(answer, RankingAnswer) else None,
    )
    parameters = {
        **_answer_columns(assignment, answer, slots),
        **asdict(judgment),
        "ranking": canonical_json(judgment.ranking).decode() if ranked else None,
        "project": assignment.project_id,
        "task": task.pk,
        "prompt": task.prompt_id,
        "kind": task.kind,
        "supersedes": supersedes.pk if supersedes else None,
        "guideline": assignment.guideline_id,
        "rating_schema": assignment.rating_schema_id,
        "interface_version": submission.interface_version,
        "active_ms": submission.active_seconds * 1000,
        "wall_ms": submission.wall_seconds * 1000,
        "occurred_at": submission.occurred_at,
        "is_simulated": user.is_simulated,
    }
    with prepared_cursor() as cursor:
        cursor.execute(_INSERT, parameters)
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - an INSERT returns its row
    return replace(judgment, pk=row[0])


def _answer_columns(
    assignment: Assignment, answer: Answer, slots: dict[str, int]
) -> dict[str, Any]:
    """Return the columns that the answer fills, after storing what it refers to."""
    project_id = assignment.project_id
    columns: dict[str, Any] = {
        "prompt_fields": canonical_json(dict(answer.prompt_fields)).decode(),
        "notes": text_content(project_id, answer.notes).pk if answer.notes.strip() else None,
        "demonstration": None,
        "strength": "",
        "both_bad": False,
        "ratings": "[]",
    }
    if isinstance(answer, RankingAnswer):
        ratings = [
            {
                "completion": slots[slot],
                "overall": rating.overall,
                "flags": list(dict.fromkeys(rating.flags)),
            }
            for slot, rating in answer.ratings.items()
        ]
        columns["ratings"] = canonical_json(ratings).decode()
        return columns | {"strength": answer.strength, "both_bad": answer.both_bad}
    written = demonstration_completion(
        project_id=project_id,
        prompt_id=assignment.task.prompt_id,
        author_id=assignment.user_id,
        text=answer.text,
    )
    return columns | {"demonstration": written.pk}


def _ranking(answer: RankingAnswer, slots: dict[str, int]) -> list[list[int]]:
    return [[slots[slot] for slot in group] for group in answer.ranking if group]
