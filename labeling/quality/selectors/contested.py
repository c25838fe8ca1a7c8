"""One's own work that somebody saw otherwise: settled differently, returned, or edited.

The other view is anonymous and speaks in the labeler's own slots.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from labeling.assignments.models import DemonstrationVerdict, Judgment, Verdict
from labeling.assignments.selectors.history import LastTurn, answer_body, slots_of
from labeling.assignments.selectors.standing import (
    STANDING,
    STANDS,
    VERDICT_STANDS,
    waiting_for_a_word,
)

# A ranking whose ties stand in one order, so that equal ones read alike.
_PLAIN = """
(SELECT jsonb_agg((SELECT jsonb_agg(pk ORDER BY pk) FROM jsonb_array_elements(ties) AS pk)
                  ORDER BY place)
 FROM jsonb_array_elements({ranking}) WITH ORDINALITY AS groups (ties, place))
"""
_OTHER_STANDS = STANDS.replace("j.id", "review.id")
SETTLED = f"""
    FROM assignments_judgment j
    JOIN assignments_labelingtask t ON t.reviews_id = j.task_id
    JOIN assignments_judgment review ON review.task_id = t.id AND {_OTHER_STANDS}
    WHERE j.user_id = %(user)s AND j.project_id = %(project)s AND {STANDS} AND NOT j.gold_check
      AND review.project_id = %(project)s AND review.kind = 'review'
"""
"""Somebody's judgments ``j`` that a ``review`` settled.

A project has few reviews: named by kind, they are found by their index instead of by all of ``j``.
"""

DIFFERS = f"""
    {_PLAIN.format(ranking="j.ranking")} IS DISTINCT FROM {_PLAIN.format(ranking="review.ranking")}
"""
"""The review of a settled judgment orders otherwise."""

DECIDED = f"""
    FROM assignments_demonstrationverdict v JOIN assignments_judgment j ON j.id = v.judgment_id
    WHERE j.user_id = %(user)s AND j.project_id = %(project)s
      AND v.verdict <> 'reopened' AND {VERDICT_STANDS}
"""
"""Somebody's demonstrations ``j`` with the verdict ``v`` of a reviewer that stands."""

_ASKED = """
    (%(judgment)s::uuid IS NULL OR j.assignment_id = (
        SELECT assignment_id FROM assignments_judgment WHERE public_id = %(judgment)s))
"""
_FIND = f"""
SELECT what, at, ref, own FROM (
    SELECT 'settled' AS what, review.received_at AS at, review.id AS ref, j.id AS own
    {SETTLED} AND {DIFFERS} AND {_ASKED}
    UNION ALL
    SELECT v.verdict, v.at, v.id, v.judgment_id
    {DECIDED} AND v.verdict IN ('returned', 'edited') AND {_ASKED}
) contested
WHERE %(at)s::timestamptz IS NULL OR (at, what, ref) < (%(at)s, %(what)s, %(ref)s)
ORDER BY at DESC, what DESC, ref DESC LIMIT %(limit)s
"""  # noqa: S608 - parts of our own


@dataclass(frozen=True)
class Place:
    """Where one entry stands in the list: the cursor."""

    at: datetime
    what: str
    ref: int


@dataclass(frozen=True)
class Contested:
    """One entry, as its labeler reads it, with its place in the list."""

    place: Place
    body: dict[str, Any]


def contested(
    *,
    project_id: int,
    user_id: int,
    limit: int,
    after: Place | None = None,
    judgment: UUID | None = None,
) -> list[Contested]:
    """Return somebody's contested work, the newest first (at most eight queries).

    With ``judgment`` only what concerns this answer, and those it took the place of.
    """
    parameters: dict[str, Any] = {
        "user": user_id,
        "project": project_id,
        "judgment": judgment,
        "limit": limit,
        "at": after.at if after else None,
        "what": after.what if after else "",
        "ref": after.ref if after else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, parameters)
        rows = cursor.fetchall()
    own = _judgments([own for *_, own in rows])
    reviews = _judgments([ref for what, _, ref, _ in rows if what == "settled"])
    verdicts = _verdicts([ref for what, _, ref, _ in rows if what != "settled"])
    waiting = _waiting([own[pk] for what, _, _, pk in rows if what == Verdict.RETURNED])
    return [
        Contested(
            Place(at, what, ref),
            _settled(own[pk], reviews[ref])
            if what == "settled"
            else _decided(own[pk], verdicts[ref], waiting),
        )
        for what, at, ref, pk in rows
    ]


def _judgments(ids: Sequence[int]) -> Mapping[int, Judgment]:
    found = Judgment.objects.filter(pk__in=ids).annotate(
        prompt_excerpt=LastTurn(F("prompt__content__body"))
    )
    related = (
        "assignment", "task", "notes", "reason", "demonstration__content", "edited__content",
        "superseded_by",
    )  # fmt: skip
    loaded = found.select_related(*related).prefetch_related("ratings", "task__task_completions")
    return {judgment.pk: judgment for judgment in loaded}


def _verdicts(ids: Sequence[int]) -> Mapping[int, DemonstrationVerdict]:
    found = DemonstrationVerdict.objects.filter(pk__in=ids).select_related(
        "reason",
        "replaced_by__notes",
        "replaced_by__task",
        "replaced_by__demonstration__content",
    )
    return {verdict.pk: verdict for verdict in found}


def _waiting(returned: Sequence[Judgment]) -> Set[int]:
    """Return the assignments whose revision, after a return, waits for the reviewer."""
    revised = [one.assignment_id for one in returned if hasattr(one, "superseded_by")]
    found = Judgment.objects.filter(STANDING, waiting_for_a_word(), assignment__in=revised)
    return set(found.values_list("assignment", flat=True)) if revised else set()


def _entry(own: Judgment, **fields: Any) -> dict[str, Any]:
    return {
        "kind": own.kind,
        "judgment_id": own.public_id,
        "assignment_id": own.assignment.public_id,
        "prompt_excerpt": own.prompt_excerpt,  # type: ignore[attr-defined]  # annotated
        "own": answer_body(own),
        **fields,
    }


def _settled(own: Judgment, review: Judgment) -> dict[str, Any]:
    slots = slots_of(own)
    ranking = [sorted(slots[pk] for pk in group) for group in review.ranking or []]
    return _entry(
        own,
        id=review.public_id,
        what="settled",
        other={"ranking": ranking},
        reason=_text(review.notes),
        letters={name: slots[pk] for pk, name in slots_of(review).items()},
        at=review.received_at,
        open=False,
        revision_waits=False,
    )


def _decided(own: Judgment, verdict: DemonstrationVerdict, waiting: Set[int]) -> dict[str, Any]:
    replaced = verdict.replaced_by
    waits = verdict.verdict == Verdict.RETURNED and not hasattr(own, "superseded_by")
    return _entry(
        own,
        id=verdict.public_id,
        what=verdict.verdict,
        other=answer_body(replaced) if replaced else None,
        reason=_text(verdict.reason),
        letters={},
        at=verdict.at,
        open=waits,
        revision_waits=verdict.verdict == Verdict.RETURNED and own.assignment_id in waiting,
    )


def _text(content: Any) -> str:
    return "" if content is None else str(content.body.get("text") or "")
