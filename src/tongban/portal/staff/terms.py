"""收件方式: over which channel the papers came and when, what is asked for, and how the result is to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.actions import Intake, Receipt, submit
from tongban.kernel.cases.labels import LATE_ENTRY, MODES, PURPOSES
from tongban.kernel.cases.taking import PHONE, all_spoken_of, phone_fault
from tongban.kernel.certificates.queries import Certificate, valid_for
from tongban.kernel.identity.queries import Post
from tongban.portal.applications import Application, give_up
from tongban.portal.staff.controls import Control, Options
from tongban.portal.staff.intake import party_id_of
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import chosen_from
from tongban.ui.templatetags.look import full_day

TOWN = 5
AGENT = "agent"
WINDOW = "window"
LATE = ("post", "outage")
NAMES = ("came", "received_on", "purpose", "certificate", "delivery", "consent")
CHANNEL_OF = {"post": "post", PHONE: PHONE}


@dataclass(frozen=True, slots=True)
class Terms:
    """收件方式: what the clerk chose besides the answers of the form."""

    channel: str
    received_on: date
    ground: str
    purpose: str
    certificate: int | None
    delivery: str


def is_agent(post: Post | None) -> bool:
    """Tell whether a post takes in for a town or village, whose receipt is not the organ's."""
    return post is not None and post.organ.level >= TOWN


def terms_of(posted: Posted, *, agent: bool, today: date) -> Terms:
    """Return what was chosen; refuse electronic delivery without consent, and a day that was not entered."""
    came = posted.text("came", 20) or WINDOW
    late = came in LATE and not agent
    channel = AGENT if agent else CHANNEL_OF.get(came, "counter")
    received_on = posted.day("received_on") if late else today
    delivery = posted.text("delivery", 20) or WINDOW
    if delivery == "electronic" and not posted.text("consent"):
        raise Refusal(
            "portal.no_consent",
            "Electronic delivery needs the applicant's consent. Please ask, tick it, or choose another way.",
        )
    purpose = posted.text("purpose", 20) or "new"
    certificate = posted.number("certificate") if purpose != "new" else 0
    ground = came if late and received_on < today else ""
    return Terms(channel, received_on, ground, purpose, certificate or None, delivery)


def hand_in(one: Application, terms: Terms, act: Act, *, taken: Mapping[str, str]) -> Receipt:
    """收件: hand the application in as the clerk chose. The draft closes with it, or neither happens."""
    all_spoken_of(one.version, taken.items(), one.draft.values)
    intake = Intake(
        version=one.version.pk,
        party=party_id_of(one),
        values=dict(one.draft.values),
        channel=terms.channel,
        received_on=terms.received_on,
        ground=terms.ground,
        purpose=terms.purpose,
        certificate=terms.certificate,
        delivery=terms.delivery,
        taken=tuple(taken.items()),
    )
    with transaction.atomic():
        receipt = submit(intake, act)
        give_up(one.draft.id, act)
    return receipt


def controls(
    one: Application, posted: Posted | None, *, agent: bool, today: date
) -> Sequence[Control]:
    """Return the fields by which the clerk chooses; what leaves no choice is not asked."""
    typed = posted or Posted()
    return [
        *(() if agent else _coming(one, typed, today)),
        *_purpose(one, typed, today),
        *_delivery(one, typed),
    ]


def ways_of_coming() -> Options:
    """Return the channels of which a clerk chooses one before the matter."""
    return [
        (WINDOW, gettext("At the window")),
        ("post", gettext("By post")),
        (PHONE, gettext("By telephone")),
    ]


def _coming(one: Application, typed: Posted, today: date) -> list[Control]:
    by_phone = [] if phone_fault(one.version) else [(PHONE, gettext("By telephone"))]
    came = [
        (WINDOW, gettext("At the window, today")),
        *by_phone,
        *chosen_from(LATE_ENTRY, *LATE),
    ]
    day = Control(
        "received_on", gettext("Day on which the papers came"), "date",
        typed.text("received_on") or today.isoformat(), high=today.isoformat(), only="late",
        help=gettext("An earlier day than today holds once the duty manager has approved it."),
        id="received_on",
    )  # fmt: skip
    how = Control("came", gettext("How the papers came"), "choice", typed.text("came") or WINDOW, came, id="came")  # fmt: skip
    return [how, day]


def _purpose(one: Application, typed: Posted, today: date) -> list[Control]:
    purposes = one.version.purposes or ["new"]
    own = list(valid_for(party_id_of(one), one.version.matter_id, on=today))
    if purposes == ["new"]:
        return []
    offered = purposes if own else ["new"]
    first = typed.text("purpose") or "new"
    what = Control("purpose", gettext("What is asked for"), "choice", first, chosen_from(PURPOSES, *offered), id="purpose")  # fmt: skip
    if not own:
        return [what]
    which = Control(
        "certificate", gettext("Which certificate"), "choice",
        typed.text("certificate") or (str(own[0].pk) if len(own) == 1 else ""),
        _certificates(own), only="certificate", id="certificate",
    )  # fmt: skip
    return [what, which]


def _certificates(own: Sequence[Certificate]) -> Options:
    return [(str(each.pk), f"{each.number} · {_until(each)}") for each in own]


def _until(one: Certificate) -> str:
    if one.valid_to is None:
        return gettext("Long-term")
    return gettext("until {day}").format(day=full_day(one.valid_to))


def _delivery(one: Application, typed: Posted) -> list[Control]:
    ways = one.version.delivery or [WINDOW]
    first = typed.text("delivery") or (WINDOW if WINDOW in ways else ways[0])
    how = Control("delivery", gettext("How the result is to come"), "choice", first, chosen_from(MODES, *ways), id="delivery")  # fmt: skip
    consent = Control(
        "consent", gettext("The applicant agrees to electronic delivery"), "tick",
        typed.text("consent"), only="electronic", id="consent",
    )  # fmt: skip
    return [how, *([consent] if "electronic" in ways else [])]
