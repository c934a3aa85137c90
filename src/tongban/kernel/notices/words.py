"""The plain words of every notice: a title that names nobody, a body, and a sentence for each figure that is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tongban.kernel.notices.rules import Fact, FactValue, Kind, day_or_instant
from tongban.standards.calendars import SHANGHAI


@dataclass(frozen=True, slots=True)
class Words:
    """通知用语: what is said of one kind; `more` has one further sentence for each fact that a notice may bring."""

    title: Promise
    body: Promise
    more: Mapping[Fact, Promise] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """通知正文: title and body of one notice in the reader's language."""

    title: str
    body: str


_DECIDED_BY = {Fact.DUE: _("A decision is promised by {due}.")}

WORDS: Mapping[str, Words] = MappingProxyType(
    {
        Kind.CASE_SUBMITTED: Words(
            pgettext_lazy("notice", "Application received"),
            _("Your application was received. Keep the case number to follow it."),
            {Fact.DUE: _("You will be told by {due} whether it is accepted.")},
        ),
        Kind.CASE_ACCEPTED: Words(
            pgettext_lazy("notice", "Application accepted"),
            _("Your application was accepted; the limit runs."),
            _DECIDED_BY,
        ),
        Kind.CASE_DEEMED_ACCEPTED: Words(
            pgettext_lazy("notice", "Application counts as accepted"),
            _(
                "Nobody answered within the time that the law allows, "
                "so your application counts as accepted since the day it was received."
            ),
            _DECIDED_BY,
        ),
        Kind.CASE_SUPPLEMENT_REQUESTED: Words(
            pgettext_lazy("notice", "Please complete your application"),
            _("Something is missing from your application. The whole list stands on its page."),
            {Fact.UNTIL: _("Please hand it in by {until}.")},
        ),
        Kind.CASE_SUPPLEMENT_DUE: Words(
            pgettext_lazy("notice", "Your application still waits for you"),
            _("What is missing from your application has not arrived yet."),
            {
                Fact.DAYS: _("{days} days are left."),
                Fact.UNTIL: _("After {until} the application may be returned."),
            },
        ),
        Kind.CASE_SUPPLEMENTED: Words(
            pgettext_lazy("notice", "Supplement received"),
            _("What you handed in later was received and is being looked through."),
            {Fact.DUE: _("You will be told by {due} whether it is accepted.")},
        ),
        Kind.CASE_DECLINED: Words(
            pgettext_lazy("notice", "Application not accepted"),
            _(
                "Your application was not accepted. Its page says why, where to turn, "
                "and what you can do if you disagree."
            ),
        ),
        Kind.CASE_RETURNED: Words(
            pgettext_lazy("notice", "Application returned"),
            _(
                "Your application was returned because it was not completed in time. You can apply anew."
            ),
        ),
        Kind.CASE_PAUSED: Words(
            pgettext_lazy("notice", "The limit pauses"),
            _(
                "The limit of your case pauses for a reason that the law allows; its page says which."
            ),
            {Fact.UNTIL: _("It is expected to go on after {until}.")},
        ),
        Kind.CASE_RESUMED: Words(
            pgettext_lazy("notice", "The limit runs again"),
            _("The limit of your case runs again."),
            _DECIDED_BY,
        ),
        Kind.CASE_EXTENDED: Words(
            pgettext_lazy("notice", "The limit was extended"),
            _("The limit of your case was extended. Its page says why and who approved it."),
            {Fact.DUE: _("The new last day is {due}.")},
        ),
        Kind.HEARING_OFFERED: Words(
            pgettext_lazy("notice", "You may ask for a hearing"),
            _("Before your case is decided you have the right to a hearing, free of charge."),
            {Fact.UNTIL: _("Ask for it by {until}, or your case goes on without one.")},
        ),
        Kind.HEARING_SCHEDULED: Words(
            pgettext_lazy("notice", "Hearing arranged"),
            _("A hearing in your case has been arranged. Its page says where."),
            {Fact.AT: _("It begins on {at}.")},
        ),
        Kind.HEARING_WAIVED: Words(
            pgettext_lazy("notice", "Hearing ended without being held"),
            _(
                "It was noted that the hearing in your case was given up. Its page says why. "
                "If that is wrong, please tell the organ at once."
            ),
        ),
        Kind.CASE_DECIDED: Words(
            pgettext_lazy("notice", "Decision made"),
            _("Your case was decided. Its page shows the decision and its reasons."),
        ),
        Kind.CASE_ANSWERED: Words(
            pgettext_lazy("notice", "Your question was answered"),
            _("Your question was answered. Its page shows the answer."),
        ),
        Kind.CASE_READY: Words(
            pgettext_lazy("notice", "Result ready for collection"),
            _("The result of your case is ready. Bring your identity document to collect it."),
            {Fact.UNTIL: _("Please collect it by {until}.")},
        ),
        Kind.CASE_DELIVERED: Words(
            pgettext_lazy("notice", "Result delivered"),
            _("The result of your case was delivered."),
        ),
        Kind.CASE_TERMINATED: Words(
            pgettext_lazy("notice", "Case ended without a decision"),
            _("Your case was ended without a decision. Its page says why and what you can do."),
        ),
        Kind.CASE_WITHDRAWN: Words(
            pgettext_lazy("notice", "Application withdrawn"),
            _("The application was withdrawn. You can apply anew at any time."),
        ),
        Kind.CASE_CORRECTED: Words(
            pgettext_lazy("notice", "An entry was corrected"),
            _("An entry of your case was corrected. Its page shows what was changed."),
        ),
        Kind.CASE_DEEMED_RENEWED: Words(
            pgettext_lazy("notice", "Certificate counts as renewed"),
            _("Nobody decided in time on your request for renewal, so it counts as granted."),
            {Fact.UNTIL: _("It now holds until {until}.")},
        ),
        Kind.CERTIFICATE_REMINDED: Words(
            pgettext_lazy("notice", "A certificate expires soon"),
            _("One of your certificates expires soon. If you still need it, ask for renewal."),
            {
                Fact.UNTIL: _("It holds until {until}."),
                Fact.APPLY_BY: _("Please apply by {apply_by}."),
                Fact.DAYS: _("{days} days are left."),
            },
        ),
        Kind.CERTIFICATE_EXPIRED: Words(
            pgettext_lazy("notice", "A certificate has expired"),
            _("One of your certificates has expired. If you still need it, apply for a new one."),
            {Fact.UNTIL: _("It held until {until}.")},
        ),
        Kind.CERTIFICATE_REVOKED: Words(
            pgettext_lazy("notice", "A certificate was revoked"),
            _(
                "One of your certificates was revoked. Its page says why, "
                "and what you can do if you disagree."
            ),
        ),
        Kind.CERTIFICATE_CANCELLED: Words(
            pgettext_lazy("notice", "A certificate was cancelled"),
            _("One of your certificates was cancelled and no longer holds. Its page says why."),
        ),
        Kind.CERTIFICATE_RENEWED: Words(
            pgettext_lazy("notice", "Certificate renewed"),
            _("Your certificate was renewed."),
            {Fact.UNTIL: _("It now holds until {until}.")},
        ),
        Kind.MIRROR_CHANGED: Words(
            pgettext_lazy("notice", "A case in another system has moved on"),
            _(
                "The system that handles your case reported a new state. The page of the case says which."
            ),
        ),
        Kind.CONCERN_ANSWERED: Words(
            pgettext_lazy("notice", "What you told was answered"),
            _("What you told about public services was answered. Its page shows the answer."),
        ),
        Kind.JOINT_ANSWERED: Words(
            pgettext_lazy("notice", "Your joint application is answered"),
            _("All matters you asked for together have their result. One page shows them all."),
        ),
    }
)


