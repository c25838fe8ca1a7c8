"""Who is compared with whom, worked by hand and against simulated labelers of known noise."""

from collections.abc import Hashable

import numpy as np
import pytest

from labeling.agreement import (
    Definition,
    Ranking,
    RankingRecord,
    TieRule,
    agreement_among,
    agreement_by_facet,
    agreement_by_labeler,
    agreement_with_consensus,
    agreement_with_references,
    figure_from_counts,
    mean_pair_preference,
    mean_tau_b,
    noise_for_agreement,
    pair_counts,
)

EXCLUDED = TieRule.EXCLUDED


def record(task: str, labeler: str, ranking: str, **facets: Hashable) -> RankingRecord:
    """A ranking written "a>bc>d", of a task named prompt-number."""
    groups = [list(group) for group in ranking.split(">")]
    return RankingRecord(task, task.split("-")[0], labeler, groups, facets)


# Ann and Bob order all; Eve reverses; the second prompt has ties; the third only Ann ranked.
RECORDS = [
    record("p1-1", "ann", "a>b>c"),
    record("p1-1", "bob", "a>c>b"),
    record("p1-1", "eve", "c>b>a"),
    record("p2-1", "ann", "a>b"),
    record("p2-1", "bob", "ab"),
    record("p3-1", "ann", "a>b"),
]


def test_among_labelers_counts_every_two_of_a_task() -> None:
    # p1: ann-bob 2 of 3, ann-eve 0 of 3, bob-eve 1 of 3; p2: one pair, tied by bob.
    figure = agreement_among(RECORDS, rule=EXCLUDED)
    assert (figure.value, figure.n, figure.n_clusters) == (3 / 9, 9, 1)
    assert figure.coverage == pytest.approx(1 / 3)
    assert figure.tie_rate == pytest.approx(1 / 10)
    assert (figure.standard_error, figure.interval) == (None, None)
    assert (figure.tie_rule, figure.definition) == (EXCLUDED, Definition.AMONG_LABELERS)


@pytest.mark.parametrize(("rule", "value"), [(TieRule.HALF, 3.5 / 10), (TieRule.STRICT, 3 / 10)])
def test_among_labelers_counts_ties_by_the_rule(rule: TieRule, value: float) -> None:
    figure = agreement_among(RECORDS, rule=rule)
    assert (figure.value, figure.n, figure.n_clusters) == (value, 10, 2)
    assert figure.coverage == pytest.approx(2 / 3)
    assert figure.interval is not None


def test_by_labeler_compares_each_with_all_others() -> None:
    figures = agreement_by_labeler(RECORDS, rule=EXCLUDED)
    assert {who: (figure.value, figure.n) for who, figure in figures.items()} == {
        "ann": (2 / 6, 6),
        "bob": (3 / 6, 6),
        "eve": (1 / 6, 6),
    }
    assert figures["ann"].coverage == pytest.approx(1 / 3)
    assert figures["eve"].coverage == 1.0


def test_labeler_whom_nobody_met_has_no_value() -> None:
    figure = agreement_by_labeler([record("p1-1", "ann", "a>b")], rule=EXCLUDED)["ann"]
    assert (figure.value, figure.n, figure.coverage) == (None, 0, 0.0)


def test_nothing_at_all_has_no_value_and_no_coverage() -> None:
    figure = agreement_among([], rule=EXCLUDED)
    assert (figure.value, figure.n, figure.coverage, figure.tie_rate) == (None, 0, None, None)


def test_rankings_of_different_tasks_are_not_compared() -> None:
    records = [record("p1-1", "ann", "a>b"), record("p1-2", "bob", "a>b")]
    assert agreement_among(records, rule=EXCLUDED).n == 0


def test_tasks_of_one_prompt_are_one_cluster() -> None:
    records = [record(f"p1-{task}", who, "a>b") for task in (1, 2) for who in ("ann", "bob")]
    figure = agreement_among(records, rule=EXCLUDED)
    assert (figure.n, figure.n_clusters, figure.interval) == (2, 1, None)


