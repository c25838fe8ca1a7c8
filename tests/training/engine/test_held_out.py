"""Accuracy on labels that were held out, worked by hand."""

import math

import pytest

from training.engine.data.rankings import Element
from training.engine.evaluation.held_out import held_out_figures, observations
from training.engine.rlhf.preferences import Groups


def element(prompt: str, rankings: list[Groups], use_case: str = "") -> Element:
    names, lengths = ["a", "b", "c"], [10, 5, 10]
    completions = [[1] * length for length in lengths]
    return Element(prompt, use_case, [1], completions, names, rankings, [])


ELEMENTS = [
    # Ann: a over b, a over c, b and c tied. Bob: c over a, c over b, a over b.
    element("p", [[["a"], ["b", "c"]], [["c"], ["a"], ["b"]]], "Open QA"),
    element("q", [[["b"], ["a"]]], "chat"),
]
SCORES = [[2.0, 0.0, 1.0], [3.0, 3.0, 0.0]]


def test_every_decided_label_is_one_observation() -> None:
    seen = observations(ELEMENTS, SCORES)

    assert [(o.cluster, o.margin, o.lengths) for o in seen] == [
        (0, 2.0, (10, 5)),
        (0, 1.0, (10, 10)),
        (0, 2.0, (10, 5)),
        (0, -1.0, (10, 10)),
        (0, 1.0, (10, 5)),
        (1, 0.0, (5, 10)),
    ]
    assert [o.right for o in seen] == [1, 1, 1, 0, 1, 0.5]
    assert [o.length for o in seen] == [
        "longer",
        "similar",
        "longer",
        "similar",
        "longer",
        "shorter",
    ]


def test_figures_are_those_worked_by_hand() -> None:
    figures = held_out_figures(observations(ELEMENTS, SCORES))

    assert figures["accuracy"] == pytest.approx(4.5 / 6)
    # Residuals 4 - 0.75 * 5 and 0.5 - 0.75; two clusters.
    error = math.sqrt(2 * (0.25**2 + 0.25**2)) / 6
    assert figures["accuracy_error"] == pytest.approx(error)
    assert (figures["pairs"], figures["prompts"]) == (6, 2)
    losses = [math.log1p(math.exp(-m)) for m in (2, 1, 2, -1, 1, 0)]
    assert figures["log_loss"] == pytest.approx(sum(losses) / 6)
    assert (figures["accuracy_length_longer"], figures["pairs_length_longer"]) == (1, 3)
    assert (figures["accuracy_length_shorter"], figures["pairs_length_shorter"]) == (0.5, 1)
    assert figures["accuracy_length_similar"] == 0.5
    assert figures["accuracy_use_case_open_qa"] == 0.8
    assert figures["accuracy_use_case_chat"] == 0.5


def test_no_labels_give_no_figures() -> None:
    assert held_out_figures(observations([element("p", [[["a", "b"]]])], [[0.0, 0.0, 0.0]])) == {}
