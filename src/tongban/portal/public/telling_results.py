"""办件进度·结果: decision, papers, certificates, originals, delivery, archive, in citizens' words."""

from django.utils.translation import get_language, gettext, gettext_lazy

from tongban.kernel.cases import events
from tongban.kernel.cases.labels import MODES
from tongban.kernel.cases.story import Happened, Story
from tongban.kernel.papers.labels import KINDS
from tongban.portal.public.said import Said, beside, clauses, day_in_words
from tongban.portal.wording import listed
from tongban.ui.pieces import Tone

PARTY = "party"
INSIDE = frozenset({"process_sheet"})
"""内部文书: what is made for the file and not for the applicant."""
GIVEN = {
    "issued": gettext_lazy("Certificate issued"),
    "changed": gettext_lazy("Certificate changed"),
    "renewed": gettext_lazy("Certificate renewed"),
    "cancelled": gettext_lazy("Certificate cancelled"),
    "revoked": gettext_lazy("Certificate revoked"),
    "withdrawn": gettext_lazy("Certificate withdrawn"),
    "rescinded": gettext_lazy("Certificate rescinded"),
}
TONES = {"granted": Tone.GOOD, "answered": Tone.GOOD, "refused": Tone.BAD}


def decided(one: Happened, event: events.Decided, story: Story) -> Said:
    """Tell the decision with its reasons; the answer to an enquiry is its asker's alone."""
    tone = TONES.get(event.outcome, Tone.PLAIN)
    if event.outcome == "answered":
        return Said(gettext("The enquiry was answered"), own=one.words, tone=tone)
    name = story.procedure.outcome(event.outcome, get_language() or "")
    what = gettext("Decision: {outcome}").format(outcome=name)
    silent = gettext("Nobody answered before the expiry, so it counts as renewed")
    return Said(what, clauses(one.words, silent if event.deemed else ""), tone=tone)


def closed(_one: Happened, _event: events.Closed, _story: Story) -> Said:
    """Tell that the handling is over."""
    return Said(gettext("Case closed"))


def issued(_one: Happened, event: events.PaperIssued, _story: Story) -> Said | None:
    """Tell the applicant which paper was issued for him; nobody else is told of papers."""
    if event.kind in INSIDE:
        return None
    what = gettext("Paper issued: {kind}").format(kind=KINDS.get(event.kind, event.kind))
    return Said(what, event.number, inside=True)


def certificate(_one: Happened, event: events.CertificateGiven, _story: Story) -> Said:
    """Tell what became of the certificate."""
    return Said(str(GIVEN.get(event.how, GIVEN["issued"])), own=event.number, tone=_tone(event))


def _tone(event: events.CertificateGiven) -> Tone:
    return Tone.GOOD if event.how in {"issued", "changed", "renewed"} else Tone.BAD


def taken(_one: Happened, event: events.OriginalsTaken, _story: Story) -> Said:
    """Tell which originals are kept."""
    names = listed(f"{each.name} ×{each.copies}" for each in event.originals)
    return Said(gettext("Original papers kept for the time being"), own=names)


def offered(_one: Happened, event: events.HandoverOffered, story: Story) -> Said | None:
    """Tell that originals go back to the applicant; who has them meanwhile stays inside."""
    if event.to != PARTY:
        return None
    names = listed(story.state.originals[each].name for each in event.originals)
    return Said(gettext("Original papers go back, to be signed for"), own=names, tone=Tone.WAIT)


def signed(_one: Happened, event: events.HandoverSigned, _story: Story) -> Said | None:
    """Tell that the originals are back."""
    return Said(gettext("Original papers are back")) if event.holder == PARTY else None


def delivered(_one: Happened, event: events.Delivered, story: Story) -> Said:
    """Tell how and on which day the result was delivered, and to the applicant what proves it."""
    words = beside(str(MODES.get(event.mode, event.mode)), day_in_words(event.happened))
    return Said(gettext("Result delivered"), words, proof_of(story, event), Tone.GOOD)


def proof_of(story: Story, event: events.Delivered) -> str:
    """Return what proves a delivery: who collected it, for whom, what was shown, or the tracking number."""
    proof = story.texts.get(event.proof.content, {})
    names = ("recipient", "relation", "identity", "tracking")
    return beside(*(str(proof.get(name, "")) for name in names))


def archived(_one: Happened, _event: events.Archived, _story: Story) -> Said:
    """Tell that the file was closed."""
    return Said(gettext("The file was closed"))


def erased(_one: Happened, _event: events.Erased, _story: Story) -> Said:
    """Tell that personal contents are gone."""
    return Said(gettext("Personal data erased"))
