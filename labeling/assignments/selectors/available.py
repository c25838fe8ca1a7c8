"""Which places somebody could take, as SQL: the one definition that claim and queue share.

Parameters: ``project`` and ``user`` (bigint ids). ``wanted`` is a row of ``ELIGIBLE_KINDS``,
``p`` a place. The subqueries carry ``OFFSET 0`` so that they stay probes per row: as a join, the
planner may read and sort the whole queue to find its first row.
"""

from django.db.models import Q

from touchstone.core.clock import ClockNow

NOT_HELD = Q(lease_until=None) | Q(lease_until__lte=ClockNow())
"""Of places: nobody has it on a lease."""

ELIGIBLE_KINDS = """
    SELECT kind, bool_or(language = '*' AND expertise = '*') AS anything,
           COALESCE((SELECT topics FROM assignments_topicrefusal
                     WHERE project_id = %(project)s AND user_id = %(user)s),
                    ARRAY[]::varchar[]) AS refused
    FROM assignments_eligibility
    WHERE project_id = %(project)s AND user_id = %(user)s
      AND (valid_until IS NULL OR valid_until > clock_timestamp())
    GROUP BY kind
"""

AVAILABLE = """
    p.project_id = %(project)s AND p.kind = wanted.kind AND NOT p.filled AND NOT p.withdrawn
    AND (p.lease_until IS NULL OR p.lease_until <= clock_timestamp())
    AND NOT p.topics && wanted.refused
    AND NOT EXISTS (
        SELECT 1 FROM assignments_assignment a
        WHERE a.task_id = p.task_id AND a.user_id = %(user)s OFFSET 0)
    AND NOT EXISTS (
        SELECT 1 FROM assignments_taskcompletion shown
        JOIN prompts_completion c ON c.id = shown.completion_id
        WHERE shown.task_id = p.task_id AND c.author_id = %(user)s OFFSET 0)
    AND (wanted.anything OR (
        SELECT count(*) > 0 AND (bool_or(e.expertise = '*')
                                 OR p.expertise <@ array_agg(e.expertise)::varchar[])
        FROM assignments_eligibility e
        WHERE e.project_id = %(project)s AND e.user_id = %(user)s AND e.kind = p.kind
          AND (e.valid_until IS NULL OR e.valid_until > clock_timestamp())
          AND (e.language = '*' OR lower(p.language) = lower(e.language)
               OR starts_with(lower(p.language), lower(e.language) || '-'))))
"""
