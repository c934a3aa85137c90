"""One program at the HTTP door: it asks, and where nobody answers it asks again under the same key."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

PATIENCE = 120.0  # seconds for which an unanswered question is asked again
TIMEOUT = 20.0
PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, the case's ETag, the body, and how often it was asked for."""

    status: int
    etag: str
    body: Any
    tries: int = 1

    @property
    def is_done(self) -> bool:
        """Say whether it was done."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Program:
    """A client of the API: the actor it is in the log, its user name, its key, and where the door is."""

    actor: str
    username: str
    key: str = field(repr=False)
    port: int

    def get(self, path: str) -> Reply | None:
        """Read something; nothing if nobody answers in time."""
        return self._insist("GET", path, b"", {})

    def post(self, path: str, body: object, *, key: str, match: str = "") -> Reply | None:
        """Ask for a command until it is answered, each time the same."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        headers |= {"If-Match": match} if match else {}
        return self._insist("POST", path, json.dumps(body).encode(), headers)

    def upload(self, name: str, content: bytes) -> Reply | None:
        """Bring a file."""
        headers = {"Content-Type": "application/octet-stream"}
        return self._insist("POST", f"documents?name={name}", content, headers)

    def _insist(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> Reply | None:
        last, tries = time.monotonic() + PATIENCE, 0
        while time.monotonic() < last:
            tries += 1
            reply = self._asked(method, path, body, headers, tries)
            # Above 499 nobody knows whether it was done: the same key asks for no more than that.
            if reply is not None and reply.status < 500:
                return reply
            time.sleep(PAUSE)
        return None

    def _asked(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], tries: int
    ) -> Reply | None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            own = {"Authorization": f"Bearer {self.key}", **headers}
            connection.request(method, f"/api/v1/{path}", body, own)
            answer = connection.getresponse()
            return Reply(
                answer.status, answer.headers.get("ETag") or "", json.loads(answer.read()), tries
            )
        except (OSError, HTTPException, ValueError):
            return None
        finally:
            connection.close()
