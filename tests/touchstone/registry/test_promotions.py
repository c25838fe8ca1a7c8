"""Which policy serves: promotion, rollback, and what is refused."""

import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast, make_model, make_project
from touchstone.core.errors import ConflictError
from touchstone.core.models import AuditEvent
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion, Promotion
from touchstone.registry.selectors import serving_policy
from touchstone.registry.services import promotion_create, rollback_create

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def ref(model: ModelVersion) -> dict[str, Any]:
    return {
        "id": str(model.public_id),
        "name": model.name,
        "number": model.number,
        "role": model.role,
    }


def promote(client: JsonClient, model: ModelVersion, reason: str = "It won.") -> Any:
    return client.send("post", f"/api/models/{model.public_id}/promote", {"reason": reason})


def test_nothing_serves_before_the_first_promotion(cast: Cast) -> None:
    make_model(cast.project)
    assert serving_policy(cast.project) is None


def test_an_admin_promotes(cast: Cast) -> None:
    first, second = make_model(cast.project), make_model(cast.project)
    client = JsonClient(cast.alice)
    assert promote(client, first).status_code == 200
    response = promote(client, second)
    body = response.json()
    promotion = Promotion.objects.latest("pk")
    assert body.pop("at").endswith("Z")
    assert body == {
        "id": str(promotion.public_id),
        "model": ref(second),
        "previous": ref(first),
        "kind": "promotion",
        "by": {"id": str(cast.alice.public_id), "name": "Alice"},
        "reason": "It won.",
    }
    assert serving_policy(cast.project) == second
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.target) == ("model.promotion", f"model:{second.public_id}")
    assert event.detail == {"previous": str(first.public_id), "reason": "It won."}


def test_what_serves_already_is_not_promoted_again(cast: Cast) -> None:
    model = make_model(cast.project)
    client = JsonClient(cast.alice)
    promote(client, model)
    assert error_code(promote(client, model)) == (409, "already_serving")
    assert Promotion.objects.count() == 1


@pytest.mark.parametrize(
    "fields", [{"role": ModelRole.REWARD}, {"kind": ModelKind.EXTERNAL, "location": ""}]
)
def test_only_a_policy_with_weights_serves(cast: Cast, fields: dict[str, Any]) -> None:
    response = promote(JsonClient(cast.alice), make_model(cast.project, **fields))
    assert error_code(response) == (409, "not_servable")


def test_a_decision_needs_a_reason(cast: Cast) -> None:
    response = promote(JsonClient(cast.alice), make_model(cast.project), reason=" ")
    assert faults(response) == {"reason": "blank"}


def test_rollback_brings_back_what_served_before(cast: Cast) -> None:
    first, second, third = (make_model(cast.project) for _ in range(3))
    for model in (first, second, third):
        promotion_create(model=model, by=None, reason="gate")
    client = JsonClient(cast.alice)
    url = f"/api/projects/{cast.project.public_id}/rollback"
    body = client.send("post", url, {"reason": "Rude"}).json()
    assert (body["kind"], body["model"], body["previous"]) == ("rollback", ref(second), ref(third))
    assert serving_policy(cast.project) == second
    again = client.send("post", url, {"reason": "Not rude after all"}).json()
    assert again["model"] == ref(third)


def test_there_is_nothing_before_the_first(cast: Cast) -> None:
    with pytest.raises(ConflictError, match="No policy served before"):
        rollback_create(project=cast.project, by=None, reason="x")
    promotion_create(model=make_model(cast.project), by=None, reason="gate")
    url = f"/api/projects/{cast.project.public_id}/rollback"
    response = JsonClient(cast.alice).send("post", url, {"reason": "x"})
    assert error_code(response) == (409, "nothing_to_roll_back")


def test_projects_serve_apart(cast: Cast) -> None:
    other = make_project()
    mine, theirs = make_model(cast.project), make_model(other)
    promotion_create(model=mine, by=None, reason="gate")
    promotion_create(model=theirs, by=None, reason="gate")
    assert (serving_policy(cast.project), serving_policy(other)) == (mine, theirs)


@pytest.mark.parametrize(("name", "reads"), [("rita", True), ("bob", False), ("charlie", False)])
def test_reviewers_read_and_only_admins_decide(cast: Cast, name: str, reads: bool) -> None:
    client = JsonClient(getattr(cast, name))
    model = make_model(cast.project)
    base = f"/api/projects/{cast.project.public_id}"
    for url in (f"{base}/models", f"{base}/promotions"):
        assert client.get(url).status_code == (200 if reads else 404)
    assert error_code(promote(client, model)) == (404, "not_found")
    response = client.send("post", f"{base}/rollback", {"reason": "x"})
    assert error_code(response) == (404, "not_found")
    assert not Promotion.objects.exists()


def test_the_list_of_models_says_which_serves(cast: Cast, django_assert_num_queries: Any) -> None:
    base = make_model(cast.project, kind=ModelKind.BASE, name="tiny", parameters=900_000)
    trained = make_model(cast.project, parent=base, recipe="sft", metrics={"loss": 1.5})
    promotion_create(model=base, by=None, reason="first")
    client = JsonClient(cast.rita)
    with django_assert_num_queries(5):  # session, user, access, serving, models with parents
        response = client.get(f"/api/projects/{cast.project.public_id}/models")
    items = response.json()["items"]
    assert [item.pop("created_at")[-1] for item in items] == ["Z", "Z"]
    assert items == [
        {
            **ref(trained),
            "kind": "trained",
            "recipe": "sft",
            "parameters": None,
            "serving": False,
            "metrics": {"loss": 1.5},
            "parent": ref(base),
        },
        {
            **ref(base),
            "kind": "base",
            "recipe": "",
            "parameters": 900_000,
            "serving": True,
            "metrics": {},
            "parent": None,
        },
    ]


def test_the_list_of_decisions_tells_the_gate_from_people(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    first, second = make_model(cast.project), make_model(cast.project)
    promotion_create(model=first, by=None, reason="gate")
    promotion_create(model=second, by=cast.alice, reason="by hand")
    client = JsonClient(cast.rita)
    with django_assert_num_queries(4):  # session, user, access, decisions
        response = client.get(f"/api/projects/{cast.project.public_id}/promotions")
    assert [(item["by"] or {}).get("name") for item in response.json()["items"]] == ["Alice", None]


def test_the_database_refuses_to_change_a_decision(cast: Cast) -> None:
    promotion_create(model=make_model(cast.project), by=None, reason="gate")
    for change in (
        lambda: Promotion.objects.update(reason="other"),
        lambda: Promotion.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="evidence"), transaction.atomic():
            change()


def test_eight_promotions_at_once_make_one_chain(transactional_db: None) -> None:
    project = make_project()
    models = [make_model(project) for _ in range(8)]
    barrier = threading.Barrier(8)

    def decide(model: ModelVersion) -> None:
        barrier.wait()
        promotion_create(model=model, by=None, reason="race")
        connection.close()

    threads = [threading.Thread(target=decide, args=(model,)) for model in models]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    chain = list(Promotion.objects.order_by("pk"))
    assert len(chain) == 8
    assert [row.previous_id for row in chain] == [None, *(row.model_id for row in chain[:-1])]
