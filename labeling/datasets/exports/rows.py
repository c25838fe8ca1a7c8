"""The rows of a version, in the order of its items, with constant memory.

Items come through a server-side cursor; what they point to is fetched for a few hundred prompts at
a time. Everything read here is append-only, so a second build reads the same.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any, TypeVar

from django.db.models import QuerySet

from labeling.datasets.domain.pairs import ordered_pairs
from labeling.datasets.models import DatasetItem, DatasetKind, DatasetVersion
from labeling.prompts.models import Completion, Prompt

Row = dict[str, Any]
T = TypeVar("T")

EDIT = "edit"
"""The source of a demonstration that is an edit of what a policy wrote."""
_CURSOR = 2000
_PROMPTS_AT_ONCE = 200


def dataset_rows(version: DatasetVersion) -> Iterator[Row]:
    """Yield the version's rows as plain values, as its kind's schema has them."""
    makers: dict[DatasetKind, Callable[[DatasetVersion], Iterator[Row]]] = {
        DatasetKind.DEMONSTRATIONS: _demonstrations,
        DatasetKind.RANKINGS: _rankings,
        DatasetKind.PREFERENCE_PAIRS: _pairs,
        DatasetKind.UNPAIRED: _thumbs,
        DatasetKind.PROMPTS: _prompts,
    }
    return makers[DatasetKind(version.kind)](version)


def _items(version: DatasetVersion, **filters: Any) -> QuerySet[DatasetItem]:
    return DatasetItem.objects.filter(version=version, **filters).order_by("id")


def _prompt_columns(split: str, prompt: Prompt) -> Row:
    return {
        "prompt_id": str(prompt.public_id),
        "group_id": str(prompt.public_id),
        "split": split,
        "use_case": prompt.use_case,
        "language": prompt.language,
        "messages": prompt.content.body["messages"],
    }


def _prompts(version: DatasetVersion) -> Iterator[Row]:
    items = _items(version).select_related("prompt__content")
    for item in items.iterator(chunk_size=_CURSOR):
        yield _prompt_columns(item.split, _present(item.prompt))


def _demonstrations(version: DatasetVersion) -> Iterator[Row]:
    items = _items(version).select_related(
        "prompt__content", "completion__content", "judgment__user", "judgment__guideline"
    )
    for item in items.iterator(chunk_size=_CURSOR):
        completion, judgment = _present(item.completion), item.judgment
        # Several written turns are a conversation of their own, in place of the prompt's.
        prompt = _prompt_columns(item.split, _present(item.prompt))
        yield {
            **prompt,
            "messages": completion.content.body.get("messages", prompt["messages"]),
            "completion_id": str(completion.public_id),
            "completion": completion.content.body["text"],
            "finish_reason": completion.finish_reason,
            "source": _source(item, completion),
            "labeler": str(judgment.user.public_id) if judgment else "",
            "guideline": _guideline(judgment.guideline) if judgment else "",
        }


def _source(item: DatasetItem, completion: Completion) -> str:
    edited = item.judgment is not None and item.judgment.demonstration_id != completion.pk
    return EDIT if edited else str(completion.source)


def _rankings(version: DatasetVersion) -> Iterator[Row]:
    for split, prompt, judgments, completions in _ranked_prompts(version):
        ranked = {pk for judgment in judgments for group in judgment.ranking for pk in group}
        yield {
            **_prompt_columns(split, prompt),
            "completions": [
                {
                    "completion_id": str(completions[pk].public_id),
                    "text": completions[pk].content.body["text"],
                    "finish_reason": completions[pk].finish_reason,
                }
                for pk in sorted(ranked)
            ],
            "rankings": [
                {
                    "judgment_id": str(judgment.public_id),
                    "labeler": str(judgment.user.public_id),
                    "guideline": _guideline(judgment.guideline),
                    "strength": judgment.strength,
                    "groups": [
                        [str(completions[pk].public_id) for pk in sorted(group)]
                        for group in judgment.ranking
                    ],
                }
                for judgment in judgments
            ],
        }


def _pairs(version: DatasetVersion) -> Iterator[Row]:
    """All pairs of one prompt, next to each other."""
    for split, prompt, judgments, completions in _ranked_prompts(version):
        for judgment in judgments:
            for pair in ordered_pairs(_with_edit(judgment, completions)):
                chosen, rejected = completions[pair.chosen], completions[pair.rejected]
                yield {
                    **_prompt_columns(split, prompt),
                    "chosen_id": str(chosen.public_id),
                    "chosen": chosen.content.body["text"],
                    "rejected_id": str(rejected.public_id),
                    "rejected": rejected.content.body["text"],
                    "margin": pair.margin,
                    # It was said of the two shown, not of the edit.
                    "strength": "" if pair.chosen == judgment.edited_id else judgment.strength,
                    "labeler": str(judgment.user.public_id),
                    "judgment_id": str(judgment.public_id),
                }


def _with_edit(judgment: Any, completions: dict[int, Completion]) -> list[list[int]]:
    """Return the ranking below the labeler's own edit of the better one, where there is one."""
    edited = completions.get(judgment.edited_id)
    if edited is None or edited.content.erased_at is not None:
        return list(judgment.ranking)
    return [[edited.pk], *judgment.ranking]


