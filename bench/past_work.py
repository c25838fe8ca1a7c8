"""Work that was done before a benchmark starts, stored as submits leave it.

Imported once Django is set up. The statements insert rows in bulk: a hundred thousand judgments
through the product would take longer than what is measured.
"""

from django.db import connection

_ASSIGNMENTS = """
WITH person AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS number, count(*) OVER () AS people
    FROM accounts_user
), done AS (
    SELECT p.*, person.id AS person_id,
           row_number() OVER (PARTITION BY person.id ORDER BY p.priority, p.sort_key DESC) AS ago
    FROM (SELECT *, percent_rank() OVER (ORDER BY priority DESC, sort_key) AS depth
          FROM assignments_taskplace) p
    JOIN person ON person.number = (p.task_id + p."index") %% person.people
    WHERE p.depth <= %(share)s
), timed AS (
    SELECT *, now() - make_interval(days => (1 + ago / 96)::int, mins => (5 * (ago %% 96))::int)
              AS began
    FROM done
)
INSERT INTO assignments_assignment
    (public_id, project_id, task_id, user_id, place_id, kind, state, rating_schema_id,
     display_order, claimed_at, opened_at, submitted_at, lease_until, active_ms)
SELECT gen_random_uuid(), project_id, task_id, person_id, id, kind, 'submitted',
       (SELECT id FROM projects_ratingschema), '{0,1,2,3}', began, began,
       began + interval '4 minutes', began + interval '4 minutes', 180000
FROM timed ORDER BY began
"""
_JUDGMENTS = """
INSERT INTO assignments_judgment
    (public_id, project_id, assignment_id, task_id, prompt_id, user_id, kind, revision, counted,
     ranking, strength, both_bad, prompt_fields, rating_schema_id, interface_version,
     submission_id, submission_sha256, active_ms, wall_ms, occurred_at, received_at, is_simulated)
SELECT gen_random_uuid(), a.project_id, a.id, a.task_id, task.prompt_id, a.user_id, a.kind, 1, true,
       (SELECT jsonb_agg(jsonb_build_array(completion_id)
                         ORDER BY hashint8(completion_id * a.user_id))
        FROM assignments_taskcompletion shown WHERE shown.task_id = a.task_id),
       '', false, '{}', a.rating_schema_id, '', gen_random_uuid(), '', 180000, 240000,
       a.submitted_at, a.submitted_at, true
FROM assignments_assignment a JOIN assignments_labelingtask task ON task.id = a.task_id
ORDER BY a.id
"""
_RATINGS = """
INSERT INTO assignments_rating (judgment_id, completion_id, overall, flags)
SELECT judgment.id, shown.completion_id, 1 + judgment.id % 7, '{}'
FROM assignments_judgment judgment
JOIN assignments_taskcompletion shown ON shown.task_id = judgment.task_id
ORDER BY judgment.id
"""
_PLACES = """
UPDATE assignments_taskplace p SET filled = true, holder_id = a.id
FROM assignments_assignment a WHERE a.place_id = p.id
"""


def work_off(share: float) -> None:
    """Let the people there are have done this share of the queue, from its head.

    Each place of a task is another person's; whose turn it is goes round. Everybody did 96 tasks a
    day, five minutes each, until yesterday.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ASSIGNMENTS, {"share": share})
        for statement in (_JUDGMENTS, _RATINGS, _PLACES):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
