"""Demonstrations are read by reviewers: which, by whom, and what becomes of them."""

from typing import Any
from uuid import uuid4

import pytest

from labeling.assignments.domain.conversations import DemonstrationMode
from labeling.assignments.models import DemonstrationDraw, DemonstrationVerdict, Judgment
from labeling.assignments.selectors.history import answer_body
from labeling.datasets.models import DatasetKind
from labeling.datasets.selectors import judgments_eligible
from tests.clients import JsonClient, error_code, faults
from tests.factories import Cast
from tests.labeling.assignments.test_conversations import BOTH, TURNS, asked, said
from tests.labeling.work import Desk, make_demonstration_task, make_workplace, submission
from touchstone.accounts.models import User
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db


def write(cast: Cast, user: User, text: str = "An ideal answer.") -> Judgment:
    """Write a demonstration for a new task."""
    make_demonstration_task(cast.project)
    return Desk(user, cast.project).work({"text": text})


def decide(user: User, judgment: Judgment, verdict: str, **fields: Any) -> Any:
    """Decide over HTTP; return the response."""
    path = f"/api/demonstrations/{judgment.public_id}/decide"
    return JsonClient(user).send("post", path, {"verdict": verdict, **fields})


def waiting(cast: Cast, user: User | None = None) -> Any:
    """Return the queue of demonstrations."""
    path = f"/api/projects/{cast.project.public_id}/demonstration-reviews"
    return JsonClient(user or cast.rita).get(path).json()


def learned(cast: Cast) -> list[str]:
    """Return the texts that a policy would learn from by default."""
    found = judgments_eligible(cast.project, DatasetKind.DEMONSTRATIONS).order_by("pk")
    return [one.demonstration.content.body["text"] for one in found if one.demonstration]


def revise(cast: Cast, user: User, judgment_id: str, text: str) -> Any:
    """Revise one's own demonstration; return the response."""
    path = f"/api/judgments/{judgment_id}/revise"
    return Desk(user, cast.project).client.send("post", path, submission({"text": text}))


def test_all_of_a_newcomers_first_are_drawn_and_then_a_share() -> None:
    cast = make_workplace(demonstration_review_first=2, demonstration_review_share=0.0)
    for _ in range(3):
        write(cast, cast.bob)
    write(cast, cast.dana)
    drawn = DemonstrationDraw.objects.order_by("pk")
    assert [(one.judgment.user, one.cause) for one in drawn] == [
        (cast.bob, "first"),
        (cast.bob, "first"),
        (cast.dana, "first"),
    ]
    cast.project.demonstration_review_share = 1.0
    cast.project.save()
    write(cast, cast.bob)
    assert DemonstrationDraw.objects.latest("pk").cause == "share"


def test_a_share_is_drawn_by_a_key_and_simulated_work_never() -> None:
    cast = make_workplace(demonstration_review_first=0, demonstration_review_share=0.5)
    for _ in range(24):
        write(cast, cast.bob)
    assert 3 < DemonstrationDraw.objects.count() < 21
    User.objects.filter(pk=cast.dana.pk).update(is_simulated=True)
    cast.project.demonstration_review_share = 1.0
    cast.project.save()
    before = DemonstrationDraw.objects.count()
    write(cast, cast.dana)
    assert DemonstrationDraw.objects.count() == before


def test_a_reviewer_approves_and_only_then_it_is_learned_from() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    for stranger in (cast.bob, cast.charlie):
        assert error_code(decide(stranger, judgment, "approved")) == (404, "not_found")
        path = f"/api/projects/{cast.project.public_id}/demonstration-reviews"
        assert error_code(JsonClient(stranger).get(path)) == (404, "not_found")
    body = waiting(cast)
    assert body["waiting"] == 1
    [item] = body["items"]
    assert (item["labeler"]["name"], item["cause"]) == ("Bob", "first")
    assert item["answer"]["text"] == "An ideal answer."
    assert item["returned"] is None
    assert "source" not in str(item)
    assert learned(cast) == []
    first = decide(cast.rita, judgment, "approved")
    assert first.status_code == 200
    assert decide(cast.rita, judgment, "approved").json() == first.json()
    again = decide(cast.alice, judgment, "returned", reason="No.")
    assert error_code(again) == (409, "already_reviewed")
    assert waiting(cast) == {"items": [], "waiting": 0}
    assert learned(cast) == ["An ideal answer."]


