"""What a release holds beside its text: examples, a glossary, and a quiz.

All three are plain JSON, checked here and stored with the release, so that they are as immutable
as its text. Texts are Markdown.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple, TypedDict

Verdict = Literal["good", "bad", "none"]
VERDICTS: tuple[Verdict, ...] = ("good", "bad", "none")

MAX_BODY_CHARACTERS = 200_000
MAX_PART_CHARACTERS = 20_000
MAX_EXAMPLES = 100
MAX_TERMS = 300
MAX_QUESTIONS = 50
MAX_OPTIONS = 10


class Example(TypedDict):
    """Something to look at: how it is done, or how it is not."""

    title: str
    body_markdown: str
    flag: str | None
    verdict: Verdict


class Term(TypedDict):
    """A word of the guidelines and what it means here."""

    term: str
    definition_markdown: str


class QuizOption(TypedDict):
    """One answer that can be chosen."""

    text_markdown: str
    right: bool


class QuizQuestion(TypedDict):
    """A question; whoever chooses all the right options and no other has it right."""

    text_markdown: str
    options: list[QuizOption]
    explanation_markdown: str


class Quiz(TypedDict):
    """Questions, and how many of them must be right."""

    pass_mark: int
    questions: list[QuizQuestion]


class Fault(NamedTuple):
    """What is wrong with a release, by the dotted path of the field."""

    field: str
    code: str
    message: str


def release_faults(
    *,
    examples: Sequence[Example],
    glossary: Sequence[Term],
    quiz: Quiz | None,
    flags: Collection[str],
) -> list[Fault]:
    """Return what is wrong with a release's parts; empty where all is well.

    Args:
        examples: The examples.
        glossary: The glossary.
        quiz: The quiz, if it has one.
        flags: The keys of the project's flags, which examples may name.
    """
    faults = [*_example_faults(examples, flags), *_glossary_faults(glossary)]
    return faults if quiz is None else [*faults, *_quiz_faults(quiz)]


def _example_faults(examples: Sequence[Example], flags: Collection[str]) -> Iterator[Fault]:
    known = ", ".join(sorted(flags)) or "none"
    for index, example in enumerate(examples):
        if example["flag"] is not None and example["flag"] not in flags:
            yield Fault(
                f"examples.{index}.flag",
                "unknown_flag",
                f"The project's rating schema has no flag {example['flag']!r}. Flags: {known}.",
            )


def _glossary_faults(glossary: Sequence[Term]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, entry in enumerate(glossary):
        term = " ".join(entry["term"].casefold().split())
        if term in seen:
            yield Fault(
                f"glossary.{index}.term",
                "not_unique",
                f"{entry['term']!r} is explained twice. Leave one of the two.",
            )
        seen.add(term)


def _quiz_faults(quiz: Quiz) -> Iterator[Fault]:
    count = len(quiz["questions"])
    if quiz["pass_mark"] > count:
        yield Fault(
            "quiz.pass_mark",
            "max_value",
            f"The quiz has {count} questions: the pass mark is a number from 1 to {count}.",
        )
    for index, question in enumerate(quiz["questions"]):
        right = sum(option["right"] for option in question["options"])
        if right == 0:
            yield Fault(
                f"quiz.questions.{index}.options",
                "no_right_option",
                "Nobody could answer this: mark at least one option as right.",
            )
