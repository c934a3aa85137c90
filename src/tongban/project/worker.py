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


def work(drain: Callable[[], int], beat: Callable[[datetime], None], stop: Event) -> None:
    """Drain until told to stop; a database that is away for a while only delays the work."""
    last = -BEAT
    while not stop.is_set():
        done = 0
        try:
            close_old_connections()
            if time.monotonic() - last >= BEAT:
                beat(datetime.now(UTC))
                last = time.monotonic()
            done = drain()
        except Error as error:
            log.warning("the database does not answer, trying again: %s", error)
            connection.close()
        if done == 0:
            stop.wait(IDLE)
