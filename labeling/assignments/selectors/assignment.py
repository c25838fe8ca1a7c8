"""What a labeler's page gets: one statement, plain JSON values, and no word about sources.

The page speaks in the slots of its own stored shuffle; neither completions' ids nor their order in
the task nor anything of where they come from is in the payload.
"""

from typing import Any

import orjson

from labeling.assignments.domain.order import slot_names
from touchstone.core.prepared import prepared_cursor

_PAYLOAD = """
SELECT a.public_id, a.kind, a.state, a.lease_until, a.opened_at IS NOT NULL, a.display_order,
       a.active_ms, project.public_id, project.name,
       project.comparison_edits AND a.kind = 'comparison',
       content.body, COALESCE(prompt.language, brief.language),
       COALESCE(prompt.use_case, brief.use_case),
       COALESCE(prompt.sensitive, brief.sensitive, false),
       prompt.reference_documents, task.demonstration_mode,
       brief.form, brief.use_case, brief.instructions, brief.min_examples,
       ARRAY(SELECT shown_content.body->>'text' FROM assignments_taskcompletion shown
             JOIN prompts_completion c ON c.id = shown.completion_id
             JOIN prompts_content shown_content ON shown_content.id = c.content_id
             WHERE shown.task_id = a.task_id ORDER BY shown."index"),
       schema.public_id, schema.version, schema.scale, schema.flags, schema.prompt_fields,
       guideline.public_id, guideline.major, guideline.minor,
       draft.revision, draft.content, draft.saved_at
FROM assignments_assignment a
JOIN projects_project project ON project.id = a.project_id
JOIN assignments_labelingtask task ON task.id = a.task_id
LEFT JOIN prompts_prompt prompt ON prompt.id = task.prompt_id
LEFT JOIN prompts_content content ON content.id = prompt.content_id
LEFT JOIN assignments_promptbrief brief ON brief.id = task.brief_id
JOIN projects_ratingschema schema ON schema.id = a.rating_schema_id
LEFT JOIN guidelines_guidelineversion guideline ON guideline.id = a.guideline_id
LEFT JOIN assignments_draft draft ON draft.assignment_id = a.id
WHERE a.id = %s
"""


def assignment_payload(*, assignment_id: int, resumed: bool = False) -> dict[str, Any]:
    """Return an assignment as its labeler sees it, as JSON values (one query).

    Args:
        assignment_id: The bigint id; access was checked by the caller.
        resumed: It was on screen before.
    """
    with prepared_cursor() as cursor:
        cursor.execute(_PAYLOAD, [assignment_id])
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - the caller got the id from a row that stays
    (public_id, kind, state, lease_until, opened, order, active_ms, *rest) = row
    (project_id, project_name, asks_edit, body, *rest) = rest
    (language, use_case, sensitive, documents, mode, *rest) = rest
    brief = _brief(*rest[:4])
    texts, *rest = rest[4:]
    prompt = {
        "messages": orjson.loads(body).get("messages", []) if body else [],
        "language": language,
        "use_case": use_case or None,
        "sensitive": sensitive,
        "reference_documents": orjson.loads(documents) if documents else [],
    }
    return {
        "id": public_id,
        "kind": kind,
        "state": state,
        "project": {"id": project_id, "name": project_name},
        "task_number_hint": None,
        "lease_until": lease_until,
        "opened": opened,
        "prompt": prompt,
        "demonstration_mode": mode,
        "brief": brief,
        "slots": _slots(order, texts),
        "rating_schema": _rating_schema(*rest[:5]),
        "asks_edit": asks_edit,
        "guideline": _guideline(*rest[5:8]),
        "draft": _draft(*rest[8:]),
        "active_seconds": active_ms // 1000,
        "resumed": resumed,
    }


def _slots(order: list[int], texts: list[str | None]) -> list[dict[str, Any]]:
    # An erased text is null in its content row: the slot stays, empty.
    return [
        {"slot": name, "text": texts[index] or "", "language": None}
        for name, index in zip(slot_names(len(order)), order, strict=True)
    ]


def _brief(
    form: str | None, use_case: str | None, instructions: str | None, min_examples: int | None
) -> dict[str, Any] | None:
    if form is None:
        return None
    told = {"use_case": use_case, "instructions": instructions, "min_examples": min_examples}
    return {"form": form, **told}


def _rating_schema(
    public_id: Any, version: int, scale: str, flags: str, prompt_fields: str
) -> dict[str, Any]:
    return {
        "id": public_id,
        "version": version,
        "scale": orjson.loads(scale),
        "flags": orjson.loads(flags),
        "prompt_fields": orjson.loads(prompt_fields),
    }


def _guideline(public_id: Any, major: int | None, minor: int | None) -> dict[str, Any] | None:
    return None if public_id is None else {"id": public_id, "number": f"{major}.{minor}"}


def _draft(revision: int | None, content: str | None, saved_at: Any) -> dict[str, Any]:
    if revision is None or content is None:
        return {"revision": 0, "content": None, "saved_at": None}
    return {"revision": revision, "content": orjson.loads(content), "saved_at": saved_at}
