"""The URL map: each app brings its own ``api/urls.py``; everything else is the frontend's page."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from touchstone.core.api.docs import api_docs, api_schema
from touchstone.core.views import healthz, page, readyz

API_URLS = [
    "touchstone.accounts.api.urls",
    "touchstone.projects.api.urls",
    "touchstone.registry.api.urls",
    "labeling.prompts.api.urls",
    "labeling.guidelines.api.urls",
    "labeling.assignments.api.urls",
    "labeling.quality.api.review_urls",
    "labeling.quality.api.urls",
    "labeling.feedback.api.urls",
    "labeling.datasets.api.urls",
    "training.runs.api.urls",
]

handler404 = "touchstone.core.views.not_found"
handler500 = "touchstone.core.views.failed"

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    # Django's own login form knows nothing of the second factor: ours is the only one.
    path("django-admin/login/", RedirectView.as_view(url="/login", query_string=True)),
    path("django-admin/", admin.site.urls),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/schema/", api_schema, name="schema"),
    path("api/docs/", api_docs, name="docs"),
    *[path("api/", include(module)) for module in API_URLS],
    path("v1/", include("labeling.feedback.api.v1_urls")),
    re_path(r"^(?!api/|v1/|static/|django-admin/|_allauth/)(?P<path>.*)$", page),
]
