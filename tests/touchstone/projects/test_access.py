"""``access_project``: the funnel."""

from typing import Any

import pytest

from tests.factories import make_cast, make_member, make_project, make_user
from touchstone.core.errors import NotFoundError
from touchstone.core.ids import uuid7
from touchstone.projects.access import access_project
from touchstone.projects.models import Role

pytestmark = pytest.mark.django_db


def test_a_member_gets_in_with_one_query(django_assert_num_queries: Any) -> None:
    cast = make_cast()
    with django_assert_num_queries(1):
        access = access_project(cast.bob, cast.project.public_id)
        assert (access.project, access.user, access.role) == (cast.project, cast.bob, Role.LABELER)


@pytest.mark.parametrize(
    ("name", "lets_in"),
    [
        ("alice", {Role.LABELER, Role.REVIEWER, Role.ADMIN}),
        ("rita", {Role.LABELER, Role.REVIEWER}),
        ("bob", {Role.LABELER}),
        ("charlie", set()),
    ],
)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_the_lesser_roles_may(name: str, lets_in: set[Role], role: Role) -> None:
    cast = make_cast()
    user = getattr(cast, name)
    if role in lets_in:
        assert access_project(user, cast.project.public_id, role).project == cast.project
    else:
        with pytest.raises(NotFoundError):
            access_project(user, cast.project.public_id, role)


def test_unknown_and_forbidden_say_the_same() -> None:
    cast = make_cast()
    with pytest.raises(NotFoundError) as unknown:
        access_project(cast.charlie, uuid7())
    with pytest.raises(NotFoundError) as forbidden:
        access_project(cast.charlie, cast.project.public_id)
    with pytest.raises(NotFoundError) as too_little:
        access_project(cast.bob, cast.project.public_id, Role.ADMIN)
    assert unknown.value.message == forbidden.value.message == too_little.value.message


def test_an_ended_membership_sees_nothing() -> None:
    project, user = make_project(), make_user()
    membership = make_member(project, user, Role.ADMIN)
    assert access_project(user, project.public_id).membership == membership
    membership.is_active = False
    membership.save()
    with pytest.raises(NotFoundError):
        access_project(user, project.public_id)


def test_a_closed_account_sees_nothing() -> None:
    project, user = make_project(), make_user(is_active=False)
    make_member(project, user)
    with pytest.raises(NotFoundError):
        access_project(user, project.public_id)


def test_staff_without_a_membership_see_nothing() -> None:
    with pytest.raises(NotFoundError):
        access_project(make_user(is_staff=True, is_superuser=True), make_project().public_id)
