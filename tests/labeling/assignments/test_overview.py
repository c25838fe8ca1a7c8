"""A project at a glance."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from labeling.assignments.selectors import overview as selector
from labeling.prompts.models import Split
from tests.clients import error_code
from tests.factories import make_completion, make_model, make_prompt
from tests.labeling.quality.test_settle import disputed, settle
from tests.labeling.work import (
    Desk,
    begin_no_day_at_its_end,
    make_demonstration_task,
    make_ranking_task,
    make_workplace,
)
from touchstone.registry.models import Promotion, PromotionKind

pytestmark = pytest.mark.django_db


def test_the_overview_counts_what_there_is(django_assert_max_num_queries: Any) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    make_ranking_task(cast.project, make_prompt(cast.project, split=Split.VALIDATION))
    make_demonstration_task(cast.project, make_prompt(cast.project, split=Split.TEST))
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    begin_no_day_at_its_end()
    bob.work(kinds=["ranking"])
    bob.work(kinds=["ranking"])
    dana.claim(kinds=["ranking"])
    alice = Desk(cast.alice, cast.project)
    with django_assert_max_num_queries(14):
        body = alice.client.get(f"{alice.base}/overview").json()
    today = datetime.now(UTC).date()
    days = [str(today - timedelta(days=6 - day)) for day in range(7)]
    agreement = body.pop("agreement")
    parts = {name: body.pop(name) for name in ("feedback", "latest_cycle")}
    assert body == {
        "prompts": {"total": 3, "by_split": {"train": 1, "validation": 1, "test": 1}},
        "tasks": [
            {"kind": "demonstration", "total": 1, "places": 1, "places_done": 0, "open": 1},
            {"kind": "ranking", "total": 2, "places": 3, "places_done": 2, "open": 0},
        ],
        "demonstrations": {"in_use": 0, "in_review": 0, "returned": 0, "imported": 0},
        "judgments": {
            "total": 2,
            "reviews": 0,
            "today": 2,
            "last_7_days": [{"date": day, "count": 2 if day == str(today) else 0} for day in days],
        },
        "labelers_active_today": 1,
        "serving_model": None,
    }
    assert agreement["n"] == 0
    assert parts == {"feedback": {"up": 0, "down": 0}, "latest_cycle": None}


def test_demonstrations_are_told_by_whether_models_learn_from_them() -> None:
    cast = make_workplace(demonstration_review_first=2, demonstration_review_share=0.0)
    for _ in range(3):
        make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    first, *_ = [bob.work({"text": "An ideal answer."}) for _ in range(3)]
    make_completion(make_prompt(cast.project), "Imported.", is_demonstration=True)
    rita = Desk(cast.rita, cast.project)
    rita.client.send(
        "post",
        f"/api/demonstrations/{first.public_id}/decide",
        {"verdict": "returned", "reason": "Name a source."},
    )
    body = rita.client.get(f"{rita.base}/overview").json()
    assert body["demonstrations"] == {
        "in_use": 1,
        "in_review": 1,
        "returned": 1,
        "imported": 1,
    }
    assert body["tasks"][0]["places_done"] == 3


def test_what_reviewers_settled_is_told_apart_from_what_labelers_said() -> None:
    cast = make_workplace()
    settle(cast.rita, disputed(cast))
    rita = Desk(cast.rita, cast.project)
    body = rita.client.get(f"{rita.base}/overview").json()
    placed = sum(one["places_done"] for one in body["tasks"])
    assert body["judgments"]["reviews"] == 1
    assert body["judgments"]["total"] == placed + 1


def test_the_overview_names_the_serving_model_and_shows_registered_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = make_workplace()
    model = make_model(cast.project)
    Promotion.objects.create(
        project=cast.project, model=model, kind=PromotionKind.PROMOTION, reason="first"
    )
    monkeypatch.setattr(selector, "_PARTS", dict(selector._PARTS))
    selector.overview_part("feedback")(lambda project: {"up": project.pk, "down": 3})
    rita = Desk(cast.rita, cast.project)
    body = rita.client.get(f"{rita.base}/overview").json()
    assert body["serving_model"] == {
        "id": str(model.public_id),
        "name": model.name,
        "number": model.number,
        "role": "policy",
    }
    assert body["feedback"] == {"up": cast.project.pk, "down": 3}


def test_the_overview_is_for_reviewers() -> None:
    cast = make_workplace()
    for stranger in (cast.bob, cast.charlie):
        desk = Desk(stranger, cast.project)
        assert error_code(desk.client.get(f"{desk.base}/overview")) == (404, "not_found")
