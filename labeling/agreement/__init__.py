"""Agreement between labelers, with what is needed to believe it: n, coverage, ties, interval.

Pure numpy and the standard library: no Django, no models, no clock, no randomness.
Start at `pair_counts` (two rankings), `figure_from_sums` (what the database folded),
`agreement_among` and its neighbours (records), `alpha_figure` and `positive_agreement`
(ratings and flags), `noise_ceiling` (what a perfect model could reach). Each statistic's
formula and healthy range stand in docs/metrics.md.
"""

from labeling.agreement.alpha import Scale, alpha_figure, krippendorff_alpha
from labeling.agreement.clusters import ClusterSums, RatioEstimate, ratio_estimate
from labeling.agreement.comparisons import (
    RankingRecord,
    agreement_among,
    agreement_by_facet,
    agreement_by_labeler,
    agreement_with_consensus,
    agreement_with_references,
    mean_pair_preference,
    mean_tau_b,
)
from labeling.agreement.figures import (
    AgreementFigure,
    Definition,
    figure_from_counts,
    figure_from_sums,
)
from labeling.agreement.flags import negative_agreement, positive_agreement
from labeling.agreement.noise import (
    NoiseCeiling,
    majority_accuracy,
    noise_ceiling,
    noise_for_agreement,
)
from labeling.agreement.rankings import (
    PairCounts,
    Ranking,
    TieRule,
    kendall_tau_b,
    pair_counts,
    ranks_of,
)
from labeling.agreement.ratings import Rating

__all__ = [
    "AgreementFigure",
    "ClusterSums",
    "Definition",
    "NoiseCeiling",
    "PairCounts",
    "Ranking",
    "RankingRecord",
    "Rating",
    "RatioEstimate",
    "Scale",
    "TieRule",
    "agreement_among",
    "agreement_by_facet",
    "agreement_by_labeler",
    "agreement_with_consensus",
    "agreement_with_references",
    "alpha_figure",
    "figure_from_counts",
    "figure_from_sums",
    "kendall_tau_b",
    "krippendorff_alpha",
    "majority_accuracy",
    "mean_pair_preference",
    "mean_tau_b",
    "negative_agreement",
    "noise_ceiling",
    "noise_for_agreement",
    "pair_counts",
    "positive_agreement",
    "ranks_of",
    "ratio_estimate",
]
