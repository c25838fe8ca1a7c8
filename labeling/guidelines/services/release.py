"""Publishing a release and acknowledging one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from labeling.guidelines.domain.content import (
    MAX_BODY_CHARACTERS,
    Example,
    Quiz,
    Term,
    release_faults,
)
from labeling.guidelines.domain.numbers import Level, Number, next_number
from labeling.guidelines.models import Acknowledgment, GuidelineVersion
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError, ErrorDetail, InvalidError
from touchstone.projects.models import Project, RatingSchema


@transaction.atomic
def guideline_publish(
    *,
    project: Project,
    by: User,
    body_markdown: str,
    note: str = "",
    level: Level = "major",
    examples: Sequence[Example] = (),
    glossary: Sequence[Term] = (),
    quiz: Quiz | None = None,
    based_on: UUID | Literal["any"] | None = "any",
) -> GuidelineVersion:
    """Publish a release. It is immutable from then on; a later one supersedes it.

    Args:
        project: Whose guidelines.
        by: The admin.
        body_markdown: The text.
        note: What changed, for those who knew the last.
        level: A major one stops everybody's next claim until it is acknowledged.
        examples: Shown with the text, and at the flag that they name.
        glossary: Terms explained where they stand in the text.
        quiz: To be passed by whoever acknowledges this release.
        based_on: The release that the writer started from (``None``: there was none), so that
            nobody unknowingly takes back what somebody else has just published.

    Raises:
        InvalidError: A part is empty, too long, or does not fit the project's flags.
        ConflictError: ``not_the_latest``: another release came out meanwhile.
    """
    _check(project, body_markdown, examples, glossary, quiz)
    # Two admins who publish at once must not both make 2.1.
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    latest = project.guidelines.order_by("-major", "-minor").defer("body_markdown").first()
    _check_latest(latest, based_on)
    number = next_number(Number(latest.major, latest.minor) if latest else None, level)
    release = GuidelineVersion.objects.create(
        project=project,
        major=number.major,
        minor=number.minor,
        body_markdown=body_markdown,
        examples=list(examples),
        glossary=list(glossary),
        quiz=quiz,
        note=note,
        published_by=by,
    )
    release.refresh_from_db(fields=["published_at"])
    audit_record(
        actor=by,
        action="guideline.published",
        target=str(release.public_id),
        project_id=project.pk,
        detail={"number": release.number, "level": level},
    )
    return release


def _check(
    project: Project,
    body: str,
    examples: Sequence[Example],
    glossary: Sequence[Term],
    quiz: Quiz | None,
) -> None:
    if not body.strip() or len(body) > MAX_BODY_CHARACTERS:
        raise InvalidError(
            f"Guidelines are a text of 1 to {MAX_BODY_CHARACTERS:,} characters of Markdown."
        )
    flags = RatingSchema.objects.filter(project=project).order_by("-version").values_list("flags")
    keys = {flag["key"] for (found,) in flags[:1] for flag in found}
    faults = release_faults(examples=examples, glossary=glossary, quiz=quiz, flags=keys)
    if faults:
        raise InvalidError(faults[0].message, details=[ErrorDetail(*fault) for fault in faults])


def _check_latest(latest: GuidelineVersion | None, based_on: UUID | str | None) -> None:
    if based_on in ("any", latest.public_id if latest else None):
        return
    there = f"Release {latest.number} was" if latest else "The releases were"
    raise ConflictError(
        f"{there} published since you began writing. Look at what it changed, then publish again.",
        code="not_the_latest",
    )


def guideline_acknowledge(*, guideline: GuidelineVersion, user: User) -> datetime:
    """Note that ``user`` has read the release; again is no more than once.

    Returns:
        When they first acknowledged it.
    """
    with transaction.atomic():
        Acknowledgment.objects.bulk_create(
            [Acknowledgment(guideline=guideline, user=user)], ignore_conflicts=True
        )
        return Acknowledgment.objects.get(guideline=guideline, user=user).acknowledged_at
