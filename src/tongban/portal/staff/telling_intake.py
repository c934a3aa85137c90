"""办理过程·收件: what happens from the receipt to acceptance, in the words of the staff."""

from django.utils.translation import get_language, gettext, ngettext

from tongban.kernel.cases import events
from tongban.kernel.cases.correcting import title_of
from tongban.kernel.cases.labels import DECLINED, LATE_ENTRY, TAKEN, VERDICTS
from tongban.kernel.cases.story import Happened, Story
from tongban.portal.staff.sayings import Saying, joined, sentences
from tongban.portal.staff.wording import CHANNELS, long_day
from tongban.portal.wording import listed
from tongban.ui.pieces import Tone


def submitted(one: Happened, event: events.Submitted, story: Story) -> Saying:
    """Tell the receipt: by which channel, who took it in, on which day."""
    channel = str(CHANNELS.get(event.channel, ""))
    taken_in = event.channel != "portal"
    who = joined(channel, one.by, one.organ) if taken_in else channel
    again = gettext("applied again after case {number}").format(number=event.earlier)
    words = sentences(
        gettext("Received on {day}").format(day=long_day(event.happened)),
        again if event.earlier else "",
    )
    return Saying(gettext("Application handed in"), words, who=who)


def receipt_day(_one: Happened, event: events.ReceiptDayMoved, _story: Story) -> Saying:
    """Tell that the day of receipt is an earlier one."""
    words = gettext("{day} instead of {before}; {ground}").format(
        day=long_day(event.happened),
        before=long_day(event.before),
        ground=LATE_ENTRY.get(event.ground, event.ground),
    )
    return Saying(gettext("Day of receipt corrected"), words)


def received(_one: Happened, event: events.Received, _story: Story) -> Saying:
    """Tell that an agent's papers reached the organ."""
    words = gettext("on {day}; the organ's receipt is this day").format(
        day=long_day(event.happened)
    )
    return Saying(gettext("Papers reached the organ"), words)


def pre_reviewed(one: Happened, _event: events.PreReviewed, _story: Story) -> Saying:
    """Tell a remark before the answer."""
    return Saying(gettext("Applicant told beforehand"), one.words)


def mended(_one: Happened, event: events.Mended, story: Story) -> Saying:
    """Tell which entries were put right on the spot."""
    before = story.texts.get(event.before, {}).get("values", {})
    after = story.texts.get(event.form.content, {}).get("values", {})
    return Saying(gettext("Put right on the spot"), changed_entries(story, before, after))


def checked(_one: Happened, event: events.MaterialChecked, story: Story) -> Saying:
    """Tell how a material compares with its original."""
    names = {each.key: each.name for each in story.version.materials.all()}
    verdict = str(VERDICTS.get(event.verdict, event.verdict))
    tone = Tone.BAD if event.verdict == "different" else Tone.PLAIN
    what = gettext("Compared with the original")
    words = joined(names.get(event.material, event.material), verdict)
    return Saying(what, words, tone=tone)


def taken(_one: Happened, event: events.MaterialsTaken, story: Story) -> Saying:
    """Tell how the window took each material in."""
    names = {each.key: each.name for each in story.version.materials.all()}
    rows = [
        joined(names.get(each.material, each.material), str(TAKEN.get(each.how, each.how)))
        for each in event.taken
    ]
    return Saying(gettext("Materials taken in"), sentences(*rows))


def asked_for(_one: Happened, event: events.SupplementRequested, story: Story) -> Saying:
    """Tell what was asked for, and until when."""
    demand = story.texts.get(event.demand.content, {})
    points = [joined(each["what"], each["how"]) for each in demand.get("items", ())]
    until = gettext("to be supplied by {day}").format(day=long_day(event.until))
    what = gettext("Asked for what is missing")
    if event.again:
        what = gettext("Asked for what is missing, a second time")
    fresh = ngettext("{n} point is new", "{n} points are new", event.fresh).format(n=event.fresh)
    reason = gettext("reason: {reason}").format(reason=demand.get("reason", ""))
    again = [fresh, reason] if event.again else []
    return Saying(what, sentences(*points, until, *again), tone=Tone.WAIT)


def supplied(_one: Happened, event: events.Supplemented, _story: Story) -> Saying:
    """Tell that what was asked for was supplied, and how much of it is still open."""
    open_points = ngettext(
        "{n} point is still open", "{n} points are still open", event.missing
    ).format(n=event.missing)
    rest = open_points if event.missing else gettext("complete")
    words = sentences(gettext("on {day}").format(day=long_day(event.happened)), rest)
    return Saying(gettext("Supplied by the applicant"), words)


def declined(one: Happened, event: events.Declined, story: Story) -> Saying:
    """Tell why the application was not taken on."""
    organ = str(story.texts.get(event.reasons.content, {}).get("organ", "")).strip()
    right = gettext("competent: {organ}").format(organ=organ) if organ else ""
    words = sentences(str(DECLINED.get(event.outcome, "")), one.words, right)
    return Saying(gettext("Not taken on"), words, tone=Tone.BAD)


def returned(_one: Happened, _event: events.Returned, _story: Story) -> Saying:
    """Tell that the papers went back."""
    words = gettext("What was asked for did not come in time; a new application is free.")
    return Saying(gettext("Returned"), words, tone=Tone.BAD)


def accepted(_one: Happened, event: events.Accepted, _story: Story) -> Saying:
    """Tell the acceptance, by a person or by silence."""
    day = gettext("Day of acceptance {day}").format(day=long_day(event.happened))
    if not event.deemed:
        return Saying(gettext("Accepted for handling"), day)
    words = gettext("Nobody answered within the time, so it counts as accepted")
    return Saying(gettext("Accepted by silence"), sentences(words, day), tone=Tone.BAD)


def withdrawn(one: Happened, _event: events.Withdrawn, _story: Story) -> Saying:
    """Tell that the applicant took it back."""
    return Saying(gettext("Withdrawn by the applicant"), one.words, who="", tone=Tone.BAD)


def voided(_one: Happened, _event: events.Voided, _story: Story) -> Saying:
    """Tell that the receipt is void."""
    return Saying(gettext("Receipt void"), gettext("It had been entered wrongly."), tone=Tone.BAD)


def changed_entries(story: Story, before: object, after: object) -> str:
    """Name the entries that differ between two forms; what they say stays behind the mask."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return ""
    paths = [
        f"{section}.{name}"
        for section in {**before, **after}
        for name in {**_part(before, section), **_part(after, section)}
        if _part(before, section).get(name) != _part(after, section).get(name)
    ]
    language = get_language() or ""
    return listed(title_of(story.version, path, language) for path in paths)


def _part(values: dict[str, object], section: str) -> dict[str, object]:
    found = values.get(section)
    return found if isinstance(found, dict) else {}