def test_labeler_who_ranked_a_task_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        agreement_among([RECORDS[0], RECORDS[0]], rule=EXCLUDED)


def test_by_facet_compares_only_records_that_share_the_value() -> None:
    records = [
        record("p1-1", "ann", "a>b>c", guideline="1"),
        record("p1-1", "bob", "a>b>c", guideline="2"),
        record("p1-1", "eve", "c>b>a", guideline="2"),
        record("p1-1", "zoe", "a>b>c"),
    ]
    figures = agreement_by_facet(records, "guideline", rule=EXCLUDED)
    assert {value: (figure.value, figure.n) for value, figure in figures.items()} == {
        "1": (None, 0),
        "2": (0.0, 3),
    }


def test_mean_pair_preference_of_a_case_worked_by_hand() -> None:
    rankings: list[Ranking] = [["a", "b"], ["b", "a"], [["a", "b"]], ["a", "c"]]
    # a over b: +1, -1, 0; a over c: +1, and only one ranking has it.
    assert mean_pair_preference(rankings) == {("a", "b"): 0.0, ("a", "c"): 1.0}
    assert mean_pair_preference(rankings, at_least=2) == {("a", "b"): 0.0}
    assert mean_pair_preference([["b", "a"], ["a", "b"], ["b", "a"]]) == {("b", "a"): 1 / 3}
    assert mean_pair_preference([]) == {}


def test_consensus_leaves_oneself_out() -> None:
    # Without ann the others agree on b>a; with her the mean would be pulled to a tie at most.
    records = [
        record("p1-1", who, ranking)
        for who, ranking in [("ann", "a>b"), ("bob", "b>a"), ("eve", "b>a")]
    ]
    figure = agreement_with_consensus(records, "ann", rule=EXCLUDED)
    assert (figure.value, figure.n, figure.definition) == (0.0, 1, Definition.WITH_CONSENSUS)


def test_consensus_where_the_others_balance_is_a_tie() -> None:
    records = [
        record("p1-1", who, ranking)
        for who, ranking in [("ann", "a>b"), ("bob", "b>a"), ("eve", "a>b")]
    ]
    assert agreement_with_consensus(records, "ann", rule=EXCLUDED).value is None
    half = agreement_with_consensus(records, "ann", rule=TieRule.HALF)
    assert (half.value, half.tie_rate) == (0.5, 1.0)


def test_consensus_needs_two_others_unless_told_otherwise() -> None:
    records = [record("p1-1", "ann", "a>b"), record("p1-1", "bob", "a>b")]
    assert agreement_with_consensus(records, "ann", rule=EXCLUDED).n == 0
    alone = agreement_with_consensus(records, "ann", rule=EXCLUDED, at_least=1)
    assert (alone.value, alone.n) == (1.0, 1)


def test_consensus_of_someone_who_ranked_nothing_is_empty() -> None:
    figure = agreement_with_consensus(RECORDS, "zoe", rule=EXCLUDED)
    assert (figure.value, figure.coverage) == (None, None)


def test_gold_is_compared_with_every_labeler_and_reviewers_never_with_themselves() -> None:
    gold = [record("p1-1", "gold", "a>b>c"), record("p9-1", "gold", "a>b")]
    figure = agreement_with_references(
        RECORDS, gold, rule=EXCLUDED, definition=Definition.WITH_GOLD
    )
    # ann 3 of 3, bob 2 of 3, eve 0 of 3.
    assert (figure.value, figure.n, figure.definition) == (5 / 9, 9, Definition.WITH_GOLD)
    by_eve = [record("p1-1", "eve", "c>b>a")]
    reviewed = agreement_with_references(RECORDS, by_eve, rule=EXCLUDED)
    assert (reviewed.value, reviewed.n) == (1 / 6, 6)


