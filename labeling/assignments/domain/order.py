"""What chance decides: display order, the shared sample, the queue's order. All reproducible."""

import random

_SORT_KEY_BITS = 31


def display_order(count: int, generator: random.Random) -> list[int]:
    """Return a shuffled order: slot A shows the task's completion with the first index."""
    order = list(range(count))
    generator.shuffle(order)
    return order


def slot_names(count: int) -> list[str]:
    """Return the names of ``count`` slots: A, B, C, …"""
    return [chr(ord("A") + index) for index in range(count)]


def in_shared_sample(generator: random.Random, share: float) -> bool:
    """Draw whether a task belongs to the sample from which agreement is measured."""
    return generator.random() < share


def sort_key(generator: random.Random) -> int:
    """Draw a task's position in the queue, from 0 to 2**31 − 1."""
    return generator.getrandbits(_SORT_KEY_BITS)


def task_generator(seed: int, kind: str, prompt_sha256: str) -> random.Random:
    """Return the generator of one task's draws.

    Keyed by the prompt, not by position: creating tasks again, in other batches or in another
    order, draws the same.
    """
    return random.Random(f"task:{seed}:{kind}:{prompt_sha256}")  # noqa: S311 - a reproducible draw
