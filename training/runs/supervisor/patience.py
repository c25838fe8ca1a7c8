"""Writing to a database that may be away for a moment: an hour's training is worth a wait."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from training.runs.services.transitions import LeaseLostError

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
RETRY_S = 0.5


def patiently(act: Callable[[], Result], *, hopeless: Callable[[], bool]) -> Result:
    """Do something again and again while the database does not answer.

    What is done must bear repetition: an answer may be lost after its commit. Then a fenced write
    finds its token stale, which is the truth.

    Raises:
        LeaseLostError: It became ``hopeless`` meanwhile.
    """
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError) as error:
            connection.close()
            if hopeless():
                raise LeaseLostError(f"the database was away for too long: {error}") from error
            logger.warning("the database does not answer, trying again: %s", error)
            time.sleep(RETRY_S)
