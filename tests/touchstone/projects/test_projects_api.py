"""Projects: list, create, read, change."""

from typing import Any

import pytest

from tests.clients import JsonClient, error_code, faults
from tests.factories import make_cast, make_member, make_project, make_user
from touchstone.core.models import AuditEvent
from touchstone.projects.domain import DEFAULT_FLAGS, DEFAULT_PROMPT_FIELDS, DEFAULT_SCALE
from touchstone.projects.hooks import _ACTIVATED
from touchstone.projects.models import Membership, Project, RatingSchema, Role

pytestmark = pytest.mark.django_db


def test_the_list_has_my_projects_alone(django_assert_num_queries: Any) -> None:
    cast = make_cast()
    second = make_project()
    make_member(second, cast.bob, Role.REVIEWER)
    ended = make_member(make_project(), cast.bob)
    Membership.objects.filter(pk=ended.pk).update(is_active=False)
    client = JsonClient(cast.bob)
    with django_assert_num_queries(3):  # session, user, memberships with projects
        response = client.get("/api/projects")
    assert response.status_code == 200
    items = response.json()["items"]
    assert [(item["slug"], item["role"]) for item in items] == [
        (second.slug, "reviewer"),
        (cast.project.slug, "labeler"),
    ]
    created_at = items[1].pop("created_at")
    assert created_at.endswith("Z")
    assert items[1] == {
        "id": str(cast.project.public_id),
        "name": cast.project.name,
        "slug": cast.project.slug,
        "description": "",
        "role": "labeler",
        "is_simulated": False,
    }


def test_the_list_goes_on_where_its_cursor_says() -> None:
    user = make_user()
    slugs = [make_member(make_project(), user).project.slug for _ in range(5)]
    client, seen, cursor = JsonClient(user), [], ""
    for _ in range(3):
        body = client.get(f"/api/projects?limit=2&cursor={cursor}").json()
        seen += [item["slug"] for item in body["items"]]
        cursor = body["next_cursor"]
    assert cursor is None
    assert seen == slugs[::-1]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=201", "limit=x", "limit=²", "limit=" + "9" * 5000,
        "cursor=!!", "cursor=eHg", "cursor=" + "OTk5" * 2000,
    ],
)  # fmt: skip
def test_a_bad_page_is_refused(query: str) -> None:
    response = JsonClient(make_user()).get(f"/api/projects?{query}")
    assert error_code(response) == (422, "invalid")


def test_a_cursor_beyond_every_row_is_an_empty_page() -> None:
    response = JsonClient(make_user()).get("/api/projects?cursor=LTE")
    assert response.json() == {"items": [], "next_cursor": None}


def test_an_installation_admin_creates_a_project_and_runs_it() -> None:
    alice = make_user("Alice", is_staff=True)
    activated: list[Membership] = []
    _ACTIVATED.append(activated.append)
    try:
        response = JsonClient(alice).send(
            "post", "/api/projects", {"name": "Café Helpdesk", "description": "Complaints"}
        )
    finally:
        _ACTIVATED.remove(activated.append)
    assert response.status_code == 201
    project = Project.objects.get()
    schema = RatingSchema.objects.get()
    body = response.json()
    assert body.pop("created_at").endswith("Z")
    assert body == {
        "id": str(project.public_id),
        "name": "Café Helpdesk",
        "slug": "cafe-helpdesk",
        "description": "Complaints",
        "role": "admin",
        "is_simulated": False,
        "settings": {
            "shared_sample_share": 0.15,
            "shared_sample_overlap": 3,
            "default_overlap": 1,
            "lease_minutes": 30,
            "prefetch_minutes": 10,
            "completions_per_task": 4,
            "prompt_cap_per_author": 200,
            "store_feedback_by_default": True,
            "comparison_edits": False,
            "demonstration_review_share": 0.1,
            "demonstration_review_first": 20,
            "gold_check_share": 0.0,
            "about_pay": "",
        },
        "rating_schema": {
            "id": str(schema.public_id),
            "version": 1,
            "scale": DEFAULT_SCALE,
            "flags": DEFAULT_FLAGS,
            "prompt_fields": DEFAULT_PROMPT_FIELDS,
        },
    }
    assert [(m.user, m.role) for m in activated] == [(alice, "admin")]
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", "project_id"))
    assert actions == [("project.create", project.pk), ("membership.activate", project.pk)]


