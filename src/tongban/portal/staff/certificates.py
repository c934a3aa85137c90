"""证照: the certificates of the reader's organs, and one of them on one screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.certificates.days import reminder_days
from tongban.kernel.certificates.labels import GROUND_NAMES, KINDS
from tongban.kernel.certificates.lists import (
    GROUPS,
    Line,
    Wanted,
    certificate_page,
    lines,
)
from tongban.kernel.certificates.powers import DECIDE, PROPOSE, acting_post, is_holder
from tongban.kernel.certificates.queries import (
    Certificate,
    Proposal,
    certificates_visible_to,
    open_proposal,
    prints_of,
    words_of,
)
from tongban.kernel.certificates.rules import State
from tongban.kernel.identity.queries import Person, names_of
from tongban.portal.certificates import NAMES, Standing, due_of, permitted, standing_of
from tongban.portal.moments import now, today
from tongban.portal.staff.certificate_telling import grounds_offered, told
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Crumb, Due

LONGEST_QUESTION = 60
GROUP_NAMES: Mapping[str, tuple[object, str]] = {
    "proposed": (gettext_lazy("To be confirmed"), "soon"),
    "asked": (gettext_lazy("Renewal being handled"), ""),
    "ending": (gettext_lazy("Ending soon"), "soon"),
    "expired": (gettext_lazy("Expired, not cancelled"), "late"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """证照分组: one figure above the list; it leads to exactly the rows it counts."""

    name: str
    label: object
    tone: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """证照一行: one certificate as the staff's list shows it."""

    line: Line
    standing: Standing
    due: Due | None


@dataclass(frozen=True, slots=True)
class Typed:
    """已填内容: what the reader typed before a refusal; it goes back into the page."""

    choice: str = ""
    words: str = ""
    fault: str = ""


@for_staff
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """证照列表: what the reader's posts may see, by group, state and number."""
    wanted = _wanted(request)
    page = certificate_page(signed_in(request), at=now(), wanted=wanted)
    context = {
        "groups": [
            Group(name, *GROUP_NAMES[name], page.counts[name], name == wanted.group)
            for name in GROUPS
        ],
        "page": page,
        "rows": [_row(line, soon=page.days) for line in page.rows],
        "wanted": wanted,
        "states": [(str(state), name) for state, name in NAMES.items()],
        "narrowed": bool(wanted.group or wanted.state or wanted.number),
    }
    return render(request, "portal/staff/certificates.html", context)


@for_staff
@require_safe
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Show one certificate to who may see it; one's own does not exist here."""
    return certificate_page_of(request, staff_certificate(signed_in(request), certificate_id))


def staff_certificate(person: Person, certificate_id: int) -> Certificate:
    """Return the certificate if the person's posts may see it; anything else does not exist."""
    seen = certificates_visible_to(person, on=today()).select_related("organ")
    found = seen.filter(pk=certificate_id).first()
    if found is None or is_holder(person, found):
        raise Http404
    return found


def certificate_page_of(
    request: HttpRequest, found: Certificate, *, typed: Typed | None = None, status: int = 200
) -> HttpResponse:
    """Render one certificate; `typed` is what was refused, with its reason."""
    person, on = signed_in(request), today()
    (line,) = lines([found], on=on)
    proposes = acting_post(person, found, PROPOSE, on=on) is not None
    decides = acting_post(person, found, DECIDE, on=on) is not None
    proposal = open_proposal(found)
    context = {
        "row": _row(line, soon=max(reminder_days(found.home, on=on))),
        "one": found,
        "case": case_by_number(found.case_number, person, on=on),
        "permitted": permitted(found, masked=True),
        "prints": lines(prints_of(found), on=on),
        "newest": prints_of(found)[0],
        "timeline": told(found, with_words=proposes or decides),
        "proposal": proposal,
        "proposed": _proposed(proposal, readable=proposes or decides),
        "proposes": proposes and proposal is None,
        "decides": decides and proposal is not None and proposal.proposed_by != person.actor_id,
        "own_proposal": proposal is not None and proposal.proposed_by == person.actor_id,
        "choices": grounds_offered(found, on=on) if proposes and proposal is None else [],
        "typed": typed or Typed(),
        "key": uuid4().hex,
        "crumbs": [
            Crumb(gettext("Certificates"), reverse("staff:certificates")),
            Crumb(found.number),
        ],
    }
    return render(request, "portal/staff/certificate.html", context, status=status)


def _proposed(proposal: Proposal | None, *, readable: bool) -> Mapping[str, object]:
    """Return an open proposal in words; its reasons only for who may propose or decide."""
    if proposal is None:
        return {}
    by = names_of([proposal.proposed_by]).get(proposal.proposed_by, "")
    return {
        "kind": dict(KINDS)[proposal.kind],
        "ground": GROUND_NAMES.get(proposal.ground, proposal.ground),
        "by": by,
        "at": proposal.proposed_at,
        "reasons": words_of(proposal.reasons_sealed) if readable else "",
    }


def _row(line: Line, *, soon: int) -> Row:
    return Row(line, standing_of(line), due_of(line, on=today(), soon=soon))


def _wanted(request: HttpRequest) -> Wanted:
    """Return what the address asks for; what it does not know is left aside."""
    asked = request.GET
    group, state, page = asked.get("only", ""), asked.get("state", ""), asked.get("page", "")
    return Wanted(
        group=group if group in GROUPS else "",
        state=state if state in set(State) else "",
        number=asked.get("q", "").strip()[:LONGEST_QUESTION],
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 9 else 1,
    )
