"""Which items an attempt asks, and in which order their completions stand. Reproducible."""

import random
from collections.abc import Collection, Mapping


def items_drawn(
    bank: Collection[int], seen: Mapping[int, int], count: int, generator: random.Random
) -> list[int]:
    """Draw ``count`` items: those the person has not met first, then those met least often.

    Args:
        bank: ids of the items in use.
        seen: how often this person has met an item.
        count: how many are wanted.
        generator: the attempt's own.

    Returns:
        Ids in the order to ask them; fewer than ``count`` where the bank is smaller.
    """
    shuffled = sorted(bank)
    generator.shuffle(shuffled)
    drawn = sorted(shuffled, key=lambda item: seen.get(item, 0))[:count]
    generator.shuffle(drawn)
    return drawn


def attempt_generator(seed: int, part: str) -> random.Random:
    """Return the generator of one part's draws."""
    return random.Random(f"qualification:{seed}:{part}")  # noqa: S311 - a reproducible draw