def test_an_edit_is_a_revision_that_stays_its_authors() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    key = str(uuid4())
    fields = {"answer": {"text": "A better answer."}, "submission_id": key, "reason": "Shorter."}
    response = decide(cast.rita, judgment, "edited", **fields)
    assert response.status_code == 200
    assert decide(cast.rita, judgment, "edited", **fields).json() == response.json()
    edit = Judgment.objects.get(public_id=response.json()["judgment_id"])
    assert (edit.user, edit.supersedes, edit.revision) == (cast.bob, judgment, 2)
    assert (edit.active_ms, edit.wall_ms) == (0, 0), "the time was the reviewer's"
    assert edit.demonstration is not None
    assert edit.demonstration.author == cast.bob
    assert DemonstrationVerdict.objects.get().by == cast.rita
    assert learned(cast) == ["A better answer."]
    assert waiting(cast)["items"] == []
    assert revise(cast, cast.bob, str(edit.public_id), "My own again.").status_code == 201
    assert DemonstrationDraw.objects.latest("pk").cause == "again"
    assert learned(cast) == []


def test_what_its_author_makes_of_an_edit_is_read_again_though_it_was_never_drawn() -> None:
    cast = make_workplace(demonstration_review_first=0, demonstration_review_share=0.0)
    judgment = write(cast, cast.bob)
    fields = {"answer": {"text": "A better answer."}, "submission_id": str(uuid4())}
    assert decide(cast.rita, judgment, "edited", **fields).status_code == 200
    assert learned(cast) == ["A better answer."]
    assert waiting(cast)["items"] == []
    edit = Judgment.objects.get(revision=2)
    assert revise(cast, cast.bob, str(edit.public_id), "My own again.").status_code == 201
    assert learned(cast) == []
    [item] = waiting(cast)["items"]
    assert (item["cause"], item["answer"]["text"]) == ("again", "My own again.")


def test_a_returned_one_goes_back_and_its_revision_is_read_again() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    missing = decide(cast.rita, judgment, "returned")
    assert faults(missing) == {"reason": "required"}
    assert decide(cast.rita, judgment, "returned", reason="Name a source.").status_code == 200
    assert learned(cast) == []
    assert waiting(cast)["items"] == []
    assert revise(cast, cast.bob, str(judgment.public_id), "With a source.").status_code == 201
    [item] = waiting(cast)["items"]
    assert (item["cause"], item["revision"]) == ("again", 2)
    assert item["returned"]["reason"] == "Name a source."
    assert item["returned"]["answer"]["text"] == "An ideal answer."
    stale = decide(cast.alice, judgment, "approved")
    assert error_code(stale) == (409, "already_reviewed")
    second = Judgment.objects.get(public_id=item["judgment_id"])
    assert decide(cast.rita, second, "approved").status_code == 200
    assert learned(cast) == ["With a source."]


def test_what_was_revised_meanwhile_or_is_ones_own_is_not_decided() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    revise(cast, cast.bob, str(judgment.public_id), "Better.")
    assert error_code(decide(cast.rita, judgment, "approved")) == (409, "judgment_superseded")
    own = write(cast, cast.rita)
    assert error_code(decide(cast.rita, own, "approved")) == (409, "own_work")
    assert [item["labeler"]["name"] for item in waiting(cast)["items"]] == ["Bob"]
    assert {item["labeler"]["name"] for item in waiting(cast, cast.alice)["items"]} == {
        "Bob",
        "Rita",
    }
    wrong = decide(cast.rita, judgment, "edited", reason="No text.")
    assert faults(wrong) == {"answer": "required"}


def test_the_queue_costs_the_same_however_long_it_is(django_assert_num_queries: Any) -> None:
    cast = make_workplace()
    rita = JsonClient(cast.rita)
    path = f"/api/projects/{cast.project.public_id}/demonstration-reviews"
    for _ in range(2):
        write(cast, cast.bob)
        with django_assert_num_queries(7):  # session, user, membership, rows, verdicts, time, count
            rita.get(path)


def test_another_edit_or_a_used_key_is_refused_and_never_dropped() -> None:
    cast = make_workplace()
    judgment, other = write(cast, cast.bob), write(cast, cast.bob)
    key = str(uuid4())
    fields: dict[str, Any] = {"answer": {"text": "A better answer."}, "submission_id": key}
    assert decide(cast.rita, judgment, "edited", **fields).status_code == 200
    used = decide(cast.rita, other, "edited", **fields)
    assert error_code(used) == (409, "idempotency_conflict")
    second: dict[str, Any] = {"answer": {"text": "Better still."}, "submission_id": str(uuid4())}
    assert error_code(decide(cast.rita, judgment, "edited", **second)) == (409, "already_reviewed")
    assert decide(cast.rita, other, "returned", reason="Name a source.").status_code == 200
    again = decide(cast.rita, other, "returned", reason="Name two.")
    assert error_code(again) == (409, "already_reviewed")


