"""PostgreSQL refuses to run as root: the guises in which root may run it, and the step into each.

Run as a program, `guise KIND PARENT COMMAND…` puts the guise on and becomes the command, which ends with its parent.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

from tongban.kernel import Refusal
from tongban.project.processes import end_with_parent

CLONE_NEWUSER = 0x10000000
PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 47, 2
CAPABILITY_VERSION = 0x20080522
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
ATTEMPT = "import os; os.listdir('.'); assert os.geteuid()"


class Guise(StrEnum):
    """How the server is run.

    PLAIN: as the user who starts it. NAMESPACE: root's own files and rights as an owner, under another number
    inside a user namespace. ACCOUNT: another account, which keeps the one right to pass folders closed to it.
    """

    PLAIN = "plain"
    NAMESPACE = "namespace"
    ACCOUNT = "account"


def fitting() -> Guise:
    """Return the first guise that this machine allows, or refuse with the remedy."""
    if os.geteuid() != 0:
        return Guise.PLAIN
    for guise in (Guise.NAMESPACE, Guise.ACCOUNT):
        attempt = subprocess.run(
            command(guise, sys.executable, "-P", "-c", ATTEMPT),
            cwd=Path(__file__).parent,
            capture_output=True,
            check=False,
        )
        if attempt.returncode == 0:
            return guise
    words = (
        "PostgreSQL does not run as root, and this machine allows neither a user namespace nor another account; "
        "start as a usual user, or name a server in DATABASE_URL."
    )
    raise Refusal("project.root", words)


def command(guise: Guise, *arguments: str) -> list[str]:
    """Return the command line that runs `arguments` in a guise and ends with this process."""
    return [sys.executable, "-P", "-m", __name__, guise, str(os.getpid()), *arguments]


def owner(guise: Guise) -> tuple[int, int]:
    """Return user and group id, as seen here, to whom the server's files must belong."""
    if guise is Guise.ACCOUNT:
        return account().pw_uid, account().pw_gid
    return os.geteuid(), os.getegid()


def account() -> pwd.struct_passwd:
    """Return the account that stands in for root: `postgres` where it exists, else the first that is not root."""
    others = [entry for entry in pwd.getpwall() if entry.pw_uid != 0]
    if not others:
        words = "PostgreSQL does not run as root and this machine has no other account; add one with useradd."
        raise Refusal("project.account", words)
    wanted = {entry.pw_name: entry for entry in others}
    return wanted.get("postgres") or wanted.get("nobody") or others[0]


def put_on(guise: Guise) -> None:
    """Change this process for good."""
    if guise is Guise.NAMESPACE:
        _enter_namespace(account())
    elif guise is Guise.ACCOUNT:
        _become(account())


def _enter_namespace(inner: pwd.struct_passwd) -> None:
    uid, gid = os.geteuid(), os.getegid()
    _checked(_libc().unshare(CLONE_NEWUSER))
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{inner.pw_uid} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{inner.pw_gid} {gid} 1", encoding="ascii")


def _become(other: pwd.struct_passwd) -> None:
    _checked(_libc().prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
    os.setgroups([])
    os.setgid(other.pw_gid)
    os.setuid(other.pw_uid)
    if not (_keep(DAC_READ_SEARCH) or _keep(DAC_OVERRIDE)):
        sys.exit(1)


def _keep(capability: int) -> bool:
    """Carry one right over to the next program; say whether the system allowed it."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    bit = 1 << capability
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    if _libc().capset(header, sets) != 0:
        return False
    return bool(_libc().prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) == 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def main() -> None:
    """Put the guise on and become the command."""
    kind, parent, *arguments = sys.argv[1:]
    put_on(Guise(kind))
    end_with_parent(signal.SIGINT, parent=int(parent))
    os.execv(arguments[0], arguments)  # noqa: S606


if __name__ == "__main__":
    main()
