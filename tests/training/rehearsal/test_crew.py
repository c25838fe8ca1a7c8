"""The crew: claims in turn, work side by side, all of the queue."""

import itertools
import threading
import time
from collections import defaultdict
from typing import Any

import httpx
import pytest

from touchstone.projects.domain import DEFAULT_FLAGS
from training.rehearsal.answers import Scene
from training.rehearsal.client import ApiClient, ApiError
from training.rehearsal.crew import Crew, Tally, Turnstile, Worker
from training.rehearsal.labelers import SimulatedLabeler, Temper
from training.rehearsal.language import Scenario

TEXT = "My lamp stopped working yesterday."
SCENE = Scene(0, {TEXT: Scenario("broken", TEXT)})
NAMES = ["ann", "bob", "cyd", "dan"]


class Server:
    """A queue of demonstration tasks that remembers who got which."""

    def __init__(self, tasks: int, refuse: str = "") -> None:
        self.open = list(range(tasks))
        self.got: dict[str, list[str]] = defaultdict(list)
        self.submitted: list[str] = []
        self.refuse = refuse
        self.lock = threading.Lock()

    def handler(self, name: str) -> Any:
        def handle(request: httpx.Request) -> httpx.Response:
            with self.lock:
                return self._answer(name, request)

        return handle

    def _answer(self, name: str, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/guidelines/current"):
            return httpx.Response(200, json={"must_acknowledge": False})
        if path.endswith("/assignments/next"):
            if not self.open:
                return httpx.Response(200, json={"assignment": None, "reason": "no_more_tasks"})
            task = str(self.open.pop(0))
            self.got[name].append(task)
            return httpx.Response(200, json={"assignment": _assignment(task), "reason": None})
        task = path.split("/")[3]
        if task == self.refuse:
            return httpx.Response(500, json={"error": {"code": "broken", "message": "no"}})
        # Some are slower than others, and it must not matter.
        time.sleep(0.002 * (hash((name, task)) % 3))
        self.submitted.append(task)
        return httpx.Response(201, json={"surplus": False})


def _assignment(task: str) -> dict[str, Any]:
    return {
        "id": task,
        "kind": "demonstration",
        "prompt": {"messages": [{"role": "user", "content": TEXT}]},
        "slots": [],
        "rating_schema": {"flags": DEFAULT_FLAGS},
    }


def crew_of(server: Server) -> Crew:
    return Crew(
        [
            Worker(
                SimulatedLabeler(name, Temper.HONEST, 0, 0.2),
                ApiClient(
                    "http://example.test",
                    session_key=name,
                    transport=httpx.MockTransport(server.handler(name)),
                ),
                "p",
                SCENE,
            )
            for name in NAMES
        ]
    )


def test_the_queue_is_worked_off_and_counted() -> None:
    server, tally = Server(30), Tally()
    crew_of(server).work(["demonstration"], tally=tally)

    assert sorted(server.submitted, key=int) == [str(task) for task in range(30)]
    assert tally.submitted == {"demonstration": 30}


def test_who_gets_what_repeats_whoever_is_faster() -> None:
    servers = [Server(41), Server(41)]
    for server in servers:
        crew_of(server).work(["demonstration"], tally=Tally())

    assert servers[0].got == servers[1].got
    assert servers[0].got["ann"] == [str(task) for task in range(0, 41, 4)]


def test_a_refusal_ends_everybodys_work_and_is_told() -> None:
    server = Server(1_000_000, refuse="5")

    with pytest.raises(ApiError, match="broken"):
        crew_of(server).work(["demonstration"], tally=Tally())
    assert len(server.submitted) < 50


def test_a_turnstile_goes_on_without_those_who_left() -> None:
    turns, passed = Turnstile(["a", "b", "c"]), []
    rounds = {"a": 3, "b": 1, "c": 2}

    def member(name: str) -> None:
        for _ in range(rounds[name]):
            with turns.turn(name):
                passed.append(name)
        turns.leave(name)

    threads = [threading.Thread(target=member, args=(name,)) for name in rounds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert passed == ["a", "b", "c", "a", "c", "a"]


def test_a_turnstile_survives_a_failure_inside_a_turn() -> None:
    turns = Turnstile(["a", "b"])
    with pytest.raises(ValueError, match="oops"), turns.turn("a"):
        raise ValueError("oops")
    turns.leave("a")

    for _ in itertools.repeat(None, 3):
        with turns.turn("b"):
            pass
