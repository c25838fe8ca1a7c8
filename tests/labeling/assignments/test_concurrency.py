"""Claims, submits and skips of many people at once, on connections of their own."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from labeling.assignments.models import (
    Assignment,
    Judgment,
    PairOutcome,
    SkipReason,
    TaskPlace,
)
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from labeling.assignments.services.claim import Claim
from labeling.assignments.services.outcomes import pair_outcomes_fold
from labeling.assignments.services.skip import assignment_skip
from labeling.assignments.services.submit import Submitted
from tests.labeling.crew import assert_places_hold, claim, make_crew, submit
from tests.labeling.threads import at_once
from tests.labeling.work import make_ranking_task
from touchstone.accounts.models import User
from touchstone.core.errors import DomainError

PEOPLE = 32


pytestmark = pytest.mark.usefixtures("own_connections")


def _at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Run all calls in threads that start together; return results or refusals."""

    def outcome(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except DomainError as error:
            return error

    return at_once([partial(outcome, call) for call in calls], timeout_s=300)


def test_32_claimers_on_few_tasks_never_exceed_the_overlap() -> None:
    project, people = make_crew(PEOPLE)
    for _ in range(5):
        make_ranking_task(project, overlap=3)
    results = _at_once([lambda user=user: claim(user, project) for user in people])  # type: ignore[misc]
    got = [one.lease for one in results if one.lease is not None]
    assert len(got) == 15
    assert {one.reason for one in results if one.lease is None} == {"no_more_tasks"}
    assert set(TaskPlace.objects.values_list("holder_id", flat=True)) == {
        lease.assignment_id for lease in got
    }
    assert_places_hold(project)


def test_32_people_work_everything_off_with_skips_and_lost_leases() -> None:
    project, people = make_crew(PEOPLE)
    for _ in range(40):
        make_ranking_task(project, overlap=3)

    def work(user: User, reckless: float = 1.0) -> Counter[str]:
        generator, done = random.Random(user.pk), Counter[str]()
        while (lease := claim(user, project).lease) is not None:
            pk, chance = lease.assignment_id, generator.random()
            if chance < 0.1 * reckless:
                assignment_skip(assignment=Assignment.objects.get(pk=pk), reason=SkipReason.UNCLEAR)
                continue
            if chance < 0.3 * reckless:
                held = TaskPlace.objects.filter(holder_id=pk, filled=False)
                held.update(lease_until=Now() - timedelta(seconds=1))
            submitted = submit(pk, generator=generator)
            done["counted" if submitted.counted else "surplus"] += 1
        return done

    results = _at_once([lambda user=user: work(user) for user in people])  # type: ignore[misc]
    # What the last ones skipped came back after the others had left.
    results += [work(user, reckless=0) for user in people]
    total: Counter[str] = sum(results, Counter())
    assert total["counted"] == 120
    assert total["counted"] + total["surplus"] == Judgment.objects.count()
    assert not TaskPlace.objects.filter(filled=False).exists()
    assert_places_hold(project)
    recount = agreement_recount(project_id=project.pk)
    assert agreement_counts(project_id=project.pk) == recount
    while pair_outcomes_fold(batch=50):
        pass
    assert agreement_counts(project_id=project.pk) == recount
    assert not PairOutcome.objects.filter(folded=False).exists()


def test_two_tabs_of_one_person_never_get_two_tasks_by_accident() -> None:
    project, [user] = make_crew(1)
    for _ in range(8):
        make_ranking_task(project, overlap=3)
    results = _at_once([lambda: claim(user, project)] * 8)
    assert len({one.lease.assignment_id for one in results}) == 1
    assert Assignment.objects.count() == 1


def test_a_submission_sent_twice_at_once_is_stored_once() -> None:
    project, [user] = make_crew(1)
    make_ranking_task(project)
    lease = claim(user, project).lease
    assert lease is not None
    key, seed = uuid4(), 5
    results = _at_once(
        [lambda: submit(lease.assignment_id, key, random.Random(seed)) for _ in range(6)]
    )
    assert sorted(result.created for result in results) == [False] * 5 + [True]
    assert len({result.judgment_id for result in results}) == 1
    assert Judgment.objects.count() == 1


def test_two_answers_to_one_assignment_at_once_leave_one() -> None:
    project, [user] = make_crew(1)
    make_ranking_task(project)
    lease = claim(user, project).lease
    assert lease is not None
    results = _at_once([lambda: submit(lease.assignment_id) for _ in range(6)])
    refused = [result.code for result in results if isinstance(result, DomainError)]
    assert refused == ["already_submitted"] * 5
    assert Judgment.objects.count() == 1


def test_late_submits_and_new_claims_share_the_places_that_there_are() -> None:
    project, people = make_crew(12)
    make_ranking_task(project, overlap=3)
    late = [claim(user, project).lease for user in people[:3]]
    TaskPlace.objects.update(lease_until=Now() - timedelta(seconds=1))
    calls: list[Callable[[], Any]] = [
        lambda lease=lease: submit(lease.assignment_id)  # type: ignore[misc]
        for lease in late
        if lease
    ]
    calls += [lambda user=user: claim(user, project) for user in people[3:]]  # type: ignore[misc]
    results = _at_once(calls)
    counted = sum(isinstance(one, Submitted) and one.counted for one in results)
    claimed = sum(isinstance(one, Claim) and one.lease is not None for one in results)
    assert counted + claimed == 3
    assert_places_hold(project)


def test_no_more_tasks_is_said_only_after_waiting_for_locked_places() -> None:
    project, [user] = make_crew(1)
    task = make_ranking_task(project)
    locked, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            list(TaskPlace.objects.select_for_update().filter(task_id=task))
            locked.set()
            release.wait(120)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(120)
    with ThreadPoolExecutor(1) as pool:

        def ask() -> Claim:
            try:
                return claim(user, project)
            finally:
                connection.close()

        asked = pool.submit(ask)
        with pytest.raises(TimeoutError):
            asked.result(timeout=0.5)
        release.set()
        assert asked.result(timeout=120).lease is not None
    holder.join()


def test_the_fold_gives_way_to_another_folder() -> None:
    project, people = make_crew(2, shared_sample_share=1.0, shared_sample_overlap=2)
    make_ranking_task(project)
    for user in people:
        lease = claim(user, project).lease
        assert lease is not None
        submit(lease.assignment_id)
    assert PairOutcome.objects.count() == 1
    folded = _at_once([pair_outcomes_fold] * 4)
    assert sum(folded) == 1
    counts = agreement_counts(project_id=project.pk)
    assert counts == agreement_recount(project_id=project.pk)
    assert len(counts) == 4, "everybody's twice, and each side's own"
