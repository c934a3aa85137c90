"""办件进度·收件: what happens from the receipt to acceptance, in citizens' words."""

from django.utils.translation import gettext, gettext_lazy, ngettext

from tongban.kernel.cases import events
from tongban.kernel.cases.labels import DECLINED, TAKEN, VERDICTS
from tongban.kernel.cases.story import Happened, Story
from tongban.portal.public.said import Said, beside, clauses, day_in_words
from tongban.ui.pieces import Tone

CAME = {
    "counter": gettext_lazy("At the window"),
    "post": gettext_lazy("By post"),
    "phone": gettext_lazy("By telephone"),
    "agent": gettext_lazy("Through an agent, who passes it on"),
}


def submitted(_one: Happened, event: events.Submitted, _story: Story) -> Said:
    """Tell that it was handed in, how it came, and to its applicant which ended case it takes up."""
    again = gettext("applied again after case {number}").format(number=event.earlier)
    came = str(CAME.get(event.channel, ""))
    return Said(gettext("Application submitted"), came, own=again if event.earlier else "")


def receipt_day(_one: Happened, event: events.ReceiptDayMoved, _story: Story) -> Said:
    """Tell that the papers came on an earlier day than they were entered."""
    words = gettext("{day} instead of {before}").format(
        day=day_in_words(event.happened), before=day_in_words(event.before)
    )
    return Said(gettext("Day of receipt corrected"), words)


def received(_one: Happened, event: events.Received, _story: Story) -> Said:
    """Tell that an agent's papers reached the organ."""
    words = gettext("on {day}; what counts is this day").format(day=day_in_words(event.happened))
    return Said(gettext("The papers reached the department"), words)


def pre_reviewed(one: Happened, _event: events.PreReviewed, _story: Story) -> Said:
    """Tell a remark before the answer."""
    return Said(gettext("A remark of the window, before its answer"), own=one.words)


def mended(_one: Happened, _event: events.Mended, _story: Story) -> Said:
    """Tell that small errors were put right on the spot."""
    return Said(gettext("Small errors put right on the spot"))


def checked(_one: Happened, event: events.MaterialChecked, story: Story) -> Said:
    """Tell how a material compares with its original."""
    names = {each.key: each.name for each in story.version.materials.all()}
    verdict = str(VERDICTS.get(event.verdict, event.verdict))
    words = beside(names.get(event.material, event.material), verdict)
    tone = Tone.BAD if event.verdict == "different" else Tone.PLAIN
    return Said(gettext("Compared with the original"), words, tone=tone)


def taken(_one: Happened, event: events.MaterialsTaken, story: Story) -> Said:
    """Tell how the window took each material in."""
    names = {each.key: each.name for each in story.version.materials.all()}
    rows = [
        beside(names.get(each.material, each.material), str(TAKEN.get(each.how, each.how)))
        for each in event.taken
    ]
    return Said(gettext("Materials taken in"), clauses(*rows))


def asked_for(_one: Happened, event: events.SupplementRequested, story: Story) -> Said:
    """Tell what was asked for, and until when."""
    demand = story.texts.get(event.demand.content, {})
    points = [beside(each["what"], each["how"]) for each in demand.get("items", ())]
    what = gettext("Asked for what is missing")
    if event.again:
        what = gettext("Asked for what is missing, a second time")
    words = gettext("to be supplied by {day}").format(day=day_in_words(event.until))
    reason = demand.get("reason", "")
    reasons = gettext("reason: {reason}").format(reason=reason) if reason else ""
    return Said(what, words, clauses(*points, reasons), Tone.WAIT)


def supplied(_one: Happened, event: events.Supplemented, _story: Story) -> Said:
    """Tell that what was asked for was supplied, and how much of it is still open."""
    words = ngettext("{n} point is still open", "{n} points are still open", event.missing).format(
        n=event.missing
    )
    rest = words if event.missing else gettext("complete")
    return Said(gettext("What was missing was supplied"), rest)


def declined(one: Happened, event: events.Declined, story: Story) -> Said:
    """Tell why the application was not taken on, and who is competent instead."""
    organ = str(story.texts.get(event.reasons.content, {}).get("organ", "")).strip()
    right = gettext("competent: {organ}").format(organ=organ) if organ else ""
    words = clauses(str(DECLINED.get(event.outcome, "")), right, one.words)
    return Said(gettext("Not taken on"), words, tone=Tone.BAD)


def returned(_one: Happened, _event: events.Returned, _story: Story) -> Said:
    """Tell that the papers went back."""
    words = gettext("What was asked for did not come in time; a new application is free.")
    return Said(gettext("Returned"), words, tone=Tone.BAD)


def accepted(_one: Happened, event: events.Accepted, _story: Story) -> Said:
    """Tell the acceptance, by a person or by silence."""
    if not event.deemed:
        return Said(gettext("Application accepted"))
    words = gettext("Nobody answered within the time, so it counts as accepted from {day}").format(
        day=day_in_words(event.happened)
    )
    return Said(gettext("Accepted by silence"), words)


def withdrawn(one: Happened, _event: events.Withdrawn, _story: Story) -> Said:
    """Tell that the applicant took it back."""
    return Said(gettext("Application withdrawn"), own=one.words)


def voided(_one: Happened, _event: events.Voided, _story: Story) -> Said:
    """Tell that the receipt is void."""
    return Said(gettext("Receipt void"), gettext("It had been entered wrongly."), tone=Tone.BAD)
