"""Orders for prompts, with how far each is."""

from django.db.models import Count, Q, QuerySet

from labeling.assignments.models import PromptBrief
from touchstone.projects.models import Project


def prompt_briefs_listed(project: Project) -> QuerySet[PromptBrief]:
    """Return a project's briefs with ``written_count`` and ``open_count``."""
    filled = Q(labeling_tasks__places__filled=True)
    still_open = Q(labeling_tasks__places__filled=False, labeling_tasks__places__withdrawn=False)
    return PromptBrief.objects.filter(project=project).annotate(
        written_count=Count("labeling_tasks__places", filter=filled),
        open_count=Count("labeling_tasks__places", filter=still_open),
    )
