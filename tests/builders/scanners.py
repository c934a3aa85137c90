"""A ClamAV daemon of the tests: one thread, the same wire, and it finds only EICAR."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# The test file of the anti-virus makers, in two pieces so that no scanner takes this source for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@contextmanager
def a_clamd(place: Path | None = None, *, most: int = 10_000, says: bytes = b"") -> Iterator[str]:
    """A daemon behind a Unix socket in `place`, or a TCP port of its own; yield its address as a setting."""
    family = socket.AF_UNIX if place else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.bind(str(place / "clamd") if place else ("127.0.0.1", 0))
        door.listen()
        threading.Thread(target=_serve, args=(door, most, says), daemon=True).start()
        yield f"unix:{door.getsockname()}" if place else f"tcp:127.0.0.1:{door.getsockname()[1]}"
        door.shutdown(socket.SHUT_RDWR)


def _serve(door: socket.socket, most: int, says: bytes) -> None:
    with suppress(OSError):
        while True:
            wire, _ = door.accept()
            with wire, suppress(OSError):
                wire.sendall((says or _verdict(wire, most)) + b"\0")


def _verdict(wire: socket.socket, most: int) -> bytes:
    if _exactly(wire, 10) != b"zINSTREAM\0":
        return b"UNKNOWN COMMAND"
    content = b""
    while length := int.from_bytes(_exactly(wire, 4), "big"):
        content += _exactly(wire, length)
        if len(content) > most:
            return b"INSTREAM size limit exceeded. ERROR"
    return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


def _exactly(wire: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size and (more := wire.recv(size - len(got))):
        got += more
    return got
