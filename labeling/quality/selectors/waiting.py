"""What waits for a reviewer of a project, in figures."""

from labeling.guidelines.selectors.question import questions_open
from labeling.quality.qualification.selectors.attempt import demonstrations_to_score
from labeling.quality.selectors.demonstrations import demonstrations_waiting
from labeling.quality.selectors.reviews import review_queue_size
from touchstone.accounts.models import User
from touchstone.projects.models import Project


def waiting(*, project: Project, reviewer: User) -> dict[str, int]:
    """Count what ``reviewer``'s pages list, each as its page does (four queries)."""
    return {
        "tasks": review_queue_size(project=project),
        "demonstrations": demonstrations_waiting(project=project, reviewer=reviewer).count(),
        "questions": questions_open(project_id=project.pk).count(),
        "scores": demonstrations_to_score(project=project, reviewer=reviewer).count(),
    }
