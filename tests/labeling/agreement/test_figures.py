"""The shape of a figure, and that every definition is explained where people look."""

import json
from pathlib import Path

import pytest

from labeling.agreement import (
    AgreementFigure,
    ClusterSums,
    Definition,
    PairCounts,
    TieRule,
    figure_from_counts,
    figure_from_sums,
)

METRICS = Path(__file__).parents[3] / "docs" / "metrics.md"


def test_figure_as_json_is_whole() -> None:
    figure = AgreementFigure(
        0.73, 400, 40, 0.8, 0.1, 0.02, (0.69, 0.77), TieRule.EXCLUDED, Definition.AMONG_LABELERS
    )
    assert json.loads(json.dumps(figure.as_dict())) == {
        "value": 0.73,
        "n": 400,
        "n_clusters": 40,
        "coverage": 0.8,
        "tie_rate": 0.1,
        "standard_error": 0.02,
        "interval": [0.69, 0.77],
        "tie_rule": "excluded",
        "definition": "pairwise_among_labelers",
    }


def test_empty_figure_as_json_says_null() -> None:
    figure = figure_from_sums(ClusterSums.of(0, 0, 0, 0, 0, 0), definition=Definition.WITH_GOLD)
    assert figure.as_dict() == {
        "value": None,
        "n": 0,
        "n_clusters": 0,
        "coverage": None,
        "tie_rate": None,
        "standard_error": None,
        "interval": None,
        "tie_rule": None,
        "definition": "pairwise_with_gold",
    }


@pytest.mark.parametrize("rule", list(TieRule))
def test_counts_and_sums_give_the_same_figure(rule: TieRule) -> None:
    counts = {
        "p1": PairCounts(5, 3, 2, 0),
        "p2": PairCounts(8, 1, 0, 1),
        "p3": PairCounts(tied_one=3),
    }
    x = [one.agreed(rule) for one in counts.values()]
    n = [float(one.compared(rule)) for one in counts.values()]
    by_sums = figure_from_sums(
        ClusterSums.of(
            sum(1 for one in n if one),
            sum(x),
            sum(n),
            sum(a * a for a in x),
            sum(a * b for a, b in zip(x, n, strict=True)),
            sum(b * b for b in n),
        ),
        definition=Definition.AMONG_LABELERS,
        tie_rule=rule,
        tie_rate=6 / 23,
        prompts_in_scope=4,
    )
    by_counts = figure_from_counts(
        counts.values(), rule=rule, definition=Definition.AMONG_LABELERS, prompts_in_scope=4
    )
    assert by_counts == by_sums


def test_scope_smaller_than_what_was_used_is_refused() -> None:
    with pytest.raises(ValueError, match="scope"):
        figure_from_counts(
            [PairCounts(1), PairCounts(1)],
            rule=TieRule.STRICT,
            definition=Definition.WITH_GOLD,
            prompts_in_scope=1,
        )


def test_counts_that_reversals_left_negative_are_refused() -> None:
    with pytest.raises(ValueError, match="agreed"):
        figure_from_counts(
            [PairCounts(-1)], rule=TieRule.EXCLUDED, definition=Definition.WITH_OTHERS
        )


@pytest.mark.parametrize("definition", list(Definition))
def test_every_definition_is_explained(definition: Definition) -> None:
    assert f"`{definition.value}`" in METRICS.read_text(encoding="utf-8")
