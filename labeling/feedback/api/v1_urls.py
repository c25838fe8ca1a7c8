"""Routes of the public API below ``/v1/``."""

from django.urls import path

from labeling.feedback.api.v1 import FeedbackEventView, FeedbackRetractView, FeedbackView

urlpatterns = [
    path("feedback", FeedbackView.as_view()),
    path("feedback/<uuid:event_id>", FeedbackEventView.as_view()),
    path("feedback/<uuid:event_id>/retract", FeedbackRetractView.as_view()),
]
