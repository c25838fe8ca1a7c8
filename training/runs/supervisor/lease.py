"""Keeping the lease: a thread that renews it while the supervisor downloads, trains or uploads."""

import logging
import threading
import time

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection

from training.runs.services.leases import run_heartbeat
from training.runs.services.transitions import Claim, LeaseLostError

logger = logging.getLogger(__name__)
_MOST_OFTEN_S = 0.2
_AT_LEAST_EVERY_S = 2.0


class LeaseKeeper:
    """Renews a claim's lease in the background, and knows when to stop.

    ``lost`` is set when the run is no longer ours; ``cancelled`` when somebody cancelled it. While
    the database does not answer, the lease counts as ours for as long as it was last renewed for:
    after that another worker may have the run.
    """

    def __init__(self, claim: Claim) -> None:
        """Prepare; ``with`` starts and ends the thread."""
        self.lost = threading.Event()
        self.cancelled = threading.Event()
        self._claim = claim
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lease", daemon=True)
        self._interval_s = max(_MOST_OFTEN_S, min(_AT_LEAST_EVERY_S, settings.RUN_LEASE_S / 5))

    def __enter__(self) -> "LeaseKeeper":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        renewed = time.monotonic()
        try:
            while not self._done.wait(self._interval_s) and not self.lost.is_set():
                if self._renew():
                    renewed = time.monotonic()
                elif time.monotonic() - renewed > settings.RUN_LEASE_S:
                    self.lost.set()
        finally:
            connection.close()

    def _renew(self) -> bool:
        """Return whether the lease was renewed."""
        try:
            if run_heartbeat(claim=self._claim):
                self.cancelled.set()
        except LeaseLostError:
            # Whoever asks will say so; a run that has just been finished is no news.
            self.lost.set()
        except DatabaseError as error:
            logger.warning("could not renew the lease of run %s: %s", self._claim.run_id, error)
            connection.close()
            return False
        return True
