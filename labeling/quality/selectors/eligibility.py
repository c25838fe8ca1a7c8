"""Reads of who may do what."""

from django.db.models import QuerySet

from labeling.assignments.models import Eligibility
from touchstone.projects.models import Project


def eligibilities(*, project: Project) -> QuerySet[Eligibility]:
    """Return every grant of the project, revoked ones too, with its person."""
    return Eligibility.objects.filter(project=project).select_related("user", "granted_by")
