"""What a writer is told while they write; nothing is stored by it."""

from typing import Any

import pytest

from labeling.prompts.domain.rows import PromptRow
from labeling.prompts.models import Prompt, PromptSource, Split
from labeling.prompts.services import prompt_intake
from tests.clients import JsonClient
from tests.factories import Cast, make_cast, make_prompt

pytestmark = pytest.mark.django_db
TEXT = "Explain to a twelve-year-old why the sky is blue, in five sentences."


def path_of(cast: Cast) -> str:
    return f"/api/projects/{cast.project.public_id}/prompts/check"


def checked(cast: Cast, **body: Any) -> dict[str, Any]:
    response = JsonClient(cast.bob).send("post", path_of(cast), body)
    assert response.status_code == 200, response.content
    return dict(response.json())


def take(cast: Cast, text: str, **fields: Any) -> Prompt:
    row = PromptRow(messages=({"role": "user", "content": text},))
    fields = {"source": PromptSource.IMPORT, **fields}
    [prompt] = prompt_intake(project=cast.project, rows=[row], **fields).prompts
    assert prompt is not None
    return prompt


def test_a_new_prompt_is_like_nothing() -> None:
    cast = make_cast()
    assert checked(cast, text=TEXT) == {
        "likenesses": [],
        "personal_data": [],
        "refused": None,
        "remaining": 200,
    }
    assert not Prompt.objects.exists()


def test_an_empty_prompt_is_checked_without_complaint() -> None:
    assert checked(make_cast(), text=" ")["likenesses"] == []


def test_the_same_prompt_is_told_and_would_be_refused() -> None:
    cast = make_cast()
    take(cast, TEXT)
    told = checked(cast, text=f" {TEXT}\n")
    assert [(one["kind"], one["yours"]) for one in told["likenesses"]] == [("same", False)]
    assert told["refused"] == "prompt_duplicate"


def test_a_near_duplicate_is_told_with_how_much_is_alike_and_without_its_text() -> None:
    cast = make_cast()
    take(cast, f"{TEXT} Use no more than sixty words.", author=cast.bob)
    told = checked(cast, text=f"{TEXT} Use no more than sixty words, please do.")
    [like] = told["likenesses"]
    assert (like["kind"], like["yours"]) == ("near", True)
    assert 40 < like["characters"] < 110
    assert set(like) == {"kind", "characters", "yours"}
    assert told["refused"] is None


def test_what_intake_would_refuse_is_told_beforehand() -> None:
    cast = make_cast()
    near = take(cast, f"{TEXT} Use no more than sixty words.")
    other = next(split for split in Split.values if split != near.split)
    group = f"labeler:{cast.bob.public_id}"
    make_prompt(cast.project, split=other, group_key=group, author=cast.bob)
    told = checked(cast, text=f"{TEXT} Use no more than sixty words, please do.")
    assert told["refused"] == "split_conflict"


def test_whoever_has_written_enough_is_told() -> None:
    cast = make_cast(prompt_cap_per_author=1)
    take(cast, "Name three rivers.", author=cast.bob)
    told = checked(cast, text=TEXT)
    assert (told["refused"], told["remaining"]) == ("author_cap", 0)


def test_what_looks_personal_is_told_with_its_reason() -> None:
    told = checked(
        make_cast(),
        instruction="Answer politely.",
        examples=[{"query": "Mail from ann@mail.example", "response": "Dear Ann"}],
        query="Call +49 30 901820",
    )["personal_data"]
    assert [(one["kind"], one["excerpt"]) for one in told] == [
        ("email", "ann@mail.example"),
        ("phone", "+49 30 901820"),
    ]
    assert all(one["why"] for one in told)


def test_outsiders_are_told_nothing() -> None:
    cast = make_cast()
    for user, status in ((cast.charlie, 404), (None, 401)):
        response = JsonClient(user).send("post", path_of(cast), {"text": TEXT})
        assert response.status_code == status


def test_unknown_fields_are_refused() -> None:
    cast = make_cast()
    response = JsonClient(cast.bob).send("post", path_of(cast), {"txt": TEXT})
    assert response.status_code == 422


def test_a_check_costs_the_same_however_many_prompts_there_are(
    django_assert_num_queries: Any,
) -> None:
    cast = make_cast()
    for number in range(5):
        take(cast, f"{TEXT} {number}")
    client = JsonClient(cast.bob)
    client.send("post", path_of(cast), {"text": TEXT})
    with django_assert_num_queries(6):
        client.send("post", path_of(cast), {"text": f"{TEXT} 7"})
