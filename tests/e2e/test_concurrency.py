"""32 labelers at once over HTTP, with the web server killed in the middle."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from bench.labor import HttpLabeler
from labeling.assignments.models import Judgment, TaskPlace
from labeling.assignments.selectors.agreement import agreement_counts
from labeling.assignments.selectors.recount import agreement_recount
from tests.labeling.crew import assert_places_hold, make_crew
from tests.labeling.work import make_ranking_task
from tests.live import LiveStack
from touchstone.accounts.models import User

PEOPLE, TASKS, OVERLAP = 32, 150, 3


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@pytest.mark.services
def test_no_judgment_is_lost_or_doubled_though_the_web_server_is_killed(
    live_stack: LiveStack,
) -> None:
    project, people = make_crew(PEOPLE)
    for _ in range(TASKS):
        make_ranking_task(project, overlap=OVERLAP)
    live_stack.start("web")
    labelers = [
        HttpLabeler(live_stack.url, _session(user), str(project.public_id), seed)
        for seed, user in enumerate(people)
    ]
    told: list[Any] = []

    def work(labeler: HttpLabeler) -> None:
        for pair in labeler.pairs():
            told.append(pair)
        labeler.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        working = [pool.submit(work, labeler) for labeler in labelers]
        for share in (0.2, 0.5):
            _wait_for_judgments(int(TASKS * OVERLAP * share), working)
            live_stack.kill("web")
            live_stack.start("web")
        for future in working:
            future.result(timeout=600)

    stored = {str(one.public_id): one for one in Judgment.objects.all()}
    acknowledged = Counter(pair.judgment_id for pair in told)
    assert set(acknowledged) == set(stored), "what was acknowledged is what is stored"
    assert set(acknowledged.values()) == {1}
    assert all(str(stored[p.judgment_id].submission_id) == p.submission_id for p in told)
    assert sum(one.counted for one in stored.values()) == TASKS * OVERLAP
    assert not TaskPlace.objects.filter(filled=False).exists()
    assert_places_hold(project)
    counts = agreement_counts(project_id=project.pk)
    assert counts == agreement_recount(project_id=project.pk)
    assert sum(count.pairs for (user, _, _), count in counts.items() if user is None) == (
        TASKS * 3 * 3
    )


def _wait_for_judgments(count: int, working: list[Any]) -> None:
    deadline = time.monotonic() + 300
    while Judgment.objects.count() < count:
        assert time.monotonic() < deadline, "the labelers do not get on"
        for future in working:
            if future.done():
                future.result()
        time.sleep(0.05)
