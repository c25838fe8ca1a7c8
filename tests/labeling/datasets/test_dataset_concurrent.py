"""Freezing while others write, freezing beside others, and building beside others."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from labeling.datasets.models import DatasetKind, DatasetState, DatasetVersion
from labeling.datasets.selectors import judgments_new_count
from labeling.datasets.services import dataset_version_build, dataset_version_create, version
from labeling.datasets.services.build import DatasetBusyError
from labeling.datasets.services.freeze import dataset_items_freeze
from tests.factories import make_project
from tests.labeling.evidence import ranked
from touchstone.core.models import OutboxMessage
from touchstone.projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)
RANKINGS = DatasetKind.RANKINGS


@pytest.fixture
def project(transactional_db: None, settings: Any, tmp_path: Path) -> Project:
    settings.STORAGE_URL = str(tmp_path / "storage")
    return make_project()


def elsewhere(work: Any, *arguments: Any) -> Any:
    """Run in a thread, that is on a connection of its own, to its end."""

    def run() -> Any:
        try:
            return work(*arguments)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def test_a_freeze_sees_one_moment_whatever_is_committed_meanwhile(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = ranked(project)
    freeze = dataset_items_freeze

    def interrupted(frozen: DatasetVersion) -> int:
        elsewhere(ranked, project)
        return freeze(frozen)

    monkeypatch.setattr(version, "dataset_items_freeze", interrupted)
    frozen = dataset_version_create(project=project, kind=RANKINGS)
    assert [item.judgment for item in frozen.items.all()] == [early]
    assert judgments_new_count(project=project, kind=RANKINGS, since=frozen) == 1


def test_versions_frozen_at_once_get_a_number_each(project: Project) -> None:
    ranked(project)

    def freeze(_: int) -> Any:
        return elsewhere(lambda: dataset_version_create(project=project, kind=RANKINGS).number)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(freeze, range(4))) == [1, 2, 3, 4]
    assert DatasetVersion.objects.count() == OutboxMessage.objects.count() == 4


def test_a_version_is_built_by_one_worker_at_a_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked(project)
    frozen = dataset_version_create(project=project, kind=RANKINGS)
    store, refused = dataset_version_build.__globals__["put_tree"], []

    def beside(**arguments: Any) -> Any:
        with pytest.raises(DatasetBusyError) as caught:
            elsewhere(dataset_version_build, DatasetVersion.objects.get(pk=frozen.pk))
        refused.append(caught.value)
        return store(**arguments)

    monkeypatch.setitem(dataset_version_build.__globals__, "put_tree", beside)
    assert dataset_version_build(frozen).state == DatasetState.READY
    assert len(refused) == 1
