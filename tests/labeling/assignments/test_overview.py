"""A project at a glance."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from labeling.assignments.selectors import overview as selector
from labeling.prompts.models import Split
from tests.clients import error_code
from tests.factories import make_model, make_prompt
from tests.labeling.work import Desk, make_demonstration_task, make_ranking_task, make_workplace
from touchstone.registry.models import Promotion, PromotionKind

pytestmark = pytest.mark.django_db


def test_the_overview_counts_what_there_is(django_assert_max_num_queries: Any) -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    make_ranking_task(cast.project, make_prompt(cast.project, split=Split.VALIDATION))
    make_demonstration_task(cast.project, make_prompt(cast.project, split=Split.TEST))
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    bob.work(kinds=["ranking"])
    bob.work(kinds=["ranking"])
    dana.claim(kinds=["ranking"])
    alice = Desk(cast.alice, cast.project)
    with django_assert_max_num_queries(12):
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
        "judgments": {
            "total": 2,
            "today": 2,
            "last_7_days": [{"date": day, "count": 2 if day == str(today) else 0} for day in days],
        },
        "labelers_active_today": 1,
        "serving_model": None,
    }
    assert agreement["n"] == 0
    assert parts == {"feedback": {"up": 0, "down": 0}, "latest_cycle": None}


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
