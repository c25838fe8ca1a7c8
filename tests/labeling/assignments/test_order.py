"""What chance decides, and that it repeats."""

import random
from collections import Counter

from labeling.assignments.domain.order import (
    display_order,
    in_shared_sample,
    slot_names,
    sort_key,
    task_generator,
)


def test_display_orders_are_permutations_and_each_comes_as_often_as_the_next() -> None:
    generator = random.Random(5)
    seen = Counter(tuple(display_order(3, generator)) for _ in range(6000))
    assert len(seen) == 6
    assert all(850 < count < 1150 for count in seen.values())


def test_slots_are_letters_from_a() -> None:
    assert slot_names(9) == list("ABCDEFGHI")
    assert slot_names(0) == []


def test_a_tasks_draws_depend_on_seed_kind_and_prompt_alone() -> None:
    def draws(*key: object) -> tuple[int, float]:
        generator = task_generator(*key)  # type: ignore[arg-type]
        return sort_key(generator), generator.random()

    assert draws(1, "ranking", "abc") == draws(1, "ranking", "abc")
    others = [draws(2, "ranking", "abc"), draws(1, "comparison", "abc"), draws(1, "ranking", "abd")]
    assert draws(1, "ranking", "abc") not in others
    assert 0 <= draws(1, "ranking", "abc")[0] < 2**31


def test_the_shared_sample_has_the_wanted_share() -> None:
    drawn = sum(in_shared_sample(task_generator(3, "ranking", str(i)), 0.15) for i in range(4000))
    assert 520 < drawn < 680
