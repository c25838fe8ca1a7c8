"""Drawing K of more completions, reproducibly, different texts only."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from labeling.prompts.domain.canonical import text_sha256

MAX_COMPLETIONS = 9


@dataclass(frozen=True)
class Drawn:
    """A chosen completion: its index among the given ones, and how probable the choice was."""

    index: int
    propensity: float


def distinct_count(texts: Sequence[str]) -> int:
    """Return how many texts differ once the white space around them is stripped."""
    return len({text_sha256(text) for text in texts})


def completions_draw(texts: Sequence[str], *, count: int | None, seed: str) -> list[Drawn]:
    """Draw up to ``count`` texts that differ; of texts that are alike, each may stand for them.

    Args:
        texts: The completions, in a fixed order.
        count: How many are wanted; ``None``: as many as a task may show.
        seed: Everything that the draw depends on, spelt out.

    Returns:
        The drawn ones in random order; fewer than ``count`` where there are not so many.
    """
    alike: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        alike.setdefault(text_sha256(text), []).append(index)
    classes = list(alike.values())
    wanted = min(count or MAX_COMPLETIONS, MAX_COMPLETIONS, len(classes))
    generator = random.Random(f"draw:{seed}")  # noqa: S311 - a draw to repeat, not a secret
    return [
        Drawn(generator.choice(chosen), wanted / len(classes) / len(chosen))
        for chosen in generator.sample(classes, wanted)
    ]
