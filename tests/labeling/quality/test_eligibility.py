"""Who may do what: defaults for new members, grants and revocations by admins."""

import pytest

from labeling.assignments.models import Eligibility, TaskKind
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast, make_guideline, make_user
from tests.labeling.work import Desk, make_ranking_task
from touchstone.core.models import AuditEvent
from touchstone.projects.models import Role
from touchstone.projects.services import membership_activate

pytestmark = pytest.mark.django_db


def _base(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/eligibilities"


def test_a_new_member_may_do_every_kind_of_work_at_once() -> None:
    cast = make_cast(shared_sample_share=0.0)
    newcomer = make_user("Nina")
    membership_activate(project=cast.project, user=newcomer, role=Role.LABELER, by=cast.alice)
    kinds = set(Eligibility.objects.filter(user=newcomer).values_list("kind", flat=True))
    assert kinds == {TaskKind.DEMONSTRATION, TaskKind.RANKING, TaskKind.COMPARISON}
    make_guideline(cast.project, cast.alice, [newcomer])
    make_ranking_task(cast.project)
    assert Desk(newcomer, cast.project).claim()["kind"] == "ranking"


def test_what_was_revoked_stays_revoked_when_somebody_joins_again() -> None:
    cast = make_cast()
    newcomer = make_user("Nina")
    membership_activate(project=cast.project, user=newcomer, role=Role.LABELER, by=cast.alice)
    grant = Eligibility.objects.get(user=newcomer, kind="ranking")
    JsonClient(cast.alice).send("post", f"/api/eligibilities/{grant.public_id}/revoke")
    membership_activate(project=cast.project, user=newcomer, role=Role.REVIEWER, by=cast.alice)
    grant.refresh_from_db()
    assert grant.valid_until is not None
    assert Eligibility.objects.filter(user=newcomer).count() == 3


def test_an_admin_grants_lists_and_revokes() -> None:
    cast = make_cast(shared_sample_share=0.0)
    make_ranking_task(cast.project)
    alice, bob = JsonClient(cast.alice), Desk(cast.bob, cast.project)
    assert bob.next().json()["reason"] == "not_eligible"
    body = {"user_id": str(cast.bob.public_id), "kind": "ranking", "language": "en"}
    response = alice.send("post", _base(cast), body)
    assert response.status_code == 201
    grant = Eligibility.objects.get()
    shown = {
        "id": str(grant.public_id),
        "user": {"id": str(cast.bob.public_id), "name": "Bob"},
        "kind": "ranking",
        "language": "en",
        "expertise": "*",
        "valid_until": None,
        "granted_at": response.json()["granted_at"],
    }
    assert response.json() == shown
    assert alice.get(_base(cast)).json() == {"items": [shown], "next_cursor": None}
    mine = bob.claim()

    path = f"/api/eligibilities/{grant.public_id}/revoke"
    revoked = alice.send("post", path)
    assert revoked.json()["valid_until"] is not None
    assert alice.send("post", path).json() == revoked.json()
    assert bob.submit(mine).status_code == 201, "what was held may be finished"
    assert bob.next().json()["reason"] == "not_eligible"
    assert alice.send("post", _base(cast), body).json()["valid_until"] is None
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["eligibility.granted", "eligibility.revoked", "eligibility.granted"]


def test_only_reviewers_of_the_project_may_and_only_for_its_members() -> None:
    cast = make_cast()
    body = {"user_id": str(cast.bob.public_id), "kind": "ranking"}
    grant = Eligibility.objects.create(project=cast.project, user=cast.bob, kind="ranking")
    for stranger in (cast.bob, cast.charlie):
        client = JsonClient(stranger)
        for response in (
            client.get(_base(cast)),
            client.send("post", _base(cast), body),
            client.send("post", f"/api/eligibilities/{grant.public_id}/revoke"),
        ):
            assert error_code(response) == (404, "not_found")
    alice = JsonClient(cast.alice)
    outsider = alice.send("post", _base(cast), {**body, "user_id": str(cast.charlie.public_id)})
    assert error_code(outsider) == (422, "invalid")
    wrong = alice.send("post", _base(cast), {**body, "kind": "x", "language": "en us"})
    assert faults(wrong) == {"kind": "invalid_choice", "language": "invalid"}
    cast.project.memberships.filter(user=cast.bob).update(is_active=False)
    assert alice.send("post", _base(cast), body).status_code == 422
