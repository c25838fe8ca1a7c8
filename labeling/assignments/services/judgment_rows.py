"""The rows of a judgment, as the first submit and later revisions insert them."""

from dataclasses import asdict, replace
from typing import Any

from labeling.assignments.domain.answers import RankingAnswer
from labeling.assignments.domain.conversations import ConversationAnswer
from labeling.assignments.domain.prompt_writing import PromptAnswer
from labeling.assignments.models import Assignment
from labeling.assignments.services.content import demonstration_completion, text_content
from labeling.assignments.services.judgments import Answer, StandingJudgment, Submission
from labeling.assignments.services.writing import prompt_write, turns_write
from labeling.prompts.domain.canonical import canonical_json, text_sha256
from labeling.prompts.models import Completion
from touchstone.core.ids import uuid7
from touchstone.core.prepared import prepared_cursor

_INSERT = """
WITH judgment AS (
    INSERT INTO assignments_judgment
        (public_id, project_id, assignment_id, task_id, prompt_id, user_id, kind, revision,
         supersedes_id, counted, gold_check, ranking, demonstration_id, strength, both_bad,
         none_acceptable, cannot_rank, reason_id, edited_id, warnings, prompt_fields,
         notes_id, writing, guideline_id, rating_schema_id, interface_version, submission_id,
         submission_sha256, active_ms, wall_ms, occurred_at, is_simulated)
    VALUES
        (%(public_id)s, %(project)s, %(assignment_id)s, %(task)s, %(prompt)s, %(user_id)s,
         %(kind)s, %(revision)s, %(supersedes)s, %(counted)s, %(gold_check)s, %(ranking)s,
         %(demonstration)s, %(strength)s, %(both_bad)s, %(none_acceptable)s, %(cannot_rank)s,
         %(reason)s, %(edited)s, %(warnings)s, %(prompt_fields)s, %(notes)s, %(writing)s,
         %(guideline)s, %(rating_schema)s, %(interface_version)s, %(submission_id)s,
         %(submission_sha256)s, %(active_ms)s, %(wall_ms)s, %(occurred_at)s, %(is_simulated)s)
    RETURNING id
), ratings AS (
    INSERT INTO assignments_rating (judgment_id, completion_id, overall, flags)
    SELECT judgment.id, rated.completion, rated.overall, rated.flags
    FROM judgment, jsonb_to_recordset(%(ratings)s::jsonb)
        AS rated (completion bigint, overall smallint, flags varchar[])
)
SELECT id FROM judgment
"""


def judgment_create(
    assignment: Assignment,
    submission: Submission,
    slots: dict[str, int],
    *,
    counted: bool,
    supersedes: StandingJudgment | None = None,
    gold_check: bool = False,
) -> StandingJudgment:
    """Insert a judgment with its content, ratings and (for a demonstration) its completion."""
    answer = submission.answer
    judgment = StandingJudgment(
        pk=0,
        public_id=uuid7(),
        assignment_id=assignment.pk,
        user_id=assignment.user_id,
        revision=supersedes.revision + 1 if supersedes else 1,
        counted=counted,
        submission_id=submission.submission_id,
        submission_sha256=submission.sha256,
        superseded_by=None,
        ranking=_ranking(answer, slots) if isinstance(answer, RankingAnswer) else None,
        gold_check=supersedes.gold_check if supersedes else gold_check,
    )
    parameters = {
        **asdict(judgment),
        **_context_columns(assignment, submission),
        **_answer_columns(assignment, answer, slots, judgment, supersedes),
        "ranking": judgment.ranking and canonical_json(judgment.ranking).decode(),
        "supersedes": supersedes.pk if supersedes else None,
    }
    with prepared_cursor() as cursor:
        cursor.execute(_INSERT, parameters)
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - an INSERT returns its row
    return replace(judgment, pk=row[0])


def _context_columns(assignment: Assignment, submission: Submission) -> dict[str, Any]:
    task = assignment.task
    return {
        "project": assignment.project_id,
        "task": task.pk,
        "prompt": task.prompt_id,
        "kind": task.kind,
        "guideline": assignment.guideline_id,
        "rating_schema": assignment.rating_schema_id,
        "interface_version": submission.interface_version,
        "active_ms": submission.active_seconds * 1000,
        "wall_ms": submission.wall_seconds * 1000,
        "occurred_at": submission.occurred_at,
        "is_simulated": assignment.user.is_simulated,
    }


def _answer_columns(
    assignment: Assignment,
    answer: Answer,
    slots: dict[str, int],
    judgment: StandingJudgment,
    supersedes: StandingJudgment | None,
) -> dict[str, Any]:
    """Return the columns that the answer fills, after storing what it refers to."""
    columns: dict[str, Any] = {
        "prompt_fields": canonical_json(dict(answer.prompt_fields)).decode(),
        "notes": _stored(assignment, answer.notes),
        "writing": None,
        "demonstration": None,
        "strength": "",
        "both_bad": False,
        "none_acceptable": False,
        "cannot_rank": "",
        "reason": None,
        "edited": None,
        "warnings": "[]",
        "ratings": "[]",
    }
    if isinstance(answer, RankingAnswer):
        return columns | _ranking_columns(assignment, answer, slots)
    columns["writing"] = canonical_json(asdict(answer.writing)).decode() if answer.writing else None
    if isinstance(answer, PromptAnswer):
        written = prompt_write(
            assignment=assignment, answer=answer, counted=judgment.counted, supersedes=supersedes
        )
        return columns | {"prompt": written}
    if isinstance(answer, ConversationAnswer):
        return columns | {"demonstration": turns_write(assignment=assignment, answer=answer)}
    return columns | {"demonstration": _written(assignment, answer.text)}


def _ranking_columns(
    assignment: Assignment, answer: RankingAnswer, slots: dict[str, int]
) -> dict[str, Any]:
    return {
        "strength": answer.strength,
        "both_bad": answer.both_bad,
        "none_acceptable": answer.none_acceptable,
        "cannot_rank": answer.cannot_rank,
        "reason": _stored(assignment, answer.reason),
        "edited": _edited(assignment, answer.edited, slots),
        "warnings": canonical_json(list(dict.fromkeys(answer.warnings))).decode(),
        "ratings": canonical_json(_ratings(answer, slots)).decode(),
    }


def _edited(assignment: Assignment, text: str, slots: dict[str, int]) -> int | None:
    """Store an edit of the better answer; what reads as an answer shown is no edit."""
    if not text.strip():
        return None
    shown = Completion.objects.filter(pk__in=slots.values(), sha256=text_sha256(text))
    return None if shown.exists() else _written(assignment, text)


def _stored(assignment: Assignment, text: str) -> int | None:
    return text_content(assignment.project_id, text).pk if text.strip() else None


def _written(assignment: Assignment, text: str) -> int:
    """Store what the labeler wrote as a completion of the prompt; return its id."""
    completion = demonstration_completion(
        project_id=assignment.project_id,
        prompt_id=assignment.task.given_prompt_id,
        author_id=assignment.user_id,
        text=text,
    )
    return completion.pk


def _ranking(answer: RankingAnswer, slots: dict[str, int]) -> list[list[int]] | None:
    if answer.cannot_rank:
        return None
    return [[slots[slot] for slot in group] for group in answer.ranking if group]


def _ratings(answer: RankingAnswer, slots: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "completion": slots[slot],
            "overall": rating.overall,
            "flags": list(dict.fromkeys(rating.flags)),
        }
        for slot, rating in answer.ratings.items()
    ]
