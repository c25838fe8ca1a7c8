"""Krippendorff's alpha against the reference package and by hand; its interval by simulation."""

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from labeling.agreement import AgreementFigure, Rating, Scale, alpha_figure

nan = float("nan")

# Krippendorff 2011, example C: four observers, twelve units, missing values.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
    [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
]


def ratings_of(matrix: list[list[float]], units_per_prompt: int = 1) -> list[Rating]:
    """Ratings of a matrix of labelers by units."""
    return [
        Rating(unit // units_per_prompt, unit, labeler, value)
        for labeler, row in enumerate(matrix)
        for unit, value in enumerate(row)
    ]


@pytest.mark.parametrize(
    ("scale", "value"), [(Scale.NOMINAL, 0.743), (Scale.ORDINAL, 0.815), (Scale.INTERVAL, 0.849)]
)
def test_alpha_equals_the_published_example(scale: Scale, value: float) -> None:
    figure = alpha_figure(ratings_of(PUBLISHED), scale)
    assert figure.value == pytest.approx(value, abs=5e-4)
    assert (figure.n, figure.n_clusters) == (40, 11)
    assert figure.coverage == pytest.approx(11 / 12)
    assert figure.definition == f"krippendorff_alpha_{scale.value}"


def test_alpha_of_a_case_worked_by_hand() -> None:
    # Two labelers, yes-yes, no-no, yes-no: 2 of 6 ordered pairs differ; with three yes and three
    # no, 18 of 30 would by chance: 1 - (1/3) / (3/5) = 4/9.
    figure = alpha_figure(ratings_of([[1, 0, 1], [1, 0, 0]]), Scale.NOMINAL)
    assert figure.value == pytest.approx(4 / 9)


@given(
    arrays(
        float,
        st.tuples(st.integers(2, 5), st.integers(1, 12)),
        elements=st.sampled_from([1.0, 2.0, 3.0, 5.0, 7.0, nan]),
    ),
    st.sampled_from(list(Scale)),
)
def test_alpha_equals_the_krippendorff_package(matrix: np.ndarray, scale: Scale) -> None:
    pairable = matrix[:, (~np.isnan(matrix)).sum(axis=0) > 1]
    values = pairable[~np.isnan(pairable)]
    figure = alpha_figure(ratings_of(matrix.tolist()), scale)
    if len(set(values.tolist())) < 2:
        assert figure.value is None
        return
    expected = krippendorff.alpha(matrix, level_of_measurement=scale.value)
    assert figure.value == pytest.approx(expected, abs=1e-9)
    assert figure.n == len(values)


@given(
    arrays(float, (3, 8), elements=st.sampled_from([1.0, 2.0, 3.0, 6.0, nan])),
    st.sampled_from(list(Scale)),
)
def test_error_is_the_jackknife_over_prompts(matrix: np.ndarray, scale: Scale) -> None:
    figure = alpha_figure(ratings_of(matrix.tolist(), units_per_prompt=2), scale)
    assume(figure.standard_error is not None)
    prompts = [
        p for p in range(4) if ((~np.isnan(matrix[:, 2 * p : 2 * p + 2])).sum(axis=0) > 1).any()
    ]
    without = [
        krippendorff.alpha(
            np.delete(matrix, [2 * p, 2 * p + 1], axis=1), level_of_measurement=scale.value
        )
        for p in prompts
    ]
    expected = np.std(without) * np.sqrt(len(prompts) - 1)
    assert figure.standard_error == pytest.approx(expected, abs=1e-9)


@given(st.permutations(ratings_of(PUBLISHED, units_per_prompt=3)), st.sampled_from(list(Scale)))
def test_order_of_the_ratings_changes_nothing(shuffled: list[Rating], scale: Scale) -> None:
    ordered = ratings_of(PUBLISHED, units_per_prompt=3)
    assert alpha_figure(shuffled, scale) == alpha_figure(ordered, scale)


def test_missing_ratings_may_be_none_or_absent() -> None:
    with_nan = ratings_of(PUBLISHED)
    with_none = [
        Rating(r.prompt, r.unit, r.labeler, None) if r.value != r.value else r for r in with_nan
    ]
    assert alpha_figure(with_none, Scale.INTERVAL) == alpha_figure(with_nan, Scale.INTERVAL)
    absent = [r for r in with_none if r.value is not None]
    assert (
        alpha_figure(absent, Scale.INTERVAL).value == alpha_figure(with_nan, Scale.INTERVAL).value
    )


def undefined(figure: AgreementFigure) -> bool:
    return (figure.value, figure.standard_error, figure.interval) == (None, None, None)


def test_alpha_is_not_defined_without_pairs_or_without_variety() -> None:
    assert undefined(alpha_figure([], Scale.NOMINAL))
    assert undefined(alpha_figure(ratings_of([[1, 2, 3]]), Scale.INTERVAL))
    assert undefined(alpha_figure(ratings_of([[0, 0, 0], [0, 0, 0]]), Scale.NOMINAL))


def test_one_prompt_gives_alpha_without_an_error() -> None:
    figure = alpha_figure(ratings_of([[1, 0, 1], [1, 0, 0]], units_per_prompt=3), Scale.NOMINAL)
    assert figure.value is not None
    assert (figure.n_clusters, figure.standard_error, figure.interval) == (1, None, None)


def test_perfect_alpha_has_no_interval() -> None:
    figure = alpha_figure(ratings_of([[1, 2, 1, 2], [1, 2, 1, 2]]), Scale.INTERVAL)
    assert (figure.value, figure.standard_error, figure.interval) == (1.0, 0.0, None)


def test_variety_in_one_prompt_only_gives_alpha_without_an_error() -> None:
    figure = alpha_figure(ratings_of([[1, 1, 2], [1, 1, 1]]), Scale.NOMINAL)
    assert figure.value == 0.0
    assert (figure.standard_error, figure.interval) == (None, None)


def test_disagreement_in_one_prompt_only_gives_an_interval_cut_to_what_is_possible() -> None:
    figure = alpha_figure(ratings_of([[1, 2, 1, 2], [1, 2, 1, 1]]), Scale.NOMINAL)
    assert figure.value is not None
    assert figure.interval is not None
    assert -1 <= figure.interval[0] < figure.value < figure.interval[1] == 1.0


@pytest.mark.parametrize(
    ("extra", "message"), [(Rating(0, 0, 0, 2.0), "twice"), (Rating(5, 0, 9, 2.0), "two prompts")]
)
def test_contradicting_ratings_are_refused(extra: Rating, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        alpha_figure([*ratings_of([[1, 2], [1, 2]]), extra], Scale.NOMINAL)


def simulated_scores(rng: np.random.Generator, n_prompts: int) -> list[Rating]:
    """Two labelers, four completions a prompt, scores in steps of one half.

    A score is prompt (variance 0.64) + completion (0.36) + the labeler's noise (1), rounded,
    which adds a twelfth of the squared step. Alpha is the shared part of the whole.
    """
    quality = 0.8 * rng.normal(size=(n_prompts, 1, 1)) + 0.6 * rng.normal(size=(n_prompts, 4, 1))
    scores = np.round(2 * (quality + rng.normal(size=(n_prompts, 4, 2)))) / 2
    return [
        Rating(prompt, (prompt, unit), labeler, float(scores[prompt, unit, labeler]))
        for prompt in range(n_prompts)
        for unit in range(4)
        for labeler in range(2)
    ]


def test_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    truth = 1 / (2 + 0.5**2 / 12)
    trials, hits = 250, 0
    for _ in range(trials):
        interval = alpha_figure(simulated_scores(rng, 30), Scale.INTERVAL).interval
        assert interval is not None
        hits += interval[0] <= truth <= interval[1]
    assert abs(hits / trials - 0.95) < 3 * (0.95 * 0.05 / trials) ** 0.5
