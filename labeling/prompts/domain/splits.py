"""Train, validation, test: fixed at intake and binding for everything after.

The split is a function of the project and the prompt's group (its author or end user; without
one, its near-duplicates), so that a second import, in another order, decides the same.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

TRAIN, VALIDATION, TEST = "train", "validation", "test"
SHARES = ((TEST, 0.1), (VALIDATION, 0.2), (TRAIN, 1.0))
"""Upper ends of the intervals of [0, 1): a tenth each is held out."""


class SplitConflictError(Exception):
    """A prompt's author and its near-duplicates stand on different sides."""


def split_drawn(group_key: str, *, seed: str) -> str:
    """Return the split of a group that nothing binds yet."""
    digest = hashlib.sha256(f"split:{seed}:{group_key}".encode()).digest()
    share = int.from_bytes(digest[:8]) / 2**64
    return next(split for split, end in SHARES if share < end)


@dataclass
class SplitBook:
    """What binds newcomers: the splits of known groups and of known near-duplicates.

    Attributes:
        seed: The project's, so that the same author may fall elsewhere in another project.
        groups: Split of each known group.
        near: Split and group of each known prefix hash.
    """

    seed: str
    groups: dict[str, str] = field(default_factory=dict)
    near: dict[str, tuple[str, str]] = field(default_factory=dict)

    def place(
        self, *, author_group: str | None, prefix: str, neighbours: Sequence[str]
    ) -> tuple[str, str]:
        """Return ``(split, group key)`` of a new prompt and remember them.

        Raises:
            SplitConflictError: Its author is bound to one split and a near-duplicate to another,
                or two near-duplicates are: wherever it went, held-out text would leak.
        """
        found = [self.near[key] for key in neighbours if key in self.near]
        group = author_group or self._anonymous_group(found) or f"near:{prefix}"
        bound = {split for split, _ in found}
        if group in self.groups:
            bound.add(self.groups[group])
        if len(bound) > 1:
            raise SplitConflictError
        split = bound.pop() if bound else split_drawn(group, seed=self.seed)
        self.groups[group] = split
        self.near.setdefault(prefix, (split, group))
        return split, group

    @staticmethod
    def _anonymous_group(found: Iterable[tuple[str, str]]) -> str | None:
        """An anonymous prompt joins its near-duplicates, but never becomes an author's."""
        return next((group for _, group in found if group.startswith("near:")), None)
