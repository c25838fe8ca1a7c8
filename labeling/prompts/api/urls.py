"""Routes of this app."""

from django.urls import path

from labeling.prompts.api.views import ImportView, PromptsView
from labeling.prompts.api.writing import PromptCheckView

urlpatterns = [
    path("projects/<uuid:project_id>/prompts", PromptsView.as_view()),
    path("projects/<uuid:project_id>/prompts/check", PromptCheckView.as_view()),
    path("imports/<uuid:import_id>", ImportView.as_view()),
]
