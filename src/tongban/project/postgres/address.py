"""Where the database answers: a server named by a URL, or the embedded one of a data folder."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from tongban.kernel import Refusal
from tongban.project.folder import Folder

NAME, USER, PORT = "house", "tongban", 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 107  # bytes; one more ends the text in sockaddr_un


@dataclass(frozen=True, slots=True)
class Address:
    """How to reach one database. `host` may be the folder of a Unix socket."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)
    options: Mapping[str, str] = field(default_factory=dict)

    def keywords(self, name: str | None = None) -> dict[str, str | int]:
        """Return libpq's keywords, for this database or another of the same server."""
        own: dict[str, str | int] = {"host": self.host, "port": self.port, "user": self.user}
        return own | {"password": self.password, "dbname": name or self.name} | dict(self.options)

    @property
    def is_local(self) -> bool:
        """Say whether every host that libpq may try is this machine; a service file is not looked into."""
        hosts = [*self.host.split(","), *self.options.get("hostaddr", "127.0.0.1").split(",")]
        return "service" not in self.options and all(_is_this_machine(host) for host in hosts)


def from_url(url: str) -> Address:
    """Read `postgres://user:password@host:port/name?sslmode=…`; a socket folder goes in `?host=`."""
    parts, port = _split(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name or port is None:
        words = "DATABASE_URL is no PostgreSQL address; write it as postgres://user:password@host:5432/name."
        raise Refusal("project.database_url", words)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "localhost")
    return Address(
        host=host,
        port=port,
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=options,
    )


def _split(url: str) -> tuple[SplitResult, int | None]:
    """Return the parts and the port, which is nothing where it is no number."""
    parts = urlsplit(url)
    try:
        return parts, parts.port or PORT
    except ValueError:
        return parts, None


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def of_folder(folder: Folder) -> Address:
    """Return where the embedded database of this folder answers when it runs."""
    kept = folder.database_password
    password = kept.read_text(encoding="utf-8").strip() if kept.exists() else ""
    return Address(
        host=str(socket_folder(folder)), port=PORT, name=NAME, user=USER, password=password
    )


def socket_folder(folder: Folder) -> Path:
    """Return the folder of the server's socket: the database's own, or a private one where that path is too long."""
    own = folder.database
    if len(os.fsencode(own / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return own
    mark = hashlib.sha256(os.fsencode(own)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"tongban-{os.getuid()}-{mark}"
