"""The figures and the decision, on cases worked by hand."""

import pytest

from labeling.agreement import pair_counts
from labeling.quality.qualification.domain.figures import (
    PartFigure,
    decide,
    flagging_figure,
    flags_agree,
    ranking_figure,
    self_assessment_figure,
    writing_figure,
)
from labeling.quality.qualification.domain.parts import Outcome, Part, PartKind

FLAGGING = Part(PartKind.FLAGGING, 4, 0.75)
RANKING = Part(PartKind.RANKING, 2, 0.75)
WRITING = Part(PartKind.WRITING, 2, 6.0)
GROUPS = Part(PartKind.SELF_ASSESSMENT, 1, None, groups=("a", "b"))


def test_flagging_counts_items_flagged_exactly_as_reviewers_did() -> None:
    # Right: both found x; both found nothing. Wrong: one of two flags; a flag too many.
    cases = [(["x"], ["x"]), ([], []), (["x"], ["x", "y"]), (["x", "y"], ["y"])]
    figure = flagging_figure(FLAGGING, [flags_agree(given, said) for given, said in cases])
    assert (figure.value, figure.n, figure.met) == (0.5, 4, False)


def test_flagging_nothing_at_all_does_not_pass_where_half_is_sensitive() -> None:
    said = [["x"], [], ["x"], []]
    assert flagging_figure(FLAGGING, [flags_agree([], one) for one in said]).value == 0.5


def test_the_order_of_flags_does_not_matter() -> None:
    assert flags_agree(["x", "y"], ["y", "x"])


def test_exactly_at_the_cutoff_is_enough() -> None:
    assert flagging_figure(FLAGGING, [True, True, True, False]).met
    # 0.1 + 0.2 ≠ 0.3 in floats: a third of a point must not fail on rounding.
    assert writing_figure(WRITING, [[7, 6, 5], [6, 6, 6]]).met


def test_ranking_counts_pairs_that_both_order() -> None:
    # Item 1: 0 > 1 > 2 against 0 > 2 > 1: pairs 01 ✓, 02 ✓, 12 ✗.
    # Item 2: 0 > 1 = 2 against 0 > 1 > 2: pairs 01 ✓, 02 ✓, 12 a tie, left out.
    counts = [
        pair_counts([[0], [1], [2]], [[0], [2], [1]]),
        pair_counts([[0], [1, 2]], [[0], [1], [2]]),
    ]
    figure = ranking_figure(RANKING, counts)
    assert (figure.value, figure.n, figure.met) == (0.8, 5, True)


def test_tying_everything_has_no_figure_and_does_not_pass() -> None:
    figure = ranking_figure(RANKING, [pair_counts([[0, 1, 2]], [[0], [1], [2]])])
    assert (figure.value, figure.n, figure.met) == (None, 0, False)


def test_the_demonstration_score_is_the_mean_of_the_demonstrations_means() -> None:
    # (7 + 4) / 2 = 5.5 and 7: 6.25, though the mean of all three scores is 6.
    figure = writing_figure(WRITING, [[7, 4], [7]])
    assert (figure.value, figure.n, figure.met) == (6.25, 2, True)


def test_a_demonstration_without_enough_scores_waits() -> None:
    figure = writing_figure(Part(PartKind.WRITING, 2, 6.0, scores=2), [[7, 7], [7]])
    assert (figure.value, figure.waiting, figure.met) == (None, True, None)


def test_the_self_assessment_is_recorded_and_stops_nobody() -> None:
    figure = self_assessment_figure(GROUPS, [1, 2])
    assert (figure.value, figure.n, figure.met) == (1.5, 2, True)
    strict = Part(PartKind.SELF_ASSESSMENT, 1, 3.0, groups=("a", "b"))
    assert self_assessment_figure(strict, [1, 2]).met is False


@pytest.mark.parametrize(
    ("met", "outcome"),
    [
        ((True, True), Outcome.PASSED),
        ((True, None), Outcome.WAITING),
        ((False, None), Outcome.FAILED),
        ((False, True), Outcome.FAILED),
        ((), Outcome.PASSED),
    ],
)
def test_one_part_below_its_cutoff_decides_at_once(
    met: tuple[bool | None, ...], outcome: Outcome
) -> None:
    values = {True: 1.0, False: 0.0, None: None}
    figures = [
        PartFigure(PartKind.FLAGGING, values[one], 4, 0.75, waiting=one is None) for one in met
    ]
    assert decide(figures) is outcome


def test_a_figure_keeps_what_it_was_decided_by() -> None:
    figure = ranking_figure(RANKING, [pair_counts([[0], [1]], [[1], [0]])])
    assert figure.as_dict() == {
        "kind": "ranking",
        "value": 0.0,
        "n": 1,
        "cutoff": 0.75,
        "met": False,
        "interval": None,
    }
