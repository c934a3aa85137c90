"""病毒扫描: asking a ClamAV daemon over its socket whether a file is harmful."""

import logging
import socket
from dataclasses import dataclass
from pathlib import Path

from tongban.kernel import Refusal
from tongban.kernel.documents.scanning import Verdict

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """The daemon could not be asked, or did not say whether the file is clean."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """A ClamAV daemon at `address`: the path of a Unix socket, or host and port.

    With `must_answer` a file that could not be scanned is refused; without, it is kept and its row says so. `patience`
    is how many seconds the daemon may be silent.
    """

    address: str | tuple[str, int]
    must_answer: bool = True
    patience: float = 60.0
    name: str = "clamd"

    def scan(self, path: Path) -> Verdict:
        """Return what the daemon finds in the file. Raises `Refusal` where it must answer and does not."""
        try:
            answer = self._asked(path)
        except (OSError, NoAnswer) as error:
            return self._unanswered(error)
        if answer.endswith(" FOUND"):
            log.warning("a file that was sent in was refused: %s", answer)
            return Verdict.INFECTED
        if answer == "stream: OK":
            return Verdict.CLEAN
        return self._unanswered(NoAnswer(answer))

    def _asked(self, path: Path) -> str:
        """Send the file by INSTREAM and return the daemon's line: `stream: OK`, or `stream: NAME FOUND`."""
        with self._connected() as wire, path.open("rb") as file:
            try:
                wire.sendall(b"zINSTREAM\0")
                while chunk := file.read(_CHUNK):
                    wire.sendall(len(chunk).to_bytes(4, "big") + chunk)
                wire.sendall(b"\0\0\0\0")
            except (BrokenPipeError, ConnectionResetError):
                # It hangs up on a stream that is longer than its StreamMaxLength, and says so first.
                return _line(wire)
            return _line(wire)

    def _connected(self) -> socket.socket:
        if isinstance(self.address, tuple):
            return socket.create_connection(self.address, timeout=self.patience)
        wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        wire.settimeout(self.patience)
        try:
            wire.connect(self.address)
        except OSError:
            wire.close()
            raise
        return wire

    def _unanswered(self, error: Exception) -> Verdict:
        log.error("the virus scanner gave no verdict: %s: %s", type(error).__name__, error)
        if not self.must_answer:
            return Verdict.NOT_SCANNED
        raise Refusal(
            "documents.not_scannable",
            "The file could not be scanned for viruses, so it was not kept. Try again in a few minutes, "
            "or with a smaller file; if it stays so, tell the service hall.",
        )


def address_of(url: str) -> str | tuple[str, int]:
    """Return the address in `unix:/run/clamav/clamd.ctl` or `tcp:host:3310`. Raises `Refusal` for anything else."""
    kind, _, rest = url.partition(":")
    if kind == "unix" and rest.startswith("/"):
        return rest
    host, _, port = rest.rpartition(":")
    if kind == "tcp" and host and port.isascii() and port.isdecimal() and 0 < int(port) < 65536:
        return host.strip("[]"), int(port)
    raise Refusal(
        "documents.scanner_address",
        "{url} is no address of a virus scanner; write it like unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310.",
        url=url,
    )


def _line(wire: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        more = wire.recv(1024)
        if not more:
            break
        said += more
    if not said:
        raise NoAnswer("it hung up without a word")
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
