"""What one running house has for itself: its data folder and its port."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tongban.kernel import Refusal
from tongban.project.environment import Environment
from tongban.project.folder import Folder, hold

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - recognised here, not chosen


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
    """Refuse when another program listens on our port."""
    with socket.socket(_family(environment.listen)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((environment.listen, environment.port))
        except OSError as error:
            words = "Port {port} of {listen} cannot be used ({reason}); choose another: PORT={other} make run."
            raise Refusal(
                "project.port_taken",
                words,
                port=environment.port,
                listen=environment.listen,
                reason=os.strerror(error.errno or 0),
                other=environment.port % 65535 + 1,
            ) from None


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
