"""Who is compared with whom: other labelers, the consensus without oneself, gold, reviewers.

Pure functions on records, one record per judgment that counts (the latest revision).
Only rankings of the same labeling task are compared. What is folded over prompts is
the same six sums everywhere, so each of these figures is also what the database's
folded pair outcomes give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from labeling.agreement.clusters import ClusterSums, ratio_estimate
from labeling.agreement.figures import (
    AgreementFigure,
    Definition,
    coverage_of,
    figure_from_counts,
)
from labeling.agreement.rankings import (
    Item,
    PairCounts,
    Ranking,
    TieRule,
    kendall_tau_b,
    pair_counts,
    ranks_of,
)


@dataclass(frozen=True, slots=True)
class RankingRecord:
    """One labeler's ranking of one labeling task.

    Attributes:
        task: the labeling task; rankings are compared within it only.
        prompt: the cluster of the standard errors; several tasks may share a prompt.
        labeler: who ranked.
        ranking: groups of completions, best first.
        facets: what to break figures down by (guideline version, use case, language, week).
    """

    task: Hashable
    prompt: Hashable
    labeler: Hashable
    ranking: Ranking
    facets: Mapping[str, Hashable] = field(default_factory=dict)


def agreement_among(records: Iterable[RankingRecord], *, rule: TieRule) -> AgreementFigure:
    """Compares every two labelers of each task (the headline, on the shared sample).

    Returns:
        A figure whose scope is the prompts of `records`.

    Raises:
        ValueError: a labeler ranked one task twice.
    """
    records = list(records)
    return _fold(_rival_pairs(records), rule, Definition.AMONG_LABELERS, _prompts(records))


def agreement_by_facet(
    records: Iterable[RankingRecord], facet: str, *, rule: TieRule
) -> dict[Hashable, AgreementFigure]:
    """Breaks `agreement_among` down by a facet, comparing only records that share its value.

    Two judgments under different guideline versions are thus in neither version's figure.
    Records without the facet are left out.
    """
    by_value: dict[Hashable, list[RankingRecord]] = defaultdict(list)
    for record in records:
        if facet in record.facets:
            by_value[record.facets[facet]].append(record)
    return {value: agreement_among(group, rule=rule) for value, group in by_value.items()}


def agreement_by_labeler(
    records: Iterable[RankingRecord], *, rule: TieRule
) -> dict[Hashable, AgreementFigure]:
    """Compares each labeler with every other labeler of the same tasks, in one pass.

    Returns:
        One figure per labeler in `records`; its scope is the prompts which that labeler ranked.

    Raises:
        ValueError: a labeler ranked one task twice.
    """
    records = list(records)
    scopes: dict[Hashable, set[Hashable]] = defaultdict(set)
    for record in records:
        scopes[record.labeler].add(record.prompt)
    met: dict[Hashable, list[_Compared]] = {labeler: [] for labeler in scopes}
    for one, other in _rivals(records):
        compared = (one.prompt, pair_counts(one.ranking, other.ranking))
        met[one.labeler].append(compared)
        met[other.labeler].append(compared)
    return {
        labeler: _fold(met[labeler], rule, Definition.WITH_OTHERS, scope)
        for labeler, scope in scopes.items()
    }


def agreement_with_references(
    records: Iterable[RankingRecord],
    references: Iterable[RankingRecord],
    *,
    rule: TieRule,
    definition: Definition = Definition.WITH_REVIEWERS,
) -> AgreementFigure:
    """Compares each record with every reference on the same task, never a person with themselves.

    References are reviewers' rankings, gold answers (with `Definition.WITH_GOLD` and any name
    as their labeler), or the labelers of another group (held-out ones).

    Returns:
        A figure whose scope is the prompts of `records`.

    Raises:
        ValueError: a labeler ranked one task twice.
    """
    records = list(records)
    known = _by_task(references)
    compared = (
        (record.prompt, pair_counts(record.ranking, reference.ranking))
        for task, group in _by_task(records).items()
        for record in group
        for reference in known.get(task, ())
        if reference.labeler != record.labeler
    )
    return _fold(compared, rule, definition, _prompts(records))


def agreement_with_consensus(
    records: Iterable[RankingRecord], labeler: Hashable, *, rule: TieRule, at_least: int = 2
) -> AgreementFigure:
    """Compares one labeler with the consensus of the others, who never include that labeler.

    The consensus of a pair is the sign of the others' mean pair preference
    (`mean_pair_preference`); a mean of exactly zero is a tie. A pair counts where at least
    `at_least` others ranked it; with one other this would be plain pairwise agreement.

    Returns:
        A figure whose scope is the prompts which the labeler ranked.

    Raises:
        ValueError: a labeler ranked one task twice.
    """
    compared: list[_Compared] = []
    scope: set[Hashable] = set()
    for group in _by_task(records).values():
        own = next((record for record in group if record.labeler == labeler), None)
        if own is None:
            continue
        scope.add(own.prompt)
        others = [record.ranking for record in group if record is not own]
        consensus = mean_pair_preference(others, at_least=at_least)
        compared.append((own.prompt, _counts_against(own.ranking, consensus)))
    return _fold(compared, rule, Definition.WITH_CONSENSUS, scope)


def mean_pair_preference(
    rankings: Sequence[Ranking], *, at_least: int = 1
) -> dict[tuple[Item, Item], float]:
    """Averages over rankings what each says of a pair: +1 the first is better, 0 tied, -1 worse.

    Returns:
        A value in [-1, 1] for each pair that at least `at_least` rankings contain; each pair
        once, in the order in which the first ranking names its items. Not a ranking: three
        labelers may well prefer a to b, b to c and c to a.

    Raises:
        ValueError: an item stands twice in one ranking.
    """
    totals: dict[tuple[Item, Item], list[int]] = {}
    for ranking in rankings:
        ranks = ranks_of(ranking)
        for first, second in combinations(ranks, 2):
            pair = (second, first) if (second, first) in totals else (first, second)
            total = totals.setdefault(pair, [0, 0])
            total[0] += _sign(ranks[pair[1]] - ranks[pair[0]])
            total[1] += 1
    return {pair: total / n for pair, (total, n) in totals.items() if n >= at_least}


def mean_tau_b(records: Iterable[RankingRecord]) -> AgreementFigure:
    """Averages Kendall's tau-b over every two labelers of each task, clustered by prompt.

    Pairs of rankings where tau-b is not defined (one ties everything) are left out; coverage
    shows it. The interval is that of the share (1 + tau) / 2, scaled back.

    Raises:
        ValueError: a labeler ranked one task twice.
    """
    records = list(records)
    shares: dict[Hashable, list[float]] = defaultdict(list)
    total = PairCounts()
    for one, other in _rivals(records):
        total += pair_counts(one.ranking, other.ranking)
        tau = kendall_tau_b(one.ranking, other.ranking)
        if tau is not None:
            # sqrt may leave a perfect tau one rounding above 1.
            shares[one.prompt].append(min(1.0, max(0.0, (1 + tau) / 2)))
    sums = ClusterSums.from_arrays(
        [sum(sorted(values)) for values in shares.values()],
        [float(len(v)) for v in shares.values()],
    )
    estimate = ratio_estimate(sums, max_effective_n=float(max(1, total.pairs)))
    low_high = estimate.interval
    return AgreementFigure(
        value=None if estimate.value is None else 2 * estimate.value - 1,
        n=estimate.n,
        n_clusters=estimate.n_clusters,
        coverage=coverage_of(estimate.n_clusters, len(_prompts(records))),
        tie_rate=total.tie_rate,
        standard_error=None if estimate.standard_error is None else 2 * estimate.standard_error,
        interval=None if low_high is None else (2 * low_high[0] - 1, 2 * low_high[1] - 1),
        tie_rule=None,
        definition=Definition.MEAN_TAU_B,
    )


_Compared = tuple[Hashable, PairCounts]
"""A prompt and how two rankings of a task of it stand."""


def _fold(
    compared: Iterable[_Compared], rule: TieRule, definition: Definition, scope: set[Hashable]
) -> AgreementFigure:
    by_prompt: dict[Hashable, PairCounts] = {}
    for prompt, counts in compared:
        by_prompt[prompt] = by_prompt.get(prompt, PairCounts()) + counts
    return figure_from_counts(
        by_prompt.values(), rule=rule, definition=definition, prompts_in_scope=len(scope)
    )


def _rivals(records: Sequence[RankingRecord]) -> Iterator[tuple[RankingRecord, RankingRecord]]:
    """Yields every two records of one task, each couple once."""
    for group in _by_task(records).values():
        yield from combinations(group, 2)


def _rival_pairs(records: Sequence[RankingRecord]) -> Iterator[_Compared]:
    for one, other in _rivals(records):
        yield one.prompt, pair_counts(one.ranking, other.ranking)


def _by_task(records: Iterable[RankingRecord]) -> dict[Hashable, list[RankingRecord]]:
    by_task: dict[Hashable, list[RankingRecord]] = defaultdict(list)
    seen: set[tuple[Hashable, Hashable]] = set()
    for record in records:
        key = (record.task, record.labeler)
        if key in seen:
            raise ValueError(f"Labeler {record.labeler!r} ranked task {record.task!r} twice.")
        seen.add(key)
        by_task[record.task].append(record)
    return by_task


def _prompts(records: Iterable[RankingRecord]) -> set[Hashable]:
    return {record.prompt for record in records}


def _counts_against(ranking: Ranking, preferences: Mapping[tuple[Item, Item], float]) -> PairCounts:
    """Compares a ranking with signed preferences on the pairs whose items it ranks."""
    ranks = ranks_of(ranking)
    total = PairCounts()
    for (first, second), preference in preferences.items():
        if first in ranks and second in ranks:
            total += _one_pair(_sign(ranks[second] - ranks[first]), _sign(preference))
    return total


def _one_pair(own: int, other: int) -> PairCounts:
    return PairCounts(
        concordant=int(own * other > 0),
        discordant=int(own * other < 0),
        tied_one=int((own == 0) != (other == 0)),
        tied_both=int(own == other == 0),
    )


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
