"""Voiding a person's judgments: from the order to the last place that is back in the queue.

`python -m bench.voids --judgments 50000` stores that many ranking tasks of four completions, each
judged by the person who is voided and by another (all of it counted as shared sample), and times
what a reviewer waits for (preview, order), what the worker does, and a person's own page before.
Rows are inserted as the submit leaves them; the statements that void them are the product's own.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.instance import instance_opened
from bench.machine import machine

_OUTCOMES = """
INSERT INTO assignments_pairoutcome
    (project_id, task_id, prompt_id, in_shared_sample, first_id, second_id, first_user_id,
     second_user_id, weight, concordant, discordant, tied_one, tied_both, folded)
SELECT one.project_id, one.task_id, one.prompt_id, true, one.id, other.id, one.user_id,
       other.user_id, 1, 3 + one.id % 4, 3 - one.id % 4, 0, 0, false
FROM assignments_judgment one
JOIN assignments_judgment other ON other.task_id = one.task_id AND other.id > one.id
"""
_SHARED = "UPDATE assignments_labelingtask SET in_shared_sample = true"


def _filled(judgments: int) -> tuple[Any, Any]:
    """Store the work; return the project and the person."""
    from django.db import connection

    from bench.labeling_data import fill
    from bench.past_work import work_off
    from labeling.assignments.services.outcomes import pair_outcomes_fold
    from touchstone.accounts.models import User
    from touchstone.projects.models import Project

    fill(tasks=judgments, people=2, overlap=2)
    work_off(1.0)
    with connection.cursor() as cursor:
        cursor.execute(_SHARED)
        cursor.execute(_OUTCOMES)
        cursor.execute("VACUUM ANALYZE")
    pair_outcomes_fold()
    return Project.objects.get(), User.objects.earliest("id")


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = call()
    return round(time.perf_counter() - start, 3), result


def _measured(project: Any, person: Any) -> dict[str, Any]:
    from labeling.assignments.models import JudgmentVoid, TaskPlace, VoidCause
    from labeling.assignments.selectors.own import own_standing
    from labeling.assignments.services.outcomes import pair_outcomes_fold
    from labeling.quality.selectors.voids import VoidCriteria, void_preview
    from labeling.quality.services.voids import void_order_create, void_order_run

    criteria = VoidCriteria(VoidCause.VOID, user=person)
    own_s, _ = _timed(lambda: own_standing(project_id=project.pk, user_id=person.pk))
    preview_s, _ = _timed(lambda: void_preview(project=project, criteria=criteria))
    order_s, order = _timed(
        lambda: void_order_create(
            project=project, by=person, criteria=criteria, reason="Ranks without reading."
        )
    )
    run_s, order = _timed(lambda: void_order_run(order))
    fold_s, folded = _timed(pair_outcomes_fold)
    after_s, _ = _timed(lambda: own_standing(project_id=project.pk, user_id=person.pk))
    assert JudgmentVoid.objects.count() == order.done == order.total == folded
    assert TaskPlace.objects.filter(filled=False, withdrawn=False).count() == order.done
    return {
        "voided": order.done,
        "own_page_s": own_s,
        "own_page_after_s": after_s,
        "preview_s": preview_s,
        "order_s": order_s,
        "run_s": run_s,
        "fold_s": fold_s,
    }


def main() -> int:
    """Run it and print one JSON object.

    Returns:
        0.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judgments", type=int, default=50_000)
    arguments = parser.parse_args()
    with instance_opened():
        figures = _measured(*_filled(arguments.judgments))
    print(json.dumps({"bench": "voids", "machine": machine(), **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
