"""代办资格: what a client may do for the party whose own program it is, as its link says."""

from tongban.api.queries import Client, link_of
from tongban.api.rules import PartyPower
from tongban.kernel import Refusal

THE_APPLICANTS = frozenset({PartyPower.WITHDRAW})
"""What nobody but the applicant does; the other powers a window or who handles the case has too."""


def empowered(client: Client, verb: str, *, act: str, party: int) -> None:
    """Refuse what the client's link does not name: to the applicant's own program, and what is the applicant's to anybody.

    `act` is what the verb is called.
    """
    link = link_of(client)
    own = link is not None and link.party_id == party
    if not own and verb not in THE_APPLICANTS:
        return
    if link is None or not own or verb not in link.powers:
        raise Refusal(
            "api.no_power",
            "This client has no power for “{act}” ({verb}) in the name of this applicant. Ask the operator of the platform to link it.",
            act=act,
            verb=verb,
        )