def told(kind: str, facts: Mapping[str, FactValue]) -> Told:
    """Return the words of a notice in the language in force. Sentences about figures that are not known are left out."""
    words = WORDS[kind]
    spoken = {name: _said(value) for name, value in facts.items()}
    more = [str(text).format(**spoken) for fact, text in words.more.items() if fact in spoken]
    return Told(title=str(words.title), body=_joined([str(words.body), *more]))


def letter(kind: str, facts: Mapping[str, FactValue], *, subject: str) -> Told:
    """Return what is sent out of the house: the words, the case number, and where to read on; nobody is named in it.

    The matter's name is left out too: it alone may tell others more than the applicant would.
    """
    inside = told(kind, facts)
    about, _slash, number = subject.partition("/")
    lines = [inside.body]
    if about == "case":
        lines.append(gettext("Case number {number}.").format(number=number))
    site = settings.TONGBAN_SITE or settings.TONGBAN_HALL
    lines.append(gettext("More under “My messages” of {site}.").format(site=site))
    return Told(inside.title, "\n".join(lines))


def _joined(sentences: list[str]) -> str:
    """Return the sentences in one line; those that end in a full-width stop need no space after it."""
    line = sentences[0]
    for one in sentences[1:]:
        line += one if line.endswith("。") else f" {one}"
    return line


def _said(value: FactValue) -> str:
    if isinstance(value, int):
        return str(value)
    found = day_or_instant(value)
    if isinstance(found, datetime):
        return date_format(found.astimezone(SHANGHAI), "DATETIME_FORMAT")
    return date_format(found, "DATE_FORMAT")
