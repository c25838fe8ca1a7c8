"""Questions about the guidelines: asked with an item and a paragraph, answered to all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from labeling.guidelines.models import Question, QuestionAnswer
from labeling.guidelines.services import question_answer, question_ask
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast, make_cast
from tests.labeling.work import Desk, make_ranking_task, make_workplace
from touchstone.accounts.models import User
from touchstone.core.errors import DomainError
from touchstone.core.models import AuditEvent
from touchstone.projects.access import access_project


def _base(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/questions"


def _ask(cast: Cast, user: User, text: str = "May two share a place?", **fields: Any) -> Any:
    body = {"submission_id": str(uuid4()), "text": text, **fields}
    return JsonClient(user).send("post", _base(cast), body)


def _answer(user: User, question_id: str, answer: str = "They may.", **fields: Any) -> Any:
    path = f"/api/questions/{question_id}/answers"
    return JsonClient(user).send("post", path, {"answer_markdown": answer, **fields})


@pytest.mark.django_db
def test_a_question_goes_to_reviewers_with_its_item_and_its_answer_to_everybody() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    item = Desk(cast.bob, cast.project).claim()
    asked = _ask(
        cast, cast.bob, guideline_id=item["guideline"]["id"], anchor="ties", item=item["id"]
    )
    assert asked.status_code == 201
    question = asked.json()
    assert question == {
        "id": question["id"],
        "text": "May two share a place?",
        "guideline": {"id": item["guideline"]["id"], "number": "1.0"},
        "anchor": "ties",
        "mine": True,
        "at_item": True,
        "asked_at": question["asked_at"],
        "answer": None,
    }
    rita, bob, dana = JsonClient(cast.rita), JsonClient(cast.bob), JsonClient(cast.dana)
    assert bob.get(f"{_base(cast)}?mine=true").json()["items"] == [question]
    assert dana.get(_base(cast)).json()["items"] == []
    assert dana.get(f"{_base(cast)}?mine=true").json()["items"] == []

    opened = f"/api/projects/{cast.project.public_id}/open-questions"
    [waiting] = rita.get(opened).json()["items"]
    assert waiting["asked_by"] == {"id": str(cast.bob.public_id), "name": "Bob"}
    shown = rita.get(f"/api/questions/{question['id']}").json()["item"]
    assert (shown["kind"], shown["instructions"]) == ("ranking", None)
    assert shown["messages"] == item["prompt"]["messages"]
    assert [slot["text"] for slot in shown["slots"]] == [s["text"] for s in item["slots"]]

    assert _answer(cast.rita, question["id"]).status_code == 201
    assert rita.get(opened).json()["items"] == []
    [published] = dana.get(_base(cast)).json()["items"]
    assert published["answer"]["text"] == "They may."
    assert (published["mine"], published["at_item"]) == (False, False)
    assert "Bob" not in str(published)
    assert str(cast.bob.public_id) not in str(published)
    assert AuditEvent.objects.filter(action="question.answered").count() == 1


@pytest.mark.django_db
def test_a_published_question_may_read_otherwise_than_it_was_asked() -> None:
    cast = make_cast()
    question = _ask(cast, cast.bob, "I, Bob, saw Ann's letter. Is it private?").json()
    _answer(cast.rita, question["id"], question_markdown="Is a letter private?")
    read = [
        JsonClient(user).get(_base(cast)).json()["items"][0]["text"]
        for user in (cast.dana, cast.bob)
    ]
    assert read == ["Is a letter private?", "I, Bob, saw Ann's letter. Is it private?"]


@pytest.mark.django_db
def test_a_better_answer_keeps_the_wording_that_a_reviewer_gave_the_question() -> None:
    cast = make_cast()
    question = _ask(cast, cast.bob, "I, Bob, saw Ann's letter. Is it private?").json()
    first = _answer(cast.rita, question["id"], question_markdown="Is a letter private?").json()
    second = _answer(cast.rita, question["id"], "It is.", supersedes=first["id"]).json()
    [read] = JsonClient(cast.dana).get(_base(cast)).json()["items"]
    assert (read["text"], read["answer"]["text"]) == ("Is a letter private?", "It is.")
    assert read["answer"]["question_markdown"] == "Is a letter private?"
    fields = {"supersedes": second["id"], "question_markdown": "Are letters private?"}
    _answer(cast.rita, question["id"], "They are.", **fields)
    [read] = JsonClient(cast.dana).get(_base(cast)).json()["items"]
    assert read["text"] == "Are letters private?"


@pytest.mark.django_db
def test_outsiders_and_other_labelers_see_no_open_question() -> None:
    cast = make_cast()
    question = _ask(cast, cast.bob).json()
    one = f"/api/questions/{question['id']}"
    assert error_code(_ask(cast, cast.charlie)) == (404, "not_found")
    assert error_code(JsonClient(cast.charlie).get(_base(cast))) == (404, "not_found")
    for stranger in (cast.dana, cast.charlie):
        assert error_code(JsonClient(stranger).get(one)) == (404, "not_found")
    assert JsonClient(cast.bob).get(one).json()["item"] is None
    for stranger in (cast.bob, cast.dana, cast.charlie):
        assert error_code(_answer(stranger, question["id"])) == (404, "not_found")
        listed = f"/api/projects/{cast.project.public_id}/open-questions"
        assert error_code(JsonClient(stranger).get(listed)) == (404, "not_found")
    assert not QuestionAnswer.objects.exists()


@pytest.mark.django_db
def test_a_question_is_about_ones_own_item_and_a_release_of_the_project() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bobs = Desk(cast.bob, cast.project).claim()
    assert faults(_ask(cast, cast.dana, item=bobs["id"])) == {"item": "unknown"}
    assert faults(_ask(cast, cast.bob, guideline_id=str(uuid4()))) == {"guideline_id": "unknown"}
    assert faults(_ask(cast, cast.bob, "", anchor="no spaces")) == {
        "text": "blank",
        "anchor": "invalid",
    }
    assert _ask(cast, cast.bob, anchor="größe_2").status_code == 201


@pytest.mark.django_db
def test_the_same_submission_is_one_question_and_its_key_serves_no_other() -> None:
    cast = make_cast()
    key = str(uuid4())
    first, again = (_ask(cast, cast.bob, submission_id=key) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    for user, text in ((cast.bob, "Something else?"), (cast.dana, "May two share a place?")):
        refused = _ask(cast, user, text, submission_id=key)
        assert error_code(refused) == (409, "submission_conflict")
    assert Question.objects.count() == 1


@pytest.mark.django_db
def test_a_better_answer_supersedes_and_must_name_the_one_it_replaces() -> None:
    cast = make_cast()
    question = _ask(cast, cast.bob).json()
    first = _answer(cast.rita, question["id"]).json()
    assert error_code(_answer(cast.alice, question["id"])) == (409, "already_answered")
    better = _answer(cast.alice, question["id"], "Only equals may.", supersedes=first["id"])
    assert better.status_code == 201
    late = _answer(cast.rita, question["id"], "No.", supersedes=first["id"])
    assert error_code(late) == (409, "already_answered")
    [shown] = JsonClient(cast.dana).get(_base(cast)).json()["items"]
    assert shown["answer"]["text"] == "Only equals may."
    assert error_code(_answer(cast.rita, str(uuid4()))) == (404, "not_found")
    assert faults(_answer(cast.rita, question["id"], "")) == {"answer_markdown": "blank"}


@pytest.mark.django_db
def test_questions_and_answers_are_evidence() -> None:
    cast = make_cast()
    question = _ask(cast, cast.bob).json()
    _answer(cast.rita, question["id"])
    for model in (Question, QuestionAnswer):
        with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
            model.objects.all()._raw_delete("default")


@pytest.mark.usefixtures("own_connections")
def test_of_two_reviewers_who_answer_at_once_one_is_told() -> None:
    cast = make_cast()
    access = access_project(cast.bob, cast.project.public_id)
    question = question_ask(access=access, submission_id=uuid4(), text="Ties?")
    barrier = Barrier(6)

    def answer(number: int) -> str:
        barrier.wait()
        try:
            question_answer(question=question, by=cast.rita, answer_markdown=f"Answer {number}")
        except DomainError as error:
            return error.code
        finally:
            connection.close()
        return "answered"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(answer, range(6))) == ["already_answered"] * 5 + ["answered"]
    assert QuestionAnswer.objects.count() == 1


@pytest.mark.django_db
def test_a_list_takes_as_many_queries_for_many_questions_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    cast = make_cast()
    dana, rita = JsonClient(cast.dana), JsonClient(cast.rita)
    for count in range(12):
        question = _ask(cast, cast.bob, f"Question {count}?").json()
        if count % 2:
            _answer(cast.rita, question["id"], question_markdown="Asked otherwise")
    with django_assert_max_num_queries(6):
        assert len(dana.get(_base(cast)).json()["items"]) == 6
    with django_assert_max_num_queries(6):
        opened = f"/api/projects/{cast.project.public_id}/open-questions"
        assert len(rita.get(opened).json()["items"]) == 6


@pytest.mark.django_db
def test_a_question_or_an_answer_of_nothing_but_white_space_is_refused() -> None:
    cast = make_cast()
    assert faults(_ask(cast, cast.bob, " \n\t")) == {"text": "blank"}
    question = _ask(cast, cast.bob).json()
    assert faults(_answer(cast.rita, question["id"], "  ")) == {"answer_markdown": "blank"}
    worded = _answer(cast.rita, question["id"], question_markdown="  ")
    assert worded.json()["question_markdown"] == "", "as it was asked"
