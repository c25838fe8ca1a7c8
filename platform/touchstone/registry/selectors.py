"""Reads of model versions and of what serves."""

from django.db.models import QuerySet

from touchstone.projects.models import Project
from touchstone.registry.models import ModelVersion, Promotion


def promotion_latest(project: Project) -> Promotion | None:
    """Return the decision that holds now, with its models; ``None`` before the first."""
    return (
        Promotion.objects.filter(project=project)
        .select_related("model", "previous")
        .order_by("-pk")
        .first()
    )


def serving_policy(project: Project) -> ModelVersion | None:
    """Return the policy that serves ``project``; ``None`` before the first promotion."""
    latest = promotion_latest(project)
    return latest.model if latest else None


def model_versions(project: Project) -> QuerySet[ModelVersion]:
    """Return the project's model versions with their parents."""
    return ModelVersion.objects.filter(project=project).select_related("parent")


def promotions(project: Project) -> QuerySet[Promotion]:
    """Return every promotion and rollback with its models and who decided."""
    return Promotion.objects.filter(project=project).select_related("model", "previous", "by")
