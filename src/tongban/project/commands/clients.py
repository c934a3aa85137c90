"""Add, list and end the programs that use the API, change their keys and say for whom they act, as the operator of the platform."""

import argparse
from datetime import UTC, datetime
from uuid import uuid4

from tongban.api.actions import NewClient, add_client, end_client, revoke_keys, rotate_key
from tongban.api.rules import Scope, scope_of
from tongban.kernel import Act, Refusal
from tongban.kernel.identity.queries import Organ, organs, person_by_username
from tongban.kernel.identity.rules import Duty
from tongban.project.clients import linking, listing

NEEDS_DATABASE = True
USUAL_HOURS = 24


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs of `clients`."""
    parser = subparsers.add_parser("clients", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    _add_adding(verbs)
    _add_keys(verbs)
    linking.add(verbs)
    listing.add(verbs)
    ending = verbs.add_parser("end", help="end a program: its keys open nothing from now on")
    ending.add_argument("username", help="the name under which it was added")
    ending.set_defaults(work=_end)


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    act = Act("system", "", datetime.now(UTC), uuid4().hex)
    return int(args.work(args, act))


def _add_adding(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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
    adding.set_defaults(work=_add)


def _add_keys(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rotating = verbs.add_parser(
        "rotate", help="give a program a new key, printed this once; the old one stays for a while"
    )
    rotating.add_argument("username", help="the name under which it was added")
    rotating.add_argument(
        "--hours",
        type=int,
        default=USUAL_HOURS,
        help=f"how long the old key stays valid; unset, {USUAL_HOURS}",
    )
    rotating.set_defaults(work=_rotate)
    revoking = verbs.add_parser(
        "revoke", help="end a program's keys at once; it stays, and may be given a new one"
    )
    revoking.add_argument("username", help="the name under which it was added")
    revoking.add_argument(
        "--old", action="store_true", help="only those that a new key has followed"
    )
    revoking.set_defaults(work=_revoke)


def _add(args: argparse.Namespace, act: Act) -> int:
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
    client, key = add_client(plan, act)
    print(f"{args.name} may use {', '.join(client.scopes)}")
    _show(key)
    return 0


def _rotate(args: argparse.Namespace, act: Act) -> int:
    _show(rotate_key(args.username, act, hours=args.hours))
    print(f"The keys before it end in {args.hours} hours at the latest.")
    return 0


def _revoke(args: argparse.Namespace, act: Act) -> int:
    ended = revoke_keys(args.username, act, old_only=args.old)
    print(f"{ended} keys of {args.username} have ended")
    return 0


def _end(args: argparse.Namespace, act: Act) -> int:
    end_client(args.username, act)
    print(f"{args.username} has ended")
    return 0


def _show(key: str) -> None:
    print(f"key: {key}")
    print("It is shown this once. Hand it over safely; who loses it needs a new key.")


def _organ(name: str) -> Organ:
    found = organs().filter(name=name).first() or organs().filter(short_name=name).first()
    if found is None:
        words = (
            "There is no organ {name}. Import the matters of the place first, or check the name."
        )
        raise Refusal("project.no_organ", words, name=name)
    return found
