"""Lineage: which rows a version holds, written down once by the database itself.

Items are inserted in the order in which the files will have them (split, prompt, evidence), so
that a build reads them by id, in groups, with no sort.
"""

from typing import Any

from django.db import connection
from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.expressions import Combinable

from labeling.assignments.models import Judgment
from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.models import DatasetItem, DatasetKind, DatasetVersion
from labeling.datasets.selectors import (
    demonstrations_imported,
    edits_eligible,
    judgments_eligible,
    prompts_eligible,
    thumbs_eligible,
)
from labeling.datasets.services.thumbs import thumb_items

_BATCH = 2000


def dataset_items_freeze(version: DatasetVersion) -> int:
    """Write the version's items; return how many there are."""
    kind = DatasetKind(version.kind)
    filters = DatasetFilters.from_json(version.filters)
    project = version.project
    if kind == DatasetKind.PROMPTS:
        prompts = prompts_eligible(project, filters)
        return _insert(version, prompts, {"prompt_id": F("id")}, F("split"))
    if kind == DatasetKind.UNPAIRED:
        return _freeze_thumbs(version)
    columns = {"prompt_id": F("prompt_id"), "judgment_id": F("id")}
    judgments = judgments_eligible(project, kind, filters)
    if kind != DatasetKind.DEMONSTRATIONS:
        return _insert(version, judgments, columns, F("prompt__split"))
    return _freeze_demonstrations(version, judgments, filters)


def _freeze_demonstrations(
    version: DatasetVersion, judgments: QuerySet[Judgment], filters: DatasetFilters
) -> int:
    split, columns = F("prompt__split"), {"prompt_id": F("prompt_id"), "judgment_id": F("id")}
    written = _insert(
        version, judgments, {**columns, "completion_id": F("demonstration_id")}, split
    )
    imported = {"prompt_id": F("prompt_id"), "completion_id": F("id")}
    written += _insert(version, demonstrations_imported(version.project), imported, split)
    if filters.include_edits:
        edits = edits_eligible(version.project, filters)
        written += _insert(version, edits, {**columns, "completion_id": F("edited_id")}, split)
    return written


def _freeze_thumbs(version: DatasetVersion) -> int:
    thumbs = thumbs_eligible(version.project)
    known = thumbs.filter(completion__isnull=False)
    columns = {
        "prompt_id": F("completion__prompt_id"),
        "completion_id": F("completion_id"),
        "feedback_id": F("id"),
    }
    written = _insert(version, known, columns, F("completion__prompt__split"))
    for batch in thumb_items(version, thumbs.filter(completion=None), _BATCH):
        written += len(DatasetItem.objects.bulk_create(batch))
    return written


def _insert(version: DatasetVersion, rows: QuerySet[Any], columns: dict[str, F], split: F) -> int:
    """INSERT … SELECT: a million items never leave the database."""
    values: list[Combinable] = [Value(version.pk, IntegerField()), split, *columns.values()]
    selected = rows.order_by(split, columns["prompt_id"], "id").values_list(*values)
    statement, parameters = selected.query.sql_with_params()
    names = ", ".join(f'"{name}"' for name in ("version_id", "split", *columns))
    with connection.cursor() as cursor:
        # Names are the model's columns; every value is a parameter.
        cursor.execute(
            f'INSERT INTO "datasets_datasetitem" ({names}) {statement}',
            parameters,
        )
        return int(cursor.rowcount)
