"""Live agreement figures: folded sums plus the outcomes not folded yet, in one snapshot.

The headline comes from the shared sample alone, which was drawn before anybody labeled, so that it
is neither missing nor selected. A figure reads a few rows, however many judgments there are; the
statistic itself is defined in ``labeling.agreement``.
"""

from typing import Any

from django.db import connection

from labeling.agreement import (
    AgreementFigure,
    ClusterSums,
    Definition,
    PairCounts,
    TieRule,
    figure_from_sums,
)
from labeling.assignments.selectors.agreement_sql import CHANGES, DELTA, OUTCOMES, SUMS

HEADLINE_RULE = TieRule.EXCLUDED

_UNFOLDED = f"""
    (SELECT {OUTCOMES} FROM assignments_pairoutcome
     WHERE project_id = %(project)s AND NOT folded)
"""  # noqa: S608 - parts of our own

# Stored sums, changed by what is not folded yet; both read in one snapshot.
_SUMS = f"""
WITH delta AS MATERIALIZED ({DELTA.format(source=_UNFOLDED)}),
changes AS ({CHANGES}),
parts AS (
    SELECT user_id, rule, {SUMS} FROM assignments_agreementsum
    WHERE project_id = %(project)s AND shared_only = %(shared)s
      AND (user_id IS NOT NULL) = %(labelers)s
    UNION ALL
    SELECT user_id, rule, {SUMS} FROM changes
    WHERE shared_only = %(shared)s AND (user_id IS NOT NULL) = %(labelers)s
)
SELECT user_id, rule, sum(n_clusters), sum(sum_x), sum(sum_n), sum(sum_xx), sum(sum_xn),
       sum(sum_nn), sum(tied), sum(pairs)
FROM parts GROUP BY user_id, rule
"""  # noqa: S608 - parts of our own

_SCOPE = """
SELECT count(DISTINCT prompt_id) FROM assignments_labelingtask
WHERE project_id = %(project)s AND kind IN ('ranking', 'comparison')
  AND (in_shared_sample OR NOT %(shared)s)
"""
_LABELER_SCOPES = """
SELECT j.user_id, count(DISTINCT j.prompt_id) FROM assignments_judgment j
JOIN assignments_labelingtask t ON t.id = j.task_id AND t.in_shared_sample
WHERE j.project_id = %(project)s AND j.ranking IS NOT NULL AND j.counted
  AND (%(user)s::bigint IS NULL OR j.user_id = %(user)s)
  AND NOT EXISTS (SELECT 1 FROM assignments_judgmentvoid void WHERE void.judgment_id = j.id)
GROUP BY j.user_id
"""
_COUNTS = f"""
WITH delta AS ({DELTA.format(source=_UNFOLDED)})
SELECT user_id, prompt_id, shared_only, sum(concordant)::int, sum(discordant)::int,
       sum(tied_one)::int, sum(tied_both)::int
FROM (
    SELECT user_id, prompt_id, shared_only, concordant, discordant, tied_one, tied_both FROM delta
    UNION ALL
    SELECT user_id, prompt_id, shared_only, concordant, discordant, tied_one, tied_both
    FROM assignments_agreementtotal WHERE project_id = %(project)s
) parts GROUP BY user_id, prompt_id, shared_only
"""  # noqa: S608 - parts of our own

Counts = dict[tuple[int | None, int, bool], PairCounts]
"""By labeler (``None``: everybody), prompt, and whether only the shared sample is counted."""


def agreement_headline(*, project_id: int) -> AgreementFigure:
    """Return the project's figure: every two labelers of the shared sample, ties left out."""
    return agreement_by_rule(project_id=project_id, shared=True)[HEADLINE_RULE]


def agreement_by_rule(*, project_id: int, shared: bool) -> dict[TieRule, AgreementFigure]:
    """Return the figure under each tie rule, of the shared sample or of everything.

    The scope of its coverage is the prompts with ranking or comparison tasks.
    """
    parameters = {"project": project_id, "shared": shared, "labelers": False}
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, parameters)
        sums = {rule: rest for _, rule, *rest in cursor.fetchall()}
        cursor.execute(_SCOPE, parameters)
        row = cursor.fetchone()
    scope = int(row[0]) if row else 0
    return {
        rule: _figure(sums.get(rule.value), rule, Definition.AMONG_LABELERS, scope)
        for rule in TieRule
    }


def agreement_by_labeler(*, project_id: int) -> dict[int, AgreementFigure]:
    """Return each labeler's figure against the others, on the shared sample, by user id."""
    return _by_labeler(project_id, None)


def agreement_of_labeler(*, project_id: int, user_id: int) -> AgreementFigure:
    """Return one labeler's figure against the others; without a value where they ranked nothing."""
    found = _by_labeler(project_id, user_id).get(user_id)
    return found or _figure(None, HEADLINE_RULE, Definition.WITH_OTHERS, 0)


def _by_labeler(project_id: int, user_id: int | None) -> dict[int, AgreementFigure]:
    parameters = {"project": project_id, "user": user_id, "shared": True, "labelers": True}
    with connection.cursor() as cursor:
        cursor.execute(_LABELER_SCOPES, parameters)
        scopes: dict[int, int] = dict(cursor.fetchall())
        cursor.execute(_SUMS, parameters)
        found = {user: rest for user, rule, *rest in cursor.fetchall() if rule == HEADLINE_RULE}
    return {
        user: _figure(found.get(user), HEADLINE_RULE, Definition.WITH_OTHERS, scope)
        for user, scope in sorted(scopes.items())
    }


def agreement_counts(*, project_id: int) -> Counts:
    """Return all pair counts as the figures see them, for comparison with a recount."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"project": project_id})
        rows = cursor.fetchall()
    counts = {(user, prompt, shared): PairCounts(*sums) for user, prompt, shared, *sums in rows}
    return {key: count for key, count in counts.items() if count.pairs}


def _figure(
    sums: list[Any] | None, rule: TieRule, definition: Definition, scope: int
) -> AgreementFigure:
    clusters, *powers, tied, pairs = sums or [0] * 8
    return figure_from_sums(
        ClusterSums.of(clusters, *powers),
        definition=definition,
        tie_rule=rule,
        tie_rate=float(tied / pairs) if pairs else None,
        prompts_in_scope=scope,
    )
