"""The web server: granian with threads, one process unless told otherwise."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tongban.project.environment import Environment

THREAD_IDLE = 600  # seconds; a thread keeps its database connection


def serve(environment: Environment) -> None:
    """Serve until SIGTERM or SIGINT."""
    Granian(
        "tongban.project.wsgi:application",
        address=environment.listen,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=environment.processes,
        blocking_threads=environment.threads,
        blocking_threads_idle_timeout=THREAD_IDLE,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
    ).serve()