def test_what_came_back_costs_no_query_of_its_own(django_assert_num_queries: Any) -> None:
    cast = make_workplace()
    for _ in range(2):
        judgment = write(cast, cast.bob)
        decide(cast.rita, judgment, "returned", reason="Name a source.")
        revise(cast, cast.bob, str(judgment.public_id), "With a source.")
    rita = JsonClient(cast.rita)
    path = f"/api/projects/{cast.project.public_id}/demonstration-reviews"
    with django_assert_num_queries(8):  # ..., the verdicts of what waits, and of what was before
        body = rita.get(path).json()
    assert [item["returned"]["reason"] for item in body["items"]] == ["Name a source."] * 2


@pytest.mark.parametrize("mode", [TURNS, BOTH])
def test_turns_are_edited_one_by_one_as_a_revision(mode: DemonstrationMode) -> None:
    cast = make_workplace()
    mine = asked(cast, mode)
    second = "assistant" if mode == TURNS else "user"
    roles = ["assistant", second] if mode == TURNS else ["assistant", second, "assistant"]
    written = [said(role, f"Turn {index}.") for index, role in enumerate(roles)]
    Desk(cast.bob, cast.project).submit(mine, {"turns": written, "notes": "Hard."})
    judgment = Judgment.objects.get()
    edited = [*written[:-1], said("assistant", "Better.")]
    fields = {"answer": {"turns": edited}, "submission_id": str(uuid4()), "reason": "Clearer."}
    response = decide(cast.rita, judgment, "edited", **fields)
    assert response.status_code == 200, response.content
    assert decide(cast.rita, judgment, "edited", **fields).json() == response.json()
    edit = Judgment.objects.get(public_id=response.json()["judgment_id"])
    assert (edit.user, edit.supersedes, edit.revision) == (cast.bob, judgment, 2)
    body = answer_body(edit)
    assert (body["turns"], body["notes"]) == (edited, "Hard.")
    assert learned(cast) == ["Better."]
    contested = JsonClient(cast.bob).get(f"/api/projects/{cast.project.public_id}/me/contested")
    [entry] = contested.json()["items"]
    assert (entry["own"]["turns"], entry["other"]["turns"]) == (written, edited)


def test_an_edit_has_the_shape_that_the_task_asks_for() -> None:
    cast = make_workplace()
    Desk(cast.bob, cast.project).submit(
        asked(cast, TURNS), {"turns": [said("assistant", "One."), said("assistant", "Two.")]}
    )
    judgment = Judgment.objects.get()

    def edit(answer: Any) -> dict[str, str]:
        key = str(uuid4())
        return faults(decide(cast.rita, judgment, "edited", answer=answer, submission_id=key))

    assert edit({"text": "One text."}) == {"turns": "turns_expected"}
    assert edit({"turns": [said("assistant", "One.")]}) == {"turns": "turns_incomplete"}
    blank = {"turns": [said("assistant", "One."), said("assistant", " ")]}
    assert edit(blank) == {"turns.1": "text_empty"}
    assert edit({"turns": "One."}) == {"turns": "not_a_list"}
    assert edit("One.") == {"submission_id": "required"}
    assert not DemonstrationVerdict.objects.exists()


def again(user: User, judgment: Judgment, verdict: str, seen: Any, **fields: Any) -> Any:
    """Decide again, having seen a decision; return the response."""
    return decide(user, judgment, verdict, supersedes=seen.json()["id"], **fields)


def test_an_approval_that_was_taken_back_waits_and_is_not_learned_from() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    approved = decide(cast.rita, judgment, "approved")
    undone = again(cast.rita, judgment, "reopened", approved)
    assert undone.status_code == 200
    assert again(cast.rita, judgment, "reopened", approved).json() == undone.json()
    assert learned(cast) == []
    [item] = waiting(cast)["items"]
    assert (item["judgment_id"], item["decision_id"]) == (
        str(judgment.public_id),
        undone.json()["id"],
    )
    assert item["task_id"] == str(judgment.task.public_id)
    assert error_code(again(cast.rita, judgment, "approved", approved)) == (409, "already_reviewed")
    final = again(cast.alice, judgment, "approved", undone)
    assert final.status_code == 200
    assert waiting(cast)["items"] == []
    assert learned(cast) == ["An ideal answer."]
    chain = DemonstrationVerdict.objects.order_by("pk").values_list("verdict", "by__name")
    assert list(chain) == [("approved", "Rita"), ("reopened", "Rita"), ("approved", "Alice")]
    assert AuditEvent.objects.filter(action="demonstration.reopened").count() == 1


