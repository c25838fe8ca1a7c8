"""Items are drawn in the languages that somebody works in."""

import pytest

from labeling.assignments.models import Eligibility
from labeling.quality.models import AttemptItem
from labeling.quality.qualification.domain.parts import PartKind
from tests.clients import error_code
from tests.factories import Cast, make_cast
from tests.labeling.screening import (
    Candidate,
    flagging_item,
    make_items,
    make_qualification,
    part,
)
from touchstone.accounts.models import User

pytestmark = pytest.mark.django_db

TAGS = ("en", "en-GB", "de", "pt-BR")


def _screened(cast: Cast, items: int = 1) -> None:
    make_items(cast.project, cast.alice, *(flagging_item(language=tag) for tag in TAGS))
    make_qualification(cast, part(PartKind.FLAGGING, items))


def _speaks(user: User, *languages: str) -> User:
    user.languages = list(languages)
    user.save()
    return user


def _asked(cast: Cast, user: User) -> set[str]:
    Candidate(user, cast.project).take()
    asked = AttemptItem.objects.filter(attempt__user=user)
    return {row.item.language for row in asked.select_related("item") if row.item}


@pytest.mark.parametrize(
    ("speaks", "asked"),
    [
        (("en",), {"en", "en-GB"}),
        (("en-gb",), {"en", "en-GB"}),
        (("de", "pt"), {"de", "pt-BR"}),
    ],
)
def test_somebody_is_asked_in_the_languages_they_speak(
    speaks: tuple[str, ...], asked: set[str]
) -> None:
    cast = make_cast()
    _screened(cast, 2)
    assert _asked(cast, _speaks(cast.bob, *speaks)) == asked


def test_who_names_no_language_is_asked_in_any() -> None:
    cast = make_cast()
    _screened(cast, 4)
    assert _asked(cast, cast.bob) == set(TAGS)


def test_a_language_granted_by_name_counts_as_one_they_work_in() -> None:
    cast = make_cast()
    _screened(cast, 2)
    Eligibility.objects.create(
        project=cast.project, user=cast.bob, kind="demonstration", language="pt-BR"
    )
    assert _asked(cast, _speaks(cast.bob, "de")) == {"de", "pt-BR"}


def test_where_the_bank_has_too_few_in_a_language_it_is_said_and_no_attempt_is_used() -> None:
    cast = make_cast()
    _screened(cast, 2)
    bob = Candidate(_speaks(cast.bob, "de"), cast.project)
    refused = bob.start()
    assert error_code(refused) == (409, "bank_too_small")
    assert "in your languages (de)" in refused.json()["error"]["message"]
    assert bob.standing()["attempts"] == []


def test_practice_is_in_their_languages_too() -> None:
    cast = make_cast()
    given = [flagging_item(language=tag, use="practice") for tag in TAGS]
    make_items(cast.project, cast.alice, *given)
    bob = Candidate(_speaks(cast.bob, "en"), cast.project)
    shown = bob.client.get(f"{bob.base}/practice").json()["items"]
    assert {item["language"] for item in shown} == {"en", "en-GB"}
    assert bob.standing()["practice"][0] == {"kind": "flagging", "items": 2}
