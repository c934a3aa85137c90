"""Moving allowances. Whoever calls has asked for the mandate; here the accounts are locked, judged, and every movement logged.

Accounts are locked in the order of their ids. Who touches several in one transaction names them at once (`hold_all`,
`commit_for`, `release_for`), and takes allowances before bookings.
"""

from tongban.kernel.allowances.actions.accounts import Terms, open_account
from tongban.kernel.allowances.actions.granting import adjust, approve, reverse, transfer
from tongban.kernel.allowances.actions.holding import (
    commit,
    commit_for,
    give_back,
    hold,
    hold_all,
    release,
    release_for,
    use,
)
from tongban.kernel.allowances.actions.moving import Ground

__all__ = [
    "Ground",
    "Terms",
    "adjust",
    "approve",
    "commit",
    "commit_for",
    "give_back",
    "hold",
    "hold_all",
    "open_account",
    "release",
    "release_for",
    "reverse",
    "transfer",
    "use",
]