def test_deciding_again_supersedes_what_was_seen_and_nothing_else() -> None:
    cast = make_workplace()
    judgment = write(cast, cast.bob)
    assert error_code(decide(cast.rita, judgment, "reopened")) == (409, "not_reviewed")
    approved = decide(cast.rita, judgment, "approved")
    returned = again(cast.alice, judgment, "returned", approved, reason="Name a source.")
    assert returned.status_code == 200
    assert learned(cast) == []
    late = again(cast.rita, judgment, "returned", approved, reason="Shorter.")
    assert error_code(late) == (409, "already_reviewed")
    assert faults(decide(cast.rita, judgment, "approved", supersedes="first")) == {
        "supersedes": "invalid"
    }
    for stranger in (cast.bob, cast.charlie):
        undone = again(stranger, judgment, "reopened", returned)
        assert error_code(undone) == (404, "not_found")
    edit = {"answer": {"text": "Better."}, "submission_id": str(uuid4())}
    assert again(cast.rita, judgment, "edited", returned, **edit).status_code == 200
    assert learned(cast) == ["Better."]


def test_a_return_is_taken_back_until_its_author_revised() -> None:
    cast = make_workplace()
    kept, revised = write(cast, cast.bob), write(cast, cast.bob)
    path = f"/api/projects/{cast.project.public_id}/me/contested"
    for judgment in (kept, revised):
        decide(cast.rita, judgment, "returned", reason="Name a source.")
    seen = {one.judgment_id: one for one in DemonstrationVerdict.objects.all()}
    revise(cast, cast.bob, str(revised.public_id), "With a source.")
    late = decide(cast.rita, revised, "reopened", supersedes=str(seen[revised.pk].public_id))
    assert error_code(late) == (409, "judgment_superseded")
    undone = decide(cast.rita, kept, "reopened", supersedes=str(seen[kept.pk].public_id))
    assert undone.status_code == 200
    told = JsonClient(cast.bob).get(path).json()["items"]
    assert [one["judgment_id"] for one in told] == [str(revised.public_id)]


def test_an_edit_is_decided_again_as_the_answer_that_stands_now() -> None:
    cast = make_workplace(demonstration_review_first=0, demonstration_review_share=0.0)
    judgment = write(cast, cast.bob)
    key = str(uuid4())
    decide(cast.rita, judgment, "edited", answer={"text": "Bettr."}, submission_id=key)
    edit = Judgment.objects.get(submission_id=key)
    body = {"answer": {"text": "Better."}, "submission_id": str(uuid4()), "active_seconds": 30}
    assert decide(cast.rita, edit, "edited", **body).status_code == 200
    assert learned(cast) == ["Better."]
    last = Judgment.objects.get(revision=3)
    assert decide(cast.alice, last, "returned", reason="Name a source.").status_code == 200
    assert learned(cast) == []
    assert revise(cast, cast.bob, str(last.public_id), "With a source.").status_code == 201
    assert learned(cast) == [], "what was returned is read again, though it was never drawn"
    [item] = waiting(cast)["items"]
    assert (item["cause"], item["answer"]["text"]) == ("again", "With a source.")


def test_a_tasks_page_and_the_list_of_judgments_tell_of_decisions_and_edits() -> None:
    cast = make_workplace()
    judgment, plain = write(cast, cast.bob), write(cast, cast.bob)
    approved = decide(cast.rita, plain, "approved").json()
    key = str(uuid4())
    decide(
        cast.rita,
        judgment,
        "edited",
        answer={"text": "Better."},
        submission_id=key,
        active_seconds=75,
    )
    rita = JsonClient(cast.rita)
    [shown] = rita.get(f"/api/tasks/{plain.task.public_id}").json()["judgments"]
    assert shown["edit"] is None
    assert shown["decision"] == {
        "id": approved["id"],
        "verdict": "approved",
        "by": {"id": str(cast.rita.public_id), "name": "Rita"},
        "reason": "",
        "at": approved["at"],
    }
    [edited] = rita.get(f"/api/tasks/{judgment.task.public_id}").json()["judgments"]
    assert (edited["labeler"]["name"], edited["edit"]["by"]["name"]) == ("Bob", "Rita")
    assert (edited["active_seconds"], edited["decision"]) == (75, None)
    path = f"/api/projects/{cast.project.public_id}/judgments"
    listed = {one["answer"]["text"]: one for one in rita.get(path).json()["items"]}
    assert listed["An ideal answer."]["edit"] is None
    assert listed["Better."]["edit"] == edited["edit"]
    assert listed["Better."]["active_seconds"] == 75
