"""``dataset_version_fetch``: a version's files in a local folder, for a run."""

from pathlib import Path

from labeling.datasets.models import DatasetState, DatasetVersion
from touchstone.core.errors import ConflictError
from touchstone.core.storage import get_tree


def dataset_version_fetch(version: DatasetVersion, folder: Path) -> Path:
    """Bring a version's shards to ``folder``, checked against their digests.

    Returns:
        ``folder``, which then holds ``data/SPLIT-00000-of-0000N.parquet``: at least one shard for
        each of train, validation and test, and a ``split`` column in every row besides. So the
        training engine may be given the folder itself.

    Raises:
        ConflictError: The version is not ready.
    """
    if version.state != DatasetState.READY:
        raise ConflictError(
            f"{version} is {version.state}, not ready; wait for its build.",
            code="dataset_not_ready",
        )
    return get_tree(key=version.location, folder=folder)
