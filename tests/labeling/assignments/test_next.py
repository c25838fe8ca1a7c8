"""The next task: who gets which."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from labeling.assignments.models import (
    Assignment,
    Eligibility,
    TaskKind,
)
from labeling.assignments.services.task import TaskSpec, labeling_task_create
from labeling.guidelines.models import Acknowledgment
from labeling.prompts.models import CompletionSource
from tests.clients import error_code
from tests.factories import (
    make_cast,
    make_completion,
    make_guideline,
    make_prompt,
)
from tests.labeling.work import (
    Desk,
    make_demonstration_task,
    make_eligible,
    make_ranking_task,
    make_workplace,
)

pytestmark = pytest.mark.django_db


def test_somebody_who_finished_everything_hears_no_more_tasks() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project, overlap=2)
    bob = Desk(cast.bob, cast.project)
    bob.work()
    assert bob.next().json() == {"assignment": None, "reason": "no_more_tasks"}
    assert Desk(cast.dana, cast.project).claim()["kind"] == "ranking"


def test_nobody_ranks_their_own_demonstration() -> None:
    cast = make_workplace()
    prompt = make_prompt(cast.project)
    own = make_completion(prompt, source=CompletionSource.LABELER, author=cast.bob)
    labeling_task_create(
        project=cast.project,
        kind=TaskKind.RANKING,
        specs=[TaskSpec(prompt.pk, [own.pk, make_completion(prompt).pk])],
        seed=1,
    )
    assert Desk(cast.bob, cast.project).next().json()["reason"] == "no_more_tasks"
    assert Desk(cast.dana, cast.project).claim()["kind"] == "ranking"


def test_a_major_release_stops_the_next_claim_and_a_minor_one_does_not() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    make_guideline(cast.project, cast.alice, major=1, minor=1)
    bob = Desk(cast.bob, cast.project)
    assert bob.claim()["guideline"]["number"] == "1.0", "what Bob has read"
    major = make_guideline(cast.project, cast.alice, major=2, minor=0)
    assert bob.next().json() == {"assignment": None, "reason": "must_acknowledge"}
    Acknowledgment.objects.create(guideline=major, user=cast.bob)
    assert bob.claim()["resumed"] is True


def test_without_any_release_there_is_nothing_to_acknowledge() -> None:
    cast = make_cast()
    make_eligible(cast.project, cast.bob)
    make_ranking_task(cast.project)
    assert Desk(cast.bob, cast.project).claim()["guideline"] is None


def test_kinds_are_by_eligibility_and_by_wish() -> None:
    cast = make_workplace()
    Eligibility.objects.filter(user=cast.bob, kind=TaskKind.DEMONSTRATION).delete()
    Eligibility.objects.filter(user=cast.dana).update(valid_until=Now() - timedelta(seconds=1))
    make_demonstration_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    assert bob.next().json()["reason"] == "no_more_tasks"
    assert bob.next(kinds=["demonstration"]).json()["reason"] == "not_eligible"
    assert Desk(cast.dana, cast.project).next().json()["reason"] == "not_eligible"
    rita = Desk(cast.rita, cast.project)
    assert rita.next(kinds=["ranking"]).json()["reason"] == "no_more_tasks"
    assert rita.claim(kinds=["ranking", "demonstration"])["kind"] == "demonstration"


@pytest.mark.parametrize(
    ("language", "expertise", "wanted_language", "wanted_expertise", "may"),
    [
        ("de", "*", "de", [], True),
        ("de", "*", "de-AT", [], True),
        ("de-AT", "*", "de", [], False),
        ("de", "*", "den", [], False),
        ("DE", "*", "de", [], True),
        ("*", "law", "fr", ["law"], True),
        ("*", "law", "fr", [], True),
        ("*", "law", "fr", ["law", "medicine"], False),
        ("de", "law", "fr", ["law"], False),
    ],
)
def test_language_and_expertise_of_the_prompt_decide(
    language: str, expertise: str, wanted_language: str, wanted_expertise: list[str], may: bool
) -> None:
    cast = make_cast()
    Eligibility.objects.create(
        project=cast.project, user=cast.bob, kind="ranking", language=language, expertise=expertise
    )
    prompt = make_prompt(cast.project, language=wanted_language, expertise=wanted_expertise)
    make_ranking_task(cast.project, prompt)
    bob = Desk(cast.bob, cast.project)
    available = bob.client.get(f"{bob.base}/queue").json()["kinds"][0]["available"]
    assert (bob.next().json()["assignment"] is not None) is may
    assert available == int(may), "the queue counts what the claim would give"


def test_two_grants_together_cover_a_prompt_that_wants_both() -> None:
    cast = make_cast()
    for tag in ("law", "medicine"):
        Eligibility.objects.create(
            project=cast.project, user=cast.bob, kind="ranking", expertise=tag
        )
    make_ranking_task(cast.project, make_prompt(cast.project, expertise=["law", "medicine"]))
    assert Desk(cast.bob, cast.project).claim()["kind"] == "ranking"


def test_higher_priority_comes_first_across_kinds_and_the_cursor() -> None:
    cast = make_workplace()
    for _ in range(4):
        make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    bob.work()
    urgent = make_ranking_task(cast.project, kind=TaskKind.COMPARISON, size=2, priority=10)
    more_urgent = make_ranking_task(cast.project, priority=20)
    low = make_ranking_task(cast.project, priority=-5)
    held: list[str] = []
    order = []
    for _ in range(6):
        held.append(bob.claim(exclude=held)["id"])
        order.append(Assignment.objects.get(public_id=held[-1]).task_id)
    assert order[:2] == [more_urgent, urgent]
    assert order[-1] == low
    assert bob.next(exclude=held).json()["reason"] == "no_more_tasks"


def test_a_place_that_opens_behind_the_cursor_is_found_in_the_end() -> None:
    cast = make_workplace()
    for _ in range(3):
        make_ranking_task(cast.project)
    dana, bob = Desk(cast.dana, cast.project), Desk(cast.bob, cast.project)
    skipped = dana.claim()
    bob.work()
    bob.work()
    dana.post(skipped, "skip", {"reason": "unclear"})
    bob.work()
    assert bob.next().json()["reason"] == "no_more_tasks"


def test_members_who_left_and_malformed_bodies_get_nothing() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    assert bob.next(kinds=["nonsense"]).status_code == 422
    assert bob.next(surprise=1).status_code == 422
    mine = bob.claim()
    cast.project.memberships.filter(user=cast.bob).update(is_active=False)
    assert error_code(bob.next()) == (404, "not_found")
    assert error_code(bob.submit(mine)) == (404, "not_found")
