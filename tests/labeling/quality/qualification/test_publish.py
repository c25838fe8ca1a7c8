"""Publishing a version: by admins, never changed, never asking for more than the bank has."""

import pytest
from django.db import DatabaseError, transaction

from labeling.assignments.models import Eligibility, TaskKind
from labeling.quality.models import Qualification
from labeling.quality.qualification.domain.parts import PartKind
from labeling.quality.services import eligibility_grant, eligibility_revoke
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast, make_user
from tests.labeling.screening import (
    RANKING_GRANT,
    Candidate,
    flagging_item,
    make_items,
    make_qualification,
    part,
)
from touchstone.core.models import AuditEvent
from touchstone.projects.models import Role
from touchstone.projects.services import membership_activate

pytestmark = pytest.mark.django_db


def _path(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/qualifications"


BODY = {"parts": [{"kind": "flagging", "items": 2}], "grants": [{"kind": "ranking"}]}


def test_an_admin_publishes_with_the_papers_cutoffs_and_lists() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, flagging_item(), flagging_item(False))
    alice = JsonClient(cast.alice)
    response = alice.send("post", _path(cast), BODY)
    assert response.status_code == 201, response.content
    shown = response.json()
    assert shown == {
        "id": shown["id"],
        "number": 1,
        "introduction_markdown": "",
        "parts": [{"kind": "flagging", "items": 2, "cutoff": 0.75, "scores": 1, "groups": []}],
        "grants": [RANKING_GRANT],
        "gates": True,
        "max_attempts": 2,
        "wait_days": 7,
        "published_at": shown["published_at"],
        "published_by": {"id": str(cast.alice.public_id), "name": "Alice"},
    }
    later = alice.send("post", _path(cast), {**BODY, "gates": False}).json()
    assert later["number"] == 2
    assert alice.get(_path(cast)).json() == {"items": [later, shown], "next_cursor": None}
    assert AuditEvent.objects.filter(action="qualification.published").count() == 2


def test_a_version_never_changes() -> None:
    cast = make_cast()
    version = make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
        Qualification.objects.filter(pk=version.pk).update(gates=False)


def test_only_admins_publish_and_read_the_list() -> None:
    cast = make_cast()
    for stranger in (cast.bob, cast.rita, cast.charlie):
        client = JsonClient(stranger)
        assert error_code(client.get(_path(cast))) == (404, "not_found")
        assert error_code(client.send("post", _path(cast), BODY)) == (404, "not_found")
    assert not Qualification.objects.exists()


def test_it_asks_for_no_more_items_than_the_bank_has() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, flagging_item(), flagging_item(use="practice"))
    response = JsonClient(cast.alice).send("post", _path(cast), BODY)
    assert faults(response) == {"parts.0.items": "bank_too_small"}
    assert not Qualification.objects.exists()


def test_parts_that_cannot_be_are_named() -> None:
    cast = make_cast()
    make_items(cast.project, cast.alice, flagging_item())
    parts = [{"kind": "flagging", "cutoff": 2}, {"kind": "flagging"}, {"kind": "self_assessment"}]
    response = JsonClient(cast.alice).send("post", _path(cast), {**BODY, "parts": parts})
    assert faults(response) == {
        "parts": "part_twice",
        "parts.0.cutoff": "part_invalid",
        "parts.2.groups": "part_invalid",
    }
    wrong = JsonClient(cast.alice).send("post", _path(cast), {"parts": [{"kind": "x"}]})
    assert faults(wrong) == {"parts.0.kind": "invalid_choice", "grants": "required"}


def _kinds_of_newcomer(cast: Cast, role: Role = Role.LABELER) -> set[str]:
    newcomer = make_user()
    membership_activate(project=cast.project, user=newcomer, role=role, by=cast.alice)
    return set(Eligibility.objects.filter(user=newcomer).values_list("kind", flat=True))


def test_a_gating_version_keeps_its_kinds_from_new_labelers_alone() -> None:
    cast = make_cast()
    everything = {"demonstration", "ranking", "comparison"}
    assert _kinds_of_newcomer(cast) >= everything
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    assert "ranking" not in _kinds_of_newcomer(cast)
    assert "comparison" in _kinds_of_newcomer(cast)
    assert _kinds_of_newcomer(cast, Role.REVIEWER) >= everything


@pytest.mark.parametrize("how", ["gates", "parts"])
def test_a_later_version_without_gate_or_parts_opens_it_again(how: str) -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT))
    if how == "gates":
        make_qualification(cast, part(PartKind.SELF_ASSESSMENT), gates=False)
    else:
        body = {**BODY, "parts": []}
        assert JsonClient(cast.alice).send("post", _path(cast), body).status_code == 201
    assert "ranking" in _kinds_of_newcomer(cast)


def test_an_open_door_is_open_to_who_joined_while_it_was_shut() -> None:
    cast = make_cast()
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT, cutoff=5.0))
    waits, failed, revoked = (make_user() for _ in range(3))
    for user in (waits, failed, revoked):
        membership_activate(project=cast.project, user=user, role=Role.LABELER, by=cast.alice)
    assert Candidate(failed, cast.project).take()["outcome"] == "failed"
    grant = eligibility_grant(
        project=cast.project, by=cast.rita, user=revoked, kind=TaskKind.RANKING
    )
    eligibility_revoke(grant=grant, by=cast.rita)
    make_qualification(cast, part(PartKind.SELF_ASSESSMENT), gates=False)
    alive = Eligibility.objects.filter(kind="ranking", valid_until=None)
    assert alive.filter(user=waits).exists()
    assert not alive.filter(user__in=[failed, revoked]).exists()
    assert not Eligibility.objects.filter(user=waits, kind="prompt").exists()