def test_mean_tau_b_of_a_case_worked_by_hand() -> None:
    # p1: ann-bob 1/3, ann-eve -1, bob-eve -1/3; p2: not defined, bob ties all.
    figure = mean_tau_b(RECORDS)
    assert figure.value == pytest.approx(-1 / 3)
    assert (figure.n, figure.n_clusters, figure.tie_rule) == (3, 1, None)
    assert figure.interval is None


def test_mean_tau_b_of_nothing_is_nothing() -> None:
    assert mean_tau_b([]).value is None


def test_mean_tau_b_of_like_rankings_is_one_with_a_width() -> None:
    records = [record(f"p{i}-1", who, "a>b>c") for i in range(6) for who in ("ann", "bob")]
    figure = mean_tau_b(records)
    assert figure.value == 1.0
    assert figure.interval is not None
    assert -1 < figure.interval[0] < figure.interval[1] == 1.0


def simulated_records(seed: int, n_prompts: int, agreement: float) -> list[RankingRecord]:
    """Three labelers of the noise that makes any two agree so often; five completions a prompt."""
    rng = np.random.default_rng(seed)
    noise = noise_for_agreement(agreement)
    utilities = rng.normal(size=(n_prompts, 1, 5))
    seen = utilities + noise * rng.normal(size=(n_prompts, 3, 5))
    orders = np.argsort(-seen, axis=2)
    return [
        RankingRecord(prompt, prompt, labeler, [[int(item)] for item in orders[prompt, labeler]])
        for prompt in range(n_prompts)
        for labeler in range(3)
    ]


def test_simulated_labelers_agree_as_often_as_their_noise_was_set_to() -> None:
    figure = agreement_among(simulated_records(1, 3000, 0.73), rule=EXCLUDED)
    assert figure.value is not None
    assert figure.standard_error is not None
    assert abs(figure.value - 0.73) < 3 * figure.standard_error < 0.015


def test_intervals_cover_the_truth_on_simulated_rankings() -> None:
    # tau of a pair of rankings without ties is 2 agreement - 1, so 0.46 in the mean.
    trials, hits = 300, np.zeros(2)
    for seed in range(trials):
        records = simulated_records(seed, 40, 0.73)
        pairwise, tau = agreement_among(records, rule=EXCLUDED), mean_tau_b(records)
        assert pairwise.interval is not None
        assert tau.interval is not None
        hits += (
            pairwise.interval[0] <= 0.73 <= pairwise.interval[1],
            tau.interval[0] <= 0.46 <= tau.interval[1],
        )
    assert (abs(hits / trials - 0.95) < 3 * (0.95 * 0.05 / trials) ** 0.5).all()


def test_records_and_folded_counts_give_the_same_figure() -> None:
    records = simulated_records(2, 50, 0.7)
    by_prompt = []
    for prompt in range(50):
        a, b, c = (one.ranking for one in records if one.prompt == prompt)
        by_prompt.append(pair_counts(a, b) + pair_counts(a, c) + pair_counts(b, c))
    folded = figure_from_counts(
        by_prompt, rule=EXCLUDED, definition=Definition.AMONG_LABELERS, prompts_in_scope=50
    )
    assert agreement_among(records[::-1], rule=EXCLUDED) == folded


def test_without_ties_mean_tau_b_is_agreement_on_another_scale() -> None:
    records = simulated_records(3, 60, 0.73)
    pairwise, tau = agreement_among(records, rule=EXCLUDED), mean_tau_b(records)
    assert pairwise.value is not None
    assert pairwise.standard_error is not None
    assert pairwise.interval is not None
    assert tau.value == pytest.approx(2 * pairwise.value - 1)
    assert tau.standard_error == pytest.approx(2 * pairwise.standard_error)
    assert tau.interval == pytest.approx([2 * end - 1 for end in pairwise.interval])
