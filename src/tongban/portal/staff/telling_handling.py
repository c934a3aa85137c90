"""办理过程·办理: pauses, special procedures, hearings, requests and corrections, in the words of the staff."""

from datetime import datetime

from django.utils.translation import gettext, ngettext

from tongban.kernel.cases import events
from tongban.kernel.cases.labels import REQUESTS, SPECIALS, TERMINATED
from tongban.kernel.cases.story import Happened, Story
from tongban.kernel.identity.queries import names_of
from tongban.portal.staff.acts_asking import wish_words
from tongban.portal.staff.sayings import Saying, joined, sentences
from tongban.portal.staff.telling_intake import changed_entries
from tongban.portal.staff.wording import long_day
from tongban.portal.wording import listed
from tongban.ui.pieces import Tone
from tongban.ui.templatetags.look import full_day, moment


def special_name(story: Story, special: int) -> str:
    """Return what a special procedure of the case is called."""
    row = story.state.specials[special]
    return str(SPECIALS.get(row.kind, row.kind))


def opened(one: Happened, event: events.SpecialOpened, _story: Story) -> Saying:
    """Tell that a special procedure began, or that a hearing was offered."""
    until = long_day(event.until)
    if event.state == "offered":
        words = gettext("can be asked for until {day}").format(day=until)
        return Saying(
            gettext("Told of the right to a hearing"), sentences(one.words, words), tone=Tone.WAIT
        )
    what = gettext("{what} begun").format(what=SPECIALS.get(event.kind, event.kind))
    words = gettext("announced until {day}").format(day=until)
    return Saying(what, sentences(one.words, words), tone=Tone.WAIT)


def hearing_asked(one: Happened, event: events.HearingAsked, _story: Story) -> Saying:
    """Tell that the hearing was asked for."""
    words = gettext("to be held by {day}").format(day=long_day(event.until))
    return Saying(gettext("Hearing asked for"), sentences(one.words, words), tone=Tone.WAIT)


def arranged(_one: Happened, event: events.SpecialArranged, story: Story) -> Saying:
    """Tell when and where it takes place."""
    plan = story.texts.get(event.plan.content, {})
    what = gettext("{what}: time and place set").format(what=special_name(story, event.special))
    at = datetime.fromisoformat(event.on)
    words = joined(moment(at), str(plan.get("place", "")), listed(plan.get("people", ())))
    return Saying(what, words)


def concluded(_one: Happened, event: events.SpecialConcluded, story: Story) -> Saying:
    """Tell what came out."""
    record = story.texts.get(event.record.content, {})
    what = gettext("{what} concluded").format(what=special_name(story, event.special))
    people = ngettext("{n} person took part", "{n} people took part", event.people).format(
        n=event.people
    )
    return Saying(
        what,
        sentences(
            str(record.get("text", "")),
            people if event.people else "",
            gettext("signed") if event.signed else "",
            gettext("given up, not held") if event.waived else "",
            gettext("on {day}").format(day=long_day(event.happened)),
        ),
        tone=Tone.GOOD,
    )


def lapsed(_one: Happened, _event: events.SpecialLapsed, _story: Story) -> Saying:
    """Tell that nobody asked for the hearing."""
    return Saying(
        gettext("Right to a hearing lapsed"), gettext("Nobody asked for it within the time.")
    )


def heard(one: Happened, event: events.Heard, _story: Story) -> Saying:
    """Tell a statement."""
    third = event.role == "third_party"
    what = gettext("Statement of a third party") if third else gettext("Statement of the applicant")
    return Saying(what, one.words)


def extended(one: Happened, event: events.Extended, _story: Story) -> Saying:
    """Tell that the limit was made longer."""
    what = ngettext(
        "Limit extended by {n} working day", "Limit extended by {n} working days", event.days
    ).format(n=event.days)
    return Saying(what, one.words)


def terminated(_one: Happened, event: events.Terminated, _story: Story) -> Saying:
    """Tell that it ended without a decision."""
    return Saying(
        gettext("Ended without a decision"), str(TERMINATED.get(event.ground, "")), tone=Tone.BAD
    )


