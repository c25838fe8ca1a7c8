"""Routes of this app."""

from django.urls import path

from labeling.quality.api import views

urlpatterns = [
    path("projects/<uuid:project_id>/eligibilities", views.EligibilitiesView.as_view()),
    path("eligibilities/<uuid:eligibility_id>/revoke", views.EligibilityRevokeView.as_view()),
]
