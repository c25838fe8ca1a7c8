"""The rows of a judgment, as the first submit and later revisions insert them."""

from dataclasses import asdict, replace
from typing import Any

from labeling.assignments.domain.answers import RankingAnswer
from labeling.assignments.models import Assignment
from labeling.assignments.services.content import demonstration_completion, text_content
from labeling.assignments.services.judgments import Answer, StandingJudgment, Submission
from labeling.prompts.domain.canonical import canonical_json
from touchstone.core.ids import uuid7
from touchstone.core.prepared import prepared_cursor

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


def judgment_create(
    assignment: Assignment,
    submission: Submission,
    slots: dict[str, int],
    *,
    counted: bool,
    supersedes: StandingJudgment | None = None,
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
    )
    parameters = {
        **asdict(judgment),
        **_context_columns(assignment, submission),
        **_answer_columns(assignment, answer, slots),
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
        ratings = canonical_json(_ratings(answer, slots)).decode()
        ranked = {"strength": answer.strength, "both_bad": answer.both_bad, "ratings": ratings}
        return columns | ranked
    written = demonstration_completion(
        project_id=project_id,
        prompt_id=assignment.task.prompt_id,
        author_id=assignment.user_id,
        text=answer.text,
    )
    return columns | {"demonstration": written.pk}


def _ranking(answer: RankingAnswer, slots: dict[str, int]) -> list[list[int]]:
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
