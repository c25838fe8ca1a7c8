"""From a request's answer to the domain's, by kind of task."""

from typing import Any

from rest_framework import serializers

from labeling.assignments.api.serializers import DemonstrationAnswerInput, RankingAnswerInput
from labeling.assignments.domain.answers import DemonstrationAnswer, RankingAnswer, SlotRating
from labeling.assignments.models import TaskKind
from labeling.assignments.services.judgments import Answer, Submission


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
        return DemonstrationAnswer(**_validated(DemonstrationAnswerInput(data=raw)))
    parsed = _validated(RankingAnswerInput(data=raw))
    ratings = {
        slot: SlotRating(rating["overall"], tuple(rating["flags"]))
        for slot, rating in parsed.pop("ratings").items()
    }
    ranking = tuple(tuple(group) for group in parsed.pop("ranking"))
    return RankingAnswer(ranking=ranking, ratings=ratings, **parsed)


def _validated(serializer: serializers.Serializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
