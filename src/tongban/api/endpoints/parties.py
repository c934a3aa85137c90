"""申请人: finding who is known by a number one has, and registering who is new."""

from uuid import uuid4

from ninja import Router

from tongban.api.keys import Asking, act_of
from tongban.api.moments import today
from tongban.api.operations import READS_BODY, operation
from tongban.api.problems import not_found
from tongban.api.queries import Client
from tongban.api.rules import Scope
from tongban.api.shapes.cases import NumberIn
from tongban.api.shapes.parties import PartyIn, PartyOut
from tongban.kernel import Refusal
from tongban.kernel.identity.queries import mandate_for, posts_of
from tongban.kernel.identity.rules import Power
from tongban.kernel.parties.actions import find_or_register
from tongban.kernel.parties.queries import Party, parties_masked, party_by_number

TAG = "Parties 申请人"
router = Router()


@router.post("/find", **operation(Scope.PARTIES_READ, {200: PartyOut}, 404, *READS_BODY, tag=TAG))
def find_party(request: Asking, body: NumberIn) -> PartyOut:
    """查找申请人: find who is registered under exactly this number, masked; the number is posted, so that no log keeps it.

    Only for a client whose post may take applications in.
    """
    taking_in(request.auth)
    party = party_by_number(body.number_kind, body.number)
    if party is None:
        raise not_found()
    return _masked(party)


@router.post("", **operation(Scope.PARTIES_WRITE, {200: PartyOut}, *READS_BODY, tag=TAG))
def register_party(request: Asking, body: PartyIn) -> PartyOut:
    """登记申请人: register an applicant, or get the one that is known by this number; a known one stays as it is.

    Only for a client whose post may take applications in.
    """
    organ = taking_in(request.auth)
    act = act_of(request.auth, key=uuid4().hex, organ=organ)
    return _masked(
        find_or_register(
            body.kind, body.name, body.number, body.phone, act, number_kind=body.number_kind
        )
    )


def taking_in(client: Client) -> str:
    """Return the organ in whose name the client takes applications in; refuse a client that may not."""
    for post in posts_of(client.person, on=today()):
        organ, on = post.organ, today()
        if mandate_for(post=post, power=Power.INTAKE, organ=organ, matter_id=None, on=on):
            return post.organ.actor_id
    raise Refusal(
        "api.no_intake",
        "Only a client whose post may take applications in can do this. Ask the operator for such a post.",
    )


def _masked(party: Party) -> PartyOut:
    return PartyOut.from_orm(parties_masked([party.pk])[party.pk])
