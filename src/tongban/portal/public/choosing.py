"""办理类型与送达方式: what an applicant asks for — new, or about a certificate of his — and how the result is to come."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from tongban.kernel import Refusal
from tongban.kernel.cases.labels import MODES, PURPOSES
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.certificates.queries import Certificate, valid_for
from tongban.kernel.forms import words
from tongban.kernel.forms.tree import ALWAYS, Control, Option, When
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.queries import party_of
from tongban.portal.applications import Application, Wanted
from tongban.portal.wording import listed
from tongban.ui.templatetags.look import full_day

NEW, WINDOW, ELECTRONIC = "new", "window", "electronic"
AGAIN = "again/"


@dataclass(frozen=True, slots=True)
class Wish:
    """申请意向: a change, renewal or cancellation of a certificate of one's own, with the words for it."""

    purpose: str
    certificate: Certificate

    @property
    def whose(self) -> str:
        """Return what stands before the version in the purpose of its draft."""
        return f"{self.purpose}/{self.certificate.pk}/"

    @property
    def name(self) -> str:
        """Return what the purpose is called."""
        return purpose_name(self.purpose)


def wish_of(
    person: Person | None, version: MatterVersion, asked: Mapping[str, str], *, on: date
) -> Wish | None:
    """Return what `purpose` and `certificate` ask for, if the matter offers it and the certificate is one's own and valid."""
    purpose, number = asked.get("purpose", ""), asked.get("certificate", "")
    if person is None or purpose == NEW or purpose not in (version.purposes or ()):
        return None
    own = {str(one.pk): one for one in certificates_of(person, version, on=on)}
    return Wish(purpose, own[number]) if number in own else None


def certificates_of(person: Person, version: MatterVersion, *, on: date) -> list[Certificate]:
    """Return the valid certificates of a person's own that the matter gave."""
    party = party_of(person)
    return list(valid_for(party.pk, version.matter_id, on=on)) if party is not None else []


def purpose_name(purpose: str) -> str:
    """Return what a purpose is called; nothing for a new application."""
    return "" if purpose == NEW else str(PURPOSES.get(purpose, ""))


def begun_with(whose: str) -> tuple[str, str]:
    """Return the purpose and the certificate's number for which a draft was begun."""
    purpose, _slash, rest = whose.partition(AGAIN)[0].partition("/")
    return (purpose, rest.rstrip("/")) if purpose in PURPOSES else (NEW, "")


def earlier_of(whose: str) -> str:
    """Return the number of the ended case that a draft takes up; empty as a rule."""
    return whose.partition(AGAIN)[2].rstrip("/")


def is_own(whose: str) -> bool:
    """Tell whether a draft is an application of one's own: new, about a certificate, or applied for again."""
    return not whose or begun_with(whose)[0] != NEW or bool(earlier_of(whose))


def controls(
    one: Application, person: Person, typed: Mapping[str, str] | None, *, on: date
) -> Sequence[Control]:
    """Return the questions of the check page, answered as typed or as the draft was begun; none where there is no choice."""
    purpose, certificate = begun_with(one.whose)
    answers = typed or {"purpose": purpose, "certificate": certificate}
    own = certificates_of(person, one.version, on=on)
    return [*_about(one.version, own, answers), *_coming(one.version, answers)]


def wanted_of(one: Application, person: Person, posted: Mapping[str, str], *, on: date) -> Wanted:
    """Return what was chosen; refuse a change, renewal or cancellation of nothing, and delivery without consent."""
    ways = one.version.delivery or [WINDOW]
    delivery = posted.get("delivery") or (WINDOW if WINDOW in ways else ways[0])
    if delivery == ELECTRONIC and not posted.get("consent"):
        raise Refusal(
            "portal.no_own_consent",
            "Electronic delivery needs your consent. Please tick it, or choose another way.",
        )
    purpose = posted.get("purpose") or begun_with(one.whose)[0]
    if purpose == NEW:
        return Wanted(delivery=delivery, earlier=earlier_of(one.whose))
    own = {str(each.pk): each for each in certificates_of(person, one.version, on=on)}
    found = own.get(posted.get("certificate", ""))
    if found is None:
        raise Refusal(
            "portal.which_certificate",
            "Please choose which of your certificates it is about, or ask for a new one.",
        )
    return Wanted(purpose, found.pk, delivery, earlier_of(one.whose))


def _about(
    version: MatterVersion, own: Sequence[Certificate], answers: Mapping[str, str]
) -> list[Control]:
    purposes = list(version.purposes or [NEW])
    chosen = answers.get("purpose") or NEW
    if purposes == [NEW] or (not own and chosen == NEW):
        return []
    if not own:
        purposes, chosen = [NEW], NEW
    names = [(each, str(PURPOSES[each])) for each in purposes]
    what = _radios("purpose", gettext("What you ask for"), names, chosen)
    about = [each for each in purposes if each != NEW]
    only = When(
        "purpose",
        json.dumps(about),
        gettext("Only for: {purposes}").format(
            purposes=listed(str(PURPOSES[each]) for each in about)
        ),
    )
    first = answers.get("certificate") or (str(own[0].pk) if len(own) == 1 else "")
    names = [(str(each.pk), f"{each.number} · {_until(each)}") for each in own]
    return [what, _radios("certificate", gettext("Which certificate"), names, first, only)]


def _coming(version: MatterVersion, answers: Mapping[str, str]) -> list[Control]:
    ways = list(version.delivery or [WINDOW])
    if ways == [WINDOW]:
        return []
    chosen = answers.get("delivery") or (WINDOW if WINDOW in ways else ways[0])
    names = [(each, str(MODES[each])) for each in ways]
    how = _radios("delivery", gettext("How the result is to come"), names, chosen)
    if ELECTRONIC not in ways:
        return [how]
    consent = Control(
        kind="pledge",
        id="consent",
        name="consent",
        label=gettext("I agree that papers are delivered to me electronically"),
        within="",
        need=gettext(words.REQUIRED),
        required=True,
        hint=gettext("They count as delivered once they have arrived in your messages."),
        error="",
        value="true" if answers.get("consent") else "",
        attributes=(("type", "checkbox"), ("aria-describedby", "consent-hint")),
        when=When(
            "delivery",
            json.dumps([ELECTRONIC]),
            gettext("Only for: {purposes}").format(purposes=MODES[ELECTRONIC]),
        ),
    )
    return [how, consent]


def _radios(
    name: str,
    label: str,
    names: Sequence[tuple[str, str]],
    chosen: str,
    when: When = ALWAYS,
) -> Control:
    options = tuple(
        Option(f"{name}-{place}", value, title, value == chosen)
        for place, (value, title) in enumerate(names)
    )
    return Control(
        kind="radios",
        id=name,
        name=name,
        label=label,
        within="",
        need=gettext(words.REQUIRED),
        required=True,
        hint="",
        error="",
        value=chosen,
        attributes=(),
        options=options,
        when=when,
    )


def _until(one: Certificate) -> str:
    if one.valid_to is None:
        return gettext("Long-term")
    return gettext("until {day}").format(day=full_day(one.valid_to))
