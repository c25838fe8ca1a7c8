"""Routes of model versions and of what serves."""

from django.urls import path

from touchstone.registry.api.models import (
    ModelVersionPromoteView,
    ModelVersionsView,
    ProjectRollbackView,
    PromotionsView,
)

urlpatterns = [
    path("projects/<uuid:project_id>/models", ModelVersionsView.as_view()),
    path("models/<uuid:model_id>/promote", ModelVersionPromoteView.as_view()),
    path("projects/<uuid:project_id>/rollback", ProjectRollbackView.as_view()),
    path("projects/<uuid:project_id>/promotions", PromotionsView.as_view()),
]
