"""Freezing, watching and downloading dataset versions over HTTP."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

import labeling.datasets.tasks  # noqa: F401 - registers what the worker runs
from labeling.datasets.models import DatasetVersion
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast
from tests.labeling.evidence import ranked
from touchstone.core.models import AuditEvent
from touchstone.core.outbox import outbox_run


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.STORAGE_URL = str(tmp_path / "storage")
    return make_cast()


def path_of(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/datasets"


def freeze(cast: Cast, **body: Any) -> Any:
    return JsonClient(cast.alice).send("post", path_of(cast), {"kind": "rankings", **body})


def test_a_version_is_frozen_at_once_and_built_by_a_worker(cast: Cast) -> None:
    ranked(cast.project)
    response = freeze(cast, name="May", filters={"min_agreement": 0.5})
    assert response.status_code == 202
    version = DatasetVersion.objects.get()
    assert version.frozen_at is not None
    told = {
        "id": str(version.public_id),
        "kind": "rankings",
        "number": 1,
        "name": "May",
        "state": "building",
        "error": None,
        "rows": {"train": 0, "validation": 0, "test": 0},
        "rows_done": 0,
        "manifest_sha256": "",
        "created_at": version.created_at.isoformat().replace("+00:00", "Z"),
        "created_by": {"id": str(cast.alice.public_id), "name": "Alice"},
        "frozen_at": version.frozen_at.isoformat().replace("+00:00", "Z"),
        "filters": {
            "min_agreement": 0.5,
            "include_surplus": False,
            "settled": "review",
            "review": "approved",
            "include_edits": False,
        },
    }
    assert response.json() == told
    assert outbox_run(pk=None)
    version.refresh_from_db()
    told |= {
        "state": "ready",
        "rows": {"train": 1, "validation": 0, "test": 0},
        "rows_done": 1,
        "manifest_sha256": version.manifest_sha256,
    }
    alice = JsonClient(cast.alice)
    assert alice.get(f"/api/datasets/{version.public_id}").json() == told
    assert alice.get(path_of(cast)).json() == {"items": [told], "next_cursor": None}


def test_bad_content_is_refused(cast: Cast) -> None:
    assert faults(freeze(cast, kind="poems")) == {"kind": "invalid_choice"}
    assert faults(freeze(cast, filters={"min_agreement": 2})) == {
        "filters.min_agreement": "max_value"
    }
    assert faults(freeze(cast, filters={"colour": 1})) == {"filters.colour": "unknown_field"}
    assert not DatasetVersion.objects.exists()


@pytest.mark.parametrize("wanted", ["parquet", "trl"])
def test_a_download_is_a_zip_and_on_record(cast: Cast, wanted: str) -> None:
    ranked(cast.project)
    path = f"/api/datasets/{freeze(cast).json()['id']}/download?format={wanted}"
    alice = JsonClient(cast.alice)
    assert error_code(alice.get(path)) == (409, "dataset_not_ready")
    assert outbox_run(pk=None)
    response = alice.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    name = f"{cast.project.slug}-rankings-v1-{wanted}.zip"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    archive = zipfile.ZipFile(io.BytesIO(response.getvalue()))
    assert archive.testzip() is None
    assert "README.md" in archive.namelist()
    record = AuditEvent.objects.get(action="dataset.download")
    assert (record.actor_id, record.detail["format"]) == (cast.alice.pk, wanted)
    assert alice.get(path).getvalue() == response_bytes(archive)
    assert error_code(alice.get(f"{path}x")) == (422, "unknown_format")


def response_bytes(archive: zipfile.ZipFile) -> bytes:
    assert isinstance(archive.fp, io.BytesIO)
    return archive.fp.getvalue()


def test_others_see_and_take_nothing(cast: Cast) -> None:
    version = freeze(cast).json()["id"]
    outbox_run(pk=None)
    for outsider in (cast.bob, cast.rita, cast.charlie):
        client = JsonClient(outsider)
        body = {"kind": "rankings"}
        assert error_code(client.get(path_of(cast))) == (404, "not_found")
        assert error_code(client.send("post", path_of(cast), body)) == (404, "not_found")
        assert error_code(client.get(f"/api/datasets/{version}")) == (404, "not_found")
        assert error_code(client.get(f"/api/datasets/{version}/download")) == (404, "not_found")
    assert error_code(JsonClient().get(path_of(cast))) == (401, "not_authenticated")
    assert not AuditEvent.objects.filter(action="dataset.download").exists()
