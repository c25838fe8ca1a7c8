"""Routes of this app."""

from django.urls import path

from labeling.datasets.api.imports import ImportsView
from labeling.datasets.api.views import DatasetDownloadView, DatasetsView, DatasetView

urlpatterns = [
    path("projects/<uuid:project_id>/imports", ImportsView.as_view()),
    path("projects/<uuid:project_id>/datasets", DatasetsView.as_view()),
    path("datasets/<uuid:dataset_id>", DatasetView.as_view()),
    path("datasets/<uuid:dataset_id>/download", DatasetDownloadView.as_view()),
]
