"""The history tells which answers stand in dataset versions already."""

from pathlib import Path
from typing import Any

import pytest

from labeling.datasets.models import DatasetKind, DatasetState, DatasetVersion
from labeling.datasets.services import dataset_version_build, dataset_version_create
from tests.labeling.work import Desk, make_ranking_task, make_workplace, ranking_answer, submission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_URL = str(tmp_path / "storage")


def test_the_history_counts_the_versions_that_contain_an_answer(
    django_assert_max_num_queries: Any,
) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    judgment = bob.work()
    for _ in range(2):
        version = dataset_version_create(project=cast.project, kind=DatasetKind.RANKINGS)
        dataset_version_build(version)
    make_ranking_task(cast.project)
    bob.work()
    with django_assert_max_num_queries(6):
        later, earlier = bob.client.get(f"{bob.base}/history").json()["items"]
    assert (later["frozen_in"], earlier["frozen_in"]) == (0, 2)
    # A revision counts for the next version; the ones before keep what they have.
    body = submission(ranking_answer([["C"], ["B"], ["A"]]))
    path = f"/api/judgments/{judgment.public_id}/revise"
    assert bob.client.send("post", path, body).status_code == 201
    found = {
        item["assignment_id"]: item["frozen_in"]
        for item in bob.client.get(f"{bob.base}/history").json()["items"]
    }
    assert found[str(judgment.assignment.public_id)] == 2
    DatasetVersion.objects.filter(pk=version.pk).update(state=DatasetState.FAILED)
    items = bob.client.get(f"{bob.base}/history").json()["items"]
    assert sorted(item["frozen_in"] for item in items) == [0, 1]
