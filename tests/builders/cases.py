"""A place with one matter, its people, and cases that run in it, in one readable line."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from builders.identity import a_clerk, an_act, an_organ
from builders.parties import a_citizen
from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Intake, Receipt
from tongban.kernel.cases.models import Case, Round, WorkItem
from tongban.kernel.catalogue.actions import draft_version, publish
from tongban.kernel.catalogue.content import Article, Content
from tongban.kernel.catalogue.models import Matter, MatterVersion
from tongban.kernel.catalogue.rules import Limit
from tongban.kernel.identity.actions import NewMandate, grant, register_person
from tongban.kernel.identity.queries import Organ, Person, posts_for
from tongban.kernel.identity.rules import Power
from tongban.kernel.parties.actions import link_person

FRIDAY = datetime(2026, 2, 13, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai
_keys = count(1)

FORM: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "申请表",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "applicant": {
            "type": "object",
            "additionalProperties": False,
            "title": "申请人",
            "properties": {
                "name": {"type": "string", "title": "姓名", "maxLength": 50},
                "income": {"type": "integer", "title": "年收入", "minimum": 0, "maximum": 9999999},
            },
            "required": ["name"],
        }
    },
    "required": ["applicant"],
}
ANSWERS = {"applicant": {"name": "张三丰", "income": 30000}}


def a_flow(*reviews: str, rule: str = "all", condition: str = "") -> str:
    """A flow: window, the named reviews in parallel, the leader's decision; with a condition, straight to him if it holds."""
    tasks = "".join(
        f'<userTask id="{name}" name="{name}" t:act="review" t:performer="{name}" t:rule="{rule}"/>'
        f'<sequenceFlow id="to_{name}" sourceRef="split" targetRef="{name}"/>'
        f'<sequenceFlow id="from_{name}" sourceRef="{name}" targetRef="join"/>'
        for name in reviews
    )
    way = '<sequenceFlow id="f2" sourceRef="accept" targetRef="split"/>'
    merge = '<sequenceFlow id="f3" sourceRef="join" targetRef="decide"/>'
    if condition:
        way = (
            '<exclusiveGateway id="which" default="f2"/><sequenceFlow id="f1b" sourceRef="accept" targetRef="which"/>'
            '<sequenceFlow id="f2" sourceRef="which" targetRef="split"/>'
            '<sequenceFlow id="short" sourceRef="which" targetRef="merge">'
            f"<conditionExpression>{condition}</conditionExpression></sequenceFlow>"
        )
        merge = (
            '<exclusiveGateway id="merge"/><sequenceFlow id="f3" sourceRef="join" targetRef="merge"/>'
            '<sequenceFlow id="f3b" sourceRef="merge" targetRef="decide"/>'
        )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d">'
        '<process id="p" name="测试流程"><startEvent id="start"/>'
        '<sequenceFlow id="f1" sourceRef="start" targetRef="accept"/>'
        '<userTask id="accept" name="受理" t:act="accept" t:performer="window"/>'
        f'{way}<parallelGateway id="split"/>{tasks}<parallelGateway id="join"/>{merge}'
        '<userTask id="decide" name="决定" t:act="decide" t:performer="leader"/>'
        '<sequenceFlow id="f4" sourceRef="decide" targetRef="end"/><endEvent id="end"/></process></definitions>'
    )


