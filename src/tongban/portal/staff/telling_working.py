"""办理过程·协同: claims, added people, meetings, ways back, reminders, in the words of the staff."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext, ngettext

from tongban.kernel.cases import events
from tongban.kernel.cases.labels import event_name
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.rules import FLOW_TIMER
from tongban.kernel.cases.story import Happened, Story
from tongban.kernel.forms.rules import titles
from tongban.kernel.identity.queries import names_of
from tongban.portal.staff.sayings import Saying, joined, sentences
from tongban.portal.wording import listed
from tongban.ui.pieces import Tone


def claimed(one: Happened, event: events.ItemClaimed, _story: Story) -> Saying:
    """Tell that somebody took a step on, or was given it."""
    if event.holder == one.record.by:
        return Saying(gettext("{step}: claimed").format(step=one.step))
    name = names_of({event.holder}).get(event.holder, "")
    return Saying(gettext("{step}: given to {name}").format(step=one.step, name=name))


def handed_over(one: Happened, event: events.ItemHandedOver, _story: Story) -> Saying:
    """Tell from whom to whom an administrator put a step, and why."""
    names = names_of({event.giver, event.taker})
    what = gettext("{step}: handed over from {giver} to {taker}").format(
        step=one.step, giver=names.get(event.giver, ""), taker=names.get(event.taker, "")
    )
    return Saying(what, one.words)


def filled(one: Happened, event: events.ItemFilled, story: Story) -> Saying:
    """Tell what was filled in, by the names of the questions; of what the reader is not shown, nothing."""
    language = get_language() or ""
    office, own = (
        listed(titles(story.form, set(paths), language)) for paths in (event.office, event.own)
    )
    changed = gettext("put right what the applicant entered: {entries}").format(entries=own)
    words = sentences(office, changed if own else "")
    return Saying(gettext("{step}: filled in").format(step=one.step), words)


def released(one: Happened, _event: events.ItemReleased, _story: Story) -> Saying:
    """Tell that a step waits for everybody again."""
    return Saying(gettext("{step}: released").format(step=one.step))


def added(one: Happened, event: events.ItemsAdded, _story: Story) -> Saying | None:
    """Tell who was asked to join a step, in which way, and why."""
    words = {
        "delegate": gettext("{step}: delegated to {who}"),
        "before": gettext("{step}: {who} asked to answer first"),
        "after": gettext("{step}: {who} must agree too"),
        "beside": gettext("{step}: {who} sign as well"),
    }
    if event.how not in words:
        return None
    who = _posts(each.post for each in event.items)
    return Saying(words[event.how].format(step=one.step, who=who), one.words, tone=Tone.WAIT)


def removed(one: Happened, event: events.ItemsRemoved, story: Story) -> Saying:
    """Tell who need not act any more."""
    who = _posts(story.state.items[each].post for each in event.items)
    return Saying(gettext("{step}: {who} need not act").format(step=one.step, who=who), one.words)


def met(one: Happened, event: events.MeetingHeld, story: Story) -> Saying:
    """Tell what a meeting came to, who was there, and what single organs said."""
    names = names_of({f"organ/{each}" for each in (*event.present, *event.absent)})
    kept = story.texts.get(event.minutes.content, {})
    said = [
        joined(names.get(f"organ/{each['organ']}", ""), str(each["words"]))
        for each in kept.get("opinions", ())
    ]
    present = gettext("present: {names}").format(names=_listed(names, event.present))
    absent = gettext("absent: {names}").format(names=_listed(names, event.absent))
    words = sentences(one.words, *said, present, absent if event.absent else "")
    tone = Tone.GOOD if event.outcome == "agreed" else Tone.BAD
    return Saying(gettext("{step}: joint meeting").format(step=one.step), words, tone=tone)


def sent_back(one: Happened, event: events.SentBack, story: Story) -> Saying:
    """Tell where the case went back to."""
    what = gettext("{step}: sent back to {node}").format(
        step=one.step, node=_node(story, event.node)
    )
    straight = gettext("then straight back to this step") if event.straight else ""
    return Saying(what, sentences(one.words, straight), tone=Tone.BAD)


def taken_back(one: Happened, _event: events.TakenBack, _story: Story) -> Saying:
    """Tell that somebody took back what he had done."""
    return Saying(gettext("{step}: taken back").format(step=one.step), one.words)


def jumped(one: Happened, event: events.Jumped, story: Story) -> Saying:
    """Tell that the case left its flow."""
    node = _node(story, event.node)
    return Saying(
        gettext("{step}: jumped to {node}").format(step=one.step, node=node), tone=Tone.BAD
    )


def urged(one: Happened, _event: events.Urged, _story: Story) -> Saying:
    """Tell that somebody urged."""
    return Saying(gettext("Urged"), one.words, tone=Tone.WAIT)


def overdue(one: Happened, event: events.RoundOverdue, _story: Story) -> Saying:
    """Tell that a step is late by its own time."""
    what = gettext("{step}: late by its own time").format(step=one.step)
    times = ngettext("reminded {n} time", "reminded {n} times", event.times).format(n=event.times)
    return Saying(what, times, tone=Tone.BAD)


def time_over(_one: Happened, event: events.TimerEnded, story: Story) -> Saying | None:
    """Tell that a time of the flow is over; what other times bring about, other events tell."""
    timer = story.state.timers[event.timer]
    if event.how != "fired" or timer.kind != FLOW_TIMER:
        return None
    nodes = flow_of(story.version).nodes
    node = nodes[timer.node]
    step = nodes[node.host].name if node.host is not None else ""
    late = gettext("The step {step} was not done by then.").format(step=step)
    what = gettext("Time over: {what}").format(what=event_name(node))
    return Saying(what, late if step else "", tone=Tone.WAIT)


def message_came(one: Happened, event: events.MessageCame, story: Story) -> Saying:
    """Tell that a message came, what it said, and which facts it brought."""
    facts = story.texts.get(event.message.content, {}).get("facts", ())
    brought = [
        gettext("{name}: {value}").format(name=name, value=_shown(value)) for name, value in facts
    ]
    what = gettext("Arrived: {what}").format(what=event.name)
    return Saying(what, sentences(one.words, *brought))


def _shown(value: object) -> object:
    return {True: gettext("Yes"), False: gettext("No")}[value] if isinstance(value, bool) else value


def skipped(_one: Happened, event: events.RoundSkipped, _story: Story) -> Saying:
    """Tell that nobody was there for a review."""
    what = gettext("{step}: passed over").format(step=event.name)
    return Saying(what, gettext("Nobody holds its post, and its flow allows it."))


def _posts(posts: Iterable[int | None]) -> str:
    named = [f"post/{post}" for post in posts]
    names = names_of(set(named))
    return listed([names.get(one, "") for one in named])


def _listed(names: dict[str, str], organs: Iterable[int]) -> str:
    return listed([names.get(f"organ/{each}", "") for each in organs])


def _node(story: Story, node: str) -> str:
    return next((step.name for step in story.steps if step.node == node), "")
