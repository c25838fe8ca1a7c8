"""One explicit Arrow schema per kind, for every shard, even an empty one.

Readers that infer types from the first rows fail on shards that happen to differ; nothing here is
ever inferred. ``group_id`` is the prompt's: no group stands in two splits.
"""

import pyarrow as pa

from labeling.datasets.models import DatasetKind

_TEXT = pa.string()
_MESSAGES = pa.list_(pa.struct([("role", _TEXT), ("content", _TEXT)]))
_COMPLETIONS = pa.list_(
    pa.struct([("completion_id", _TEXT), ("text", _TEXT), ("finish_reason", _TEXT)])
)
_RANKINGS = pa.list_(
    pa.struct(
        [
            ("judgment_id", _TEXT),
            ("labeler", _TEXT),
            ("guideline", _TEXT),
            ("strength", _TEXT),
            ("groups", pa.list_(pa.list_(_TEXT))),
        ]
    )
)
_PROMPT = [
    ("prompt_id", _TEXT),
    ("group_id", _TEXT),
    ("split", _TEXT),
    ("use_case", _TEXT),
    ("language", _TEXT),
    ("messages", _MESSAGES),
]

SCHEMAS: dict[DatasetKind, pa.Schema] = {
    DatasetKind.DEMONSTRATIONS: pa.schema(
        [
            *_PROMPT,
            ("completion_id", _TEXT),
            ("completion", _TEXT),
            ("finish_reason", _TEXT),
            ("source", _TEXT),
            ("labeler", _TEXT),
            ("guideline", _TEXT),
        ]
    ),
    DatasetKind.RANKINGS: pa.schema(
        [*_PROMPT, ("completions", _COMPLETIONS), ("rankings", _RANKINGS)]
    ),
    DatasetKind.PREFERENCE_PAIRS: pa.schema(
        [
            *_PROMPT,
            ("chosen_id", _TEXT),
            ("chosen", _TEXT),
            ("rejected_id", _TEXT),
            ("rejected", _TEXT),
            ("margin", pa.int32()),
            ("strength", _TEXT),
            ("labeler", _TEXT),
            ("judgment_id", _TEXT),
        ]
    ),
    DatasetKind.UNPAIRED: pa.schema(
        [
            *_PROMPT,
            ("feedback_id", _TEXT),
            ("completion_id", _TEXT),
            ("completion", _TEXT),
            ("label", pa.bool_()),
            ("reasons", pa.list_(_TEXT)),
            ("model", _TEXT),
        ]
    ),
    DatasetKind.PROMPTS: pa.schema(_PROMPT),
}
