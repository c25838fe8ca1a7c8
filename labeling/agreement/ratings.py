"""Ratings and flags of single completions, as every statistic on them reads them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rating:
    """What one labeler said of one thing on one scale or flag.

    Attributes:
        prompt: the cluster of the standard errors.
        unit: what was rated (a completion).
        labeler: who rated.
        value: the rating; a flag is 0 or 1; None (or NaN) means not answered.
    """

    prompt: Hashable
    unit: Hashable
    labeler: Hashable
    value: float | None


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Ratings counted per unit; units with fewer than two ratings compare nothing and are gone.

    Attributes:
        counts: shape (units, values), int64: how many labelers gave the unit that value.
        domain: shape (values,), ascending.
        prompt_index: shape (units,), int64, ascending: which prompt, from 0.
        n_prompts: prompts that have units here.
        prompts_in_scope: prompts among all ratings, answered or not.
    """

    counts: NDArray[np.int64]
    domain: NDArray[np.float64]
    prompt_index: NDArray[np.int64]
    n_prompts: int
    prompts_in_scope: int


def rating_table(ratings: Iterable[Rating]) -> RatingTable:
    """Counts ratings per unit, in an order that does not depend on theirs within a prompt.

    Raises:
        ValueError: a labeler rated one unit twice, or a unit belongs to two prompts.
    """
    prompt_of, values_of, prompts_in_scope = _collect(ratings)
    pairable = {unit: values for unit, values in values_of.items() if len(values) > 1}
    domain = np.array(sorted({value for values in pairable.values() for value in values}))
    prompts = {prompt: i for i, prompt in enumerate(dict.fromkeys(prompt_of[u] for u in pairable))}
    counts = np.zeros((len(pairable), len(domain)), dtype=np.int64)
    rows = np.repeat(np.arange(len(pairable)), [len(values) for values in pairable.values()])
    flat = [value for values in pairable.values() for value in values]
    np.add.at(counts, (rows, np.searchsorted(domain, flat)), 1)
    index = np.array([prompts[prompt_of[unit]] for unit in pairable], dtype=np.int64)
    order = np.lexsort((*counts.T, index))
    return RatingTable(counts[order], domain, index[order], len(prompts), prompts_in_scope)


def _collect(
    ratings: Iterable[Rating],
) -> tuple[dict[Hashable, Hashable], dict[Hashable, list[float]], int]:
    prompt_of: dict[Hashable, Hashable] = {}
    values_of: dict[Hashable, list[float]] = {}
    seen: set[tuple[Hashable, Hashable]] = set()
    for rating in ratings:
        if prompt_of.setdefault(rating.unit, rating.prompt) != rating.prompt:
            raise ValueError(f"Unit {rating.unit!r} belongs to two prompts.")
        if (rating.unit, rating.labeler) in seen:
            raise ValueError(f"Labeler {rating.labeler!r} rated unit {rating.unit!r} twice.")
        seen.add((rating.unit, rating.labeler))
        if rating.value is not None and not isnan(rating.value):
            values_of.setdefault(rating.unit, []).append(float(rating.value))
    return prompt_of, values_of, len(set(prompt_of.values()))
