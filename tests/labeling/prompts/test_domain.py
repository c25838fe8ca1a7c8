"""What is the same, what is nearly the same, which split, which draw."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.prompts.domain.canonical import canonical_json, conversation_sha256, text_sha256
from labeling.prompts.domain.drawing import completions_draw, distinct_count
from labeling.prompts.domain.duplicates import neighbour_hashes, prefix_hash
from labeling.prompts.domain.rows import PromptRow, RowError, prompt_row
from labeling.prompts.domain.splits import SplitBook, SplitConflictError, split_drawn


def asked(text: str, system: str = "") -> list[dict[str, str]]:
    turns = [{"role": "system", "content": system}] if system else []
    return [*turns, {"role": "user", "content": text}]


def near(known: str, newcomer: str, system: str = "") -> bool:
    return prefix_hash(asked(known)) in neighbour_hashes(asked(newcomer, system))


def words(count: int, start: int = 0) -> str:
    return " ".join(f"word{number * 7919 % 997}" for number in range(start, start + count))


def test_canonical_json_knows_no_order() -> None:
    assert canonical_json({"b": 1, "a": ["ü"]}) == '{"a":["ü"],"b":1}'.encode()


def test_conversations_that_differ_in_white_space_or_composition_are_the_same() -> None:
    composed, decomposed = "Caf\u00e9?", " Cafe\u0301? \n"
    assert conversation_sha256(asked(composed)) == conversation_sha256(asked(decomposed))
    assert conversation_sha256(asked("Cafe?")) != conversation_sha256(asked(composed))
    assert conversation_sha256(asked("Hi")) != conversation_sha256(asked("Hi", "Be brief."))
    assert text_sha256(" a\n") == text_sha256("a") != text_sha256("A")


@pytest.mark.parametrize(
    ("known", "newcomer", "expected"),
    [
        ("What is this?", "what is this", True),
        ("What is this?", "What is that?", False),
        (words(60), words(60) + " and one more thing", True),
        (words(60) + " and one more thing", words(60), True),
        (words(60), words(55), True),
        (words(60), words(20), False),
        (words(60), words(30) + " " + words(30, 500), False),
        ("Summarize this post. " + words(60), "Summarize this post. " + words(60, 300), False),
    ],
)
def test_near_duplicates_share_a_long_common_prefix(
    known: str, newcomer: str, expected: bool
) -> None:
    assert near(known, newcomer) is expected


def test_a_long_system_prompt_does_not_make_prompts_near_duplicates() -> None:
    system = words(400, 100)
    assert prefix_hash(asked("Where is my parcel?", system)) == prefix_hash(
        asked("Where is my parcel?")
    )
    assert not near("Where is my parcel?", "I want my money back!", system)


@given(st.text(min_size=1, max_size=400))
def test_every_conversation_is_its_own_near_duplicate(text: str) -> None:
    assert near(text, text)


def test_splits_are_drawn_by_group_and_project_a_tenth_each_held_out() -> None:
    drawn = [split_drawn(f"author:{number}", seed="p") for number in range(5000)]
    assert drawn == [split_drawn(f"author:{number}", seed="p") for number in range(5000)]
    counts = Counter(drawn)
    # Three standard deviations of a binomial with n = 5,000.
    assert abs(counts["test"] - 500) < 64
    assert abs(counts["validation"] - 500) < 64
    other = [split_drawn(f"author:{number}", seed="q") for number in range(5000)]
    assert sum(a != b for a, b in zip(drawn, other, strict=True)) > 1000


def test_what_binds_a_prompt_goes_before_the_draw() -> None:
    book = SplitBook(seed="p", groups={"author:a": "test"}, near={"h1": ("validation", "near:h1")})
    assert book.place(author_group="author:a", prefix="h2", neighbours=["h2"]) == (
        "test",
        "author:a",
    )
    assert book.place(author_group=None, prefix="h3", neighbours=["h1", "h3"]) == (
        "validation",
        "near:h1",
    )
    assert book.place(author_group="author:b", prefix="h4", neighbours=["h3"])[0] == "validation"
    assert book.place(author_group="author:b", prefix="h5", neighbours=["h5"])[0] == "validation"
    with pytest.raises(SplitConflictError):
        book.place(author_group="author:a", prefix="h6", neighbours=["h1"])


@given(
    st.lists(st.tuples(st.sampled_from([None, "a", "b", "c", "d"]), st.integers(0, 6)), max_size=30)
)
def test_no_author_and_no_near_duplicate_ever_stands_in_two_splits(
    arrivals: list[tuple[str | None, int]],
) -> None:
    book = SplitBook(seed="p")
    of_author: dict[str, str] = {}
    of_text: dict[int, str] = {}
    for author, text in arrivals:
        group = f"author:{author}" if author else None
        try:
            split, _ = book.place(author_group=group, prefix=f"{text}", neighbours=[f"{text}"])
        except SplitConflictError:
            continue
        assert of_text.setdefault(text, split) == split
        assert author is None or of_author.setdefault(author, split) == split


def test_draws_repeat_differ_by_seed_and_take_different_texts_only() -> None:
    texts = ["a", " a", "b", "c\n", "c", "d"]
    drawn = completions_draw(texts, count=3, seed="1")
    assert drawn == completions_draw(texts, count=3, seed="1")
    assert len({texts[one.index].strip() for one in drawn}) == 3
    assert distinct_count(texts) == 4
    assert len(completions_draw(texts, count=9, seed="1")) == 4
    seeds = {
        tuple(one.index for one in completions_draw(texts, count=3, seed=f"{n}")) for n in range(20)
    }
    assert len(seeds) > 5
    assert len(completions_draw([f"{n}" for n in range(20)], count=None, seed="1")) == 9


def test_a_draws_propensity_is_how_often_it_comes() -> None:
    texts = ["a", "a ", "b", "c"]
    times: Counter[int] = Counter()
    told: dict[int, float] = {}
    for seed in range(4000):
        for one in completions_draw(texts, count=2, seed=f"{seed}"):
            times[one.index] += 1
            told[one.index] = one.propensity
    assert told == pytest.approx({0: 1 / 3, 1: 1 / 3, 2: 2 / 3, 3: 2 / 3})
    assert all(abs(times[index] / 4000 - told[index]) < 0.03 for index in told)


def test_a_full_row_is_read() -> None:
    row = prompt_row(
        {
            "id": 7,
            "messages": asked("Hi", "Be brief."),
            "completions": ["a", {"model": "m", "text": "b"}],
            "reference": "r",
            "use_case": "chat",
            "language": "pt-BR",
            "author": "x",
            "sensitive": True,
            "expertise": ["law"],
            "reference_documents": [{"title": "t", "text": "d"}],
        }
    )
    assert (row.external_id, row.language, row.sensitive) == ("7", "pt-BR", True)
    assert [(one.text, one.model) for one in row.completions] == [("a", ""), ("b", "m")]
    assert prompt_row({"prompt": "Hi", "language": None}) == PromptRow(
        messages=({"role": "user", "content": "Hi"},)
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"prompt": None}, "prompt_missing"),
        ({"messages": asked("Hi")}, "prompt_twice"),
        ({"prompt": " \n"}, "text_empty"),
        ({"prompt": 7}, "not_a_text"),
        ({"prompt": "x" * 200_001}, "text_too_long"),
        ({"prompt": "half \ud800"}, "bad_character"),
        ({"prompt": None, "messages": []}, "messages_invalid"),
        ({"prompt": None, "messages": [{"role": "user"}]}, "messages_invalid"),
        ({"prompt": None, "messages": [{"role": "robot", "content": "x"}]}, "role_unknown"),
        ({"prompt": None, "messages": asked("Hi") * 1001}, "too_many_turns"),
        (
            {"prompt": None, "messages": [*asked("a"), {"role": "system", "content": "b"}]},
            "messages_invalid",
        ),
        ({"completions": "a"}, "completions_invalid"),
        ({"completions": [{"model": "m"}]}, "completions_invalid"),
        ({"completions": [""]}, "text_empty"),
        ({"language": "English, please"}, "language_invalid"),
        ({"sensitive": "yes"}, "not_a_boolean"),
        ({"expertise": [""]}, "expertise_invalid"),
        ({"reference_documents": ["d"]}, "documents_invalid"),
        ({"reference_documents": {}}, "documents_invalid"),
        ({"author": 7}, "not_a_text"),
        ({"use_case": "x" * 41}, "text_too_long"),
    ],
)
def test_a_bad_row_is_refused_with_its_code(change: dict[str, Any], code: str) -> None:
    with pytest.raises(RowError) as caught:
        prompt_row({"prompt": "Hi", **change})
    assert caught.value.code == code
