"""正在进行: pauses, special procedures and requests of a case that are open, and what will happen by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_lazy

from tongban.kernel.cases.awaiting import Awaited, awaited
from tongban.kernel.cases.events import SpecialArranged, SupplementRequested
from tongban.kernel.cases.labels import REQUESTS, SPECIALS, TIMERS
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.rules import OPEN, READ
from tongban.kernel.cases.state import PauseRow, RequestRow, SpecialRow, TimerRow
from tongban.kernel.cases.story import Story
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import names_of
from tongban.portal.staff.acts_asking import wish_words
from tongban.portal.staff.sayings import joined, sentences
from tongban.portal.staff.wording import long_day
from tongban.portal.wording import listed
from tongban.ui.templatetags.look import full_day, moment

STATES = {
    "offered": (gettext_lazy("may be asked for"), "soon"),
    "open": (gettext_lazy("under way"), "brand"),
    "arranged": (gettext_lazy("time set"), "brand"),
}
EFFECTS = {
    "node": gettext_lazy("Who has the step is reminded; nothing is decided by it."),
    "silence": gettext_lazy("If nobody answers by then, the application counts as accepted."),
    "supplement": gettext_lazy("If nothing is supplied by then, the application is returned."),
    "pause_end": gettext_lazy("The clock then runs on by itself."),
    "hearing_request": gettext_lazy("If nobody asks by then, the right to a hearing lapses."),
    "renewal": gettext_lazy("If nobody decides by then, the renewal counts as granted."),
    "flow": gettext_lazy("The flow goes on by itself; nothing is decided by it."),
}


@dataclass(frozen=True, slots=True)
class Going:
    """正在进行的一项: what it is, how it stands, and what comes next."""

    what: str
    tag: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Coming:
    """到时自动发生: one timer of a case, its last day, and what happens after it."""

    what: str
    on: date
    words: str


def going_on(story: Story) -> list[Going]:
    """Return what is open beside the steps of the flow, requests first."""
    state = story.state
    requests = [one for one in state.requests.values() if one.state == "open"]
    specials = [one for one in state.specials.values() if one.state in STATES]
    owned = {one.pause for one in specials}
    pauses = [one for one in state.pauses.values() if one.until is None and one.id not in owned]
    names = names_of({one.by for one in requests}) if requests else {}
    return [
        *_demand(story),
        *(_request(story, one, names.get(one.by, "")) for one in requests),
        *(_special(story, one) for one in specials),
        *(_pause(one) for one in pauses),
        *_joined(story),
        *_readings(story),
        *_messages(story),
    ]


def coming(story: Story) -> list[Coming]:
    """Return what will happen by itself, the next first."""
    timers = [one for one in story.state.timers.values() if one.state == "set"]
    flow = awaited(story.state, flow_of(story.version))
    events = {one.timer.id: one for one in flow if one.timer is not None}
    return [
        _event(events[one.id], one) if one.id in events else _coming(one)
        for one in sorted(timers, key=lambda one: (one.due_at, one.id))
    ]


def is_paused(story: Story) -> bool:
    """Tell whether the clock of the case stands still."""
    return any(one.until is None for one in story.state.pauses.values())


def timer_words(kind: str) -> tuple[str, str]:
    """Return what a timer is called, and what happens when it is over."""
    return str(TIMERS.get(kind, kind)), str(EFFECTS.get(kind, ""))


def _coming(timer: TimerRow) -> Coming:
    what, words = timer_words(timer.kind)
    return Coming(what, timer.due_on, words)


def _event(one: Awaited, timer: TimerRow) -> Coming:
    """Return a time of the flow: the case rests there, or a step is to be done by then."""
    if one.host is None:
        words = gettext("The case waits for it, then goes on by itself; nothing is decided by it.")
    elif one.node.interrupts:
        words = gettext(
            "If the step {step} is not done by then, it ends and the case goes on another way; nothing is decided by it."
        )
    else:
        words = gettext("If the step {step} is not done by then, another opens beside it.")
    step = "" if one.host is None else one.host.name
    return Coming(one.name, timer.due_on, words.format(step=step))


def _demand(story: Story) -> list[Going]:
    """Return what the applicant has yet to supply."""
    asked = [each.event for each in story.happened if isinstance(each.event, SupplementRequested)]
    if story.case.state != "supplementing" or not asked:
        return []
    points = story.texts.get(asked[-1].demand.content, {}).get("items", ())
    until = gettext("to be supplied by {day}").format(day=long_day(asked[-1].until))
    words = sentences(*(each["what"] for each in points), until)
    return [Going(gettext("Supplement"), gettext("waits for the applicant"), "soon", words)]


def _request(story: Story, one: RequestRow, by: str) -> Going:
    words = [
        gettext("{name}: {value}").format(name=name, value=value)
        for name, value in wish_words(story, one, masked=True)
    ]
    asked = gettext("asked by {name}, {at}").format(name=by, at=moment(one.asked_at))
    next_ = gettext("A second person approves it or not.")
    what = str(REQUESTS.get(one.kind, one.kind))
    return Going(what, gettext("waits for approval"), "soon", sentences(*words, asked, next_))


def _special(story: Story, one: SpecialRow) -> Going:
    tag, tone = STATES[one.state]
    until = full_day(one.until)
    match one.state:
        case "offered":
            words = gettext("It may be asked for until {day}; until then nothing is decided.")
            words = words.format(day=until)
        case "arranged":
            words = sentences(
                gettext("On {at}").format(at=_place_of(story, one)),
                gettext("Next: keep what came out."),
            )
        case _:
            words = sentences(
                gettext("announced until {day}").format(day=until), *_next_of(story, one)
            )
    return Going(str(SPECIALS.get(one.kind, one.kind)), str(tag), tone, words)


def _next_of(story: Story, one: SpecialRow) -> tuple[str, str]:
    """Say whether the clock stands still for it, and what comes next."""
    paused = story.state.pauses.get(one.pause or 0)
    stopped = gettext("the clock stands still") if paused and paused.until is None else ""
    if one.kind == "hearing":
        return stopped, gettext("Next: say when and where, and who presides.")
    return stopped, gettext("Next: say when and where, or keep what came out.")


def _place_of(story: Story, one: SpecialRow) -> str:
    plans: Sequence[SpecialArranged] = [
        each.event
        for each in story.happened
        if isinstance(each.event, SpecialArranged) and each.event.special == one.id
    ]
    plan = story.texts.get(plans[-1].plan.content, {}) if plans else {}
    chair = names_of({one.chair}).get(one.chair, "") if one.chair else ""
    return joined(moment(one.on), str(plan.get("place", "")), chair)


def _joined(story: Story) -> list[Going]:
    """Return those who were asked to join a step and did not act yet, and in which way."""
    ways = {
        "help": gettext("asked for an answer"),
        "after": gettext("must agree too"),
        "beside": gettext("sign as well"),
    }
    state = story.state
    asked = [one for one in state.items.values() if one.kind in ways and one.state in OPEN]
    names = names_of({f"post/{one.post}" for one in asked}) if asked else {}
    return [
        Going(
            state.rounds[one.round].name,
            ways[one.kind],
            "soon",
            names.get(f"post/{one.post}", ""),
        )
        for one in asked
    ]


def _readings(story: Story) -> list[Going]:
    """Return the rounds of reading that are not over, each with who has yet to read."""
    state = story.state
    rounds = [one for one in state.rounds.values() if one.act == READ and one.state == "open"]
    waiting = [one for one in state.items.values() if one.kind == READ and one.state == "open"]
    names = names_of({f"post/{one.post}" for one in waiting}) if rounds else {}
    found = []
    for one in rounds:
        posts = [names.get(f"post/{item.post}", "") for item in waiting if item.round == one.id]
        until = gettext("to be read by {day}").format(day=full_day(one.until)) if one.until else ""
        tag = gettext("waits for {n} of {all}").format(n=len(posts), all=one.need)
        found.append(Going(one.name, tag, "brand", sentences(listed(posts), until)))
    return found


def _messages(story: Story) -> list[Going]:
    """Return the messages for which the case waits, or which a step may be ended by."""
    found = awaited(story.state, flow_of(story.version))
    return [
        Going(
            one.name,
            gettext("not arrived yet"),
            "brand",
            gettext("The case goes on once it is noted.")
            if one.host is None
            else gettext("May arrive while the step {step} is open.").format(step=one.host.name),
        )
        for one in found
        if one.node.trigger.sort == "message"
    ]


def _pause(one: PauseRow) -> Going:
    words = gettext("{since} to {until}; the clock then runs on by itself").format(
        since=full_day(day_of(one.since)), until=full_day(day_of(one.announced))
    )
    return Going(
        gettext("Clock stopped: {ground}").format(ground=SPECIALS.get(one.ground, one.ground)),
        gettext("stands still"),
        "soon",
        words,
    )
