"""Gold items: made of settled tasks, listed, retired."""

import pytest

from labeling.assignments.models import LabelingTask
from labeling.quality.models import GoldItem
from tests.clients import JsonClient, error_code
from tests.labeling.quality.test_settle import disputed, page_of, settle
from tests.labeling.work import make_workplace
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_a_settled_task_becomes_gold_in_one_step_and_is_retired() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    task = LabelingTask.objects.get(pk=task_id)
    rita, path = JsonClient(cast.rita), f"/api/tasks/{task.public_id}/gold"
    assert error_code(rita.send("post", path, {})) == (409, "not_settled")
    settle(cast.rita, task_id)
    for stranger in (cast.bob, cast.charlie):
        assert error_code(JsonClient(stranger).send("post", path, {})) == (404, "not_found")
    made = rita.send("post", path, {"note": "Ties matter here."})
    assert made.status_code == 201
    assert rita.send("post", path, {}).json() == made.json(), "once is as good as twice"
    assert page_of(cast.rita, task_id).json()["gold_id"] == made.json()["id"]
    bank = f"/api/projects/{cast.project.public_id}/gold"
    [item] = rita.get(bank).json()["items"]
    assert item == made.json()
    assert item["reason"] == "B alone answers what was asked."
    assert error_code(JsonClient(cast.bob).get(bank)) == (404, "not_found")

    retire = f"/api/gold/{item['id']}/retire"
    assert error_code(JsonClient(cast.charlie).send("post", retire, {})) == (404, "not_found")
    retired = rita.send("post", retire, {}).json()
    assert retired["retired_at"] is not None
    assert rita.send("post", retire, {}).json() == retired
    assert rita.get(bank).json()["items"] == []
    assert rita.get(f"{bank}?retired=true").json()["items"] == [retired]
    assert AuditEvent.objects.filter(action__startswith="gold.").count() == 2


def test_after_a_task_is_settled_anew_its_gold_is_the_new_review() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    task = LabelingTask.objects.get(pk=task_id)
    rita, path = JsonClient(cast.rita), f"/api/tasks/{task.public_id}/gold"
    settle(cast.rita, task_id)
    first = rita.send("post", path, {"note": "Ties matter here."}).json()["id"]
    settle(cast.alice, task_id, [["C"], ["A", "B"]])
    current = GoldItem.objects.get(retired_at=None)
    assert (current.judgment.user, current.note) == (cast.alice, "Ties matter here.")
    assert GoldItem.objects.get(public_id=first).retired_at is not None
    assert rita.send("post", path, {}).json()["id"] == str(current.public_id) != first


def test_settling_anew_makes_no_gold_of_what_was_none() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    settle(cast.rita, task_id)
    settle(cast.alice, task_id, [["C"], ["A", "B"]])
    assert not GoldItem.objects.exists()


def test_a_retired_item_is_used_again_unless_its_task_was_settled_anew() -> None:
    cast = make_workplace()
    task_id = disputed(cast)
    rita = JsonClient(cast.rita)
    settle(cast.rita, task_id)
    task = LabelingTask.objects.get(pk=task_id)
    made = rita.send("post", f"/api/tasks/{task.public_id}/gold", {}).json()
    path = f"/api/gold/{made['id']}"
    assert rita.send("post", f"{path}/restore", {}).json() == made, "it was never retired"
    rita.send("post", f"{path}/retire", {})
    for stranger in (cast.bob, cast.charlie):
        refused = JsonClient(stranger).send("post", f"{path}/restore", {})
        assert error_code(refused) == (404, "not_found")
    assert rita.send("post", f"{path}/restore", {}).json() == made
    assert rita.send("post", f"{path}/restore", {}).json() == made
    actions = AuditEvent.objects.filter(action__startswith="gold.").order_by("pk")
    assert [one.action for one in actions] == ["gold.created", "gold.retired", "gold.restored"]
    settle(cast.alice, task_id, [["C"], ["A", "B"]])
    assert error_code(rita.send("post", f"{path}/restore", {})) == (409, "gold_outdated")
    current = GoldItem.objects.get(retired_at=None)
    rita.send("post", f"/api/gold/{current.public_id}/retire", {})
    assert error_code(rita.send("post", f"{path}/restore", {})) == (409, "gold_outdated")
    again = rita.send("post", f"/api/gold/{current.public_id}/restore", {}).json()
    assert (again["id"], again["retired_at"]) == (str(current.public_id), None)
