"""Listing the programs: what each may use, where it acts, for whom, and when its key was last used."""

import argparse
import json
from datetime import datetime
from typing import TypeAlias

from tongban.api.queries import Client, clients, keys_of, last_use, link_of, organs_of
from tongban.kernel import Act
from tongban.kernel.clock import day_of
from tongban.kernel.parties.queries import parties_masked

Told: TypeAlias = str | int | list[str] | None


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `clients list`."""
    listing = verbs.add_parser(
        "list", help="every program with its scopes, organs, applicant, keys and last use"
    )
    listing.add_argument("--json", action="store_true", help="print one JSON object a line")
    listing.set_defaults(work=_list)


def _list(args: argparse.Namespace, act: Act) -> int:
    for client in clients():
        row = _row(client, act.at)
        print(json.dumps(row, ensure_ascii=False) if args.json else _line(row))
    return 0


def _row(client: Client, at: datetime) -> dict[str, Told]:
    link, keys, used = link_of(client), keys_of(client, at=at), last_use(client)
    return {
        "username": client.person.username,
        "name": client.person.name,
        "scopes": client.scopes,
        "organs": [one.name for one in organs_of(client, on=day_of(at)).values()],
        "applicant": parties_masked([link.party_id])[link.party_id].name if link else None,
        "powers": link.powers if link else [],
        "keys": 0 if client.ended_at else len(keys),
        "used": used.isoformat() if used else None,
        "ended": client.ended_at.isoformat() if client.ended_at else None,
    }


def _line(row: dict[str, Told]) -> str:
    plain = (" ".join(each) if isinstance(each, list) else each for each in row.values())
    return "  ".join("-" if each in (None, "") else str(each) for each in plain)
