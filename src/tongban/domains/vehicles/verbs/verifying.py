"""核验命令: what `tongban vehicles verify` does."""

import argparse
import json
import sys

from tongban.domains.vehicles.replaying.queries import differences
from tongban.kernel.ledger.queries import snapshot


def verify(args: argparse.Namespace) -> int:
    """Replay every stream of the trade and name each row that differs; 1 when one does."""
    with snapshot():
        found = list(differences())
    if args.json:
        told = [{"stream": stream, "reason": reason} for stream, reason in found]
        sys.stdout.write(f"{json.dumps({'ok': not found, 'differences': told})}\n")
        return 1 if found else 0
    for stream, reason in found:
        sys.stdout.write(f"{stream}: {reason}\n")
    if not found:
        sys.stdout.write(
            "every dispatch, record, plan, repair, disposal, track and fence is what its log says\n"
        )
    return 1 if found else 0
