"""Reaching out to a webhook: only where it may lead, to the address that was looked at, within a time."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from tongban.api.rules import PushFault

PATIENCE = 5.0  # seconds for each step of a connection
DEADLINE = 10.0  # seconds for all of it, however slowly the other side speaks
LONGEST_URL = 500


class NotTaken(Exception):
    """A webhook did not take what was sent; `fault` says why, `answered` how it answered if it did."""

    def __init__(self, fault: PushFault, answered: int | None = None) -> None:
        """Keep the fault and the answer."""
        super().__init__(fault)
        self.fault = fault
        self.answered = answered


@dataclass(frozen=True, slots=True)
class Target:
    """推送地址: a host by name and by the one address that is connected to, so that no second answer of DNS counts."""

    url: SplitResult
    address: str
    port: int

    @property
    def path(self) -> str:
        """Return what is asked for on the host."""
        query = f"?{self.url.query}" if self.url.query else ""
        return f"{self.url.path or '/'}{query}"


def is_allowed(text: str) -> bool:
    """Say whether a URL may be that of a webhook: `https`, a host, nobody's name and password in it."""
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        return False
    schemes = {"https", "http"} if settings.TONGBAN_WEBHOOK_INSIDE else {"https"}
    plain = text.isascii() and text.isprintable() and " " not in text and len(text) <= LONGEST_URL
    named = bool(url.hostname) and "@" not in url.netloc and port != 0
    return plain and named and url.scheme in schemes and not url.fragment


def post(text: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send `body`; return the status that took it. Raises `NotTaken`; an address elsewhere is not followed."""
    target = _target(text)
    connection = _connection(target)
    timer = Timer(DEADLINE, _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        connection.request("POST", target.path, body=body, headers=dict(headers))
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError):
        raise NotTaken(PushFault.UNREACHABLE) from None
    finally:
        timer.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise NotTaken(PushFault.REFUSED, status)
    return status


def _target(text: str) -> Target:
    if not is_allowed(text):
        raise NotTaken(PushFault.INSIDE)
    url = urlsplit(text)
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotTaken(PushFault.UNREACHABLE) from None
    addresses = [str(each[4][0]) for each in found]
    if not settings.TONGBAN_WEBHOOK_INSIDE and not all(map(is_public, addresses)):
        raise NotTaken(PushFault.INSIDE)
    return Target(url, addresses[0], port)


def is_public(address: str) -> bool:
    """Say whether an address is one of the open Internet; what wraps an inner one in IPv6 is none."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and (
        found.ipv4_mapped or found.sixtofour or found.teredo or found in _TRANSLATED
    ):
        return False
    return found.is_global and not found.is_multicast


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class _Plain(http.client.HTTPConnection):
    """Connects to the address that was looked at, and to no other."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.url.hostname or "", target.port, timeout=PATIENCE)
        self.address = target.address

    def connect(self) -> None:
        """Connect to that address."""
        self.sock = socket.create_connection((self.address, self.port), PATIENCE)


class _Secure(_Plain):
    """Speaks TLS with the host by its name."""

    default_port = 443

    def connect(self) -> None:
        """Connect, and let the host prove its name."""
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _connection(target: Target) -> _Plain:
    return _Secure(target) if target.url.scheme == "https" else _Plain(target)


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a connection that lasts too long, from another thread: whoever waits for it gets an error."""
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
