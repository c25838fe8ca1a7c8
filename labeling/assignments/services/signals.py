"""What asks for a reviewer, kept per task, so that their queue is one index scan.

The fold and the skips mark a task's row stale; ``task_signals_refresh`` counts it anew from what
stands. Nothing is added up here: a refresh that runs twice, or late, gives the same row.
"""

from collections.abc import Sequence

from django.db import connection, transaction

from labeling.assignments.selectors.standing import STANDS

REFRESH_BATCH = 500

STALE_ROW = """
INSERT INTO assignments_tasksignal
    (project_id, task_id, stale, settled, need, judgments, spread, contested_flags, unclear_skips)
SELECT DISTINCT project_id, task_id, true, false, 0.0, 0, 0, '{}'::varchar[], 0 FROM """
# By task, so that two who mark the same tasks do not wait for each other.
ON_CONFLICT = " ORDER BY task_id ON CONFLICT (task_id) DO UPDATE SET stale = true"
_MARK = f"""
{STALE_ROW} (
    SELECT project_id, id AS task_id FROM assignments_labelingtask WHERE id = ANY(%s)
) marked {ON_CONFLICT}
"""  # noqa: S608 - parts of our own

# Weights: whole disagreement is worth 1; the largest spread, four contested flags, or four people
# who could make nothing of the task are worth half of that each. One skip alone is no signal.
_NEED = """
    COALESCE(pairs.discordant::float / NULLIF(pairs.ordered, 0), 0)
    + 0.5 * COALESCE(ratings.spread, 0) / 6.0
    + 0.5 * LEAST(COALESCE(cardinality(contested.flags), 0), 4) / 4.0
    + CASE WHEN skips.n >= 2 THEN 0.5 * LEAST(skips.n, 4) / 4.0 ELSE 0 END
"""
_REFRESH = f"""
WITH stale AS MATERIALIZED (
    SELECT id, task_id FROM assignments_tasksignal WHERE stale
    ORDER BY id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
), standing AS MATERIALIZED (
    SELECT j.id, j.task_id FROM stale JOIN assignments_judgment j USING (task_id)
    WHERE j.counted AND j.kind IN ('ranking', 'comparison') AND {STANDS}
), judged AS (
    SELECT task_id, count(*) AS n FROM standing GROUP BY task_id
), pairs AS (
    SELECT task_id, sum(weight * discordant) AS discordant,
           sum(weight * (concordant + discordant)) AS ordered
    FROM stale JOIN assignments_pairoutcome USING (task_id) GROUP BY task_id
), rated AS (
    SELECT task_id, completion_id, max(overall) - min(overall) AS spread, count(*) AS n
    FROM standing JOIN assignments_rating r ON r.judgment_id = standing.id
    GROUP BY task_id, completion_id
), ratings AS (
    SELECT task_id, max(spread) AS spread FROM rated GROUP BY task_id
), flagged AS (
    SELECT task_id, completion_id, flag, count(*) AS n
    FROM standing JOIN assignments_rating r ON r.judgment_id = standing.id
    CROSS JOIN unnest(r.flags) AS flag
    GROUP BY task_id, completion_id, flag
), contested AS (
    SELECT task_id, array_agg(DISTINCT flag ORDER BY flag) AS flags
    FROM flagged JOIN rated USING (task_id, completion_id)
    WHERE flagged.n < rated.n GROUP BY task_id
), skips AS (
    SELECT a.task_id, count(*) AS n
    FROM stale JOIN assignments_assignment a USING (task_id)
    JOIN assignments_skip s ON s.assignment_id = a.id AND s.reason IN ('unclear', 'broken')
    WHERE NOT EXISTS (SELECT 1 FROM assignments_skiptakenback back WHERE back.skip_id = s.id)
    GROUP BY a.task_id
)
UPDATE assignments_tasksignal signal
SET stale = false, judgments = COALESCE(judged.n, 0),
    disagreement = pairs.discordant::float / NULLIF(pairs.ordered, 0),
    spread = COALESCE(ratings.spread, 0), contested_flags = COALESCE(contested.flags, '{{}}'),
    unclear_skips = COALESCE(skips.n, 0),
    need = CASE WHEN task.purpose = 'training' AND task.cancelled_at IS NULL
                THEN {_NEED} ELSE 0 END,
    settled = EXISTS (
        SELECT 1 FROM assignments_labelingtask review
        JOIN assignments_judgment j ON j.task_id = review.id
        WHERE review.reviews_id = stale.task_id AND {STANDS})
FROM stale
JOIN assignments_labelingtask task ON task.id = stale.task_id
LEFT JOIN judged ON judged.task_id = stale.task_id
LEFT JOIN pairs ON pairs.task_id = stale.task_id
LEFT JOIN ratings ON ratings.task_id = stale.task_id
LEFT JOIN contested ON contested.task_id = stale.task_id
LEFT JOIN skips ON skips.task_id = stale.task_id
WHERE signal.id = stale.id
"""  # noqa: S608 - parts of our own


def task_signals_mark(task_ids: Sequence[int]) -> None:
    """Have the signals of tasks counted anew, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [list(task_ids)])


def task_signals_refresh(*, batch: int = REFRESH_BATCH) -> int:
    """Count every stale signal anew, batch by batch.

    Returns:
        How many were counted; those that somebody has locked wait for the next time.
    """
    refreshed = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_REFRESH, [batch])
            count = int(cursor.rowcount)
        refreshed += count
        if count < batch:
            return refreshed
