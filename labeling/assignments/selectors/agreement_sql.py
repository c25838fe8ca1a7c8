"""The SQL that fold and figures share: from pair outcomes to changes of totals and of sums.

A prompt's contribution to the sums is not additive (it is squared), so that a change of a prompt
is taken as "as it is" minus "as it was".
"""

OUTCOMES = """
    project_id, prompt_id, in_shared_sample, first_user_id, second_user_id, weight,
    concordant, discordant, tied_one, tied_both
"""

# {source} has OUTCOMES' columns. Everybody's, over all tasks and over the shared sample; and each
# side's own, over the shared sample.
DELTA = """
    SELECT project_id, whose.shared_only, whose.user_id, prompt_id,
           sum(weight * concordant) AS concordant, sum(weight * discordant) AS discordant,
           sum(weight * tied_one) AS tied_one, sum(weight * tied_both) AS tied_both
    FROM {source} outcome CROSS JOIN LATERAL (VALUES
        (NULL::bigint, false, true),
        (NULL, true, in_shared_sample),
        (first_user_id, true, in_shared_sample),
        (second_user_id, true, in_shared_sample)
    ) whose (user_id, shared_only, applies)
    WHERE whose.applies
    GROUP BY project_id, whose.shared_only, whose.user_id, prompt_id
"""

_OLD = """
        SELECT total.concordant, total.discordant, total.tied_one, total.tied_both
        FROM assignments_agreementtotal total
        WHERE total.project_id = delta.project_id AND total.shared_only = delta.shared_only
          AND total.prompt_id = delta.prompt_id
"""
# How much each delta (a CTE) changes the sums under each rule. A null never equals a null: two
# branches, so that both find their index.
CHANGES = f"""
    SELECT delta.project_id, delta.shared_only, delta.user_id, rules.rule,
           sum((n1 > 0)::int - (n0 > 0)::int) AS n_clusters,
           sum(x1 - x0) AS sum_x, sum(n1 - n0) AS sum_n, sum(x1 * x1 - x0 * x0) AS sum_xx,
           sum(x1 * n1 - x0 * n0) AS sum_xn, sum(n1 * n1 - n0 * n0) AS sum_nn,
           sum(delta.tied_one + delta.tied_both) AS tied,
           sum(delta.concordant + delta.discordant + delta.tied_one + delta.tied_both) AS pairs
    FROM delta
    LEFT JOIN LATERAL (
        {_OLD} AND total.user_id = delta.user_id
        UNION ALL
        {_OLD} AND total.user_id IS NULL AND delta.user_id IS NULL
    ) old ON true
    CROSS JOIN LATERAL (
        SELECT COALESCE(old.concordant, 0)::numeric AS same,
               COALESCE(old.discordant, 0) AS opposite,
               COALESCE(old.tied_one, 0) AS half, COALESCE(old.tied_both, 0) AS ties
    ) was
    CROSS JOIN LATERAL (
        SELECT was.same + delta.concordant AS same, was.opposite + delta.discordant AS opposite,
               was.half + delta.tied_one AS half, was.ties + delta.tied_both AS ties
    ) now
    CROSS JOIN LATERAL (VALUES
        ('excluded', was.same, was.same + was.opposite, now.same, now.same + now.opposite),
        ('half', was.same + was.ties + was.half / 2.0,
         was.same + was.opposite + was.half + was.ties,
         now.same + now.ties + now.half / 2.0,
         now.same + now.opposite + now.half + now.ties),
        ('strict', was.same + was.ties, was.same + was.opposite + was.half + was.ties,
         now.same + now.ties, now.same + now.opposite + now.half + now.ties)
    ) rules (rule, x0, n0, x1, n1)
    GROUP BY delta.project_id, delta.shared_only, delta.user_id, rules.rule
"""  # noqa: S608 - parts of our own

SUMS = "n_clusters, sum_x, sum_n, sum_xx, sum_xn, sum_nn, tied, pairs"
