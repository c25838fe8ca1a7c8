"""Routes of this app."""

from django.urls import path

from labeling.guidelines.api import views

urlpatterns = [
    path("projects/<uuid:project_id>/guidelines", views.GuidelinesView.as_view()),
    path("projects/<uuid:project_id>/guidelines/current", views.GuidelineCurrentView.as_view()),
    path("guidelines/<uuid:guideline_id>", views.GuidelineView.as_view()),
    path("guidelines/<uuid:guideline_id>/acknowledge", views.GuidelineAcknowledgeView.as_view()),
]
