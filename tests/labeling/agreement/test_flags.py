"""Positive and negative agreement, by hand and for flags that are rare."""

import pytest

from labeling.agreement import (
    Definition,
    Rating,
    Scale,
    alpha_figure,
    negative_agreement,
    positive_agreement,
)


def flags_of(*columns: str) -> list[Rating]:
    """One string of answers per unit, a character per labeler: 1, 0 or - for none."""
    return [
        Rating(f"prompt {unit}", unit, labeler, None if answer == "-" else int(answer))
        for unit, column in enumerate(columns)
        for labeler, answer in enumerate(column)
    ]


def test_two_labelers_give_the_textbook_formula() -> None:
    # a = 2 both yes, b + c = 3 one yes, d = 4 both no: 2a / (2a + b + c) and 2d / (2d + b + c).
    flags = flags_of("11", "11", "10", "01", "10", "00", "00", "00", "00")
    positive, negative = positive_agreement(flags), negative_agreement(flags)
    assert (positive.value, positive.n, positive.n_clusters) == (4 / 7, 7, 5)
    assert (negative.value, negative.n, negative.n_clusters) == (8 / 11, 11, 7)
    assert positive.definition is Definition.POSITIVE_AGREEMENT
    assert negative.definition is Definition.NEGATIVE_AGREEMENT


def test_three_labelers_are_compared_two_by_two() -> None:
    # 110: the two yes meet each other twice, of four meetings; 111: six of six.
    figure = positive_agreement(flags_of("110", "111"))
    assert (figure.value, figure.n) == (8 / 10, 10)
    assert figure.interval is not None


def test_missing_answers_are_left_out() -> None:
    figure = positive_agreement(flags_of("11-", "1--", "-01"))
    assert (figure.value, figure.n) == (2 / 3, 3)
    assert figure.coverage == pytest.approx(2 / 3)


def test_flag_nobody_set_has_no_positive_agreement() -> None:
    flags = flags_of("00", "00")
    assert positive_agreement(flags).value is None
    assert negative_agreement(flags).value == 1.0
    assert alpha_figure(flags, Scale.NOMINAL).value is None


def test_rare_flag_shows_what_raw_agreement_hides() -> None:
    # 98 of 100 alike, and yet nobody ever confirmed a flag.
    figure = positive_agreement(flags_of(*["00"] * 98, "10", "01"))
    assert figure.value == 0.0
    assert negative_agreement(flags_of(*["00"] * 98, "10", "01")).value == pytest.approx(196 / 198)


def test_nothing_rated_has_no_value() -> None:
    assert positive_agreement([]).value is None


def test_scale_that_is_no_flag_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or 1"):
        positive_agreement([Rating("p", 1, "ann", 2), Rating("p", 1, "bob", 1)])
