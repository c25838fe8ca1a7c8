"""Items from a JSONL file: each line is checked like an item that is added by hand."""

from typing import Any

import orjson
from rest_framework import serializers

from labeling.quality.qualification.api.serializers import MAX_IMPORT, QualificationItemInput
from touchstone.core.errors import ErrorDetail, InvalidError

_MAX_FAULTS = 20


def items_from_lines(text: str) -> list[dict[str, Any]]:
    """Return the items of a file, one JSON object a line; empty lines are passed over.

    Raises:
        InvalidError: Its details name lines by number from 1, the first twenty faults.
    """
    # By line feed alone: a text may hold other separators (U+2028) as they are.
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not 0 < len(lines) <= MAX_IMPORT:
        raise InvalidError(f"A file has 1 to {MAX_IMPORT:,} items, one a line; not {len(lines):,}.")
    items: list[dict[str, Any]] = []
    faults: list[ErrorDetail] = []
    for number, line in lines:
        try:
            items.append(_item(line))
        except orjson.JSONDecodeError as error:
            faults.append(ErrorDetail(f"line {number}", "not_json", f"No JSON object: {error}."))
        except serializers.ValidationError as error:
            faults.append(ErrorDetail(f"line {number}", "invalid", _sentence(error)))
    if faults:
        message = f"{len(faults)} of {len(lines)} lines are not valid, so none was added."
        raise InvalidError(message, details=faults[:_MAX_FAULTS])
    return items


def _item(line: str) -> dict[str, Any]:
    serializer = QualificationItemInput(data=orjson.loads(line))
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _sentence(error: serializers.ValidationError) -> str:
    detail: Any = error.detail
    return "; ".join(f"{field}: {_flat(faults)}" for field, faults in detail.items())


def _flat(faults: Any) -> str:
    if isinstance(faults, dict):
        return ", ".join(f"{key}: {_flat(value)}" for key, value in faults.items())
    if isinstance(faults, list):
        return " ".join(_flat(fault) for fault in faults)
    return str(faults)
