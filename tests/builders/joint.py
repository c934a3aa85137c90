"""A place whose matter has one step that several sign together, in whatever manner, after a review of its own."""

from collections.abc import Callable

import pytest

from builders.cases import Place, a_place
from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.queries import inbox_of_posts
from tongban.kernel.cases.state import ItemRow, RoundRow, State
from tongban.kernel.cases.store import load
from tongban.kernel.identity.queries import Person, posts_of

ORGANS = ("civil", "police", "fire")
FOLLOWS = '<sequenceFlow id="f4" sourceRef="joint" targetRef="decide"/>'


def joint_flow(
    manner: str = "",
    *,
    first: str = "",
    decide: str = "",
    accept: str = "",
    several: str = "",
    beside: str = "",
) -> str:
    """A flow: window, a survey, the joint step in the manner given, the leader's decision.

    `several` stands inside the joint step; with `beside`, what follows that step stands there too.
    """
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d">'
        '<process id="p" name="会签流程"><startEvent id="start"/>'
        f'<userTask id="accept" name="受理" t:act="accept" t:performer="window" {accept}/>'
        f'<userTask id="survey" name="初审" t:act="review" t:performer="survey" {first}/>'
        f'<userTask id="joint" name="会审" t:act="review" t:performer="civil, police, fire" {manner}>{several}</userTask>'
        f'<userTask id="decide" name="决定" t:act="decide" t:performer="leader" {decide}/><endEvent id="end"/>'
        '<sequenceFlow id="f1" sourceRef="start" targetRef="accept"/>'
        '<sequenceFlow id="f2" sourceRef="accept" targetRef="survey"/>'
        '<sequenceFlow id="f3" sourceRef="survey" targetRef="joint"/>'
        f"{beside or FOLLOWS}"
        '<sequenceFlow id="f5" sourceRef="decide" targetRef="end"/></process></definitions>'
    )


def a_joint_place(
    manner: str = "",
    *,
    first: str = "",
    decide: str = "",
    accept: str = "",
    several: str = "",
    beside: str = "",
    **more: object,
) -> Place:
    """A place with that flow; `survey` is a bureau of its own."""
    flow = joint_flow(
        manner, first=first, decide=decide, accept=accept, several=several, beside=beside
    )
    return a_place("survey", *ORGANS, flow=flow, **more)


def at_joint(place: Place) -> str:
    """A case that has come to the joint step; return its number."""
    number = place.accepted()
    place.review(number, "survey")
    return number


def state_of(place: Place, number: str) -> State:
    """The rows of the case."""
    case: Case = place.case(number)
    return load(case.home, case.id)


def round_at(place: Place, number: str, node: str) -> RoundRow:
    """The last round of a node."""
    return [one for one in state_of(place, number).rounds.values() if one.node == node][-1]


def item_of(place: Place, number: str, node: str, person: Person) -> ItemRow:
    """The last item of a node's last round at a post of the person."""
    state, posts = state_of(place, number), {one.pk for one in posts_of(person, on=place.today())}
    round_ = round_at(place, number, node)
    return [one for one in state.items.values() if one.round == round_.id and one.post in posts][-1]


def say(
    place: Place, number: str, who: str | Person, outcome: str = "agreed", words: str = "同意"
) -> None:
    """Somebody gives an opinion on his own item of the joint step."""
    person = place.people[who] if isinstance(who, str) else who
    item = item_of(place, number, "joint", person)
    with_it(place, "complete", number, item, person, outcome=outcome, opinion=words)


def with_it(
    place: Place, verb: str, number: str, item: ItemRow, person: Person, **more: object
) -> None:
    """Somebody does something with an item, as it stands."""
    version = state_of(place, number).rounds[item.round].version
    getattr(actions, verb)(
        number, place.act(person), **{"version": version, "item": item.id, **more}
    )


def code(call: Callable[..., object], *args: object, **more: object) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refusal) as told:
        call(*args, **more)
    return told.value.code


def inbox(place: Place, person: Person) -> list[str]:
    """The numbers of the cases that wait at the person's posts."""
    return [one.number for one in inbox_of_posts(posts_of(person, on=place.today()))]
