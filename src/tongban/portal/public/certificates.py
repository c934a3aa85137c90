"""我的证照: what the visitor holds, how long it still holds, and what can be done about it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.queries import versions_in_force
from tongban.kernel.certificates.days import reminder_days
from tongban.kernel.certificates.labels import GROUND_NAMES
from tongban.kernel.certificates.lists import Line, lines, own_certificates
from tongban.kernel.certificates.powers import is_holder
from tongban.kernel.certificates.queries import (
    Certificate,
    certificates_visible_to,
    ground_of,
    prints_of,
)
from tongban.kernel.certificates.renewals import Request, renewal_standing
from tongban.kernel.certificates.rules import State
from tongban.kernel.identity.queries import Person
from tongban.portal.certificates import NAMES, Standing, due_of, permitted, standing_of
from tongban.portal.moments import today
from tongban.portal.visitors import behind_the_door, signed_in
from tongban.ui.pieces import Crumb, Due
from tongban.ui.templatetags.look import full_day


@dataclass(frozen=True, slots=True)
class Way:
    """可办业务: one thing that can be done with the certificate, and where; `primary` is what is most wanted now."""

    name: str
    url: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """证照卡片: one certificate as its holder sees it."""

    line: Line
    standing: Standing
    due: Due | None
    renewal: str
    ways: Sequence[Way]


@behind_the_door
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Show what the visitor holds, valid ones first."""
    on = today()
    held = own_certificates(signed_in(request), on=on)
    return render(request, "portal/public/certificates.html", {"cards": _cards(held, on)})


@behind_the_door
@require_safe
def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Show one own certificate; somebody else's does not exist."""
    person, on = signed_in(request), today()
    line = _own(person, certificate_id, on)
    newest = prints_of(line.certificate)[0]
    context = {
        "card": _cards([line], on)[0],
        "one": line.certificate,
        "permitted": permitted(line.certificate, masked=True),
        "ended": ended_words(line.certificate),
        "newest": newest if newest.pk != line.certificate.pk else None,
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("My certificates"), reverse("public:certificates")),
            Crumb(line.certificate.title),
        ],
    }
    return render(request, "portal/public/certificate.html", context)


def ended_words(row: Certificate) -> str:
    """Say on which ground the organ ended it, where it did so without being asked."""
    if row.state not in {State.REVOKED, State.WITHDRAWN, State.RESCINDED, State.CANCELLED}:
        return ""
    ground = ground_of(row)
    return f"{NAMES[State(row.state)]} · {GROUND_NAMES[ground]}" if ground in GROUND_NAMES else ""


def _own(person: Person, certificate_id: int, on: date) -> Line:
    found = certificates_visible_to(person, on=on).filter(pk=certificate_id).first()
    if found is None or not is_holder(person, found):
        raise Http404
    return lines([found], on=on)[0]


def _cards(held: Iterable[Line], on: date) -> list[Card]:
    kept = list(held)
    wanted = {line.certificate.matter for line in kept}
    rows = versions_in_force(on).filter(matter__in=wanted)
    offered = set(rows.values_list("matter_id", flat=True)) if wanted else set()
    return [_card(line, on, offered) for line in kept]


def _card(line: Line, on: date, offered: Collection[int]) -> Card:
    soon = max(reminder_days(line.certificate.home, on=on))
    standing, due = standing_of(line), due_of(line, on=on, soon=soon)
    ways = ways_of(line, on, soon=soon) if line.certificate.matter in offered else []
    return Card(line, standing, due, renewal_words(line, on), ways)


def ways_of(line: Line, on: date, *, soon: int) -> list[Way]:
    """Return what the holder can ask for: change, renewal, cancellation; or a new one where it holds no longer."""
    row = line.certificate
    guide = reverse("public:guide", args=[row.matter])
    if line.state is State.SUPERSEDED:
        return []
    if line.state is not State.VALID:
        return [Way(gettext("Apply anew"), guide)]
    ways = [Way(pgettext("certificate", "Change"), f"{guide}?purpose=change&certificate={row.pk}")]
    if renewable(line, on):
        url = f"{guide}?purpose=renewal&certificate={row.pk}"
        ways.insert(0, Way(pgettext("certificate", "Renew"), url, primary=(line.left or 0) <= soon))
    elif line.renewal is not None and not row.request:
        ways.insert(0, Way(gettext("Apply anew"), guide))
    ways.append(
        Way(
            pgettext("certificate", "Cancel it"),
            f"{guide}?purpose=cancellation&certificate={row.pk}",
        )
    )
    return ways


def renewable(line: Line, on: date) -> bool:
    """Tell whether a renewal can be asked for on a day."""
    if line.renewal is None or line.certificate.request or line.state is not State.VALID:
        return False
    return renewal_standing(on, line.renewal) is not Request.TOO_LATE


def renewal_words(line: Line, on: date) -> str:
    """Say by when to ask for renewal, or that it is too late."""
    if line.state is not State.VALID or line.renewal is None or line.certificate.request:
        return ""
    match renewal_standing(on, line.renewal):
        case Request.IN_TIME:
            words = gettext("Ask for renewal by {day}: then it goes on until there is an answer.")
            return words.format(day=full_day(line.renewal.in_time_by))
        case Request.LATE_BUT_ADMISSIBLE:
            words = gettext(
                "Renewal can still be asked for until {day}, but it ends if it is not granted in time."
            )
            return words.format(day=full_day(line.renewal.admissible_by))
        case Request.TOO_LATE:
            return gettext("It is too late to ask for renewal. Apply anew before it ends.")