def test_the_default_schema_asks_what_instructgpt_asked() -> None:
    assert len(DEFAULT_FLAGS) == 11
    assert len({entry["key"] for entry in [*DEFAULT_FLAGS, *DEFAULT_PROMPT_FIELDS]}) == 22
    assert (DEFAULT_SCALE["min"], DEFAULT_SCALE["max"]) == (1, 7)


def test_others_create_no_projects() -> None:
    response = JsonClient(make_user()).send("post", "/api/projects", {"name": "Mine"})
    assert error_code(response) == (403, "permission_denied")
    assert not Project.objects.exists()


def test_equal_names_get_slugs_of_their_own_and_a_taken_slug_is_a_conflict() -> None:
    client = JsonClient(make_user(is_staff=True))
    slugs = [
        client.send("post", "/api/projects", {"name": "Shop"}).json()["slug"] for _ in range(3)
    ]
    assert slugs == ["shop", "shop-2", "shop-3"]
    response = client.send("post", "/api/projects", {"name": "Other", "slug": "shop-2"})
    assert error_code(response) == (409, "slug_taken")
    assert Project.objects.count() == 3


def test_a_member_reads_the_project(django_assert_num_queries: Any) -> None:
    cast = make_cast(default_overlap=2)
    client = JsonClient(cast.bob)
    with django_assert_num_queries(4):  # session, user, membership with project, schema
        response = client.get(f"/api/projects/{cast.project.public_id}")
    body = response.json()
    assert response.status_code == 200
    assert (body["role"], body["settings"]["default_overlap"]) == ("labeler", 2)
    assert [flag["key"] for flag in body["rating_schema"]["flags"]] == [
        "fails_instruction",
        "hallucination",
    ]


def test_an_outsider_is_told_nothing() -> None:
    cast = make_cast()
    url = f"/api/projects/{cast.project.public_id}"
    assert error_code(JsonClient(cast.charlie).get(url)) == (404, "not_found")
    assert error_code(JsonClient().get(url)) == (401, "not_authenticated")


def test_an_admin_changes_settings_and_the_log_says_from_what() -> None:
    cast = make_cast()
    response = JsonClient(cast.alice).send(
        "patch",
        f"/api/projects/{cast.project.public_id}",
        {"description": "New", "settings": {"default_overlap": 3, "lease_minutes": 30}},
    )
    assert response.status_code == 200
    assert response.json()["settings"]["default_overlap"] == 3
    cast.project.refresh_from_db()
    assert (cast.project.description, cast.project.default_overlap) == ("New", 3)
    event = AuditEvent.objects.get()
    assert event.action == "project.update"
    assert event.detail == {"changed": {"description": ["", "New"], "default_overlap": [1, 3]}}


@pytest.mark.parametrize("name", ["rita", "bob", "charlie"])
def test_nobody_else_changes_settings(name: str) -> None:
    cast = make_cast()
    url = f"/api/projects/{cast.project.public_id}"
    response = JsonClient(getattr(cast, name)).send("patch", url, {"name": "Taken over"})
    assert error_code(response) == (404, "not_found")
    cast.project.refresh_from_db()
    assert cast.project.name != "Taken over"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"settings": {"default_overlap": 16}}, {"settings.default_overlap": "max_value"}),
        ({"settings": {"shared_sample_share": 1.5}}, {"settings.shared_sample_share": "max_value"}),
        ({"settings": {"about_pay": "€" * 2001}}, {"settings.about_pay": "max_length"}),
        ({"settings": {"overlap": 1}}, {"settings.overlap": "unknown_field"}),
        ({"slug": "other"}, {"slug": "unknown_field"}),
        ({"name": "x" * 121}, {"name": "max_length"}),
        ([], {"": "invalid"}),
    ],
)  # fmt: skip
def test_bad_settings_are_refused(body: object, fault: dict[str, str]) -> None:
    cast = make_cast()
    url = f"/api/projects/{cast.project.public_id}"
    assert faults(JsonClient(cast.alice).send("patch", url, body)) == fault


def test_a_body_that_cannot_be_stored_is_refused() -> None:
    client = JsonClient(make_user("Alice", is_staff=True))

    def post(body: bytes) -> Any:
        return client.post("/api/projects", body, content_type="application/json")

    assert error_code(post(b"{not json")) == (422, "bad_json")
    response = post(rb'{"name": "a\u0000b"}')
    assert error_code(response) == (422, "null_character")
    harmless = post(rb'{"name": "a\\u0000b"}')
    assert harmless.json()["name"] == r"a\u0000b"
