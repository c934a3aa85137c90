"""办件进度·办理: pauses, special procedures, hearings, statements, extensions, in citizens' words."""

from datetime import datetime

from django.utils.translation import get_language, gettext, ngettext

from tongban.kernel.cases import events
from tongban.kernel.cases.labels import SPECIALS, TERMINATED
from tongban.kernel.cases.story import Happened, Story
from tongban.kernel.forms.rules import titles
from tongban.portal.public.said import Said, beside, clauses, day_in_words
from tongban.portal.wording import listed
from tongban.ui.pieces import Tone
from tongban.ui.templatetags.look import full_day, moment


def special_name(story: Story, special: int) -> str:
    """Return what a special procedure of the case is called."""
    return named(story.state.specials[special].kind)


def named(kind: str) -> str:
    """Return what a kind of special procedure, or the ground of a pause, is called."""
    return str(SPECIALS.get(kind, kind))


def opened(one: Happened, event: events.SpecialOpened, _story: Story) -> Said:
    """Tell that a special procedure began, or that a hearing was offered."""
    until = day_in_words(event.until)
    if event.state == "offered":
        words = gettext("can be asked for until {day}").format(day=until)
        return Said(gettext("Told of the right to a hearing"), words, one.words, Tone.WAIT)
    what = gettext("{what} begun").format(what=named(event.kind))
    return Said(what, gettext("announced until {day}").format(day=until), one.words, Tone.WAIT)


def hearing_asked(one: Happened, event: events.HearingAsked, _story: Story) -> Said:
    """Tell that the hearing was asked for."""
    words = gettext("to be held by {day}").format(day=day_in_words(event.until))
    return Said(gettext("Hearing asked for"), words, one.words, Tone.WAIT)


def arranged(_one: Happened, event: events.SpecialArranged, story: Story) -> Said:
    """Tell when it takes place, and to the applicant where."""
    what = gettext("{what}: time and place set").format(what=special_name(story, event.special))
    at = moment(datetime.fromisoformat(event.on))
    return Said(what, at, place_of(story, event))


def place_of(story: Story, event: events.SpecialArranged) -> str:
    """Return where a special procedure takes place."""
    return str(story.texts.get(event.plan.content, {}).get("place", ""))


def concluded(one: Happened, event: events.SpecialConcluded, story: Story) -> Said:
    """Tell that it is over; its record stays in the file."""
    what = gettext("{what} concluded").format(what=special_name(story, event.special))
    words = gettext("on {day}").format(day=day_in_words(event.happened))
    if event.waived:
        return Said(gettext("Hearing ended without being held"), words, own=one.words)
    return Said(what, words, tone=Tone.GOOD)


def lapsed(_one: Happened, _event: events.SpecialLapsed, _story: Story) -> Said:
    """Tell that nobody asked for the hearing."""
    words = gettext("Nobody asked for it within the time.")
    return Said(gettext("Right to a hearing lapsed"), words)


def heard(one: Happened, event: events.Heard, _story: Story) -> Said:
    """Tell a statement; what a third party said stays inside."""
    if event.role == "third_party":
        return Said(gettext("A third party made a statement"))
    return Said(gettext("Statement of the applicant"), own=one.words)


def urged(one: Happened, _event: events.Urged, _story: Story) -> Said | None:
    """Tell that the applicant urged; what the staff ask of each other stays inside."""
    if one.record.organ:
        return None
    return Said(gettext("The departments were urged"), own=one.words)


def extended(one: Happened, event: events.Extended, _story: Story) -> Said:
    """Tell that the limit was made longer."""
    what = ngettext(
        "Limit extended by {n} working day", "Limit extended by {n} working days", event.days
    ).format(n=event.days)
    return Said(what, own=one.words, tone=Tone.WAIT)


def terminated(_one: Happened, event: events.Terminated, _story: Story) -> Said:
    """Tell that it ended without a decision, and to the applicant why."""
    ground = str(TERMINATED.get(event.ground, ""))
    return Said(gettext("Ended without a decision"), own=ground, tone=Tone.BAD)


def corrected(_one: Happened, _event: events.Corrected, _story: Story) -> Said:
    """Tell that an entry was put right."""
    return Said(gettext("Entry corrected"), gettext("the old entry is kept"))


def filled(_one: Happened, event: events.ItemFilled, story: Story) -> Said | None:
    """Tell which of the applicant's own answers were put right; what the office notes for itself stays inside."""
    if not event.own:
        return None
    named = listed(titles(story.form, set(event.own), get_language() or ""))
    return Said(gettext("Entry corrected"), gettext("the old entry is kept"), own=named)


def paused(one: Happened, event: events.Paused, _story: Story) -> Said:
    """Tell that the clock stands still, since when and until when."""
    words = gettext("{ground}, {since} to {until}").format(
        ground=named(event.ground),
        since=full_day(datetime.fromisoformat(event.since)),
        until=full_day(datetime.fromisoformat(event.announced)),
    )
    return Said(gettext("Clock stopped"), words, one.words, Tone.WAIT)


def resumed(_one: Happened, event: events.Resumed, story: Story) -> Said:
    """Tell that the clock runs on."""
    pause = story.state.pauses[event.pause]
    early = datetime.fromisoformat(event.until) < pause.announced
    words = gettext("before its announced end") if early else gettext("at its announced end")
    return Said(gettext("Clock runs on"), beside(named(pause.ground), words))


def deadline_moved(_one: Happened, event: events.TimerMoved, story: Story) -> Said | None:
    """Tell that the applicant's own last day is another one; of the organ's own timers nothing is told."""
    timer = story.state.timers.get(event.timer)
    mine = {"supplement", "hearing_request"}
    if timer is None or timer.kind not in mine or event.due_on == event.before:
        return None
    words = gettext("{day} instead of {before}").format(
        day=day_in_words(event.due_on), before=day_in_words(event.before)
    )
    return Said(gettext("Your last day was counted anew"), clauses(words), tone=Tone.WAIT)
