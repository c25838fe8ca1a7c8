"""Publishing a version of the qualification."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from labeling.quality.models import Qualification
from labeling.quality.qualification.domain.parts import BANKED, Part, PartKind, part_problems
from labeling.quality.qualification.selectors.bank import bank_sizes
from labeling.quality.qualification.selectors.standing import kinds_gated_by, qualification_in_force
from labeling.quality.qualification.services.grants import eligibility_open
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ErrorDetail, InvalidError
from touchstone.projects.models import Project


@transaction.atomic
def qualification_publish(
    *,
    project: Project,
    by: User,
    parts: Sequence[Part],
    grants: Sequence[dict[str, str]],
    introduction_markdown: str = "",
    gates: bool = True,
    max_attempts: int = 2,
    wait_days: int = 7,
) -> Qualification:
    """Publish a version. It never changes; the next one takes its place for those who start later.

    Raises:
        InvalidError: A part asks for what cannot be, or for more items than its bank has.
    """
    # One publisher at a time: numbers follow each other. Retiring takes the same lock.
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if faults := _faults(parts, bank_sizes(project=project)):
        raise InvalidError("The qualification cannot be published like this.", details=faults)
    latest = qualification_in_force(project.pk)
    qualification = Qualification.objects.create(
        project=project,
        number=latest.number + 1 if latest else 1,
        introduction_markdown=introduction_markdown,
        parts=[part.stored() for part in parts],
        grants=list(grants),
        gates=gates,
        max_attempts=max_attempts,
        wait_days=wait_days,
        published_by=by,
    )
    qualification.refresh_from_db(fields=["published_at"])
    opened = eligibility_open(
        project=project, kinds=kinds_gated_by(latest) - kinds_gated_by(qualification)
    )
    _record(qualification, by, opened)
    return qualification


def _faults(parts: Sequence[Part], sizes: dict[PartKind, int]) -> list[ErrorDetail]:
    kinds = [part.kind for part in parts]
    faults = []
    if len(set(kinds)) < len(kinds):
        faults.append(ErrorDetail("parts", "part_twice", "Each part may stand there once."))
    for index, part in enumerate(parts):
        for field, message in part_problems(part):
            faults.append(ErrorDetail(f"parts.{index}.{field}", "part_invalid", message))
        if part.kind in BANKED and part.items > sizes[part.kind]:
            message = (
                f"The bank of the part {part.kind.value} has {sizes[part.kind]} items in use: "
                "add more, or ask for fewer."
            )
            faults.append(ErrorDetail(f"parts.{index}.items", "bank_too_small", message))
    return faults


def _record(qualification: Qualification, by: User, opened: int) -> None:
    detail: dict[str, Any] = {
        "number": qualification.number,
        "parts": qualification.parts,
        "grants": qualification.grants,
        "gates": qualification.gates,
        "opened": opened,
    }
    audit_record(
        actor=by,
        action="qualification.published",
        target=str(qualification.public_id),
        project_id=qualification.project_id,
        detail=detail,
    )
