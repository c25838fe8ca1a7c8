"""Reading prompts and imports."""

from django.db.models import Count, QuerySet

from labeling.prompts.models import Import, ImportRejection, Prompt
from touchstone.projects.models import Project

REJECTIONS_SHOWN = 200


def prompts_listed(project: Project) -> QuerySet[Prompt]:
    """Return a project's prompts with their text and how many completions each has."""
    prompts = Prompt.objects.filter(project=project).select_related("content")
    return prompts.annotate(completion_count=Count("completions"))


def imports_listed(project: Project) -> QuerySet[Import]:
    """Return a project's imports."""
    return Import.objects.filter(project=project)


def import_rejections(source: Import) -> QuerySet[ImportRejection]:
    """Return the first rejected rows of an import, by line."""
    return source.rejections.order_by("line")[:REJECTIONS_SHOWN]
