"""What a worker does for this app: running uploaded imports and building versions."""

from labeling.datasets.imports.upload import RUN_TOPIC, import_upload_run
from labeling.datasets.models import DatasetVersion
from labeling.datasets.services import dataset_version_build
from labeling.datasets.services.version import BUILD_TOPIC
from labeling.prompts.models import Import
from touchstone.core.outbox import outbox_handler


@outbox_handler(RUN_TOPIC)
def import_upload_handle(row: int) -> None:
    """Run one uploaded import; a finished one stays as it is."""
    import_upload_run(Import.objects.select_related("project").get(pk=row))


@outbox_handler(BUILD_TOPIC)
def dataset_build(version: int) -> None:
    """Build one version; a ready one stays as it is."""
    dataset_version_build(DatasetVersion.objects.select_related("project").get(pk=version))
