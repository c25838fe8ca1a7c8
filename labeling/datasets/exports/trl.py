"""TRL's dataset formats, conversational, out of stored Parquet rows.

``chosen`` and ``rejected`` carry the answer alone and the prompt stands beside them, so that no
trainer has to guess where a conversation ends and the answer begins.

Source: https://huggingface.co/docs/trl/dataset_formats
"""

from collections.abc import Callable, Iterator
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
