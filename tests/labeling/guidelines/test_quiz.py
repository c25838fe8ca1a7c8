"""The quiz of a release: its order, its marks, its tries, and the claim that waits for it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from labeling.guidelines.domain.content import Quiz
from labeling.guidelines.domain.numbers import must_pass_quiz
from labeling.guidelines.domain.quiz import answers_stored, quiz_mark, quiz_order
from labeling.guidelines.models import GuidelineVersion, QuizResult, QuizTry
from labeling.guidelines.services import quiz_try_begin
from tests.clients import JsonClient, error_code
from tests.factories import Cast, make_cast, make_guideline
from tests.labeling.work import Desk, make_ranking_task, make_workplace


def _question(name: str, right: str, options: str = "abcd") -> Any:
    return {
        "text_markdown": f"Question {name}?",
        "options": [
            {"text_markdown": f"{name}-{option}", "right": option in right} for option in options
        ],
        "explanation_markdown": f"Because {name}.",
    }


QUIZ: Quiz = {
    "pass_mark": 2,
    "questions": [_question("one", "a"), _question("two", "bc"), _question("three", "d")],
}


def test_the_same_seed_gives_the_same_order_and_others_differ() -> None:
    orders = [quiz_order(QUIZ, seed) for seed in range(30)]
    assert quiz_order(QUIZ, 7) == orders[7]
    assert len({str(order) for order in orders}) > 25
    for order in orders:
        assert sorted(order.questions) == [0, 1, 2]
        assert all(sorted(options) == [0, 1, 2, 3] for options in order.options)


def test_answers_are_stored_by_their_place_in_the_release() -> None:
    order = quiz_order(QUIZ, 7)
    shown = [[options.index(0)] for options in order.options]
    assert answers_stored(order, shown) == [[0], [0], [0]]
    for wrong in ([], shown[:2], [[], *shown[1:]], [[4], *shown[1:]], [[-1], *shown[1:]]):
        assert answers_stored(order, wrong) is None


def test_right_is_who_chooses_all_the_right_options_and_no_other() -> None:
    marks = [quiz_mark(QUIZ, [[0], chosen, [3]])[1].right for chosen in ([1, 2], [1], [1, 2, 3])]
    assert marks == [True, False, False]


@pytest.mark.parametrize(
    ("has_quiz", "began", "passed", "expected"),
    [
        (True, True, False, True),
        (True, True, True, False),
        (True, False, False, False),
        (False, True, False, False),
    ],
)
def test_only_a_quiz_that_came_with_the_acknowledged_release_is_owed(
    has_quiz: bool, began: bool, passed: bool, expected: bool
) -> None:
    owed = must_pass_quiz(has_quiz=has_quiz, began_with_quiz=began, passed=passed)
    assert owed is expected


def _begin(user: Any, release: GuidelineVersion) -> Any:
    return JsonClient(user).send("post", f"/api/guidelines/{release.public_id}/quiz-tries")


def _answer(user: Any, shown: dict[str, Any], right: bool = True) -> Any:
    """Answer as the release says, or with all the options that are wrong."""
    wanted = {
        option["text_markdown"]
        for q in QUIZ["questions"]
        for option in q["options"]
        if option["right"] is right
    }
    answers = [
        [place for place, text in enumerate(question["options"]) if text in wanted]
        for question in shown["questions"]
    ]
    path = f"/api/quiz-tries/{shown['id']}/answers"
    return JsonClient(user).send("post", path, {"answers": answers})


@pytest.mark.django_db
def test_a_try_shows_no_right_answer_and_its_result_explains_them() -> None:
    cast = make_cast()
    release = make_guideline(cast.project, cast.alice, quiz=QUIZ)
    begun = _begin(cast.bob, release)
    assert begun.status_code == 201
    assert b"right" not in begun.content
    assert b"Because" not in begun.content
    shown = begun.json()
    assert set(shown) == {"id", "number", "pass_mark", "questions"}
    assert (shown["number"], shown["pass_mark"]) == (1, 2)
    several = {q["text_markdown"]: q["several"] for q in shown["questions"]}
    assert several == {"Question one?": False, "Question two?": True, "Question three?": False}
    assert _begin(cast.bob, release).json() == shown

    result = _answer(cast.bob, shown).json()
    assert (result["right"], result["pass_mark"], result["passed"]) == (3, 2, True)
    for asked, marked in zip(shown["questions"], result["questions"], strict=True):
        assert marked["right"] is True
        name = asked["text_markdown"].removeprefix("Question ").removesuffix("?")
        assert marked["explanation_markdown"] == f"Because {name}."
        right = {"one": ["one-a"], "two": ["two-b", "two-c"], "three": ["three-d"]}[name]
        assert sorted(asked["options"][place] for place in marked["right_options"]) == right


@pytest.mark.django_db
def test_tries_are_unlimited_each_is_kept_and_each_has_an_order_of_its_own() -> None:
    cast = make_cast()
    release = make_guideline(cast.project, cast.alice, quiz=QUIZ)
    orders = []
    for number in range(1, 9):
        shown = _begin(cast.bob, release).json()
        assert shown["number"] == number
        orders.append(str(shown["questions"]))
        assert _answer(cast.bob, shown, right=number == 8).json()["passed"] is (number == 8)
    assert max(Counter(orders).values()) < 8
    results = QuizResult.objects.order_by("quiz_try__number")
    assert [(row.quiz_try.number, row.passed) for row in results] == [
        (number, number == 8) for number in range(1, 9)
    ]
    for model in (QuizTry, QuizResult):
        with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
            model.objects.all()._raw_delete("default")
    with pytest.raises(DatabaseError, match="evidence"), transaction.atomic():
        QuizResult.objects.update(passed=True)


@pytest.mark.django_db
def test_the_same_answers_again_are_the_same_result_and_others_are_refused() -> None:
    cast = make_cast()
    shown = _begin(cast.bob, make_guideline(cast.project, cast.alice, quiz=QUIZ)).json()
    first, again = _answer(cast.bob, shown, right=False), _answer(cast.bob, shown, right=False)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert error_code(_answer(cast.bob, shown)) == (409, "already_answered")
    assert QuizResult.objects.get().passed is False


@pytest.mark.django_db
def test_bad_answers_and_other_peoples_tries_are_refused() -> None:
    cast = make_cast()
    release = make_guideline(cast.project, cast.alice, quiz=QUIZ)
    shown = _begin(cast.bob, release).json()
    path = f"/api/quiz-tries/{shown['id']}/answers"
    bob = JsonClient(cast.bob)
    for answers in ([], [[0], [0]], [[0], [0], []], [[0], [0], [9]]):
        assert error_code(bob.send("post", path, {"answers": answers})) == (422, "invalid")
    for stranger in (cast.dana, cast.alice, cast.charlie):
        assert error_code(_answer(stranger, shown)) == (404, "not_found")
    assert error_code(_begin(cast.charlie, release)) == (404, "not_found")
    plain = make_guideline(cast.project, cast.alice, minor=1)
    assert error_code(_begin(cast.bob, plain)) == (409, "no_quiz")
    assert not QuizResult.objects.exists()


@pytest.mark.usefixtures("own_connections")
def test_tabs_that_begin_at_once_get_one_try() -> None:
    cast = make_cast()
    release = make_guideline(cast.project, cast.alice, quiz=QUIZ)
    barrier = Barrier(8)

    def begin(_: int) -> int:
        barrier.wait()
        try:
            return quiz_try_begin(guideline=release, user=cast.bob).seed
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(begin, range(8)))) == 1
    assert QuizTry.objects.count() == 1


def _acknowledge(cast: Cast, release: GuidelineVersion) -> None:
    path = f"/api/guidelines/{release.public_id}/acknowledge"
    assert JsonClient(cast.bob).send("post", path).status_code == 200


@pytest.mark.django_db
def test_a_major_release_with_a_quiz_stops_the_claim_until_it_is_passed() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    ahead = bob.claim(prefetch=True)
    release = make_guideline(cast.project, cast.alice, major=2, quiz=QUIZ)
    queue = bob.client.get(f"{bob.base}/queue").json()
    assert (queue["must_acknowledge"], queue["quiz_follows"]) == (True, True)
    assert bob.next().json() == {"assignment": None, "reason": "must_acknowledge"}
    _acknowledge(cast, release)
    assert bob.next().json() == {"assignment": None, "reason": "must_pass_quiz"}
    assert error_code(bob.post(ahead, "open")) == (409, "must_pass_quiz")
    queue = bob.client.get(f"{bob.base}/queue").json()
    assert (queue["must_acknowledge"], queue["must_pass_quiz"]) == (False, True)
    assert queue["quiz_follows"] is False, "it is here"
    current = bob.client.get(f"{bob.base}/guidelines/current").json()
    assert (current["must_acknowledge"], current["must_pass_quiz"]) == (False, True)

    _answer(cast.bob, _begin(cast.bob, release).json(), right=False)
    assert bob.next().json()["reason"] == "must_pass_quiz"
    _answer(cast.bob, _begin(cast.bob, release).json())
    opened = bob.claim()
    assert opened["guideline"]["number"] == "2.0"
    assert bob.client.get(f"{bob.base}/queue").json()["must_pass_quiz"] is False


@pytest.mark.django_db
def test_a_minor_release_stops_nobody_even_with_a_quiz_of_its_own() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    newer = make_guideline(cast.project, cast.alice, minor=1, quiz=QUIZ)
    assert bob.next().json()["reason"] is None
    _acknowledge(cast, newer)
    assert bob.next().json()["reason"] is None
    assert dana.client.get(f"{dana.base}/queue").json()["must_pass_quiz"] is False


@pytest.mark.django_db
def test_naming_a_release_from_before_the_quiz_spares_nobody_the_quiz() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    plain = make_guideline(cast.project, cast.alice, major=2)
    newer = make_guideline(cast.project, cast.alice, major=2, minor=1, quiz=QUIZ)
    _acknowledge(cast, plain)
    assert bob.next().json()["reason"] == "must_pass_quiz"
    _acknowledge(cast, newer)
    assert bob.next().json()["reason"] == "must_pass_quiz"
    _answer(cast.bob, _begin(cast.bob, newer).json())
    assert bob.next().json()["reason"] is None


@pytest.mark.django_db
def test_a_pass_before_the_acknowledgment_counts_and_is_told() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    release = make_guideline(cast.project, cast.alice, major=2, quiz=QUIZ)
    _answer(cast.bob, _begin(cast.bob, release).json())
    current = bob.client.get(f"{bob.base}/guidelines/current").json()
    assert (current["must_acknowledge"], current["quiz_passed"]) == (True, True)
    _acknowledge(cast, release)
    assert bob.next().json()["reason"] is None


@pytest.mark.django_db
def test_a_pass_holds_for_the_whole_major_and_no_longer() -> None:
    cast = make_workplace()
    make_ranking_task(cast.project)
    bob = Desk(cast.bob, cast.project)
    second = make_guideline(cast.project, cast.alice, major=2, quiz=QUIZ)
    _acknowledge(cast, second)
    _answer(cast.bob, _begin(cast.bob, second).json())
    make_guideline(cast.project, cast.alice, major=2, minor=1, quiz=QUIZ)
    assert bob.next().json()["reason"] is None
    third = make_guideline(cast.project, cast.alice, major=3, quiz=QUIZ)
    _acknowledge(cast, third)
    assert bob.next().json()["reason"] == "must_pass_quiz"
