"""The crew: simulated labelers at work over HTTP, side by side, until nothing is left.

Each has a connection and a thread of their own and does what a labeler's page does: acknowledge
the guidelines, claim, submit. What they answer depends on who they are and what they see, never
on the clock (``answers``). They claim in turn and work at the same time: so who gets which task
does not hang on whose thread was faster, and a rehearsal repeats.
"""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from training.rehearsal.answers import Json, Scene, answer, seconds_spent
from training.rehearsal.client import ApiClient, ApiError
from training.rehearsal.labelers import SimulatedLabeler

INTERFACE_VERSION = "rehearsal-1"
_SUBMISSIONS = uuid.UUID("6b1c2f5e-5f0c-4ad0-9d6b-7d0f3f0f5a11")
# Somebody else holds the task now, or finished it: take the next one.
_GONE = {"assignment_expired", "already_submitted"}


@dataclass
class Tally:
    """What the crew has done so far; safe to add to from several threads."""

    on_change: Callable[[int], None] = lambda _done: None
    submitted: Counter[str] = field(default_factory=Counter)
    surplus: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, *, surplus: bool) -> None:
        """Count one submitted judgment."""
        with self._lock:
            self.submitted[kind] += 1
            self.surplus += surplus
            self.on_change(self.total)

    @property
    def total(self) -> int:
        """Judgments submitted, of all kinds."""
        return sum(self.submitted.values())


class Turnstile:
    """Lets its members through one at a time, always in the same order."""

    def __init__(self, members: Sequence[str]) -> None:
        """Begin with the first of ``members``."""
        self._members = list(members)
        self._next = 0
        self._moved = threading.Condition()

    @contextmanager
    def turn(self, member: str) -> Iterator[None]:
        """Wait for the turn of ``member`` and pass it on afterwards, unless they left."""
        with self._moved:
            self._moved.wait_for(lambda: self._members[self._next] == member)
        yield
        with self._moved:
            self._next = (self._members.index(member) + 1) % len(self._members)
            self._moved.notify_all()

    def leave(self, member: str) -> None:
        """Take ``member`` out of the round, on their turn or after a failure."""
        with self._moved:
            index = self._members.index(member)
            self._members.remove(member)
            if index < self._next:
                self._next -= 1
            self._next %= max(1, len(self._members))
            self._moved.notify_all()


@dataclass
class Worker:
    """One simulated labeler in front of one project's queue."""

    labeler: SimulatedLabeler
    client: ApiClient
    project_id: str
    scene: Scene

    def acknowledge(self) -> None:
        """Read the current guidelines, where that is asked."""
        current = self.client.get(f"/api/projects/{self.project_id}/guidelines/current")
        if current["must_acknowledge"]:
            self.client.post(f"/api/guidelines/{current['release']['id']}/acknowledge")

    def work(
        self, kinds: Sequence[str], tally: Tally, turns: Turnstile, going: Callable[[], bool]
    ) -> None:
        """Claim and submit until the server says that nothing is left, or ``going`` ends.

        Raises:
            ApiError: The server refused a claim or an answer.
        """
        self.acknowledge()
        while going():
            with turns.turn(self.labeler.name):
                claimed = self._claim(kinds)
            if claimed is None:
                return
            try:
                done = self._submit(claimed)
            except ApiError as error:
                if error.code not in _GONE:
                    raise
                continue
            tally.add(claimed["kind"], surplus=done["surplus"])

    def _claim(self, kinds: Sequence[str]) -> Json | None:
        path = f"/api/projects/{self.project_id}/assignments/next"
        found = self.client.post(path, {"kinds": list(kinds)})
        if found["reason"] == "must_acknowledge":
            self.acknowledge()
            found = self.client.post(path, {"kinds": list(kinds)})
        assignment: Json | None = found["assignment"]
        return assignment

    def _submit(self, assignment: Json) -> Json:
        seconds = seconds_spent(self.labeler, self.scene, assignment)
        body = {
            # One key for one piece of work: whatever is sent again is taken once.
            "submission_id": str(uuid.uuid5(_SUBMISSIONS, assignment["id"])),
            "answer": answer(self.labeler, self.scene, assignment),
            "active_seconds": seconds,
            "wall_seconds": seconds,
            "occurred_at": datetime.now(UTC).isoformat(),
            "interface_version": INTERFACE_VERSION,
        }
        return self.client.post(f"/api/assignments/{assignment['id']}/submit", body)


@dataclass
class Crew:
    """All labelers of a rehearsal."""

    workers: Sequence[Worker]

    def work(self, kinds: Sequence[str], *, tally: Tally) -> None:
        """Work through the queue of these kinds, everybody at once.

        Raises:
            ApiError: Somebody's request was refused; the others end after their current task.
        """
        failed = threading.Event()
        turns = Turnstile([worker.labeler.name for worker in self.workers])

        def one(worker: Worker) -> None:
            try:
                worker.work(kinds, tally, turns, lambda: not failed.is_set())
            except BaseException:
                failed.set()
                raise
            finally:
                turns.leave(worker.labeler.name)

        with ThreadPoolExecutor(len(self.workers), thread_name_prefix="labeler") as threads:
            for future in [threads.submit(one, worker) for worker in self.workers]:
                future.result()
