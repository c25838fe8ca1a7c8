"""Which samples of which policies a new task shows, and with what probability each was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Pick:
    """A chosen sample: its policy, its index among that policy's texts, and its propensity.

    ``propensity`` is the probability that this place of the task went to this policy, given what
    had been chosen before.
    """

    source: str
    index: int
    propensity: float


def mix_draw(
    texts: Mapping[str, Sequence[str]],
    weights: Mapping[str, float],
    *,
    count: int,
    generator: Random,
) -> list[Pick]:
    """Draw up to ``count`` samples of different texts, place by place, each from a drawn policy.

    Args:
        texts: Each policy's samples of one prompt, in the order they were made.
        weights: How often each policy should come, relative to the others; 0: never.
        count: Places of the task.
        generator: The source of chance.

    Returns:
        The picks in the order of the draw; fewer where there are not so many different texts.
    """
    left = {
        source: list(enumerate(texts[source]))
        for source in sorted(texts)
        if weights.get(source, 0) > 0
    }
    seen: set[str] = set()
    picks: list[Pick] = []
    while len(picks) < count:
        for source in list(left):
            left[source] = [(i, text) for i, text in left[source] if text.strip() not in seen]
            if not left[source]:
                del left[source]
        if not left:
            break
        total = sum(weights[source] for source in left)
        source = generator.choices(list(left), [weights[source] for source in left])[0]
        index, text = left[source][0]
        seen.add(text.strip())
        picks.append(Pick(source, index, weights[source] / total))
    return picks
