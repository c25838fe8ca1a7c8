"""TRL's dataset formats, conversational, out of stored Parquet rows.

``chosen`` and ``rejected`` carry the answer alone and the prompt stands beside them, so that no
trainer has to guess where a conversation ends and the answer begins.

Source: https://huggingface.co/docs/trl/dataset_formats
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from labeling.datasets.domain.pairs import ordered_pairs
from labeling.datasets.models import DatasetKind

Row = dict[str, Any]


def _said(text: str) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": text}]


def _language_modeling(row: Row) -> Iterator[Row]:
    yield {"messages": [*row["messages"], *_said(row["completion"])]}


def _prompt_completion(row: Row) -> Iterator[Row]:
    yield {"prompt": row["messages"], "completion": _said(row["completion"])}


def _preference(row: Row) -> Iterator[Row]:
    yield {
        "prompt": row["messages"],
        "chosen": _said(row["chosen"]),
        "rejected": _said(row["rejected"]),
        "strength": row["strength"],
    }


def _preference_of_rankings(row: Row) -> Iterator[Row]:
    texts = {one["completion_id"]: one["text"] for one in row["completions"]}
    for ranking in row["rankings"]:
        for pair in ordered_pairs(ranking["groups"]):
            pair_row = {"chosen": texts[pair.chosen], "rejected": texts[pair.rejected]}
            yield from _preference({**row, **pair_row, "strength": ranking["strength"]})


def _unpaired(row: Row) -> Iterator[Row]:
    yield {**next(_prompt_completion(row)), "label": row["label"]}


def _prompt_only(row: Row) -> Iterator[Row]:
    yield {"prompt": row["messages"]}


TRL_FORMATS: dict[DatasetKind, dict[str, Callable[[Row], Iterator[Row]]]] = {
    DatasetKind.DEMONSTRATIONS: {
        "language_modeling": _language_modeling,
        "prompt_completion": _prompt_completion,
    },
    DatasetKind.RANKINGS: {"preference": _preference_of_rankings},
    DatasetKind.PREFERENCE_PAIRS: {"preference": _preference},
    DatasetKind.UNPAIRED: {"unpaired_preference": _unpaired},
    DatasetKind.PROMPTS: {"prompt_only": _prompt_only},
}
"""For each kind the formats it is exported in: name of the folder, and rows of one stored row."""

_MESSAGES = "conversation: a list of `role` and `content`"
_FIELDS: dict[str, dict[str, str]] = {
    "language_modeling": {"messages": f"{_MESSAGES}, the answer last"},
    "prompt_completion": {"prompt": _MESSAGES, "completion": "the answer, as one message"},
    "preference": {
        "prompt": _MESSAGES,
        "chosen": "the better answer alone, as one message",
        "rejected": "the other one, likewise",
        "strength": "what the labeler of a comparison said of the two; else empty",
    },
    "unpaired_preference": {
        "prompt": _MESSAGES,
        "completion": "the answer, as one message",
        "label": "true for a thumb up",
    },
    "prompt_only": {"prompt": _MESSAGES},
}


def trl_layout(formats: Iterable[str]) -> list[str]:
    """Return the card's section about what stands in the lines."""
    rows = [
        f"| `{name}` | `{field}` | {about} |"
        for name in formats
        for field, about in _FIELDS[name].items()
    ]
    return [
        "## Fields of the JSON lines",
        "",
        "One JSON object a line, as in TRL's dataset formats "
        "(https://huggingface.co/docs/trl/dataset_formats), a folder for each format. What stands "
        "beside these fields in the version (ids, ratings, flags) is in its Parquet download.",
        "",
        "| format | field | what |",
        "|---|---|---|",
        *rows,
    ]
