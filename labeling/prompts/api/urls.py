"""Routes of this app."""

from django.urls import path

from labeling.prompts.api.views import ImportView, PromptsView

urlpatterns = [
    path("projects/<uuid:project_id>/prompts", PromptsView.as_view()),
    path("imports/<uuid:import_id>", ImportView.as_view()),
]
