"""An item of a bank made of a gold item: what reviewers settled is what they said."""

from typing import Any

from django.db import transaction

from labeling.assignments.models import Judgment, TaskCompletion, TaskKind
from labeling.assignments.selectors.standing import STANDING
from labeling.prompts.models import Prompt
from labeling.quality.models import GoldItem, QualificationItem
from labeling.quality.qualification.domain.parts import PartKind
from labeling.quality.qualification.services.bank import items_add
from touchstone.accounts.models import User
from touchstone.core.errors import ConflictError, InvalidError


@transaction.atomic
def item_from_gold(*, gold: GoldItem, by: User, use: str) -> QualificationItem:
    """Add what a gold item asks, and how reviewers settled it, to a bank; the gold item stays.

    Raises:
        ConflictError: ``gold_retired``, or ``gold_outdated``: its review was voided.
        InvalidError: It is of a kind that no part asks, or its content is in a bank already.
    """
    _check_holds(gold)
    notes, prompt = gold.judgment.notes, gold.task.prompt
    if prompt is None:
        raise _fits_no_part(gold)
    given = {
        **_asked(gold, prompt),
        "use": use,
        "language": prompt.language,
        "explanation_markdown": str(notes.body.get("text") or "") if notes else "",
    }
    [item] = items_add(project=gold.project, by=by, given=[given])
    return item


def _check_holds(gold: GoldItem) -> None:
    # Locked: nobody retires it between this look and the item.
    if GoldItem.objects.select_for_update(no_key=True).get(pk=gold.pk).retired_at is not None:
        raise ConflictError(
            "This gold item was retired: its answer is not to be asked any more.",
            code="gold_retired",
        )
    if not Judgment.objects.filter(STANDING, pk=gold.judgment_id).exists():
        raise ConflictError(
            "The review that this item rests on was taken out: settle the task, then make it gold.",
            code="gold_outdated",
        )


def _asked(gold: GoldItem, prompt: Prompt) -> dict[str, Any]:
    text = _conversation(prompt)
    if gold.judgment.ranking is not None:
        rows = TaskCompletion.objects.filter(task=gold.task).select_related("completion__content")
        completions = [row.completion for row in rows.order_by("index")]
        at = {completion.pk: index for index, completion in enumerate(completions)}
        return {
            "part": PartKind.RANKING,
            "prompt": text,
            # Of what was erased nothing is left to ask: the item is then refused for it.
            "completions": [
                completion.content.body.get("text") or "" for completion in completions
            ],
            "expected_ranking": [[at[pk] for pk in group] for group in gold.judgment.ranking],
        }
    if gold.judgment.demonstration is not None:
        example = gold.judgment.demonstration.content.body.get("text") or ""
        return {"part": PartKind.WRITING, "prompt": text, "example": example}
    raise _fits_no_part(gold)


def _fits_no_part(gold: GoldItem) -> InvalidError:
    return InvalidError(
        f"A gold item of the kind {TaskKind(gold.task.kind).label.lower()} fits no part: "
        "rankings, comparisons and demonstrations do."
    )


def _conversation(prompt: Prompt) -> str:
    """Return the prompt as one Markdown text; of several turns, each with who speaks."""
    messages = prompt.content.body.get("messages") or []
    if len(messages) == 1:
        return str(messages[0]["content"])
    return "\n\n".join(f"**{turn['role'].title()}:** {turn['content']}" for turn in messages)
