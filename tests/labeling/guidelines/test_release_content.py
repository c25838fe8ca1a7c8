"""A release's examples, glossary and quiz: what is taken, what is refused, who may see what."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from labeling.assignments.models.void import JudgmentVoid
from labeling.guidelines.models import GuidelineVersion
from labeling.guidelines.services import guideline_publish
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast, make_guideline
from tests.labeling.work import (
    Desk,
    make_ranking_task,
    make_workplace,
    ranking_answer,
    submission,
)
from touchstone.core.errors import DomainError

EXAMPLE = {
    "title": "Rivers",
    "body_markdown": "`Seine`, `Loire`",
    "flag": "hallucination",
    "verdict": "bad",
}
TERM = {"term": "Tie", "definition_markdown": "Two answers that are *equally* good."}
QUIZ: dict[str, Any] = {
    "pass_mark": 1,
    "questions": [
        {
            "text_markdown": "May two answers share a place?",
            "options": [
                {"text_markdown": "Yes", "right": True},
                {"text_markdown": "Never", "right": False},
            ],
            "explanation_markdown": "Ties are welcome.",
        }
    ],
}
BODY = {"body_markdown": "# Be fair", "note": "", "level": "major"}
WHOLE = {**BODY, "examples": [EXAMPLE], "glossary": [TERM], "quiz": QUIZ}


def _base(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/guidelines"


@pytest.mark.django_db
def test_a_release_keeps_its_parts_and_tells_labelers_nothing_of_the_right_answers() -> None:
    cast = make_cast()
    alice, bob = JsonClient(cast.alice), JsonClient(cast.bob)
    made = alice.send("post", _base(cast), WHOLE)
    assert made.status_code == 201
    one = f"/api/guidelines/{made.json()['id']}"
    for client in (alice, bob):
        seen = client.get(one).json()
        assert seen["examples"] == [EXAMPLE]
        assert seen["glossary"] == [TERM]
        assert seen["quiz"] == {"questions": 1, "pass_mark": 1}
    assert alice.get(f"{one}/quiz").json() == {"quiz": QUIZ}
    current = bob.get(f"{_base(cast)}/current").json()
    assert current["release"]["quiz"] == {"questions": 1, "pass_mark": 1}
    for stranger in (cast.bob, cast.rita, cast.charlie):
        assert error_code(JsonClient(stranger).get(f"{one}/quiz")) == (404, "not_found")
    for path in (one, f"{one}/diff", _base(cast), f"{_base(cast)}/current"):
        assert b"Ties are welcome" not in bob.get(path).content
    [item] = bob.get(_base(cast)).json()["items"]
    assert item["has_quiz"] is True
    assert not {"body_markdown", "examples", "glossary", "quiz"} & set(item)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"examples": [{**EXAMPLE, "flag": "huge"}]}, "examples.0.flag", "unknown_flag"),
        ({"examples": [{**EXAMPLE, "verdict": "meh"}]}, "examples.0.verdict", "invalid_choice"),
        ({"examples": [{"title": "x"}]}, "examples.0.body_markdown", "required"),
        ({"examples": [{**EXAMPLE, "body_markdown": " \n"}]}, "examples.0.body_markdown", "blank"),
        ({"glossary": [TERM, {**TERM, "term": " tie "}]}, "glossary.1.term", "not_unique"),
        ({"quiz": {**QUIZ, "pass_mark": 2}}, "quiz.pass_mark", "max_value"),
        ({"quiz": {**QUIZ, "questions": []}}, "quiz.questions", "min_length"),
    ],
)
def test_a_part_that_is_wrong_is_named(change: dict[str, Any], field: str, code: str) -> None:
    cast = make_cast()
    refused = JsonClient(cast.alice).send("post", _base(cast), {**WHOLE, **change})
    assert faults(refused) == {field: code}
    assert not GuidelineVersion.objects.exists()


@pytest.mark.django_db
def test_a_question_needs_a_right_option_and_a_choice() -> None:
    cast = make_cast()
    alice = JsonClient(cast.alice)
    [question] = QUIZ["questions"]
    wrong = [{**option, "right": False} for option in question["options"]]
    for options, field, code in (
        (wrong, "quiz.questions.0.options", "no_right_option"),
        (wrong[:1], "quiz.questions.0.options", "min_length"),
    ):
        quiz = {"pass_mark": 1, "questions": [{**question, "options": options}]}
        refused = alice.send("post", _base(cast), {**WHOLE, "quiz": quiz})
        assert faults(refused) == {field: code}


@pytest.mark.django_db
def test_nobody_unknowingly_takes_back_what_was_just_published() -> None:
    cast = make_cast()
    alice = JsonClient(cast.alice)
    first = alice.send("post", _base(cast), {**BODY, "based_on": None})
    assert first.status_code == 201
    late = alice.send("post", _base(cast), {**BODY, "based_on": None})
    assert error_code(late) == (409, "not_the_latest")
    second = alice.send("post", _base(cast), {**BODY, "based_on": first.json()["id"]})
    assert second.json()["number"] == "2.0"
    again = alice.send("post", _base(cast), {**BODY, "based_on": first.json()["id"]})
    assert error_code(again) == (409, "not_the_latest")
    assert GuidelineVersion.objects.count() == 2


@pytest.mark.usefixtures("own_connections")
def test_of_two_who_publish_at_once_one_is_told() -> None:
    cast = make_cast()
    base = make_guideline(cast.project, cast.alice)
    barrier = threading.Barrier(8)

    def publish(number: int) -> str:
        barrier.wait()
        try:
            made = guideline_publish(
                project=cast.project,
                by=cast.alice,
                body_markdown=f"# {number}",
                level="minor",
                based_on=base.public_id,
            )
        except DomainError as error:
            return error.code
        else:
            return made.number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = sorted(pool.map(publish, range(8)))
    assert results == ["1.1", *["not_the_latest"] * 7]


@pytest.mark.usefixtures("own_connections")
def test_publishing_at_once_without_a_base_gives_each_a_number() -> None:
    cast = make_cast()
    barrier = threading.Barrier(4)

    def publish(number: int) -> str:
        barrier.wait()
        try:
            return guideline_publish(
                project=cast.project, by=cast.alice, body_markdown=f"# {number}", level="minor"
            ).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(publish, range(4))) == ["1.0", "1.1", "1.2", "1.3"]


@pytest.mark.django_db
def test_reviewers_see_how_many_judgments_stand_under_each_release() -> None:
    cast = make_workplace()
    bob = Desk(cast.bob, cast.project)
    for _ in range(3):
        make_ranking_task(cast.project)
    first, _second = bob.work(), bob.work()
    revise = f"/api/judgments/{first.public_id}/revise"
    assert bob.client.send("post", revise, submission(ranking_answer())).status_code == 201
    voided = bob.work()
    JudgmentVoid.objects.create(
        project=cast.project, judgment=voided, cause="void", reason="x", by=cast.rita
    )
    make_guideline(cast.project, cast.alice, [cast.bob], major=2)
    make_ranking_task(cast.project)
    bob.work()
    for user, expected in ((cast.rita, [1, 2]), (cast.alice, [1, 2]), (cast.bob, [None, None])):
        items = JsonClient(user).get(_base(cast)).json()["items"]
        assert [item["judgments"] for item in items] == expected
