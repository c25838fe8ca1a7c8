"""Routes of this app."""

from django.urls import path

from labeling.quality.api import eligibilities

urlpatterns = [
    path("projects/<uuid:project_id>/eligibilities", eligibilities.EligibilitiesView.as_view()),
    path(
        "eligibilities/<uuid:eligibility_id>/revoke", eligibilities.EligibilityRevokeView.as_view()
    ),
]
