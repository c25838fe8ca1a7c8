"""Routes of this app."""

from django.urls import path

from labeling.feedback.api.views import ProjectFeedbackView

urlpatterns = [
    path("projects/<uuid:project_id>/feedback", ProjectFeedbackView.as_view()),
]
