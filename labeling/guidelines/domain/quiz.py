"""A quiz as one try sees it: questions and options in an order of its own, and how it is marked.

A browser speaks of questions and options by their place on the screen; what is stored speaks of
them by their place in the release.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from labeling.guidelines.domain.content import Quiz


@dataclass(frozen=True)
class QuizOrder:
    """What stands where: ``questions[i]`` is the release's index of the i-th question shown."""

    questions: list[int]
    options: list[list[int]]


@dataclass(frozen=True)
class Marked:
    """One question's outcome; in the release's order."""

    chosen: list[int]
    right_options: list[int]
    right: bool


def quiz_order(quiz: Quiz, seed: int) -> QuizOrder:
    """Return the order of one try; the same seed gives the same order."""
    generator = random.Random(seed)  # noqa: S311 - an order to look at, no secret
    questions = list(range(len(quiz["questions"])))
    generator.shuffle(questions)
    options = []
    for question in questions:
        order = list(range(len(quiz["questions"][question]["options"])))
        generator.shuffle(order)
        options.append(order)
    return QuizOrder(questions, options)


def answers_stored(order: QuizOrder, shown: Sequence[Sequence[int]]) -> list[list[int]] | None:
    """Return the options chosen, by question, in the release's order.

    Args:
        order: The try's order.
        shown: For each question as shown, the places of the options chosen.

    Returns:
        ``None`` where a question is missing, unanswered, or an option is not there.
    """
    if len(shown) != len(order.questions):
        return None
    stored: list[list[int]] = [[] for _ in order.questions]
    for question, options, places in zip(order.questions, order.options, shown, strict=True):
        if not places or not all(0 <= place < len(options) for place in places):
            return None
        stored[question] = sorted({options[place] for place in places})
    return stored


def quiz_mark(quiz: Quiz, answers: Sequence[Sequence[int]]) -> list[Marked]:
    """Return each question's outcome; right is who chose every right option and no other."""
    marked = []
    for question, chosen in zip(quiz["questions"], answers, strict=True):
        right = [index for index, option in enumerate(question["options"]) if option["right"]]
        marked.append(Marked(list(chosen), right, right=sorted(chosen) == right))
    return marked