@dataclass
class Place:
    """A hall, a bureau with a leader, reviewing bureaus, a citizen with a login, and one matter open online."""

    hall: Organ
    bureau: Organ
    version: MatterVersion
    citizen: Person
    party: int
    people: dict[str, Person]
    organs: dict[str, Organ]
    now: datetime = field(default=FRIDAY)

    def act(self, person: Person, *, key: str = "", minutes: int = 1) -> Act:
        """An act of that person, a minute after the last one, with a key of its own unless one is given."""
        self.now += timedelta(minutes=minutes)
        return Act(person.actor_id, "", self.now, key or f"k{next(_keys)}")

    def submit(
        self,
        *,
        key: str = "",
        values: dict[str, Any] | None = None,
        by: Person | None = None,
        **more: Any,
    ) -> Receipt:
        """The citizen applies, or another person, for a party, over a channel."""
        act = self.act(by or self.citizen, key=key)
        received = (act.at + timedelta(hours=8)).date()
        given = {"party": self.party, "channel": "portal", "received_on": received, **more}
        intake = Intake(version=self.version.pk, values=values or ANSWERS, **given)
        return actions.submit(intake, act)

    def accept(
        self, number: str, *, by: Person | None = None, on: date | None = None, **more: Any
    ) -> Receipt:
        """The window takes it on."""
        act = self.act(by or self.people["window"], key=more.pop("key", ""))
        item, version = self.open(number, "accept")
        happened = on or (act.at + timedelta(hours=8)).date()
        return actions.accept(
            number, act, item=item, **{"version": version, "happened": happened, **more}
        )

    def review(
        self, number: str, node: str, outcome: str = "agreed", opinion: str = "同意", **more: Any
    ) -> Receipt:
        """The officer of a reviewing bureau gives an opinion."""
        act = self.act(more.pop("by", None) or self.people[node], key=more.pop("key", ""))
        item, version = self.open(number, node)
        given = {"version": version, "outcome": outcome, "opinion": opinion, **more}
        return actions.complete(number, act, item=item, **given)

    def decide(
        self, number: str, outcome: str = "agreed", reasons: str = "", **more: Any
    ) -> Receipt:
        """The leader decides."""
        act = self.act(more.pop("by", None) or self.people["leader"], key=more.pop("key", ""))
        item, version = self.open(number, "decide")
        return actions.decide(
            number,
            act,
            item=item,
            **{"version": version, "outcome": outcome, "reasons": reasons, **more},
        )

    def open(self, number: str, node: str) -> tuple[int, int]:
        """The last item of a node and its round's version, as a page would carry them."""
        case = self.case(number)
        round_ = Round.objects.filter(home=case.home, case_id=case.id, node=node).order_by("-id")[0]
        item = WorkItem.objects.filter(home=case.home, case_id=case.id, round=round_.id).order_by(
            "id"
        )[0]
        return item.id, round_.version

    def case(self, number: str) -> Case:
        """The case as it is stored."""
        return Case.objects.get(number=number)


def a_limit(text: str) -> Limit:
    """A limit such as `20wd`."""
    amount = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return Limit(int(amount), text[len(amount) :])


def a_place(
    *reviews: str,
    clock_starts: str = "acceptance",
    rule: str = "all",
    condition: str = "",
    statutory: str = "20wd",
    promised: str = "10wd",
) -> Place:
    """A place whose matter is reviewed by the named bureaus; twenty working days by law, ten promised."""
    reviews = reviews or ("civil", "police")
    hall, bureau = an_organ("政务服务中心"), an_organ("住房和城乡建设局")
    organs = {"window": hall, "leader": bureau} | {name: an_organ(f"{name}局") for name in reviews}
    duties = {"window": "window", "leader": "leader"} | dict.fromkeys(reviews, "officer")
    people = {name: a_clerk(organs[name], duty)[0] for name, duty in duties.items()}
    bound = {name: {"organ": organs[name].pk, "duty": duty} for name, duty in duties.items()}
    content = Content(
        name="公共租赁住房申请资格审核认定", power_type=7, organ_id=bureau.pk, level=4, online=True,
        procedure="confirmation", statutory=a_limit(statutory), promised=a_limit(promised), clock_starts=clock_starts,
        form=FORM, flow=a_flow(*reviews, rule=rule, condition=condition), performers=bound,
        bases=(Article("公共租赁住房管理办法", "第八条"),),
    )  # fmt: skip
    matter = Matter.objects.create(home=bureau.home, organ=bureau, origin="test", created=FRIDAY)
    on = FRIDAY.date()
    window = posts_for(hall.pk, "window", on=on)[0]
    plan = NewMandate(
        power=Power.ACCEPT,
        organ_id=bureau.pk,
        grounds="一窗受理委托书",
        post_id=window.pk,
        since=on,
    )
    grant(plan, an_act(on=on))
    draft = draft_version(matter.pk, an_act(on=on), content=content)
    version = publish(draft.pk, an_act(on=on), on=on)
    party = a_citizen()
    citizen = register_person(
        an_act(), username=f"citizen{next(_keys)}", name="张三丰", kind="public"
    )
    link_person(party.pk, an_act(), person_id=citizen.pk)
    return Place(hall, bureau, version, citizen, party.pk, people, organs)
