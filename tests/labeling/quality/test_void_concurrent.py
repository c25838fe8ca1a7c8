"""Voids beside claims, submits and revisions, on connections of their own."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from labeling.assignments.models import JudgmentVoid, TaskPlace, VoidCause
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from labeling.assignments.services.outcomes import pair_outcomes_fold
from labeling.quality.selectors.voids import VoidCriteria
from labeling.quality.services.voids import void_order_create, void_order_run
from tests.factories import make_user
from tests.labeling.crew import assert_places_hold, claim, make_crew, submit
from tests.labeling.work import make_ranking_task
from touchstone.accounts.models import User

pytestmark = pytest.mark.usefixtures("own_connections")


def test_voids_beside_submits_leave_every_count_right() -> None:
    project, people = make_crew(8)
    for _ in range(30):
        make_ranking_task(project, overlap=3)
    reviewer = make_user()
    # Beside the others they may come to nothing more, and there would be nothing to void.
    for user in people[:2]:
        lease = claim(user, project).lease
        assert lease is not None
        submit(lease.assignment_id)
    barrier = threading.Barrier(len(people) + 2)

    def work(user: User) -> None:
        generator = random.Random(user.pk)
        while (lease := claim(user, project).lease) is not None:
            submit(lease.assignment_id, generator=generator)

    def void(user: User) -> int:
        criteria = VoidCriteria(VoidCause.VOID, user=user)
        order = void_order_create(
            project=project, by=reviewer, criteria=criteria, reason="Careless."
        )
        return void_order_run(order, batch=3).done

    def run(call: Any, user: User) -> Any:
        barrier.wait()
        try:
            return call(user)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people) + 2) as pool:
        calls = [pool.submit(run, work, user) for user in people]
        calls += [pool.submit(run, void, user) for user in people[:2]]
        results = [call.result(timeout=300) for call in calls]
    voided = sum(result or 0 for result in results)
    assert voided == JudgmentVoid.objects.count() > 0
    for user in people[2:]:
        work(user)
    assert_places_hold(project)
    assert agreement_counts(project_id=project.pk) == agreement_recount(project_id=project.pk)
    pair_outcomes_fold()
    assert agreement_counts(project_id=project.pk) == agreement_recount(project_id=project.pk)
    assert not TaskPlace.objects.filter(filled=False).exists(), "others took the places"


def test_two_workers_on_one_order_void_each_judgment_once() -> None:
    project, people = make_crew(3)
    for _ in range(10):
        make_ranking_task(project, overlap=3)
    for user in people:
        while (lease := claim(user, project).lease) is not None:
            submit(lease.assignment_id)
    order = void_order_create(
        project=project,
        by=make_user(),
        criteria=VoidCriteria(VoidCause.VOID, user=people[0]),
        reason="Careless.",
    )

    def run() -> None:
        try:
            order_again = type(order).objects.get(pk=order.pk)
            void_order_run(order_again, batch=2)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for call in [pool.submit(run) for _ in range(3)]:
            call.result(timeout=300)
    order.refresh_from_db()
    assert (order.done, JudgmentVoid.objects.count()) == (10, 10)
    assert_places_hold(project)
    assert agreement_counts(project_id=project.pk) == agreement_recount(project_id=project.pk)