def corrected(_one: Happened, event: events.Corrected, story: Story) -> Saying:
    """Tell which entry was corrected; the old one is kept."""
    before = story.texts.get(event.before, {}).get("values", {})
    after = story.texts.get(event.form.content, {}).get("values", {})
    words = changed_entries(story, before, after)
    return Saying(gettext("Entry corrected"), sentences(words, gettext("the old entry is kept")))


def paused(one: Happened, event: events.Paused, _story: Story) -> Saying:
    """Tell that the clock stands still, since when and until when."""
    words = gettext("{ground}, {since} to {until}").format(
        ground=SPECIALS.get(event.ground, event.ground),
        since=full_day(datetime.fromisoformat(event.since)),
        until=full_day(datetime.fromisoformat(event.announced)),
    )
    return Saying(gettext("Clock stopped"), sentences(words, one.words), tone=Tone.WAIT)


def resumed(_one: Happened, event: events.Resumed, story: Story) -> Saying:
    """Tell that the clock runs on."""
    pause = story.state.pauses[event.pause]
    early = datetime.fromisoformat(event.until) < pause.announced
    ground = str(SPECIALS.get(pause.ground, pause.ground))
    words = gettext("before its announced end") if early else gettext("at its announced end")
    return Saying(gettext("Clock runs on"), joined(ground, words))


def asked(_one: Happened, event: events.ApprovalAsked, story: Story) -> Saying:
    """Tell what a second person was asked to approve."""
    request = story.state.requests[event.request]
    words = [
        gettext("{name}: {value}").format(name=name, value=value)
        for name, value in wish_words(story, request, masked=True)
    ]
    what = gettext("For approval: {what}").format(what=REQUESTS.get(event.kind, event.kind))
    return Saying(what, sentences(*words), tone=Tone.WAIT)


def answered(one: Happened, event: events.ApprovalGiven, story: Story) -> Saying:
    """Tell how the second person answered."""
    kind = story.state.requests[event.request].kind
    what = {
        "granted": gettext("Approved: {what}"),
        "refused": gettext("Not approved: {what}"),
    }.get(event.outcome, gettext("No longer needed: {what}"))
    tone = {"granted": Tone.GOOD, "refused": Tone.BAD}.get(event.outcome, Tone.PLAIN)
    return Saying(what.format(what=REQUESTS.get(kind, kind)), one.words, tone=tone)


def circulated(one: Happened, event: events.Circulated, story: Story) -> Saying:
    """Tell that the case was given to others to read."""
    count = sum(item.round == event.round for item in story.state.items.values())
    what = ngettext("Given to {n} person to read", "Given to {n} people to read", count)
    return Saying(what.format(n=count), sentences(one.words, _until(event)), tone=Tone.WAIT)


def acted_for(one: Happened, event: events.ActedFor, _story: Story) -> Saying:
    """Tell for whom the step was done, and under which proxy."""
    giver = one.record.behalf or ""
    words = gettext("for {name}, proxy no. {proxy}").format(
        name=names_of([giver]).get(giver, giver), proxy=event.proxy
    )
    return Saying(gettext("Done by proxy: {step}").format(step=one.step), words)


def transferred(one: Happened, event: events.ItemTransferred, _story: Story) -> Saying:
    """Tell to which post a step was handed on, and why."""
    post = f"post/{event.to.post}"
    what = gettext("{step}: handed on to {post}")
    return Saying(what.format(step=one.step, post=names_of({post}).get(post, "")), one.words)


def asked_to_read(one: Happened, event: events.Circulated) -> str:
    """Say who asks to have the case read, until when, and what to look at."""
    asked = gettext("given by {name}, {at}").format(name=one.by, at=moment(one.record.at))
    return sentences(one.words, asked, _until(event))


def _until(event: events.Circulated) -> str:
    day = long_day(event.until)
    return gettext("to be read by {day}").format(day=day) if day else ""
