"""Choosing prompts of a cycle's frozen prompts, reproducibly."""

import hashlib
from collections.abc import Sequence

from django.db.models import Count, Q

from labeling.assignments.models import TaskKind
from labeling.datasets.models import DatasetItem, DatasetVersion
from labeling.prompts.models import Prompt


def prompts_choose(
    version: DatasetVersion, *, splits: Sequence[str], count: int, seed: int
) -> list[Prompt]:
    """Return up to ``count`` prompts: earlier splits first, fewest rankings first, then by chance.

    Args:
        version: A frozen prompts dataset.
        splits: Where they may come from, in order of preference.
        count: How many are wanted.
        seed: What chance depends on.
    """
    items = DatasetItem.objects.filter(version=version, split__in=splits)
    rankings = Count("labeling_tasks", filter=Q(labeling_tasks__kind=TaskKind.RANKING))
    found = (
        Prompt.objects.filter(pk__in=items.values("prompt")).annotate(rankings=rankings).iterator()
    )
    order = {split: place for place, split in enumerate(splits)}

    def rank(prompt: Prompt) -> tuple[int, int, str]:
        chance = hashlib.sha256(f"{seed}:{prompt.sha256}".encode()).hexdigest()
        return order[prompt.split], getattr(prompt, "rankings", 0), chance

    chosen: list[Prompt] = sorted(found, key=rank)
    return chosen[:count]
