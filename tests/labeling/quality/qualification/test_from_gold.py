"""A gold item goes into a bank: what reviewers settled becomes what they said."""

from uuid import UUID

import pytest
from django.utils import timezone

from labeling.assignments.models import JudgmentVoid, LabelingTask, TaskCompletion
from labeling.prompts.models import Content
from labeling.quality.models import GoldItem, QualificationItem
from labeling.quality.services.gold import gold_item_create
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast
from tests.labeling.quality.test_settle import disputed, settle
from tests.labeling.work import make_workplace
from touchstone.core.append_only import erasing

pytestmark = pytest.mark.django_db


def _gold(cast: Cast) -> tuple[LabelingTask, UUID]:
    task_id = disputed(cast)
    settle(cast.rita, task_id)
    task = LabelingTask.objects.get(pk=task_id)
    return task, gold_item_create(task=task, by=cast.rita).public_id


def test_a_ranking_keeps_its_completions_and_the_reviews_order() -> None:
    cast = make_workplace()
    task, gold = _gold(cast)
    alice, path = JsonClient(cast.alice), f"/api/gold/{gold}/qualification-item"
    response = alice.send("post", path, {"use": "practice"})
    assert response.status_code == 201, response.content
    shown = response.json()
    rows = list(
        TaskCompletion.objects.filter(task=task)
        .order_by("index")
        .values_list("completion_id", "completion__content__body")
    )
    assert shown["completions"] == [body["text"] for _, body in rows]
    ids = [pk for pk, _ in rows]
    review = task.gold_items.get().judgment
    expected = [[ids.index(pk) for pk in group] for group in review.ranking or []]
    assert shown["expected_ranking"] == expected != []
    assert (shown["part"], shown["use"], shown["language"]) == ("ranking", "practice", "en")
    assert shown["explanation_markdown"] == "B alone answers what was asked."
    assert faults(alice.send("post", path, {})) == {"items.0": "item_twice"}
    assert QualificationItem.objects.count() == 1


def test_only_admins_may() -> None:
    cast = make_workplace()
    path = f"/api/gold/{_gold(cast)[1]}/qualification-item"
    for stranger in (cast.bob, cast.rita, cast.charlie):
        assert error_code(JsonClient(stranger).send("post", path, {})) == (404, "not_found")
    wrong = JsonClient(cast.alice).send("post", path, {"use": "x"})
    assert faults(wrong) == {"use": "invalid_choice"}


def test_what_was_retired_settled_anew_or_voided_goes_into_no_bank() -> None:
    cast = make_workplace()
    task, gold = _gold(cast)
    alice, path = JsonClient(cast.alice), f"/api/gold/{gold}/qualification-item"
    settle(cast.rita, task.pk, [["C"], ["B"], ["A"]])
    assert error_code(alice.send("post", path, {})) == (409, "gold_retired")
    current = GoldItem.objects.get(retired_at=None)
    JudgmentVoid.objects.create(
        project=cast.project, judgment=current.judgment, cause="void", reason="x", by=cast.rita
    )
    path = f"/api/gold/{current.public_id}/qualification-item"
    assert error_code(alice.send("post", path, {})) == (409, "gold_outdated")
    assert not QualificationItem.objects.exists()


def test_of_erased_content_no_item_is_made() -> None:
    cast = make_workplace()
    task, gold = _gold(cast)
    shown = TaskCompletion.objects.filter(task=task).select_related("completion__content")[0]
    with erasing():
        Content.objects.filter(pk=shown.completion.content_id).update(
            body={}, erased_at=timezone.now()
        )
    path = f"/api/gold/{gold}/qualification-item"
    refused = JsonClient(cast.alice).send("post", path, {})
    assert faults(refused) == {"items.0.completions": "completions_invalid"}
