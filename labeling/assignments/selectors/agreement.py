"""Live agreement figures: folded totals plus the outcomes not folded yet, in one snapshot.

The headline comes from the shared sample alone, which was drawn before anybody labeled, so that it
is neither missing nor selected. PostgreSQL sums per prompt; the statistic itself is defined in
``labeling.agreement``.
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

HEADLINE_RULE = TieRule.EXCLUDED

# Outcomes by prompt and by whose they are: one row of everybody's (user null) and one for each of
# the two labelers. {whose} narrows it.
_PARTS = """
SELECT user_id, prompt_id, in_shared_sample, concordant, discordant, tied_one, tied_both
FROM assignments_agreementtotal
WHERE project_id = %(project)s AND {folded} AND (in_shared_sample OR NOT %(shared)s)
UNION ALL
SELECT whose.user_id, prompt_id, in_shared_sample, weight * concordant, weight * discordant,
       weight * tied_one, weight * tied_both
FROM assignments_pairoutcome CROSS JOIN LATERAL (VALUES {unfolded}) whose (user_id)
WHERE project_id = %(project)s AND NOT folded AND (in_shared_sample OR NOT %(shared)s)
"""
_EVERYBODY = _PARTS.format(folded="user_id IS NULL", unfolded="(NULL::bigint)")
_LABELERS = _PARTS.format(
    folded="user_id IS NOT NULL", unfolded="(first_user_id), (second_user_id)"
)
_EITHER = _PARTS.format(folded="true", unfolded="(NULL::bigint), (first_user_id), (second_user_id)")

_SUMS = """
WITH by_prompt AS (
    SELECT user_id, prompt_id, sum(concordant) AS same, sum(discordant) AS opposite,
           sum(tied_one) AS half_ties, sum(tied_both) AS ties
    FROM ({parts}) parts GROUP BY user_id, prompt_id
)
SELECT user_id, rule, count(*) FILTER (WHERE n > 0), sum(x), sum(n), sum(x * x), sum(x * n),
       sum(n * n), sum(half_ties + ties), sum(same + opposite + half_ties + ties)
FROM by_prompt CROSS JOIN LATERAL (VALUES
    ('excluded', same, same + opposite),
    ('half', same + ties + half_ties / 2.0, same + opposite + half_ties + ties),
    ('strict', same + ties, same + opposite + half_ties + ties)
) rules (rule, x, n)
GROUP BY user_id, rule
"""

_SCOPE = """
SELECT count(DISTINCT prompt_id) FROM assignments_labelingtask
WHERE project_id = %(project)s AND kind IN ('ranking', 'comparison')
  AND (in_shared_sample OR NOT %(shared)s)
"""
_LABELER_SCOPES = """
SELECT j.user_id, count(DISTINCT j.prompt_id) FROM assignments_judgment j
JOIN assignments_labelingtask t ON t.id = j.task_id AND t.in_shared_sample
WHERE j.project_id = %(project)s AND j.ranking IS NOT NULL AND j.counted
GROUP BY j.user_id
"""
_COUNTS = """
SELECT user_id, prompt_id, in_shared_sample, sum(concordant)::int, sum(discordant)::int,
       sum(tied_one)::int, sum(tied_both)::int
FROM ({parts}) parts GROUP BY user_id, prompt_id, in_shared_sample
"""

Counts = dict[tuple[int | None, int, bool], PairCounts]
"""By labeler (``None``: everybody), prompt, and whether it is the shared sample's."""


def agreement_headline(*, project_id: int) -> AgreementFigure:
    """Return the project's figure: every two labelers of the shared sample, ties left out."""
    return agreement_by_rule(project_id=project_id, shared=True)[HEADLINE_RULE]


def agreement_by_rule(*, project_id: int, shared: bool) -> dict[TieRule, AgreementFigure]:
    """Return the figure under each tie rule, of the shared sample or of everything.

    The scope of its coverage is the prompts with ranking or comparison tasks.
    """
    parameters = {"project": project_id, "shared": shared}
    with connection.cursor() as cursor:
        cursor.execute(_SUMS.format(parts=_EVERYBODY), parameters)
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
    parameters = {"project": project_id, "shared": True}
    with connection.cursor() as cursor:
        cursor.execute(_LABELER_SCOPES, parameters)
        scopes: dict[int, int] = dict(cursor.fetchall())
        cursor.execute(_SUMS.format(parts=_LABELERS), parameters)
        found = {user: rest for user, rule, *rest in cursor.fetchall() if rule == HEADLINE_RULE}
    return {
        user: _figure(found.get(user), HEADLINE_RULE, Definition.WITH_OTHERS, scope)
        for user, scope in sorted(scopes.items())
    }


def agreement_counts(*, project_id: int) -> Counts:
    """Return all pair counts as the figures see them, for comparison with a recount."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(parts=_EITHER), {"project": project_id, "shared": False})
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
