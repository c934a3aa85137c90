"""The data folder: where everything lies that a house keeps, and who may use it now."""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folder:
    """The data folder at `root`. Making it readable to its owner alone is `prepare`'s task."""

    root: Path

    @property
    def database(self) -> Path:
        """All of the embedded database."""
        return self.root / "database"

    @property
    def cluster(self) -> Path:
        """What PostgreSQL calls its data directory."""
        return self.database / "cluster"

    @property
    def database_log(self) -> Path:
        """What the embedded database says."""
        return self.root / "database.log"

    @property
    def database_password(self) -> Path:
        """The random password of the embedded database."""
        return self.root / "database.password"

    @property
    def files(self) -> Path:
        """Uploaded and made documents."""
        return self.root / "files"

    @property
    def static(self) -> Path:
        """Collected style sheets and scripts, in production."""
        return self.root / "static"

    @property
    def demo_secrets(self) -> Path:
        """Keys that a demo made for itself."""
        return self.root / "demo-secrets.json"

    def prepare(self) -> None:
        """Make the folder, its parts and the demo secrets where they are missing."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in (self.files, self.static):
            part.mkdir(mode=0o700, exist_ok=True)
        with self.locked("secrets"):
            if not self.demo_secrets.exists():
                write_private(self.demo_secrets, json.dumps(_new_secrets(), indent=1))
            if not self.database_password.exists():
                write_private(self.database_password, secrets.token_urlsafe(32))

    def secrets(self) -> dict[str, str]:
        """Return the demo secrets; where none are kept yet, some that last for this process."""
        if self.demo_secrets.exists():
            kept: dict[str, str] = json.loads(self.demo_secrets.read_text(encoding="utf-8"))
            return kept
        return _new_secrets()

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold the folder's lock `name` alone; the system lets go of it when the process ends."""
        with hold(self.lock(name), fcntl.LOCK_EX):
            yield

    def lock(self, name: str) -> Path:
        """Return the file of a lock: `run`, `users`, `start`, `keeper`, `migrate` or `secrets`."""
        return self.root / f"{name}.lock"


@contextmanager
def hold(path: Path, how: int) -> Iterator[int]:
    """Hold the file lock at `path` (`how` as in fcntl.flock). Raises BlockingIOError if told not to wait."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, how)
        yield handle
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Say whether some process holds the lock at `path` alone."""
    try:
        with hold(path, fcntl.LOCK_SH | fcntl.LOCK_NB):
            return False
    except BlockingIOError:
        return True


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone may read, all of it or nothing."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)


def _new_secrets() -> dict[str, str]:
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return {"secret": secrets.token_urlsafe(64), "data_key": key}
