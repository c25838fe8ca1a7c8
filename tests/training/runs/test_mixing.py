"""Drawing a task's samples from several policies."""

from collections import Counter
from random import Random

import pytest

from training.runs.domain.mixing import mix_draw

TEXTS = {"new": [f"n{i}" for i in range(4)], "old": [f"o{i}" for i in range(4)]}
WEIGHTS = {"new": 3.0, "old": 1.0}


def test_places_go_to_the_policies_by_their_weights() -> None:
    drawn: Counter[str] = Counter()
    for seed in range(2000):
        drawn.update(p.source for p in mix_draw(TEXTS, WEIGHTS, count=2, generator=Random(seed)))
    assert drawn["new"] / 4000 == pytest.approx(0.75, abs=0.03)


def test_the_stored_propensity_is_the_place_s_probability() -> None:
    picks = mix_draw(TEXTS, WEIGHTS, count=3, generator=Random(1))
    assert {(p.source, p.propensity) for p in picks} <= {("new", 0.75), ("old", 0.25)}


def test_the_same_seed_draws_the_same() -> None:
    first, again = (mix_draw(TEXTS, WEIGHTS, count=4, generator=Random(9)) for _ in range(2))
    assert first == again


def test_texts_that_read_alike_are_shown_once() -> None:
    texts = {"new": ["same", "same ", "other"], "old": ["same", " other"]}
    picks = mix_draw(texts, {"new": 1.0, "old": 1.0}, count=4, generator=Random(3))
    shown = [texts[p.source][p.index].strip() for p in picks]
    assert sorted(shown) == ["other", "same"]


def test_a_policy_without_weight_never_comes_and_one_that_is_out_of_texts_yields() -> None:
    picks = mix_draw(TEXTS, {"new": 1.0, "old": 0.0}, count=9, generator=Random(0))
    assert {p.source for p in picks} == {"new"}
    few = {"new": ["n0"], "old": ["o0", "o1", "o2"]}
    picks = mix_draw(few, {"new": 1e9, "old": 1.0}, count=4, generator=Random(0))
    assert [p.source for p in picks] == ["new", "old", "old", "old"]
    assert [p.propensity for p in picks[1:]] == [1.0, 1.0, 1.0]
