"""The set-up of a rehearsal in the database: repeatable, exact in its splits, marked simulated."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from labeling.prompts.models import Prompt
from tests.factories import make_user
from touchstone.accounts.models import User
from touchstone.projects.models import Membership, Role
from training.rehearsal.campaign.context import Context
from training.rehearsal.campaign.world import World, world_build
from training.rehearsal.people import person_ensure, session_open

pytestmark = pytest.mark.django_db
Build = Callable[..., World]


@pytest.fixture
def built(context_in: Callable[..., Context]) -> Build:
    """Set a rehearsal up in a folder."""
    return lambda folder, **options: world_build(context_in(folder, **options))


def test_every_split_gets_exactly_as_many_prompts_as_the_size_says(
    built: Build, tmp_path: Path
) -> None:
    world = built(tmp_path)

    assert {split: len(prompts) for split, prompts in world.prompts.items()} == {
        "train": 30,
        "validation": 6,
        "test": 8,
    }
    assert world.project.is_simulated
    assert set(world.questions) == {str(prompt.public_id) for prompt in world.prompts["test"]}


def test_taking_it_up_again_adds_nothing(built: Build, tmp_path: Path) -> None:
    first, second = built(tmp_path), built(tmp_path)

    assert first.project == second.project
    assert Prompt.objects.count() == 44
    assert first.prompts == second.prompts
    assert User.objects.count() == 4


def test_prompts_keep_their_ids_so_that_samples_repeat(built: Build, tmp_path: Path) -> None:
    world = built(tmp_path)
    prompt = world.prompts["train"][0]

    assert prompt.public_id == uuid.uuid5(world.project.public_id, prompt.sha256)


def test_another_seed_is_another_project_with_other_prompts(built: Build, tmp_path: Path) -> None:
    one, other = built(tmp_path / "a", seed=1), built(tmp_path / "b", seed=2)

    assert one.project != other.project
    assert set(one.scene.scenarios) != set(other.scene.scenarios)


def test_the_same_seed_again_in_one_instance_is_a_project_of_its_own(
    built: Build, tmp_path: Path
) -> None:
    one, other = built(tmp_path / "a"), built(tmp_path / "b")

    assert one.project != other.project
    assert one.people == other.people


def test_simulated_people_are_marked_and_nobody_can_log_in_as_them(
    built: Build, tmp_path: Path
) -> None:
    world = built(tmp_path)

    for user in [world.admin, *world.people.values()]:
        assert user.is_simulated
        assert not user.has_usable_password()
    roles = Membership.objects.filter(project=world.project).values_list("role", flat=True)
    assert sorted(roles) == ["admin", "labeler", "labeler", "labeler"]


def test_a_session_opens_the_api_for_a_simulated_labeler(built: Build, tmp_path: Path) -> None:
    world = built(tmp_path)
    user = world.people["labeler-00"]
    client = Client()
    client.cookies["sessionid"] = session_open(user)

    assert client.get("/api/me").json()["email"] == user.email


def test_a_session_is_never_opened_for_a_person() -> None:
    with pytest.raises(ValueError, match="is a person"):
        session_open(make_user("Alice"))


def test_a_person_who_joins_a_second_rehearsal_keeps_the_address(
    built: Build, tmp_path: Path
) -> None:
    one, other = built(tmp_path / "a", seed=1), built(tmp_path / "b", seed=2)
    again = person_ensure(project=other.project, name="labeler-00.1", role=Role.LABELER)

    assert again == one.people["labeler-00"]
