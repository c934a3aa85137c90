"""Linking a program with the party whose own program it is, and naming what it may do for it."""

import argparse
import sys

from tongban.api.actions import link_client, unlink_client
from tongban.api.rules import PartyPower, power_of
from tongban.kernel import Act, Refusal
from tongban.kernel.parties.queries import Party, party_by_number
from tongban.kernel.parties.rules import NumberKind


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `clients link` and `clients unlink`."""
    linking = verbs.add_parser("link", help="let a program act for an applicant, as far as named")
    linking.add_argument("username", help="the name under which it was added")
    linking.add_argument(
        "--number",
        required=True,
        help="identity number or credit code of the applicant; - reads it from the input",
    )
    linking.add_argument(
        "--number-kind",
        choices=list(map(str, NumberKind)),
        default=NumberKind.CREDIT_CODE.value,
        help="what kind of number it is; unset, a credit code",
    )
    linking.add_argument(
        "--power",
        action="append",
        required=True,
        help=f"what it may do for the applicant, once or several times: {', '.join(PartyPower)}",
    )
    linking.set_defaults(work=_link)
    unlinking = verbs.add_parser("unlink", help="let a program do nothing for its applicant")
    unlinking.add_argument("username", help="the name under which it was added")
    unlinking.set_defaults(work=_unlink)


def _link(args: argparse.Namespace, act: Act) -> int:
    number = sys.stdin.readline().strip() if args.number == "-" else args.number
    powers = [power_of(each) for each in args.power]
    link = link_client(args.username, act, party=_party(args.number_kind, number), powers=powers)
    print(f"{args.username} may {', '.join(link.powers)} for its applicant")
    return 0


def _unlink(args: argparse.Namespace, act: Act) -> int:
    unlink_client(args.username, act)
    print(f"{args.username} acts for nobody")
    return 0


def _party(kind: str, number: str) -> Party:
    found = party_by_number(kind, number)
    if found is None:
        words = "Nobody is registered under this number. Register the applicant first, at a window or by the API."
        raise Refusal("project.no_party", words)
    return found
