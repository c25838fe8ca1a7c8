"""Creating and changing a project."""

from typing import Any

from django.db import IntegrityError, transaction

from touchstone.accounts.models import User
from touchstone.core.audit import audit_record
from touchstone.core.errors import ConflictError
from touchstone.projects.domain import (
    DEFAULT_FLAGS,
    DEFAULT_PROMPT_FIELDS,
    DEFAULT_SCALE,
    slug_from,
)
from touchstone.projects.models import Project, RatingSchema, Role
from touchstone.projects.services.membership import membership_activate


@transaction.atomic
def project_create(
    *,
    by: User | None,
    name: str,
    slug: str = "",
    description: str = "",
    is_simulated: bool = False,
    **fields: Any,
) -> Project:
    """Create a project with InstructGPT's rating schema, and its creator (if any) as an admin.

    Raises:
        ConflictError: Another project has this slug (``slug_taken``).
    """
    slug = slug or _free_slug(slug_from(name))
    try:
        with transaction.atomic():
            project = Project.objects.create(
                name=name, slug=slug, description=description, is_simulated=is_simulated, **fields
            )
    except IntegrityError as error:
        raise ConflictError(
            f"Another project is called {slug!r}. Choose another slug.", code="slug_taken"
        ) from error
    RatingSchema.objects.create(
        project=project,
        version=1,
        scale=DEFAULT_SCALE,
        flags=DEFAULT_FLAGS,
        prompt_fields=DEFAULT_PROMPT_FIELDS,
    )
    audit_record(
        actor=by,
        action="project.create",
        target=f"project:{project.public_id}",
        project_id=project.pk,
        detail={"name": name, "slug": slug},
    )
    if by is not None:
        membership_activate(project=project, user=by, role=Role.ADMIN, by=by)
    return project


@transaction.atomic
def project_update(*, project: Project, by: User, **changes: Any) -> Project:
    """Change a project's name, description or settings; what changed goes into the audit row."""
    locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    changed = {
        field: [getattr(locked, field), value]
        for field, value in changes.items()
        if getattr(locked, field) != value
    }
    for field, (_, value) in changed.items():
        setattr(locked, field, value)
    if changed:
        locked.save(update_fields=sorted(changed))
        audit_record(
            actor=by,
            action="project.update",
            target=f"project:{locked.public_id}",
            project_id=locked.pk,
            detail={"changed": changed},
        )
    return locked


def _free_slug(wanted: str) -> str:
    # A race for the same name ends in `slug_taken`, which is true and can be acted on.
    taken = set(Project.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
