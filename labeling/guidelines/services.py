"""Publishing a release and acknowledging one."""

from datetime import datetime

from django.db import transaction

from labeling.guidelines.domain import Level, Number, next_number
from labeling.guidelines.models import Acknowledgment, GuidelineVersion
from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import InvalidError
from touchstone.projects.models import Project

MAX_BODY_CHARACTERS = 200_000


@transaction.atomic
def guideline_publish(
    *, project: Project, by: User, body_markdown: str, note: str = "", level: Level = "major"
) -> GuidelineVersion:
    """Publish a release. It is immutable from then on; a later one supersedes it.

    Raises:
        InvalidError: The text is empty or longer than anybody could be asked to read.
    """
    if not body_markdown.strip() or len(body_markdown) > MAX_BODY_CHARACTERS:
        raise InvalidError(
            f"Guidelines are a text of 1 to {MAX_BODY_CHARACTERS:,} characters of Markdown."
        )
    # Two admins who publish at once must not both make 2.1.
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    latest = project.guidelines.order_by("-major", "-minor").values_list("major", "minor").first()
    number = next_number(Number(*latest) if latest else None, level)
    release = GuidelineVersion.objects.create(
        project=project,
        major=number.major,
        minor=number.minor,
        body_markdown=body_markdown,
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
