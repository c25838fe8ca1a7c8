"""Routes of this app."""

from django.urls import path

from labeling.quality.api import eligibilities
from labeling.quality.qualification.api.urls import urlpatterns as qualification_urls

urlpatterns = [
    *qualification_urls,
    path("projects/<uuid:project_id>/eligibilities", eligibilities.EligibilitiesView.as_view()),
    path(
        "eligibilities/<uuid:eligibility_id>/revoke", eligibilities.EligibilityRevokeView.as_view()
    ),
]
