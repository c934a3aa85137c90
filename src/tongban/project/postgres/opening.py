"""Opening the embedded database: join its users, have it started if it is not, wait until it answers."""

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tongban.kernel import Refusal
from tongban.project.folder import Folder, hold, is_held
from tongban.project.postgres import cluster
from tongban.project.postgres.address import Address, of_folder

OLDEST = 15  # major version of PostgreSQL
LONGEST_LOG = 20_000_000  # bytes
KEEPER = "tongban.project.postgres.keeper"
STEP = 0.05  # seconds between looks
Say = Callable[[str], None]


@contextmanager
def opened(folder: Folder, say: Say, *, durable: bool = True) -> Iterator[Address]:
    """Use the embedded database of `folder`. Whoever leaves last turns it off; see `keeper`."""
    with joined(folder):
        with folder.locked("start"):
            if not answers(of_folder(folder)):
                wait_until_ready(folder, start_keeper(folder, durable=durable), say)
        yield of_folder(folder)


@contextmanager
def joined(folder: Folder) -> Iterator[None]:
    """Count as a user of the embedded database, which runs on while there is one."""
    with hold(folder.lock("users"), fcntl.LOCK_SH):
        yield


@dataclass(slots=True)
class Keeper:
    """A keeper that this process started; it outlives us where others use the database.

    `log_before` is the length of the log when it started, in bytes.
    """

    pid: int
    log_before: int

    def ended(self) -> bool:
        """Say whether it has ended, and let go of it."""
        try:
            return os.waitpid(self.pid, os.WNOHANG) != (0, 0)
        except ChildProcessError:
            return True


def start_keeper(folder: Folder, *, durable: bool = True) -> Keeper:
    """Start the keeper, apart from this terminal; it leaves again at once where another one keeps."""
    log = folder.database_log
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.rename(log.with_suffix(".log.old"))
    log_before = log.stat().st_size if log.exists() else 0
    command = [sys.executable, "-P", "-m", KEEPER, str(folder.root)]
    appending = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    pid = os.posix_spawn(
        sys.executable,
        command if durable else [*command, "--hasty"],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), appending, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    return Keeper(pid, log_before)


def wait_until_ready(folder: Folder, keeper: Keeper, say: Say) -> None:
    """Return when the database answers, however long it recovers; refuse when nobody keeps it any more."""
    said, since = "", time.monotonic()
    while not (cluster.status(folder) == "ready" and answers(of_folder(folder))):
        if keeper.ended() and not is_held(folder.lock("keeper")):
            raise Refusal(
                "project.database_failed",
                _FAILED,
                log=str(folder.database_log),
                reason=_reason(folder, keeper),
            )
        if not cluster.exists(folder):
            since = time.monotonic()
        if (words := _doing(folder, time.monotonic() - since)) != said:
            said = words
            say(words)
        time.sleep(STEP)


_FAILED = "The embedded database does not start: {reason} (all of it: {log}). Mend that, or set DATABASE_URL."


def _doing(folder: Folder, seconds: float) -> str:
    if not cluster.exists(folder):
        return "making an empty database"
    if seconds < 2:
        return "starting the database"
    return f"the database is not ready after {max(2, int(seconds) // 5 * 5)} s; after a crash it recovers first"


def _reason(folder: Folder, keeper: Keeper) -> str:
    """Return the last fatal word in the log since the keeper started, or the server's last word of any kind."""
    told = folder.database_log.read_bytes()[keeper.log_before :].decode(errors="replace")
    fatal = [line.partition("FATAL:")[2].strip() for line in told.splitlines() if "FATAL:" in line]
    other = [line for line in told.splitlines() if not line.startswith("keeper:")]
    return (fatal or other or ["it said nothing"])[-1]


def answers(address: Address) -> bool:
    """Say whether the server lets us in."""
    try:
        psycopg.connect(_conninfo(address, "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def ensure_database(address: Address) -> None:
    """Create the database where it is missing; refuse an unreachable, foreign or outdated server with the remedy."""
    try:
        with psycopg.connect(_conninfo(address), connect_timeout=10) as connection:
            _refuse_outdated(connection.info.server_version // 10000)
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error) or "database" not in str(error):
            raise _unreachable(address, error) from None
        _create(address)


def _conninfo(address: Address, name: str | None = None) -> str:
    return make_conninfo("", **address.keywords(name))


def _create(address: Address) -> None:
    try:
        with psycopg.connect(
            _conninfo(address, "postgres"), connect_timeout=10, autocommit=True
        ) as connection:
            _refuse_outdated(connection.info.server_version // 10000)
            connection.execute(
                sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(
                    sql.Identifier(address.name)
                )
            )
    except psycopg.Error as error:
        raise _unreachable(address, error) from None


def _refuse_outdated(version: int) -> None:
    if version < OLDEST:
        words = "The server is PostgreSQL {version}; this house needs {oldest} or newer. Upgrade it, or unset DATABASE_URL."
        raise Refusal("project.postgres_version", words, version=version, oldest=OLDEST)


def _unreachable(address: Address, error: psycopg.Error) -> Refusal:
    words = (
        "The database {name} at {host} cannot be used: {reason}. Check DATABASE_URL and the server."
    )
    reason = " ".join(str(error).split())
    return Refusal(
        "project.unreachable", words, name=address.name, host=address.host, reason=reason
    )
