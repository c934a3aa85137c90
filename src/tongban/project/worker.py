"""The worker: hands committed events to those who follow them, and shows that it lives."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

from django.db import Error, close_old_connections, connection

BEAT = 5.0  # seconds between signs of life
IDLE = 0.5  # seconds between looks when nothing waits
log = logging.getLogger(__name__)


def work(
    drain: Callable[[], int],
    beat: Callable[[datetime], None],
    upkeep: Callable[[datetime], None],
    stop: Event,
) -> None:
    """Drain until told to stop; a database that is away for a while only delays the work.

    The sign of life comes first and the handing on of events second, so that neither waits for the upkeep.
    """
    last = -BEAT
    while not stop.is_set():
        done = 0
        try:
            close_old_connections()
            due = time.monotonic() - last >= BEAT
            if due:
                beat(datetime.now(UTC))
            done = drain()
            if due:
                last = time.monotonic()
                upkeep(datetime.now(UTC))
        except Error as error:
            log.warning("the database does not answer, trying again: %s", error)
            connection.close()
        if done == 0:
            stop.wait(IDLE)
