"""Give the first administrators their logins and posts, as the operator of the platform; the rest is done on pages."""

import argparse
import getpass
import sys
from datetime import UTC, datetime
from uuid import uuid4

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.actions import appoint, open_post, place, register_person
from tongban.kernel.identity.queries import Organ, organs, person_by_username
from tongban.kernel.identity.rules import Duty

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `people add`."""
    parser = subparsers.add_parser("people", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    adding = verbs.add_parser(
        "add",
        help="register one of the staff with a post; the password is asked for, or read from standard input",
    )
    adding.add_argument("username", help="what the person signs in with")
    adding.add_argument("--name", required=True, help="the person's name")
    adding.add_argument("--organ", required=True, help="name or short name of the organ")
    adding.add_argument("--post", required=True, help="name of the post, opened for the person")
    adding.add_argument("--duty", required=True, choices=[str(duty) for duty in Duty])


def run(args: argparse.Namespace) -> int:
    """Register, open the post and appoint, all or nothing."""
    organ = _organ(args.organ)
    if person_by_username(args.username) is not None:
        words = "The user name {username} is taken. Choose another."
        raise Refusal("project.username_taken", words, username=args.username)
    password = _password()
    act = Act("system", "", datetime.now(UTC), uuid4().hex)
    with transaction.atomic():
        person = register_person(
            act, username=args.username, name=args.name, kind="staff", password=password
        )
        place(person.pk, act, organ_id=organ.pk)
        post = open_post(organ.pk, act, name=args.post, duty=args.duty)
        appoint(person.pk, act, post_id=post.pk)
    print(f"{args.name} signs in as {args.username} and holds the post {args.post} of {organ.name}")
    return 0


def _organ(name: str) -> Organ:
    found = organs().filter(name=name).first() or organs().filter(short_name=name).first()
    if found is None:
        words = (
            "There is no organ {name}. Import the matters of the place first, or check the name."
        )
        raise Refusal("project.no_organ", words, name=name)
    return found


def _password() -> str:
    asked = sys.stdin.isatty()
    password = getpass.getpass("Password: ") if asked else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refusal(
            "project.weak_password", "{why}", why=" ".join(str(each) for each in error.messages)
        ) from None
    return password
