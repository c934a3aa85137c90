"""Add, list and end the programs that use the API, as the operator of the platform."""

import argparse
import json
from datetime import UTC, datetime
from uuid import uuid4

from tongban.api.actions import NewClient, add_client, end_client
from tongban.api.queries import Client, clients, organs_of
from tongban.api.rules import Scope, scope_of
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Organ, organs, person_by_username
from tongban.kernel.identity.rules import Duty

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `clients add`, `clients list` and `clients end`."""
    parser = subparsers.add_parser("clients", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    adding = verbs.add_parser("add", help="add a program; its key is printed this once")
    adding.add_argument("username", help="a short name by which the program is known")
    adding.add_argument("--name", required=True, help="what people read where it did something")
    adding.add_argument(
        "--scope",
        action="append",
        required=True,
        help=f"what it may use, once or several times: {', '.join(Scope)}",
    )
    adding.add_argument("--organ", help="name or short name of the organ in which it has a post")
    adding.add_argument("--duty", choices=list(map(str, Duty)), help="duty of its post")
    adding.add_argument(
        "--post", help="name of its post, opened where there is none; unset, its own"
    )
    listing = verbs.add_parser(
        "list", help="every program with its scopes and organs, ended ones too"
    )
    listing.add_argument("--json", action="store_true", help="print one JSON object a line")
    ending = verbs.add_parser("end", help="end a program: its key opens nothing from now on")
    ending.add_argument("username", help="the name under which it was added")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    match args.verb:
        case "add":
            return _add(args)
        case "end":
            end_client(args.username, _act())
            print(f"{args.username} has ended")
            return 0
        case _:
            return _list(as_json=args.json)


def _add(args: argparse.Namespace) -> int:
    if person_by_username(args.username) is not None:
        words = "The user name {username} is taken. Choose another."
        raise Refusal("project.username_taken", words, username=args.username)
    if bool(args.organ) != bool(args.duty):
        words = "A post needs its organ and its duty. Give both --organ and --duty, or neither."
        raise Refusal("project.post_incomplete", words)
    plan = NewClient(
        username=args.username,
        name=args.name,
        scopes=[scope_of(each) for each in args.scope],
        organ_id=_organ(args.organ).pk if args.organ else None,
        duty=Duty(args.duty or Duty.WINDOW),
        post=args.post or "",
    )
    client, key = add_client(plan, _act())
    print(f"{args.name} may use {', '.join(client.scopes)}")
    print(f"key: {key}")
    print("It is shown this once. Hand it over safely; who loses it needs a new client.")
    return 0


def _list(*, as_json: bool) -> int:
    for client in clients():
        row = _line(client)
        plain = (" ".join(each) if isinstance(each, list) else each for each in row.values())
        print(
            json.dumps(row, ensure_ascii=False)
            if as_json
            else "  ".join(str(each or "-") for each in plain)
        )
    return 0


def _line(client: Client) -> dict[str, str | list[str] | None]:
    return {
        "username": client.person.username,
        "name": client.person.name,
        "scopes": client.scopes,
        "organs": [one.name for one in organs_of(client, on=day_of(datetime.now(UTC))).values()],
        "ended": client.ended_at.isoformat() if client.ended_at else None,
    }


def _act() -> Act:
    return Act("system", "", datetime.now(UTC), uuid4().hex)


def _organ(name: str) -> Organ:
    found = organs().filter(name=name).first() or organs().filter(short_name=name).first()
    if found is None:
        words = (
            "There is no organ {name}. Import the matters of the place first, or check the name."
        )
        raise Refusal("project.no_organ", words, name=name)
    return found
