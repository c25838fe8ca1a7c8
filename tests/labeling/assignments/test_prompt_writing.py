"""Prompts that labelers write: the order, the task, the submit, and what becomes of it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from labeling.assignments.models import (
    Judgment,
    LabelingTask,
    PromptBrief,
    PromptForm,
    TaskKind,
    TaskPlace,
    VoidCause,
)
from labeling.assignments.services.brief import prompt_brief_create
from labeling.assignments.services.void import judgments_void
from labeling.datasets.selectors.evidence import prompts_eligible
from labeling.prompts.models import Prompt, PromptSource, Split
from tests.clients import JsonClient
from tests.factories import Cast, make_prompt
from tests.labeling.work import Desk, make_workplace, submission
from touchstone.core.models import AuditEvent

pytestmark = pytest.mark.django_db
TEXT = "Explain to a twelve-year-old why the sky is blue, in five sentences."


def ordered(cast: Cast, **fields: Any) -> PromptBrief:
    fields = {"form": PromptForm.PLAIN, "count": 2, "use_case": "open_qa", **fields}
    return prompt_brief_create(project=cast.project, by=cast.alice, **fields)


def prompt_answer(text: str = TEXT, **fields: Any) -> dict[str, Any]:
    return {"text": text, **fields}


def few_shot(**fields: Any) -> dict[str, Any]:
    return {
        "instruction": "Turn the fact into a question.",
        "examples": [{"query": "Snow is white.", "response": "What colour is snow?"}],
        "query": "The sea is salt.",
        **fields,
    }


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def test_a_written_prompt_becomes_a_prompt_of_its_author() -> None:
    cast = make_workplace()
    brief = ordered(cast, language="de")
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim(kinds=["prompt"])
    assert mine["kind"] == "prompt"
    assert mine["prompt"]["messages"] == []
    assert mine["prompt"]["language"] == "de"
    assert mine["brief"] == {
        "form": "plain",
        "use_case": "open_qa",
        "instructions": "",
        "min_examples": 0,
    }
    writing = {"pastes": 1, "pasted_characters": 30, "typed_characters": 41}
    response = bob.submit(mine, prompt_answer(sensitive=True, writing=writing))
    assert response.status_code == 201, response.content
    judgment = Judgment.objects.get(public_id=response.json()["judgment_id"])
    prompt = Prompt.objects.select_related("content").get()
    assert judgment.prompt == prompt
    assert judgment.writing == writing
    assert judgment.ranking is None
    assert judgment.demonstration is None
    assert prompt.content.body["messages"] == [{"role": "user", "content": TEXT}]
    assert (prompt.source, prompt.author) == (PromptSource.LABELER, cast.bob)
    assert (prompt.use_case, prompt.language, prompt.sensitive) == ("open_qa", "de", True)
    assert prompt.group_key == f"labeler:{cast.bob.public_id}"
    assert prompt.split in Split.values
    assert LabelingTask.objects.filter(brief=brief).count() == 2
    assert not LabelingTask.objects.filter(kind=TaskKind.DEMONSTRATION).exists()


def test_one_person_may_write_every_prompt_of_an_order_and_no_more() -> None:
    cast = make_workplace()
    ordered(cast, count=3)
    bob = Desk(cast.bob, cast.project)
    for number in range(3):
        bob.work(prompt_answer(f"{number}: {TEXT}"[:40] + str(number)), kinds=["prompt"])
    assert bob.next(kinds=["prompt"]).json()["reason"] == "no_more_tasks"
    assert Prompt.objects.values("split").distinct().count() == 1


def test_few_shot_parts_become_one_turn_and_are_kept() -> None:
    cast = make_workplace()
    ordered(cast, form=PromptForm.FEW_SHOT, min_examples=1)
    bob = Desk(cast.bob, cast.project)
    judgment = bob.work(few_shot(), kinds=["prompt"])
    body = judgment.prompt.content.body
    assert body["messages"][0]["content"] == (
        "Turn the fact into a question.\n\nQuery: Snow is white.\n\nResponse: What colour is snow?"
        "\n\nQuery: The sea is salt.\n\nResponse:"
    )
    shown = JsonClient(cast.rita).get(f"/api/judgments/{judgment.public_id}").json()["answer"]
    assert shown["instruction"] == "Turn the fact into a question."
    assert shown["examples"] == few_shot()["examples"]
    assert shown["query"] == "The sea is salt."


@pytest.mark.parametrize(
    ("form", "answer", "field", "why"),
    [
        (PromptForm.PLAIN, prompt_answer("  "), "text", "text_empty"),
        (PromptForm.PLAIN, few_shot(), "text", "text_expected"),
        (PromptForm.PLAIN, prompt_answer("a" * 40_001), "text", "text_too_long"),
        (PromptForm.PLAIN, prompt_answer(use_case="u" * 41), "use_case", "text_too_long"),
        (PromptForm.FEW_SHOT, prompt_answer(), "text", "parts_expected"),
        (PromptForm.FEW_SHOT, few_shot(query=" "), "query", "text_empty"),
        (PromptForm.FEW_SHOT, few_shot(examples=[]), "examples", "wrong_number_of_examples"),
        (
            PromptForm.FEW_SHOT,
            few_shot(examples=[{"query": "a", "response": ""}]),
            "examples.0.response",
            "text_empty",
        ),
    ],
)
def test_what_is_wrong_with_a_prompt_is_told_by_field(
    form: PromptForm, answer: dict[str, Any], field: str, why: str
) -> None:
    cast = make_workplace()
    ordered(cast, form=form, min_examples=1)
    bob = Desk(cast.bob, cast.project)
    response = bob.submit(bob.claim(kinds=["prompt"]), answer)
    assert response.status_code == 422, response.content
    told = {(one["field"], one["code"]) for one in response.json()["error"]["details"]}
    assert any(name.endswith(field) and found == why for name, found in told), told
    assert not Prompt.objects.exists()


def test_an_open_use_case_must_be_said() -> None:
    cast = make_workplace()
    ordered(cast, use_case="")
    bob = Desk(cast.bob, cast.project)
    mine = bob.claim(kinds=["prompt"])
    refused = bob.submit(mine, prompt_answer())
    assert refused.json()["error"]["details"][0]["code"] == "use_case_missing"
    assert bob.submit(mine, prompt_answer(use_case="brainstorming")).status_code == 201
    assert Prompt.objects.get().use_case == "brainstorming"


def test_an_exact_duplicate_is_refused_with_its_reason_and_nothing_is_lost() -> None:
    cast = make_workplace()
    ordered(cast)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    bob.work(prompt_answer(), kinds=["prompt"])
    mine = dana.claim(kinds=["prompt"])
    refused = dana.submit(mine, prompt_answer(f"  {TEXT} "))
    assert code(refused) == (409, "prompt_duplicate")
    assert "already" in refused.json()["error"]["message"]
    assert Prompt.objects.count() == 1
    assert dana.post(mine, "open").status_code == 200


def test_a_near_duplicate_is_taken_with_its_finding_and_bound_to_the_split() -> None:
    cast = make_workplace()
    ordered(cast)
    bob = Desk(cast.bob, cast.project)
    first = bob.work(prompt_answer(f"{TEXT} Use no more than sixty words."), kinds=["prompt"])
    second = bob.work(
        prompt_answer(f"{TEXT} Use no more than sixty words!!! Ok?"), kinds=["prompt"]
    )
    [finding] = second.prompt.findings
    assert finding["kind"] == "near_duplicate"
    assert finding["prompt"] == str(first.prompt.public_id)
    assert finding["characters"] > 40
    assert second.prompt.split == first.prompt.split


def test_personal_data_is_noted_by_its_place_and_never_by_its_text() -> None:
    cast = make_workplace()
    ordered(cast)
    bob = Desk(cast.bob, cast.project)
    text = "Write to ann@mail.example and thank her."
    judgment = bob.work(prompt_answer(text, invented=True), kinds=["prompt"])
    assert judgment.prompt.findings == [
        {"kind": "email", "turn": 0, "start": 9, "end": 25, "invented": True}
    ]
    shown = JsonClient(cast.rita).get(f"/api/judgments/{judgment.public_id}").json()["answer"]
    assert shown["invented"] is True


def test_the_cap_per_author_holds() -> None:
    cast = make_workplace(prompt_cap_per_author=1)
    ordered(cast)
    bob = Desk(cast.bob, cast.project)
    bob.work(prompt_answer(), kinds=["prompt"])
    refused = bob.submit(bob.claim(kinds=["prompt"]), prompt_answer("Name three rivers."))
    assert code(refused) == (409, "author_cap")
    assert Prompt.objects.count() == 1


def test_a_near_duplicate_in_another_split_than_its_author_is_refused() -> None:
    cast = make_workplace()
    ordered(cast)
    bob, dana = Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)
    written = bob.work(prompt_answer(), kinds=["prompt"]).prompt
    other = next(split for split in Split.values if split != written.split)
    group = f"labeler:{cast.dana.public_id}"
    make_prompt(cast.project, split=other, group_key=group, author=cast.dana)
    refused = dana.submit(dana.claim(kinds=["prompt"]), prompt_answer(f"{TEXT} Now!"))
    assert code(refused) == (409, "split_conflict")


def test_the_same_submission_again_makes_no_second_prompt() -> None:
    cast = make_workplace()
    ordered(cast)
    bob = Desk(cast.bob, cast.project)
    mine, body = bob.claim(kinds=["prompt"]), submission(prompt_answer())
    assert bob.post(mine, "submit", body).status_code == 201
    again = bob.post(mine, "submit", body)
    assert again.status_code == 200
    assert Prompt.objects.count() == 1


def test_an_accepted_prompt_becomes_a_demonstration_task_where_the_order_says_so() -> None:
    cast = make_workplace()
    ordered(cast, makes_demonstrations=True)
    prompt = Desk(cast.bob, cast.project).work(prompt_answer(), kinds=["prompt"]).prompt
    task = LabelingTask.objects.get(kind=TaskKind.DEMONSTRATION)
    assert task.prompt == prompt
    got = Desk(cast.dana, cast.project).claim(kinds=["demonstration"])
    assert got["prompt"]["messages"] == [{"role": "user", "content": TEXT}]
    assert got["brief"] is None


def test_a_revision_keeps_its_prompt_or_replaces_it_with_what_was_made_of_it() -> None:
    cast = make_workplace()
    ordered(cast, makes_demonstrations=True)
    bob = Desk(cast.bob, cast.project)
    first = bob.work(prompt_answer(), kinds=["prompt"])
    path = f"/api/judgments/{first.public_id}/revise"
    same = bob.client.send("post", path, submission(prompt_answer(), active_seconds=60))
    assert same.status_code == 201, same.content
    assert Prompt.objects.count() == 1
    other = "Explain to a sailor how tides work, in five sentences."
    changed = bob.client.send("post", path, submission(prompt_answer(other)))
    assert changed.status_code == 201, changed.content
    old, new = Prompt.objects.order_by("id")
    assert list(prompts_eligible(cast.project)) == [new]
    tasks = LabelingTask.objects.filter(kind=TaskKind.DEMONSTRATION).order_by("id")
    assert [(task.prompt, task.cancelled_at is None) for task in tasks] == [
        (old, False),
        (new, True),
    ]
    assert Desk(cast.dana, cast.project).claim(kinds=["demonstration"])["prompt"]["messages"] == [
        {"role": "user", "content": other}
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_in_the_same_prompt_at_once_one_is_told_that_it_is_there() -> None:
    cast = make_workplace()
    ordered(cast)
    desks = [Desk(cast.bob, cast.project), Desk(cast.dana, cast.project)]
    held = [(desk, desk.claim(kinds=["prompt"])) for desk in desks]

    def hand_in(one: tuple[Desk, dict[str, Any]]) -> int:
        try:
            return int(one[0].submit(one[1], prompt_answer()).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(hand_in, held)) == [201, 409]
    assert Prompt.objects.count() == 1
    assert Judgment.objects.count() == 1
    assert TaskPlace.objects.filter(filled=True).count() == 1


ORDER = {"form": "few_shot", "count": 5, "use_case": "rewrite", "language": "en", "min_examples": 2}


def test_an_order_is_given_listed_and_taken_back_by_admins() -> None:
    cast = make_workplace()
    alice = JsonClient(cast.alice)
    path = f"/api/projects/{cast.project.public_id}/prompt-briefs"
    made = alice.send("post", path, ORDER)
    assert made.status_code == 201, made.content
    brief = made.json()
    expected = {
        **ORDER,
        "instructions": "",
        "makes_demonstrations": False,
        "sensitive": False,
        "written": 0,
        "open": 5,
    }
    assert {name: brief[name] for name in expected} == expected
    examples = [{"query": str(n), "response": "r"} for n in range(2)]
    Desk(cast.bob, cast.project).work(few_shot(examples=examples), kinds=["prompt"])
    [listed] = alice.get(path).json()["items"]
    assert (listed["written"], listed["open"]) == (1, 4)
    withdraw = f"/api/prompt-briefs/{brief['id']}/withdraw"
    assert alice.send("post", withdraw).json() == {"withdrawn": 4}
    assert alice.send("post", withdraw).json() == {"withdrawn": 0}
    [listed] = alice.get(path).json()["items"]
    assert (listed["written"], listed["open"]) == (1, 0)
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"prompt_brief.create", "prompt_brief.withdraw"} <= acts


def test_orders_are_nobody_elses_business() -> None:
    cast = make_workplace()
    brief = ordered(cast)
    path = f"/api/projects/{cast.project.public_id}/prompt-briefs"
    for user in (cast.bob, cast.rita, cast.charlie):
        client = JsonClient(user)
        assert client.get(path).status_code == 404
        assert client.send("post", path, ORDER).status_code == 404
        withdraw = f"/api/prompt-briefs/{brief.public_id}/withdraw"
        assert client.send("post", withdraw).status_code == 404
    assert PromptBrief.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": 0},
        {"count": 10_001},
        {"form": "essay"},
        {"language": "not a tag"},
        {"form": "user_based", "instructions": " "},
    ],
)
def test_a_wrong_order_makes_nothing(wrong: dict[str, Any]) -> None:
    cast = make_workplace()
    path = f"/api/projects/{cast.project.public_id}/prompt-briefs"
    response = JsonClient(cast.alice).send("post", path, {**ORDER, **wrong})
    assert response.status_code == 422, response.content
    assert not LabelingTask.objects.exists()


def test_the_list_of_orders_costs_the_same_however_many_there_are(
    django_assert_num_queries: Any,
) -> None:
    cast = make_workplace()
    for _ in range(3):
        ordered(cast)
    alice = JsonClient(cast.alice)
    path = f"/api/projects/{cast.project.public_id}/prompt-briefs"
    alice.get(path)
    with django_assert_num_queries(4):
        assert len(alice.get(path).json()["items"]) == 3


def test_nobody_answers_a_prompt_that_was_voided() -> None:
    cast = make_workplace()
    ordered(cast, count=1, makes_demonstrations=True)
    written = Desk(cast.bob, cast.project).work(prompt_answer())
    [made] = LabelingTask.objects.filter(kind=TaskKind.DEMONSTRATION)
    void: dict[str, Any] = {"cause": VoidCause.VOID, "reason": "Copied.", "by": cast.rita}
    assert judgments_void(judgment_ids=[written.pk], **void) == 1
    made.refresh_from_db()
    assert made.cancelled_at is not None
    dana = Desk(cast.dana, cast.project)
    assert dana.next(kinds=["demonstration"]).json()["assignment"] is None
    assert dana.claim(kinds=["prompt"])["kind"] == "prompt", "another one is wanted instead"
