"""Adding items to a bank and retiring them. An item is never edited."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction

from labeling.prompts.domain.canonical import canonical_json
from labeling.quality.models import QualificationItem, QualificationItemRetirement
from labeling.quality.qualification.domain.items import item_faults, item_parts
from labeling.quality.qualification.domain.parts import ItemUse, Part, PartKind
from labeling.quality.qualification.selectors.bank import bank_sizes
from labeling.quality.qualification.selectors.standing import qualification_in_force
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError
from touchstone.projects.models import Project


@transaction.atomic
def items_add(
    *, project: Project, by: User, given: Sequence[Mapping[str, Any]]
) -> list[QualificationItem]:
    """Add items, all or none; one whose content stands in the bank already is refused.

    Raises:
        InvalidError: Its details name the item by its number in ``given`` and the field.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    rows = [_item(project, by, one) for one in given]
    if faults := [*_content_faults(rows), *_repeated(project, rows)]:
        raise InvalidError("Some items cannot be added, so none was.", details=faults)
    QualificationItem.objects.bulk_create(rows)
    audit_record(
        actor=by,
        action="qualification_items.added",
        target=str(rows[0].public_id) if len(rows) == 1 else "",
        project_id=project.pk,
        detail={"count": len(rows)},
    )
    pks = [row.pk for row in rows]
    return list(QualificationItem.objects.filter(pk__in=pks).order_by("pk"))


@transaction.atomic
def item_retire(*, item: QualificationItem, by: User) -> QualificationItem:
    """Ask an item no more; again changes nothing.

    Raises:
        ConflictError: The version in force asks for all that its bank has (``bank_too_small``).
    """
    Project.objects.select_for_update(no_key=True).get(pk=item.project_id)
    if QualificationItemRetirement.objects.filter(item=item).exists():
        return item
    _check_enough_left(item)
    QualificationItemRetirement.objects.create(project_id=item.project_id, item=item, retired_by=by)
    audit_record(
        actor=by,
        action="qualification_item.retired",
        target=str(item.public_id),
        project_id=item.project_id,
        detail={"part": item.part, "use": item.use},
    )
    return item


def _check_enough_left(item: QualificationItem) -> None:
    qualification = qualification_in_force(item.project_id)
    if qualification is None or item.use != ItemUse.SCREENING:
        return
    wanted = {part.kind: part.items for part in map(Part.of, qualification.parts)}
    kind = PartKind(item.part)
    if bank_sizes(project=item.project)[kind] <= wanted.get(kind, 0):
        raise ConflictError(
            f"Version {qualification.number} asks for {wanted[kind]} items of this part and the "
            "bank has no more: add another before you retire this one.",
            code="bank_too_small",
        )


def _item(project: Project, by: User, given: Mapping[str, Any]) -> QualificationItem:
    part = PartKind(given["part"])
    content, expected = item_parts(part, given)
    return QualificationItem(
        project=project,
        part=part,
        use=given["use"],
        language=given["language"],
        content=content,
        expected=expected,
        explanation_markdown=given["explanation_markdown"],
        sha256=sha256(canonical_json(content)).hexdigest(),
        added_by=by,
    )


def _content_faults(rows: Sequence[QualificationItem]) -> list[ErrorDetail]:
    return [
        ErrorDetail(f"items.{index}.{fault.field}", fault.code, fault.message)
        for index, row in enumerate(rows)
        for fault in item_faults(PartKind(row.part), row.content, row.expected)
    ]


def _repeated(project: Project, rows: Sequence[QualificationItem]) -> list[ErrorDetail]:
    """Find what is asked already, or was ever in the other bank: people may remember it."""
    stored = QualificationItem.objects.filter(
        project=project, sha256__in=[row.sha256 for row in rows]
    ).values_list("sha256", "use", "retirement")
    asked = {digest for digest, _, retirement in stored if retirement is None}
    banks = {(digest, use) for digest, use, _ in stored}
    faults = []
    for index, row in enumerate(rows):
        others = {(row.sha256, use.value) for use in ItemUse if use != row.use}
        if row.sha256 in asked or others & banks:
            message = "The same content is asked already, or was in the other bank."
            faults.append(ErrorDetail(f"items.{index}", "item_twice", message))
        asked.add(row.sha256)
    return faults
