"""What changed between two releases, by paragraph and word, however nasty the texts are."""

import random
import time
from collections.abc import Iterator

import pytest

from labeling.guidelines.domain.align import Budget, align
from labeling.guidelines.domain.diff import Block, WordRun, diff, diff_words, paragraphs, words

SIZE = 200_000


def _kinds(blocks: list[Block]) -> list[str]:
    return [block.kind for block in blocks]


def _replayed(blocks: list[Block]) -> tuple[list[str], list[str]]:
    """Return the paragraphs before and after, as the diff tells them."""
    before, after = [], []
    for block in blocks:
        if block.kind in ("same", "folded"):
            before += paragraphs(block.text)
            after += paragraphs(block.text)
        elif block.kind in ("added", "moved_to"):
            after.append(block.text)
        elif block.kind in ("removed", "moved_from"):
            before.append(block.text)
        else:
            before.append("".join(run.text for run in block.words if run.kind != "added"))
            after.append("".join(run.text for run in block.words if run.kind != "removed"))
    return before, after


def test_paragraphs_are_parted_by_empty_lines_and_code_is_kept_together() -> None:
    text = "# Title\n\n  \nOne\ntwo  \n\n```py\na = 1\n\nb = 2\n```\n\nEnd"
    assert paragraphs(text) == ["# Title", "One\ntwo", "```py\na = 1\n\nb = 2\n```", "End"]
    assert paragraphs(" \n\n") == []


def test_words_joined_are_the_text_and_unspaced_scripts_are_parted() -> None:
    text = "Don't  rank by_length: 東京 สวัสดี!"
    assert "".join(words(text)) == text
    assert words("rank by_length") == ["rank", " ", "by_length"]
    assert words("東京") == ["東", "京"]


def test_a_changed_paragraph_is_told_by_words() -> None:
    [block] = diff("Prefer the shorter answer.", "Prefer the safer, truer answer.")
    assert block.kind == "changed"
    assert block.words == [
        WordRun("same", "Prefer the "),
        WordRun("removed", "shorter"),
        WordRun("added", "safer, truer"),
        WordRun("same", " answer."),
    ]


def test_a_space_between_two_changes_belongs_to_the_change() -> None:
    runs = diff_words("see the old text", "see a new text", Budget())
    assert runs == [
        WordRun("same", "see "),
        WordRun("removed", "the old"),
        WordRun("added", "a new"),
        WordRun("same", " text"),
    ]


def test_another_paragraph_is_not_a_changed_one() -> None:
    blocks = diff("Entirely about cats.", "Here we speak of harbours instead")
    assert _kinds(blocks) == ["removed", "added"]


def test_a_moved_paragraph_is_neither_new_nor_gone() -> None:
    before = "One is first.\n\nTwo is second.\n\nThree is third."
    after = "Two is second.\n\nThree is third.\n\nOne is first."
    assert _kinds(diff(before, after)) == ["moved_from", "same", "same", "moved_to"]


def test_long_unchanged_stretches_are_folded_with_a_paragraph_of_context() -> None:
    before = [f"Paragraph {index} stays." for index in range(20)]
    after = [*before[:10], "Something new came in.", *before[10:]]
    blocks = diff("\n\n".join(before), "\n\n".join(after))
    assert _kinds(blocks) == ["folded", "same", "added", "same", "folded"]
    assert [block.paragraphs for block in blocks] == [9, 1, 1, 1, 9]
    assert blocks[0].text.startswith("Paragraph 0 stays.\n\nParagraph 1 stays.")


def test_the_same_text_is_one_fold_and_no_text_is_nothing() -> None:
    assert _kinds(diff("A\n\nB\n\nC", "A\n\nB\n\nC")) == ["folded"]
    assert diff("", "") == []
    assert _kinds(diff("", "A\n\nB")) == ["added", "added"]


@pytest.mark.parametrize("seed", range(20))
def test_a_diff_tells_both_texts_whole(seed: int) -> None:
    generator = random.Random(seed)
    vocabulary = ["rank", "tie", "flag", "the", "a", ",", "answer"]

    def text() -> list[str]:
        return [
            " ".join(generator.choices(vocabulary, k=generator.randint(1, 12)))
            for _ in range(generator.randint(0, 25))
        ]

    before, after = text(), text()
    after = [*before[:8], *after, *before[12:]]
    generator.shuffle(after)
    blocks = diff("\n\n".join(before), "\n\n".join(after))
    told_before, told_after = _replayed(blocks)
    assert sorted(told_before) == sorted(before)
    assert told_after == after


def test_align_finds_a_longest_common_subsequence() -> None:
    pairs = align("abcabba", "cbabac", Budget())
    assert len(pairs) == 4
    assert pairs == sorted(pairs)
    assert all("abcabba"[i] == "cbabac"[j] for i, j in pairs)


def test_align_gives_up_where_the_budget_ends_but_keeps_the_ends() -> None:
    before, after = ["x", *"abab" * 10, "y"], ["x", *"baba" * 10, "y"]
    assert align(before, after, Budget(left=10)) == [(0, 0), (41, 41)]


def _pathological() -> Iterator[tuple[str, str, str]]:
    few = random.Random(1)
    two = ["a" if few.random() < 0.5 else "b" for _ in range(SIZE // 3)]
    yield "two letters", "\n\n".join(two), "\n\n".join(reversed(two))
    yield "one letter", "a\n\n" * (SIZE // 3), "a\n\n" * (SIZE // 3 - 7)
    many = [str(few.randint(0, 300)) for _ in range(SIZE // 5)]
    shuffled = few.sample(many, len(many))
    yield "three hundred words", "\n\n".join(many), "\n\n".join(shuffled)
    yield "one paragraph", " ".join(many), " ".join(shuffled)
    unique = [str(index) for index in range(SIZE // 8)]
    yield "all moved", "\n\n".join(unique), "\n\n".join(few.sample(unique, len(unique)))
    twos, threes = ("\n\n".join(f"a b c {n * k}" for n in range(SIZE // 12)) for k in (2, 3))
    yield "similar", twos, threes
    yield "no space", "x" * SIZE, "y" * SIZE
    yield "fences", "```\n" * (SIZE // 4), "~~~\n" * (SIZE // 4)
    yield "marks", "*" * SIZE, "_*" * (SIZE // 2)


NASTY = list(_pathological())


@pytest.mark.parametrize(
    ("before", "after"), [texts[1:] for texts in NASTY], ids=[texts[0] for texts in NASTY]
)
def test_the_nastiest_texts_take_bounded_time(before: str, after: str) -> None:
    start = time.process_time()
    blocks = diff(before, after)
    assert time.process_time() - start < 8
    told_before, told_after = _replayed(blocks)
    assert sorted(told_before) == sorted(paragraphs(before))
    assert told_after == paragraphs(after)
