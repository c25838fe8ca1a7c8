"""kill -9 under load: what was acknowledged stands once, and agreement equals a recount."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from labeling.assignments.models import Judgment, PairOutcome, TaskPlace
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from labeling.assignments.services import outcomes, submit
from labeling.assignments.services.outcomes import pair_outcomes_fold
from tests.labeling import crew
from tests.labeling.work import make_ranking_task
from touchstone.projects.models import Project

pytestmark = pytest.mark.usefixtures("own_connections")

_FORK = multiprocessing.get_context("fork")


def _started(work: Callable[..., object], *arguments: Any) -> Any:
    """Start a process that shares no connection with this one."""
    connection.close()
    process = _FORK.Process(target=_apart, args=(work, *arguments), daemon=True)
    process.start()
    return process


def _apart(work: Callable[..., object], *arguments: Any) -> None:
    # Under the event loop of a browser's tests the parent has other connections than its child,
    # which would go on with what the parent had before that: another test's, open to both.
    connections["default"] = connections.create_connection("default")
    work(*arguments)


def _labor(project: Project, people: list[Any], seed: int, acknowledged: Connection) -> None:
    """Claim, submit and fold without end; report every judgment that was acknowledged."""
    generator = random.Random(seed)
    while True:
        user = generator.choice(people)
        lease = crew.claim(user, project).lease
        if lease is not None:
            submitted = crew.submit(lease.assignment_id, generator=generator)
            acknowledged.send_bytes(str(submitted.judgment_id).encode())
        if generator.random() < 0.3:
            pair_outcomes_fold(batch=3)


def _equal_to_recount(project: Project) -> bool:
    """Compare in one snapshot, while others write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        live = agreement_counts(project_id=project.pk)
        return live == agreement_recount(project_id=project.pk)


def test_agreement_equals_a_recount_after_repeated_kills_under_load() -> None:
    project, people = crew.make_crew(12, shared_sample_share=0.5)
    for _ in range(120):
        make_ranking_task(project, overlap=4)
    generator = random.Random(11)
    told: list[str] = []
    for round_number in range(5):
        pipes = [_FORK.Pipe(duplex=False) for _ in range(2)]
        workers = [
            _started(_labor, project, people[index::2], round_number * 2 + index, sender)
            for index, (_, sender) in enumerate(pipes)
        ]
        _wait_for_judgments(Judgment.objects.count() + 15)
        assert _equal_to_recount(project)
        time.sleep(0.2 * generator.random())
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)
            worker.join(60)
        for receiver, sender in pipes:
            sender.close()
            told += _drain(receiver)
        _wait_until_alone()
        assert _equal_to_recount(project)
    stored = {str(pk) for pk in Judgment.objects.values_list("public_id", flat=True)}
    assert len(told) > 50
    assert len(told) == len(set(told))
    assert set(told) <= stored
    assert len(stored) <= len(told) + 10, "at most one unreported commit for each kill"
    assert PairOutcome.objects.filter(folded=True).exists()
    crew.assert_places_hold(project)
    while pair_outcomes_fold():
        pass
    assert _equal_to_recount(project)


def test_a_process_killed_between_its_rows_and_its_commit_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project, people = crew.make_crew(2)
    make_ranking_task(project, overlap=2)
    leases = [crew.claim(user, project).lease for user in people]
    assert leases[0] is not None
    assert leases[1] is not None
    crew.submit(leases[0].assignment_id)
    receiver, sender = _FORK.Pipe(duplex=False)

    def insert_and_hang(*arguments: Any) -> None:
        outcomes.outcomes_insert(*arguments)
        sender.send(PairOutcome.objects.count())
        time.sleep(600)

    monkeypatch.setattr(submit, "outcomes_insert", insert_and_hang)
    worker = _started(crew.submit, leases[1].assignment_id)
    assert receiver.poll(120)
    assert receiver.recv() == 1, "the rows are there, inside the transaction"
    os.kill(worker.pid, signal.SIGKILL)
    worker.join(60)
    _wait_until_alone()
    assert (Judgment.objects.count(), PairOutcome.objects.count()) == (1, 0)
    assert TaskPlace.objects.filter(filled=True).count() == 1
    assert _equal_to_recount(project)

    monkeypatch.undo()
    assert crew.submit(leases[1].assignment_id).counted, "the lease survived, and the answer"
    assert PairOutcome.objects.count() == 1
    assert _equal_to_recount(project)


def _wait_for_judgments(count: int) -> None:
    deadline = time.monotonic() + 180
    while Judgment.objects.count() < count:
        assert time.monotonic() < deadline, "the labelers do not get on"
        time.sleep(0.02)


def _drain(receiver: Connection) -> list[str]:
    told = []
    try:
        while receiver.poll(0):
            told.append(receiver.recv_bytes().decode())
    except EOFError:
        pass
    return told


def _wait_until_alone() -> None:
    """Wait until PostgreSQL has noticed that its clients are dead."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as probe:
        for _ in range(1200):
            own = connection.connection.info.backend_pid if connection.connection else 0
            row = probe.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
                (name, own),
            ).fetchone()
            if row is not None and row[0] == 0:
                return
            time.sleep(0.05)
    raise AssertionError("dead clients' transactions are still there")
