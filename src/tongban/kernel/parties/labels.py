"""The words people read for kinds of parties, numbers and purposes."""

from django.utils.translation import gettext_lazy as _

from tongban.kernel import Refusal
from tongban.kernel.parties.rules import Channel, NumberKind, PartyKind, Purpose

PARTY_KINDS = [
    (PartyKind.PERSON.value, _("Natural person")),
    (PartyKind.ENTERPRISE.value, _("Enterprise legal person")),
    (PartyKind.INSTITUTION.value, _("Public institution legal person")),
    (PartyKind.ASSOCIATION.value, _("Social organisation legal person")),
    (PartyKind.UNINCORPORATED.value, _("Unincorporated enterprise")),
    (PartyKind.GOVERNMENT.value, _("Administrative organ")),
    (PartyKind.OTHER.value, _("Other organisation")),
]
NUMBER_KINDS = [
    (NumberKind.IDENTITY_NUMBER.value, _("Resident identity number")),
    (NumberKind.CREDIT_CODE.value, _("Unified social credit code")),
    (NumberKind.OTHER.value, _("Other number")),
]
CHANNELS = [
    (Channel.SMS.value, _("Text message")),
    (Channel.EMAIL.value, _("E-mail")),
]
PURPOSES = [
    (Purpose.INTAKE.value, _("Taking an application in")),
    (Purpose.REVIEW.value, _("Reviewing a case")),
    (Purpose.DECISION.value, _("Deciding a case")),
    (Purpose.DELIVERY.value, _("Serving a paper")),
    (Purpose.SUPERVISION.value, _("Supervising a case")),
    (Purpose.CORRECTION.value, _("Correcting data")),
    (Purpose.ARCHIVING.value, _("Filing a case")),
]


def in_words(refusal: Refusal) -> Refusal:
    """Return the refusal with kinds among its facts as people read them."""
    words = {str(value): str(label) for value, label in [*PARTY_KINDS, *NUMBER_KINDS]}
    facts = {name: words.get(str(fact), fact) for name, fact in refusal.facts.items()}
    return Refusal(refusal.code, refusal.words, **facts)
