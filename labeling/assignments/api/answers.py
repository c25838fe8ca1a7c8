"""From a request's answer to the domain's, by kind of task."""

from typing import Any

from rest_framework import serializers

from labeling.assignments.api.serializers import (
    ConversationAnswerInput,
    DemonstrationAnswerInput,
    PromptAnswerInput,
    RankingAnswerInput,
)
from labeling.assignments.domain.answers import (
    DemonstrationAnswer,
    RankingAnswer,
    SlotRating,
    WritingFacts,
)
from labeling.assignments.domain.conversations import ConversationAnswer
from labeling.assignments.domain.prompt_writing import PromptAnswer
from labeling.assignments.models import TaskKind
from labeling.assignments.services.judgments import Answer, Submission
from labeling.prompts.api.writing import written_prompt


def submission_of(kind: str, given: dict[str, Any], body: Any) -> Submission:
    """Return what was handed in on a task of ``kind``.

    Raises:
        serializers.ValidationError: The answer does not have the shape of that kind's.
    """
    answer = _answer(kind, given["answer"])
    fields = ("submission_id", "active_seconds", "wall_seconds", "occurred_at", "interface_version")
    return Submission(answer=answer, body=body, **{name: given[name] for name in fields})


def _answer(kind: str, raw: Any) -> Answer:
    if kind == TaskKind.DEMONSTRATION:
        return _demonstration(raw)
    if kind == TaskKind.PROMPT:
        given = _written(PromptAnswerInput(data=raw))
        return PromptAnswer(written=written_prompt(given), **given)
    parsed = _validated(RankingAnswerInput(data=raw))
    ratings = {
        slot: SlotRating(rating["overall"], tuple(rating["flags"]))
        for slot, rating in parsed.pop("ratings").items()
    }
    ranking = tuple(tuple(group) for group in parsed.pop("ranking"))
    return RankingAnswer(ranking=ranking, ratings=ratings, **parsed)


def _demonstration(raw: Any) -> Answer:
    """One answer or several turns: which of them the task asks for is checked with the rest."""
    if isinstance(raw, dict) and "turns" in raw:
        given = _written(ConversationAnswerInput(data=raw))
        return ConversationAnswer(turns=tuple(given.pop("turns")), **given)
    return DemonstrationAnswer(**_written(DemonstrationAnswerInput(data=raw)))


def _written(serializer: serializers.Serializer[Any]) -> dict[str, Any]:
    given = _validated(serializer)
    facts = given.pop("writing", None)
    return {**given, "writing": WritingFacts(**facts) if facts else None}


def _validated(serializer: serializers.Serializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
