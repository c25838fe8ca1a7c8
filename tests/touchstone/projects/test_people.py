"""Members and invitations."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from tests.clients import JsonClient, error_code, faults
from tests.factories import PASSWORD, Cast, make_cast, make_member, make_user
from touchstone.accounts.models import User
from touchstone.core.errors import ConflictError, DomainError, GoneError
from touchstone.core.models import AuditEvent
from touchstone.projects.hooks import _ACTIVATED, on_membership_activated
from touchstone.projects.models import Invitation, Membership, Role
from touchstone.projects.services import invitation_accept, invitation_create, membership_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def membership_of(cast: Cast, user: User) -> Membership:
    return Membership.objects.get(project=cast.project, user=user)


def members_url(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/members"


def invitations_url(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/invitations"


def invite(cast: Cast, email: str = "erin@example.org", role: Role = Role.LABELER) -> str:
    """Invite an address as Alice; return the token of the link."""
    _, token = invitation_create(project=cast.project, by=cast.alice, email=email, role=role)
    return token


def test_admins_list_the_members(cast: Cast, django_assert_num_queries: Any) -> None:
    client = JsonClient(cast.alice)
    with django_assert_num_queries(4):  # session, user, access, members with users
        response = client.get(members_url(cast))
    items = response.json()["items"]
    assert [item["user"]["name"] for item in items] == ["Dana", "Bob", "Rita", "Alice"]
    bob = membership_of(cast, cast.bob)
    assert items[1].pop("joined_at").endswith("Z")
    assert items[1] == {
        "id": str(bob.public_id),
        "user": {
            "id": str(cast.bob.public_id),
            "email": "bob@example.org",
            "name": "Bob",
            "is_simulated": False,
        },
        "role": "labeler",
        "is_active": True,
    }


def test_a_member_is_promoted_and_the_upper_apps_are_told(cast: Cast) -> None:
    told: list[tuple[User, str]] = []
    hook = on_membership_activated(
        lambda membership: told.append((membership.user, membership.role))
    )
    bob = membership_of(cast, cast.bob)
    try:
        response = JsonClient(cast.alice).send(
            "patch", f"/api/members/{bob.public_id}", {"role": "reviewer"}
        )
    finally:
        _ACTIVATED.remove(hook)
    assert (response.status_code, response.json()["role"]) == (200, "reviewer")
    assert told == [(cast.bob, "reviewer")]
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_name) == ("membership.update", "Alice")
    assert event.detail == {
        "before": {"role": "labeler", "is_active": True},
        "after": {"role": "reviewer", "is_active": True},
    }


def test_an_ended_membership_shuts_the_door_and_comes_back(cast: Cast) -> None:
    bob, alice = membership_of(cast, cast.bob), JsonClient(cast.alice)
    bobs = JsonClient(cast.bob)
    url, project = f"/api/members/{bob.public_id}", f"/api/projects/{cast.project.public_id}"
    assert bobs.get(project).status_code == 200
    assert alice.send("patch", url, {"is_active": False}).json()["is_active"] is False
    assert error_code(bobs.get(project)) == (404, "not_found")
    assert alice.send("patch", url, {"is_active": True}).status_code == 200
    assert bobs.get(project).status_code == 200


@pytest.mark.parametrize("change", [{"role": "labeler"}, {"is_active": False}])
def test_the_last_admin_stays(cast: Cast, change: dict[str, Any]) -> None:
    alice = membership_of(cast, cast.alice)
    response = JsonClient(cast.alice).send("patch", f"/api/members/{alice.public_id}", change)
    assert error_code(response) == (409, "last_admin")
    alice.refresh_from_db()
    assert (alice.role, alice.is_active) == ("admin", True)
    make_member(cast.project, make_user("Second"), Role.ADMIN)
    response = JsonClient(cast.alice).send("patch", f"/api/members/{alice.public_id}", change)
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["rita", "bob", "charlie"])
def test_nobody_else_sees_or_changes_members(cast: Cast, name: str) -> None:
    client = JsonClient(getattr(cast, name))
    own = Membership.objects.filter(user=getattr(cast, name)).get()
    target = membership_of(cast, cast.dana)
    assert error_code(client.get(members_url(cast))) == (404, "not_found")
    for membership in {target, own} if name != "charlie" else {target}:
        response = client.send("patch", f"/api/members/{membership.public_id}", {"role": "admin"})
        assert error_code(response) == (404, "not_found")


def test_two_admins_who_remove_each_other_do_not_both_succeed(transactional_db: None) -> None:
    cast = make_cast()
    second = make_member(cast.project, make_user("Second"), Role.ADMIN)
    pairs = [(membership_of(cast, cast.alice), second.user), (second, cast.alice)]
    barrier, outcomes = threading.Barrier(2), []

    def remove(membership: Membership, by: User) -> None:
        barrier.wait()
        try:
            membership_update(membership=membership, by=by, is_active=False)
            outcomes.append("done")
        except ConflictError as error:
            outcomes.append(error.code)
        connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert sorted(outcomes) == ["done", "last_admin"]
    assert Membership.objects.filter(role=Role.ADMIN, is_active=True).count() == 2  # and Charlie


def test_an_invitation_shows_its_link_once(cast: Cast, settings: Any) -> None:
    client = JsonClient(cast.alice)
    response = client.send(
        "post", invitations_url(cast), {"email": "Erin@Example.org", "role": "labeler"}
    )
    assert response.status_code == 201
    body = response.json()
    link = body.pop("link")
    token = link.removeprefix(f"{settings.PUBLIC_URL}/invitations/")
    assert len(token) > 40
    invitation = Invitation.objects.get()
    assert token not in (invitation.token_sha256, str(AuditEvent.objects.get().detail))
    assert body.pop("expires_at").endswith("Z")
    assert body == {
        "id": str(invitation.public_id),
        "email": "erin@example.org",
        "role": "labeler",
        "accepted_at": None,
        "revoked_at": None,
    }
    assert (
        timedelta(days=6.9) < invitation.expires_at - invitation.created_at <= timedelta(days=7.1)
    )
    listed = client.get(invitations_url(cast)).json()["items"]
    assert [sorted(item) for item in listed] == [
        ["accepted_at", "email", "expires_at", "id", "revoked_at", "role"]
    ]


def test_inviting_again_makes_the_first_link_useless(cast: Cast) -> None:
    first, second = invite(cast), invite(cast)
    assert error_code(JsonClient().get(f"/api/invitations/{first}")) == (410, "invitation_revoked")
    assert JsonClient().get(f"/api/invitations/{second}").status_code == 200


def test_a_member_is_not_invited_again(cast: Cast) -> None:
    body = {"email": "bob@example.org", "role": "admin"}
    response = JsonClient(cast.alice).send("post", invitations_url(cast), body)
    assert error_code(response) == (409, "already_member")


def test_bad_invitations_are_refused(cast: Cast) -> None:
    response = JsonClient(cast.alice).send(
        "post", invitations_url(cast), {"email": "erin", "role": "owner"}
    )
    assert faults(response) == {"email": "invalid", "role": "invalid_choice"}


@pytest.mark.parametrize("name", ["rita", "bob", "charlie"])
def test_nobody_else_invites_or_revokes(cast: Cast, name: str) -> None:
    client = JsonClient(getattr(cast, name))
    invite(cast)
    revoke = f"/api/project-invitations/{Invitation.objects.get().public_id}/revoke"
    body = {"email": "friend@example.org", "role": "admin"}
    assert error_code(client.get(invitations_url(cast)))[0] == 404
    assert error_code(client.send("post", invitations_url(cast), body))[0] == 404
    assert error_code(client.send("post", revoke))[0] == 404
    assert Invitation.objects.get().revoked_at is None


def test_a_link_tells_what_it_is_for(cast: Cast) -> None:
    token = invite(cast, role=Role.REVIEWER)
    response = JsonClient().get(f"/api/invitations/{token}")
    assert response.status_code == 200
    body = response.json()
    assert body.pop("expires_at").endswith("Z")
    assert body == {
        "email": "erin@example.org",
        "role": "reviewer",
        "project_name": cast.project.name,
        "about_pay": "",
        "account_exists": False,
    }


def test_a_newcomer_follows_the_link_and_is_logged_in(cast: Cast) -> None:
    token = invite(cast)
    client = JsonClient()
    response = client.send(
        "post", f"/api/invitations/{token}/accept", {"name": "Erin", "password": PASSWORD}
    )
    assert response.status_code == 200
    body = response.json()
    assert (body["email"], body["name"]) == ("erin@example.org", "Erin")
    assert [m["project"]["slug"] for m in body["memberships"]] == [cast.project.slug]
    assert client.get("/api/me").json() == body
    assert client.get(f"/api/projects/{cast.project.public_id}").status_code == 200
    erin = User.objects.get(email="erin@example.org")
    assert erin.check_password(PASSWORD)
    assert Invitation.objects.get().accepted_by == erin
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert actions == {
        "invitation.create",
        "invitation.accept",
        "user.create",
        "membership.activate",
    }
    again = JsonClient().send("post", f"/api/invitations/{token}/accept", {})
    assert error_code(again) == (410, "invitation_used")
    url = f"/api/invitations/{token}"
    assert error_code(client.get(url)) == (410, "invitation_joined")
    assert error_code(JsonClient(cast.bob).get(url)) == (410, "invitation_used")
    assert error_code(JsonClient().get(url)) == (410, "invitation_used")


def test_somebody_with_an_account_logs_in_first(cast: Cast) -> None:
    token = invite(cast, "charlie@example.org", Role.REVIEWER)
    url = f"/api/invitations/{token}"
    assert JsonClient().get(url).json()["account_exists"] is True
    visitor = JsonClient().send("post", f"{url}/accept", {"name": "C", "password": PASSWORD})
    assert error_code(visitor) == (401, "login_required")
    somebody = JsonClient(cast.bob).send("post", f"{url}/accept", {})
    assert error_code(somebody) == (409, "wrong_account")
    response = JsonClient(cast.charlie).send("post", f"{url}/accept", {})
    assert response.status_code == 200
    assert [m["role"] for m in response.json()["memberships"]] == ["admin", "reviewer"]


def test_somebody_who_left_comes_back_in_the_new_role(cast: Cast) -> None:
    rita = membership_of(cast, cast.rita)
    membership_update(membership=rita, by=cast.alice, is_active=False)
    invitation_accept(token=invite(cast, "rita@example.org"), user=cast.rita)
    rita.refresh_from_db()
    assert (rita.is_active, rita.role) == (True, "labeler")


def test_following_an_old_link_demotes_nobody(cast: Cast) -> None:
    token = invite(cast)
    erin = make_user("Erin")
    make_member(cast.project, erin, Role.ADMIN)
    invitation_accept(token=token, user=erin)
    assert membership_of(cast, erin).role == Role.ADMIN


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"name": "Erin", "password": "short"}, {"password": "password_too_short"}),
        ({"name": "Erin", "password": "erin@example.org"}, {"password": "password_too_similar"}),
        ({"password": PASSWORD}, {"name": "required"}),
        ({"name": "Erin"}, {"password": "required"}),
        ({"name": "Erin", "password": PASSWORD, "role": "admin"}, {"role": "unknown_field"}),
    ],
)
def test_a_bad_acceptance_leaves_the_link_open(
    cast: Cast, body: dict[str, str], fault: dict[str, str]
) -> None:
    token = invite(cast)
    assert faults(JsonClient().send("post", f"/api/invitations/{token}/accept", body)) == fault
    assert not User.objects.filter(email="erin@example.org").exists()
    assert JsonClient().get(f"/api/invitations/{token}").status_code == 200


@pytest.mark.parametrize("what", ["revoked", "expired"])
def test_a_link_that_is_over_lets_nobody_in(cast: Cast, what: str) -> None:
    token = invite(cast)
    invitation = Invitation.objects.get()
    if what == "revoked":
        url = f"/api/project-invitations/{invitation.public_id}/revoke"
        for _ in range(2):
            response = JsonClient(cast.alice).send("post", url)
            assert response.json()["revoked_at"] is not None
        assert AuditEvent.objects.filter(action="invitation.revoke").count() == 1
    else:
        Invitation.objects.update(expires_at=Now() - timedelta(seconds=1))
    for response in (
        JsonClient().get(f"/api/invitations/{token}"),
        JsonClient().send(
            "post", f"/api/invitations/{token}/accept", {"name": "E", "password": PASSWORD}
        ),
    ):
        assert error_code(response) == (410, f"invitation_{what}")


def test_an_accepted_invitation_cannot_be_revoked(cast: Cast) -> None:
    invitation_accept(token=invite(cast), user=None, name="Erin", password=PASSWORD)
    url = f"/api/project-invitations/{Invitation.objects.get().public_id}/revoke"
    response = JsonClient(cast.alice).send("post", url)
    assert error_code(response) == (409, "already_accepted")


def test_an_unknown_link_is_404() -> None:
    assert error_code(JsonClient().get("/api/invitations/nothing")) == (404, "not_found")


def test_accepting_needs_the_csrf_token(cast: Cast) -> None:
    client = JsonClient(enforce_csrf_checks=True)
    url = f"/api/invitations/{invite(cast)}/accept"
    body = {"name": "Erin", "password": PASSWORD}
    assert error_code(client.send("post", url, body)) == (403, "permission_denied")
    client.get("/login")
    token = client.cookies["csrftoken"].value
    response = client.send("post", url, body, headers={"X-CSRFToken": token})
    assert response.status_code == 200


def test_of_two_who_follow_a_link_at_once_one_gets_in(transactional_db: None) -> None:
    cast = make_cast()
    token = invite(cast)
    barrier, outcomes = threading.Barrier(2), []

    def accept(name: str) -> None:
        barrier.wait()
        try:
            invitation_accept(token=token, user=None, name=name, password=PASSWORD)
            outcomes.append("in")
        except DomainError as error:
            outcomes.append(error.code)
        connection.close()

    threads = [threading.Thread(target=accept, args=(name,)) for name in ("Erin", "Eve")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert sorted(outcomes) == ["in", "invitation_used"]
    assert User.objects.filter(email="erin@example.org").count() == 1


def test_a_hook_that_fails_takes_the_acceptance_back(transactional_db: None) -> None:
    cast = make_cast()
    token = invite(cast)

    def fails(membership: Membership) -> None:
        raise GoneError("no")

    on_membership_activated(fails)
    try:
        with pytest.raises(GoneError):
            invitation_accept(token=token, user=None, name="Erin", password=PASSWORD)
    finally:
        _ACTIVATED.remove(fails)
    assert not User.objects.filter(email="erin@example.org").exists()
    assert Invitation.objects.get().accepted_at is None
