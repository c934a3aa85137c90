"""办理过程·结果: decision, papers, certificates, originals, delivery, archive, in the words of the staff."""

from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from tongban.kernel.cases import events
from tongban.kernel.cases.labels import MODES
from tongban.kernel.cases.story import Happened, Story
from tongban.kernel.papers.labels import KINDS
from tongban.kernel.parties.rules import masked_name
from tongban.portal.dues import due_words
from tongban.portal.staff.sayings import Saying, joined, sentences
from tongban.portal.staff.wording import long_day
from tongban.portal.wording import listed
from tongban.ui.pieces import Tone

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


def decided(one: Happened, event: events.Decided, story: Story) -> Saying:
    """Tell the decision, in the words of its procedure."""
    name = story.procedure.outcome(event.outcome, get_language() or "")
    what = gettext("Decision: {outcome}").format(outcome=name)
    silent = gettext("Nobody answered before the expiry, so it counts as renewed")
    words = sentences(one.words, silent if event.deemed else "")
    return Saying(what, words, tone=TONES.get(event.outcome, Tone.PLAIN))


def closed(_one: Happened, _event: events.Closed, story: Story) -> Saying:
    """Tell that the flow has ended, early or late."""
    return Saying(gettext("Case closed"), due_words(story.deadline), who="", tone=Tone.GOOD)


def issued(_one: Happened, event: events.PaperIssued, _story: Story) -> Saying:
    """Tell that a numbered paper was issued."""
    what = gettext("Paper issued: {kind}").format(kind=KINDS.get(event.kind, event.kind))
    return Saying(what, event.number, who="")


def certificate(_one: Happened, event: events.CertificateGiven, _story: Story) -> Saying:
    """Tell what became of the certificate."""
    return Saying(str(GIVEN.get(event.how, GIVEN["issued"])), event.number, tone=_tone(event))


def _tone(event: events.CertificateGiven) -> Tone:
    return Tone.GOOD if event.how in {"issued", "changed", "renewed"} else Tone.BAD


def taken(_one: Happened, event: events.OriginalsTaken, _story: Story) -> Saying:
    """Tell which originals are kept."""
    words = listed(f"{each.name} ×{each.copies}" for each in event.originals)
    return Saying(gettext("Original papers kept"), words)


def offered(_one: Happened, event: events.HandoverOffered, story: Story) -> Saying:
    """Tell that a list of originals waits for its signature."""
    words = listed(story.state.originals[each].name for each in event.originals)
    what = gettext("Hand-over list {n}, to be signed").format(n=event.handover)
    return Saying(what, words, tone=Tone.WAIT)


def signed(_one: Happened, event: events.HandoverSigned, _story: Story) -> Saying:
    """Tell that a list was signed."""
    back = gettext("The originals are back with the applicant.") if event.holder == "party" else ""
    return Saying(gettext("Hand-over list {n} signed").format(n=event.handover), back)


def delivered(_one: Happened, event: events.Delivered, story: Story) -> Saying:
    """Tell how and on which day the result was delivered; who showed which document stays in the file of the case."""
    proof = story.texts.get(event.proof.content, {})
    recipient = masked_name(str(proof.get("recipient", "")))
    shown = [recipient, *(str(proof.get(name, "")) for name in ("relation", "tracking"))]
    words = sentences(
        joined(str(MODES.get(event.mode, event.mode)), *shown),
        gettext("on {day}").format(day=long_day(event.happened)),
    )
    return Saying(gettext("Result delivered"), words, tone=Tone.GOOD)


def archived(_one: Happened, event: events.Archived, _story: Story) -> Saying:
    """Tell that the file was closed."""
    words = ngettext("{n} piece", "{n} pieces", event.papers).format(n=event.papers)
    return Saying(gettext("Archived"), words, tone=Tone.GOOD)


def erased(_one: Happened, event: events.Erased, _story: Story) -> Saying:
    """Tell that personal contents are gone."""
    n = len(event.contents)
    words = ngettext("{n} content is gone", "{n} contents are gone", n).format(n=n)
    return Saying(
        gettext("Personal data erased"), sentences(words, gettext("the log still verifies"))
    )
