"""The one shape in which every agreement figure leaves this package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from labeling.agreement.clusters import ClusterSums, Interval, ratio_estimate
from labeling.agreement.rankings import PairCounts, TieRule

CONFIDENCE = 0.95


class Definition(StrEnum):
    """Which statistic a figure is; docs/metrics.md has the formula of each."""

    AMONG_LABELERS = "pairwise_among_labelers"
    """Every two labelers of one task, on every pair of completions: the paper's figure."""

    WITH_OTHERS = "pairwise_with_other_labelers"
    """One labeler against each of the others on the same tasks."""

    WITH_CONSENSUS = "pairwise_with_consensus_without_oneself"
    """One labeler against the sign of the others' mean pair preference."""

    WITH_GOLD = "pairwise_with_gold"
    """Labelers against the known answer of gold tasks."""

    WITH_REVIEWERS = "pairwise_with_reviewers"
    """Labelers against what reviewers said on the same tasks."""

    MEAN_TAU_B = "mean_kendall_tau_b"
    """Kendall's tau-b of every two labelers within a task, averaged over those where defined."""

    ALPHA_NOMINAL = "krippendorff_alpha_nominal"
    """Chance-corrected agreement on unordered values (flags)."""

    ALPHA_ORDINAL = "krippendorff_alpha_ordinal"
    """Chance-corrected agreement on ordered values."""

    ALPHA_INTERVAL = "krippendorff_alpha_interval"
    """Chance-corrected agreement on a scale with equal steps (Likert 1-7)."""

    POSITIVE_AGREEMENT = "positive_agreement"
    """Of the others who rated what one labeler flagged, the share who flagged it too."""

    NEGATIVE_AGREEMENT = "negative_agreement"
    """Of the others who rated what one labeler did not flag, the share who did not either."""


@dataclass(frozen=True, slots=True)
class AgreementFigure:
    """One agreement figure with what is needed to judge it.

    Attributes:
        value: the figure, None where it is not defined (nothing to compare).
        n: what was compared and counted: pairs of completions for rankings, rankings for
            tau-b, ratings for alpha, (flag, other labeler) for positive agreement.
        n_clusters: prompts behind `n`.
        coverage: prompts behind `n` over the prompts in scope, None where the scope is unknown
            or empty.
        tie_rate: share of the compared pairs tied by at least one side, whatever the rule;
            None where there are no rankings.
        standard_error: clustered by prompt, None below two prompts.
        interval: 95 %, None where no error can be told.
        tie_rule: None where there are no rankings or ties are built into the statistic.
        definition: which statistic this is.
    """

    value: float | None
    n: int
    n_clusters: int
    coverage: float | None
    tie_rate: float | None
    standard_error: float | None
    interval: Interval | None
    tie_rule: TieRule | None
    definition: Definition

    def as_dict(self) -> dict[str, object]:
        """Returns plain JSON values for the API; `interval` is [low, high] or None."""
        return {
            "value": self.value,
            "n": self.n,
            "n_clusters": self.n_clusters,
            "coverage": self.coverage,
            "tie_rate": self.tie_rate,
            "standard_error": self.standard_error,
            "interval": None if self.interval is None else list(self.interval),
            "tie_rule": None if self.tie_rule is None else self.tie_rule.value,
            "definition": self.definition.value,
        }


def coverage_of(n_clusters: int, in_scope: int | None) -> float | None:
    """Returns the share of the prompts in scope that a figure rests on; None without a scope.

    Raises:
        ValueError: more prompts were used than were in scope.
    """
    if in_scope is not None and in_scope < n_clusters:
        raise ValueError("A figure cannot rest on more prompts than are in scope.")
    return n_clusters / in_scope if in_scope else None


def figure_from_sums(
    sums: ClusterSums,
    *,
    definition: Definition,
    tie_rule: TieRule | None = None,
    tie_rate: float | None = None,
    prompts_in_scope: int | None = None,
) -> AgreementFigure:
    """Makes a figure of sums that the database folded.

    Args:
        sums: per prompt agreed and compared under `tie_rule`.
        definition: what was compared with what.
        tie_rule: the rule under which the sums were made.
        tie_rate: of all pairs (`PairCounts.tie_rate` of their total).
        prompts_in_scope: the denominator of the coverage.

    Raises:
        ValueError: more prompts were used than were in scope.
    """
    estimate = ratio_estimate(sums, confidence=CONFIDENCE)
    return AgreementFigure(
        value=estimate.value,
        n=estimate.n,
        n_clusters=estimate.n_clusters,
        coverage=coverage_of(estimate.n_clusters, prompts_in_scope),
        tie_rate=tie_rate,
        standard_error=estimate.standard_error,
        interval=estimate.interval,
        tie_rule=tie_rule,
        definition=definition,
    )


def figure_from_counts(
    counts_by_prompt: Iterable[PairCounts],
    *,
    rule: TieRule,
    definition: Definition,
    prompts_in_scope: int | None = None,
) -> AgreementFigure:
    """Makes a figure of pair counts, one total per prompt; equal to `figure_from_sums`.

    Raises:
        ValueError: counts are negative or more prompts were used than were in scope.
    """
    counts = list(counts_by_prompt)
    sums = ClusterSums.from_arrays(
        [one.agreed(rule) for one in counts], [float(one.compared(rule)) for one in counts]
    )
    return figure_from_sums(
        sums,
        definition=definition,
        tie_rule=rule,
        tie_rate=sum(counts, PairCounts()).tie_rate,
        prompts_in_scope=prompts_in_scope,
    )