def _ranked_prompts(
    version: DatasetVersion,
) -> Iterator[tuple[str, Prompt, list[Any], dict[int, Completion]]]:
    """Yield ``(split, prompt, its judgments, completions by primary key)``."""
    items = _items(version).select_related("judgment__user", "judgment__guideline")
    by_prompt = groupby(items.iterator(chunk_size=_CURSOR), lambda item: item.prompt_id)
    groups = ([*group] for _, group in by_prompt)
    for several in _chunks(groups, _PROMPTS_AT_ONCE):
        prompts = Prompt.objects.select_related("content").in_bulk(
            [_present(group[0].prompt_id) for group in several]
        )
        judged = [[_present(item.judgment) for item in group] for group in several]
        rankings = [_present(judgment.ranking) for group in judged for judgment in group]
        shown = {pk for ranking in rankings for tied in ranking for pk in tied}
        edited = {judgment.edited_id for group in judged for judgment in group} - {None}
        completions = Completion.objects.select_related("content").in_bulk(shown | edited)
        for group, judgments in zip(several, judged, strict=True):
            yield group[0].split, prompts[_present(group[0].prompt_id)], judgments, completions


def _thumbs(version: DatasetVersion) -> Iterator[Row]:
    items = _items(version).select_related(
        "feedback__answer", "completion__content", "prompt__content"
    )
    for item in items.iterator(chunk_size=_CURSOR):
        thumb = _present(item.feedback)
        yield {
            **_answer_columns(item),
            "feedback_id": str(thumb.public_id),
            "label": thumb.rating == "up",
            "reasons": thumb.reasons,
            "model": thumb.model,
        }


def _answer_columns(item: DatasetItem) -> Row:
    """The prompt and the answer, of a stored completion or as the caller sent them."""
    if item.completion is not None:
        return {
            **_prompt_columns(item.split, _present(item.prompt)),
            "completion_id": str(item.completion.public_id),
            "completion": item.completion.content.body["text"],
        }
    thumb = _present(item.feedback)
    *messages, answer = _present(thumb.answer).body["messages"]
    return {
        "prompt_id": "",
        "group_id": str(thumb.public_id),
        "split": item.split,
        "use_case": "",
        "language": "",
        "messages": messages,
        "completion_id": "",
        "completion": answer["content"],
    }


def _guideline(release: Any) -> str:
    return f"{release.major}.{release.minor}" if release else ""


def _present(value: T | None) -> T:
    """An item of its kind always has this; a row that lacks it is a fault to stop at."""
    if value is None:
        raise ValueError("a dataset item lacks what its kind needs")
    return value


def _chunks(groups: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(groups)
    while chunk := list(islice(remaining, size)):
        yield chunk
