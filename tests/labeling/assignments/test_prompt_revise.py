"""Revising a written prompt: what was made of each version, there and back again."""

from typing import Any

import pytest

from labeling.assignments.models import Judgment, LabelingTask, TaskKind, TaskPlace
from labeling.assignments.services.brief import prompt_brief_withdraw
from labeling.datasets.domain.filters import DatasetFilters
from labeling.datasets.selectors.evidence import prompts_eligible
from labeling.prompts.models import Prompt
from tests.clients import JsonClient, error_code
from tests.factories import Cast
from tests.labeling.assignments.test_prompt_writing import TEXT, ordered, prompt_answer
from tests.labeling.work import Desk, make_workplace, submission
from touchstone.accounts.models import User
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db
OTHER = "Explain to a sailor how tides work, in five sentences."


class Writer:
    """Bob, who wrote a prompt that becomes a demonstration task, and changes his mind."""

    def __init__(self, cast: Cast) -> None:
        ordered(cast, makes_demonstrations=True)
        self.desk = Desk(cast.bob, cast.project)
        self.first = self.desk.work(prompt_answer(), kinds=["prompt"])
        self.project = cast.project

    def revise(self, text: str, **fields: Any) -> Any:
        """Hand a later version in; return the response."""
        path = f"/api/judgments/{self.first.public_id}/revise"
        return self.desk.client.send("post", path, submission(prompt_answer(text, **fields)))

    def offered(self) -> list[str]:
        """Return the prompts that are to be answered."""
        tasks = LabelingTask.objects.filter(kind=TaskKind.DEMONSTRATION, cancelled_at=None)
        open_tasks = tasks.filter(places__withdrawn=False, places__filled=False)
        prompts = Prompt.objects.filter(labeling_tasks__in=open_tasks).select_related("content")
        return [prompt.content.body["messages"][0]["content"] for prompt in prompts.order_by("pk")]


def test_going_back_to_an_earlier_prompt_offers_its_task_again() -> None:
    cast = make_workplace()
    bob = Writer(cast)
    assert bob.offered() == [TEXT]
    for text in (OTHER, TEXT, OTHER, TEXT):
        assert bob.revise(text).status_code == 201
        assert bob.offered() == [text]
    assert [prompt.sha256 for prompt in prompts_eligible(cast.project)] == [bob.first.prompt.sha256]
    dana = Desk(cast.dana, cast.project)
    got = dana.claim(kinds=["demonstration"])
    assert got["prompt"]["messages"] == [{"role": "user", "content": TEXT}]
    assert dana.next(kinds=["demonstration"], exclude=[got["id"]]).json()["assignment"] is None


def test_a_surplus_prompt_is_in_a_dataset_where_surplus_is_asked_for() -> None:
    cast = make_workplace()
    brief = ordered(cast)
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim(kinds=["prompt"])
    prompt_brief_withdraw(brief=brief, by=cast.alice)
    assert bob.submit(mine, prompt_answer()).json()["surplus"] is True
    assert list(prompts_eligible(cast.project)) == []
    asked_for = DatasetFilters(include_surplus=True)
    assert prompts_eligible(cast.project, asked_for).count() == 1


def test_a_simulated_persons_prompt_is_in_no_dataset_of_people() -> None:
    cast = make_workplace()
    ordered(cast)
    User.objects.filter(pk=cast.bob.pk).update(is_simulated=True)
    Desk(User.objects.get(pk=cast.bob.pk), cast.project).work(prompt_answer(), kinds=["prompt"])
    assert Judgment.objects.get().is_simulated
    assert list(prompts_eligible(cast.project)) == []


def test_what_is_said_of_a_prompt_changes_with_its_text_or_not_at_all() -> None:
    cast = make_workplace()
    bob = Writer(cast)
    assert error_code(bob.revise(TEXT, sensitive=True)) == (409, "prompt_kept")
    assert Judgment.objects.count() == 1
    assert bob.revise(OTHER, sensitive=True).status_code == 201
    assert error_code(bob.revise(OTHER)) == (409, "prompt_kept")
    assert bob.revise(TEXT, notes="It was fine.").status_code == 201
    assert list(Prompt.objects.order_by("pk").values_list("sensitive", flat=True)) == [False, True]


def test_an_answer_to_an_earlier_prompt_is_not_asked_for_twice() -> None:
    cast = make_workplace()
    bob = Writer(cast)
    Desk(cast.dana, cast.project).work({"text": "Light scatters."}, kinds=["demonstration"])
    bob.revise(OTHER)
    bob.revise(TEXT)
    assert bob.offered() == []
    assert TaskPlace.objects.filter(kind="demonstration", filled=True, withdrawn=False).count() == 1


def test_somebody_at_work_on_the_earlier_prompt_goes_on_where_they_were() -> None:
    cast = make_workplace()
    bob = Writer(cast)
    dana = Desk(cast.dana, cast.project)
    mine = dana.claim(kinds=["demonstration"])
    bob.revise(OTHER)
    bob.revise(TEXT)
    assert dana.post(mine, "heartbeat", {"active_seconds": 3}).status_code == 200
    assert dana.submit(mine, {"text": "Light scatters."}).status_code == 201
    assert Judgment.objects.get(kind="demonstration").counted


@pytest.mark.parametrize("when", ["before", "between"])
def test_going_back_does_not_undo_what_a_reviewer_withdrew(when: str) -> None:
    cast = make_workplace()
    bob = Writer(cast)
    task = LabelingTask.objects.get(kind=TaskKind.DEMONSTRATION)
    rita = JsonClient(cast.rita)
    if when == "between":
        assert bob.revise(OTHER).status_code == 201
    for _ in range(2):
        assert rita.send("post", f"/api/tasks/{task.public_id}/withdraw", {}).status_code == 200
    assert AuditEvent.objects.filter(action="task.withdrawn").count() == 1
    for text, offered in ((OTHER, [OTHER]), (TEXT, []), (OTHER, [OTHER]), (TEXT, [])):
        assert bob.revise(text).status_code == 201
        assert bob.offered() == offered
    assert not TaskPlace.objects.filter(task=task, withdrawn=False).exists()
