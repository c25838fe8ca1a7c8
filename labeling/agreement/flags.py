"""Specific agreement on yes/no flags, for the rare ones that alpha judges unfairly.

Where one completion in a hundred is violent, two labelers who never flag anything
agree 98 % and alpha is undefined or near zero. Positive agreement asks only about
what somebody flagged.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from labeling.agreement.clusters import ClusterSums
from labeling.agreement.figures import AgreementFigure, Definition, figure_from_sums
from labeling.agreement.ratings import Rating, rating_table


def positive_agreement(flags: Iterable[Rating]) -> AgreementFigure:
    """Of the others who rated what one labeler flagged, the share who flagged it too.

    With two labelers this is 2a / (2a + b + c): a both yes, b and c only one. With more, each
    unit with p yes of m answers gives p (p - 1) out of p (m - 1). Clustered by prompt.

    Args:
        flags: values 0 and 1 (True counts as 1); missing ones are left out.

    Returns:
        `value` None where nobody flagged anything that two labelers saw; `n` counts
        (flag, other labeler), so two labelers who agree on one flag make 2.

    Raises:
        ValueError: a value is neither 0 nor 1, a labeler rated one unit twice, or a unit
            belongs to two prompts.

    Source: Cicchetti and Feinstein 1990, "High agreement but low kappa: II", p_pos; the form
    for several raters as in Uebersax, "Raw agreement indices".
    """
    return _specific(flags, 1, Definition.POSITIVE_AGREEMENT)


def negative_agreement(flags: Iterable[Rating]) -> AgreementFigure:
    """Of the others who rated what one labeler did not flag, the share who did not either.

    As `positive_agreement`, with 0 in place of 1.
    """
    return _specific(flags, 0, Definition.NEGATIVE_AGREEMENT)


def _specific(flags: Iterable[Rating], answer: int, definition: Definition) -> AgreementFigure:
    table = rating_table(flags)
    if not np.isin(table.domain, (0.0, 1.0)).all():
        raise ValueError("Flags are 0 or 1.")
    given = table.counts[:, table.domain == answer].sum(axis=1)
    agreed = given * (given - 1)
    compared = given * (table.counts.sum(axis=1) - 1)
    index, size = table.prompt_index, table.n_prompts
    sums = ClusterSums.from_arrays(
        np.bincount(index, weights=agreed, minlength=size).astype(np.float64),
        np.bincount(index, weights=compared, minlength=size).astype(np.float64),
    )
    return figure_from_sums(sums, definition=definition, prompts_in_scope=table.prompts_in_scope)
