"""A small language whose answers have a known utility: a shop agent answering complaints.

What varies in the answers is what a model of a million parameters can learn in minutes: whether
the remedy fits the problem, an apology, a word of thanks, rudeness, and stopping in time. Nothing
has to be copied from the prompt (a model of this size learns that only much later, see
docs/training.md). Pure functions of a passed generator; nothing here reaches a model but as text.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.rehearsal.phrases import (
    APOLOGIES,
    FILLERS,
    OPENERS,
    PROBLEMS,
    PRODUCTS,
    REMEDIES,
    RUDE,
    THANKS,
    WHENS,
)

_SENTENCE = re.compile(r"[^.!?]+[.!?]?")


def _key(sentence: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", sentence.lower()).split())


_KINDS: dict[str, tuple[str, str]] = {
    **{_key(text): ("apology", "") for text in APOLOGIES},
    **{_key(text): ("thanks", "") for text in THANKS},
    **{_key(text): ("rude", "") for text in RUDE},
    **{_key(text): ("filler", "") for text in FILLERS},
    **{_key(text): ("remedy", problem) for problem, texts in REMEDIES.items() for text in texts},
}


@dataclass(frozen=True)
class Scenario:
    """A complaint: which problem, and the words it comes in."""

    problem: str
    text: str


@dataclass(frozen=True)
class Manner:
    """How somebody answers: the probability of each part, and of stopping in time."""

    right_remedy: float
    wrong_remedy: float
    apology: float
    thanks: float
    rude: float
    filler: float


# What the base model reads: every kind of answer there is, good ones rarely.
CORPUS = Manner(right_remedy=0.65, wrong_remedy=0.2, apology=0.4, thanks=0.35, rude=0.3, filler=0.4)
# What a paid demonstrator writes: mostly right, not always polite, seldom perfect.
DEMONSTRATOR = Manner(
    right_remedy=0.85, wrong_remedy=0.1, apology=0.6, thanks=0.5, rude=0.05, filler=0.3
)


@dataclass(frozen=True)
class Features:
    """What an answer is made of, read back from its text."""

    right_remedy: bool
    wrong_remedies: int
    apology: bool
    thanks: bool
    rude: int
    fillers: int
    sentences: int
    garbled: int
    repeated: int
    finished: bool


def scenario_draw(rng: random.Random) -> Scenario:
    """Draw a complaint."""
    problem = rng.choice(sorted(PROBLEMS))
    sentence = rng.choice(PROBLEMS[problem]).format(
        product=rng.choice(PRODUCTS), when=rng.choice(WHENS)
    )
    opener = rng.choice(OPENERS)
    return Scenario(problem, f"{opener} {sentence}".strip())


def answer_draw(scenario: Scenario, manner: Manner, rng: random.Random) -> str:
    """Draw an answer to ``scenario`` in this ``manner``."""
    parts: list[str] = []
    if rng.random() < manner.apology:
        parts.append(rng.choice(APOLOGIES))
    if rng.random() < manner.rude:
        parts.append(rng.choice(RUDE))
    remedy = rng.random()
    if remedy < manner.right_remedy:
        parts.append(rng.choice(REMEDIES[scenario.problem]))
    elif remedy < manner.right_remedy + manner.wrong_remedy:
        other = rng.choice([name for name in sorted(REMEDIES) if name != scenario.problem])
        parts.append(rng.choice(REMEDIES[other]))
    while rng.random() < manner.filler:
        parts.append(rng.choice(FILLERS))
    if rng.random() < manner.thanks or not parts:
        parts.append(rng.choice(THANKS))
    return " ".join(parts)


def features(scenario: Scenario, answer: str) -> Features:
    """Read back what ``answer`` is made of."""
    stripped = answer.strip()
    keys = [key for key in map(_key, _SENTENCE.findall(stripped)) if key]
    kinds = [_KINDS.get(key, ("garbled", "")) for key in keys]
    remedies = [problem for kind, problem in kinds if kind == "remedy"]
    names = [kind for kind, _ in kinds]
    return Features(
        right_remedy=scenario.problem in remedies,
        wrong_remedies=sum(problem != scenario.problem for problem in remedies),
        apology="apology" in names,
        thanks="thanks" in names,
        rude=names.count("rude"),
        fillers=names.count("filler"),
        sentences=len(keys),
        garbled=names.count("garbled"),
        repeated=len(keys) - len(set(keys)),
        finished=stripped.endswith((".", "!", "?")),
    )


def utility(scenario: Scenario, answer: str) -> float:
    """Return the true worth of ``answer``: what honest labelers see through their noise.

    Returns:
        At most 1.0 (right remedy, apology, thanks, nothing else); an empty answer is -0.5.
    """
    found = features(scenario, answer)
    if not found.sentences:
        return -0.5
    worth = 0.5 * found.right_remedy - 0.35 * min(found.wrong_remedies, 2)
    worth += 0.3 * found.apology + 0.2 * found.thanks
    worth -= 0.45 * min(found.rude, 2) + 0.15 * found.repeated + 0.2 * min(found.garbled, 3)
    worth -= 0.15 * min(found.fillers, 4)
    return worth - 0.3 * (not found.finished)


def flags(scenario: Scenario, answer: str) -> Sequence[str]:
    """Return the flags that a careful labeler raises."""
    found = features(scenario, answer)
    raised = []
    if not found.right_remedy:
        raised.append("fails_instruction")
    if found.rude:
        raised.append("inappropriate")
    if found.wrong_remedies:
        raised.append("hallucination")
    return raised


def corpus(rng: random.Random, documents: int, *, template: str) -> list[str]:
    """Return plain-text documents for pretraining: complaints with answers of every quality.

    Args:
        rng: Source of all draws.
        documents: How many.
        template: ``str.format`` pattern with ``user`` and ``assistant``, as the base model's own
            conversations look.
    """
    texts = []
    for _ in range(documents):
        scenario = scenario_draw(rng)
        answer = answer_draw(scenario, CORPUS, rng)
        texts.append(template.format(user=scenario.text, assistant=answer))
    return texts
