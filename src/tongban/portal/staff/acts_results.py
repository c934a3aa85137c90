"""原件与送达的办理事项: keeping originals, handing them on against signature, delivering the result."""

from collections.abc import Iterator

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.labels import MODES
from tongban.kernel.cases.standing import posts_held
from tongban.kernel.cases.state import OriginalRow
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import people_of
from tongban.kernel.parties.queries import MaskedParty, party_by_id
from tongban.kernel.parties.rules import PartyKind
from tongban.portal.staff.controls import Control, Offer
from tongban.portal.staff.custody import hand_overs
from tongban.portal.staff.posted import SHORT, Posted
from tongban.portal.staff.scene import Scene, chosen_from

PARTY = "party"
MOST_COPIES = "99"


def delivery(scene: Scene) -> Iterator[Offer]:
    """Yield the form by which the reader notes that the result reached the applicant."""
    if not scene.leads or not scene.may("deliver"):
        return
    case, today = scene.story.case, scene.on.isoformat()
    agreed = case.delivery == "electronic"
    modes = ["window", "post", *(["electronic"] if agreed else [])]
    first = case.delivery if case.delivery in modes else "window"
    decided = day_of(case.decided_at) if case.decided_at else case.received_on
    applicant = scene.story.applicant
    yield Offer(
        "deliver",
        gettext("Deliver the result"),
        gettext("Delivered"),
        scene.seen,
        (
            Control("mode", gettext("How"), "choice", first, chosen_from(MODES, *modes)),
            Control("happened", gettext("Day of delivery"), "date", today, low=decided.isoformat(), high=today),
            Control("recipient", gettext("Who collected it"), only="window", required=False, help=_collector(applicant)),
            Control("relation", gettext("What this person is to the applicant"), only="window", required=False, help=gettext("Only if somebody else collects.")),
            Control("identity", gettext("Identity document that was shown"), only="window", required=False, help=gettext("Only if somebody else collects.")),
            Control("tracking", gettext("Tracking number"), only="post", required=False),
        ),
        _consent(agreed=agreed),
        open=True,
    )  # fmt: skip


def _collector(applicant: MaskedParty | None) -> str:
    name = applicant.name if applicant else ""
    if applicant is not None and applicant.kind == PartyKind.PERSON:
        return gettext("Only if it is not the applicant, {name}, in person.").format(name=name)
    return gettext("Applicant: {name}").format(name=name)


def _consent(*, agreed: bool) -> str:
    if agreed:
        return gettext("The applicant agreed to electronic delivery when applying.")
    return gettext("The applicant did not agree to electronic delivery.")


def custody(scene: Scene) -> Iterator[Offer]:
    """Yield what the reader may do with original papers."""
    if scene.story.case.archived_at is not None:
        return
    if scene.handles and scene.materials:
        yield _take(scene)
    mine = [one for one in scene.story.state.originals.values() if _in_hand(scene, one)]
    if scene.handles and mine:
        yield _offer_list(scene, mine)
    for listed in hand_overs(scene.story):
        if listed.signs(scene.reader.actor_id, handles=scene.handles):
            yield Offer(
                "sign_handover",
                gettext("Sign hand-over list {n}").format(n=listed.id),
                gettext("Received in full"),
                scene.seen,
                hint=gettext("The applicant signed on paper.") if listed.to == PARTY else gettext("You have them in hand, all that the list names."),
                about=listed.id,
            )  # fmt: skip


def _in_hand(scene: Scene, one: OriginalRow) -> bool:
    """Tell whether the reader has the original, or may hand it on for somebody who has no post any more."""
    left = scene.leads and one.holder != PARTY and not posts_held(one.holder, on=scene.on)
    return one.offered_to is None and (left or one.holder == scene.reader.actor_id)


def _take(scene: Scene) -> Offer:
    options = [(one.key, one.name) for one in scene.materials]
    columns = (
        Control("material", gettext("Which material"), "choice", options=options),
        Control("name", gettext("Name of the paper")),
        Control("copies", gettext("Copies"), "number", "1", low="1", high=MOST_COPIES),
    )
    return Offer(
        "take_originals",
        gettext("Keep original papers"),
        gettext("Keep"),
        scene.seen,
        (Control("originals", gettext("What you keep"), "rows", columns=columns),),
        gettext("From here on they change hands by signed lists only, and go back to the applicant."),
    )  # fmt: skip


def _offer_list(scene: Scene, mine: list[OriginalRow]) -> Offer:
    people = {
        one.actor_id: one.name
        for organ in sorted({item.organ or 0 for item in scene.story.state.items.values()})
        for one in people_of(organ, on=scene.on)
        if one.pk != scene.reader.pk
    }
    to = [(PARTY, gettext("The applicant (give back)")), *people.items()]
    options = [(str(one.id), f"{one.name} ×{one.copies}") for one in mine]
    return Offer(
        "offer_handover",
        gettext("Hand originals on"),
        gettext("Make the list"),
        scene.seen,
        (
            Control("originals", gettext("Which"), "checks", options=options, required=False),
            Control("to", gettext("To whom"), "choice", options=to),
        ),
        gettext("You keep them until the other one signs."),
    )


def deliver(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """送达: note that the result reached the applicant, with its proof."""
    mode = posted.text("mode", 20)
    asked = {"window": ("recipient", "relation", "identity"), "post": ("tracking",)}
    proof = {name: posted.text(name, SHORT) for name in asked.get(mode, ())}
    if mode == "window" and not any(proof.values()):
        proof["recipient"] = _in_person(scene)
    return actions.deliver(
        scene.story.case.number, act, version=posted.number("version"), mode=mode,
        happened=posted.day("happened"), proof=proof,
    )  # fmt: skip


def _in_person(scene: Scene) -> str:
    """Return the name of an applicant who can come himself; a body always sends somebody, who must be named."""
    party = party_by_id(scene.story.case.party)
    return party.name if party is not None and party.kind == PartyKind.PERSON else ""


def take_originals(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """留存原件: note which originals one keeps."""
    rows = posted.rows("material", "name", "copies")
    taken = [
        (material, name[:SHORT], int(copies) if copies.isdecimal() and len(copies) < 4 else 0)
        for material, name, copies in rows
        if material or name
    ]
    number, seen = scene.story.case.number, posted.number("version")
    return actions.take_originals(number, act, version=seen, taken=taken)


def offer_handover(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """原件移交: hand a list of originals on."""
    return actions.offer_handover(
        scene.story.case.number, act, version=posted.number("version"),
        originals=posted.numbers("originals"), to=posted.text("to", 40),
    )  # fmt: skip


def sign_handover(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """签收原件: sign a list."""
    seen, handover = posted.number("version"), posted.number("about")
    return actions.sign_handover(scene.story.case.number, act, version=seen, handover=handover)


ACTS = {
    "deliver": deliver,
    "take_originals": take_originals,
    "offer_handover": offer_handover,
    "sign_handover": sign_handover,
}
