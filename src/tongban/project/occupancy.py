"""What one running house has for itself: its data folder and its port."""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tongban.kernel import Refusal
from tongban.project.environment import Environment
from tongban.project.folder import Folder, hold

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - recognised here, not chosen

MOMENT = 3.0  # seconds that a web server takes to end when its house was killed


@contextmanager
def alone(folder: Folder, port: int) -> Iterator[None]:
    """Run alone on this data folder, or refuse and name who runs there."""
    lock = folder.lock("run")
    try:
        with hold(lock, fcntl.LOCK_EX | fcntl.LOCK_NB) as handle:
            os.truncate(handle, 0)
            os.write(handle, f"process {os.getpid()}, port {port}".encode())
            yield
    except BlockingIOError:
        words = (
            "The house of {folder} runs already ({who}); stop that one, or choose another data folder and port: "
            "TONGBAN_DATA=other PORT={port} make run."
        )
        who, other = lock.read_text(encoding="utf-8"), port % 65535 + 1
        raise Refusal(
            "project.runs_already", words, folder=str(folder.root), who=who, port=other
        ) from None


def refuse_taken_port(environment: Environment) -> None:
    """Refuse when another program listens on our port; one that is just ending gets a moment."""
    last = time.monotonic() + MOMENT
    while (reason := _why_not_ours(environment)) and time.monotonic() < last:
        time.sleep(0.1)
    if reason:
        words = "Port {port} of {listen} cannot be used ({reason}); choose another: PORT={other} make run."
        raise Refusal(
            "project.port_taken",
            words,
            port=environment.port,
            listen=environment.listen,
            reason=reason,
            other=environment.port % 65535 + 1,
        )


def _why_not_ours(environment: Environment) -> str:
    """Return why the port cannot be had, or nothing."""
    with socket.socket(_family(environment.listen)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((environment.listen, environment.port))
        except OSError as error:
            return os.strerror(error.errno or 0)
    return ""


def web_answers(environment: Environment) -> bool:
    """Say whether the web server accepts connections."""
    with socket.socket(_family(environment.listen)) as visitor:
        return visitor.connect_ex((_own(environment.listen), environment.port)) == 0


def address_shown(environment: Environment) -> str:
    """Return the address that a person on this machine opens."""
    host = _own(environment.listen)
    return f"http://{f'[{host}]' if ':' in host else host}:{environment.port}"


def _own(listen: str) -> str:
    return EVERYWHERE.get(listen, listen)


def _family(listen: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in listen else socket.AF_INET
