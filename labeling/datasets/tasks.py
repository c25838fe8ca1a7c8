"""What a worker does for this app: building versions."""

from labeling.datasets.models import DatasetVersion
from labeling.datasets.services import dataset_version_build
from labeling.datasets.services.version import BUILD_TOPIC
from touchstone.core.outbox import outbox_handler


@outbox_handler(BUILD_TOPIC)
def dataset_build(version: int) -> None:
    """Build one version; a ready one stays as it is."""
    dataset_version_build(DatasetVersion.objects.select_related("project").get(pk=version))
