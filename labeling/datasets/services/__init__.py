"""Freezing, building and fetching dataset versions."""

from labeling.datasets.services.build import dataset_version_build
from labeling.datasets.services.download import dataset_download
from labeling.datasets.services.fetch import dataset_version_fetch
from labeling.datasets.services.version import dataset_version_create

__all__ = [
    "dataset_download",
    "dataset_version_build",
    "dataset_version_create",
    "dataset_version_fetch",
]
