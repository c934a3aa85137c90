"""A place with one matter, its people, and cases that run in it, in one readable line."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection

from builders.identity import a_clerk, an_act, an_organ
from builders.parties import a_citizen
from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Intake, Receipt
from tongban.kernel.cases.contents import body_of
from tongban.kernel.cases.models import Case, Limit, Round, WorkItem
from tongban.kernel.cases.sweeping import sweep
from tongban.kernel.catalogue.actions import draft_version, publish
from tongban.kernel.catalogue.content import Article, Content, Paper
from tongban.kernel.catalogue.models import Matter, MatterVersion
from tongban.kernel.catalogue.rules import Limit as Length
from tongban.kernel.identity.actions import NewMandate, grant, register_person
from tongban.kernel.identity.queries import Organ, Person, posts_for
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of
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
    reviews: tuple[str, ...] = ()

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

    def at(
        self, verb: str, number: str, node: str, *, by: Person | None = None, **more: Any
    ) -> Receipt:
        """Somebody does something at the open item of a node, the window unless said otherwise."""
        item, version = self.open(number, node)
        act = self.act(by or self.people["window"], key=more.pop("key", ""))
        return getattr(actions, verb)(number, act, **{"item": item, "version": version, **more})

    def on(self, verb: str, number: str, *, by: Person | None = None, **more: Any) -> Receipt:
        """Somebody does something with the case as it stands, an officer who handles it unless said otherwise."""
        act = self.act(by or self.people["officer"], key=more.pop("key", ""))
        return getattr(actions, verb)(number, act, **{"version": self.case(number).n, **more})

    def wait(self, **time: int) -> None:
        """Time goes by."""
        self.now += timedelta(**time)

    def sweep(self) -> int:
        """The platform's own job runs now."""
        return sweep(self.now)

    def today(self) -> date:
        """The day in Shanghai."""
        return (self.now + timedelta(hours=8)).date()

    def accepted(self, **more: Any) -> str:
        """A case that was handed in and accepted; return its number."""
        number = self.submit(**more).number
        self.accept(number)
        return number

    def decided(self, outcome: str = "agreed", **more: Any) -> str:
        """A case that went all its way; return its number."""
        number = self.accepted(**more)
        for name in self.reviews:
            self.review(number, name)
        self.decide(number, outcome, "" if outcome == "agreed" else "不符合规定条件。")
        return number

    def types(self, number: str) -> list[str]:
        """The types of all events of the case, in order."""
        return [record.type for record in self.records(number)]

    def records(self, number: str) -> list[Record]:
        """All records of the case, in order."""
        return events_of(self.case(number).home, f"case/{number}")

    def limits(self, number: str) -> list[Limit]:
        """The limits of the case as they are stored."""
        case = self.case(number)
        return list(Limit.objects.filter(home=case.home, case_id=case.id).order_by("id"))

    def content(self, number: str, content: int) -> dict[str, Any]:
        """One content of the case, opened."""
        case = self.case(number)
        return body_of(case.home, case.id, content)

    def paper(self, number: str, kind: str) -> dict[str, Any]:
        """The facts that stand on the last paper of a kind."""
        issued = [e.data for e in self.records(number) if e.type == "paper.issued_in_case"]
        facts = [each["facts"]["content"] for each in issued if each["kind"] == kind][-1]
        return self.content(number, facts)

    def tamper(self, case: Case, statement: str) -> None:
        """Somebody with a database console changes rows of the case behind the platform's back."""
        with connection.cursor() as cursor:
            cursor.execute(statement, [case.home, case.id])

    def last(self, number: str, kind: str) -> dict[str, Any]:
        """The data of the last event of a type."""
        return dict([each.data for each in self.records(number) if each.type == kind][-1])

    def open(self, number: str, node: str) -> tuple[int, int]:
        """The first item of a node's last round that was not handed on, and the round's version, as a page carries them."""
        case = self.case(number)
        round_ = Round.objects.filter(home=case.home, case_id=case.id, node=node).order_by("-id")[0]
        items = WorkItem.objects.filter(home=case.home, case_id=case.id, round=round_.id)
        item = items.exclude(state="transferred").order_by("id")[0]
        return item.id, round_.version

    def case(self, number: str) -> Case:
        """The case as it is stored."""
        return Case.objects.get(number=number)


def a_limit(text: str) -> Length | None:
    """A limit such as `20wd`; none of an empty text."""
    if not text:
        return None
    amount = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return Length(int(amount), text[len(amount) :])


def a_place(
    *reviews: str,
    clock_starts: str = "acceptance",
    rule: str = "all",
    condition: str = "",
    statutory: str = "20wd",
    promised: str = "10wd",
    **more: Any,
) -> Place:
    """A place whose matter is reviewed by the named bureaus; twenty working days by law, ten promised."""
    reviews = reviews or ("civil", "police")
    order = more.pop("order", 1)
    hall = an_organ(more.pop("hall", "政务服务中心"))
    bureau = an_organ(more.pop("bureau", "住房和城乡建设局"))
    organs = {"window": hall, "leader": bureau} | {name: an_organ(f"{name}局") for name in reviews}
    duties = {"window": "window", "leader": "leader"} | dict.fromkeys(reviews, "officer")
    people = {name: a_clerk(organs[name], duty)[0] for name, duty in duties.items()}
    bound = {name: {"organ": organs[name].pk, "duty": duty} for name, duty in duties.items()}
    people["officer"] = a_clerk(bureau, "officer")[0]
    people["manager"] = a_clerk(hall, "duty_manager")[0]
    given: dict[str, Any] = {
        "name": "公共租赁住房申请资格审核认定", "power_type": 7, "organ_id": bureau.pk, "level": 4, "online": True,
        "procedure": "confirmation", "statutory": a_limit(statutory), "promised": a_limit(promised),
        "clock_starts": clock_starts, "form": FORM, "performers": bound,
        "flow": a_flow(*reviews, rule=rule, condition=condition),
        "bases": (Article("公共租赁住房管理办法", "第八条"),),
    }  # fmt: skip
    content = Content(**{**given, **more})
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
    party = a_citizen(order=order)
    citizen = register_person(
        an_act(), username=f"citizen{next(_keys)}", name="张三丰", kind="public"
    )
    link_person(party.pk, an_act(), person_id=citizen.pk)
    return Place(hall, bureau, version, citizen, party.pk, people, organs, reviews=reviews)


def a_licence(*reviews: str, **more: Any) -> Place:
    """A place whose matter is a licence with a certificate for five years, renewable, with special procedures."""
    given: dict[str, Any] = {
        "name": "公共场所卫生许可", "power_type": 1, "procedure": "licence", "result_name": "卫生许可证",
        "special": ({"kind": "expert_review", "limit": "15wd"}, {"kind": "site_visit"}, {"kind": "testing", "limit": "10wd"}),
        "certificate": {"series": "川广卫", "valid": "5y"}, "purposes": ("new", "change", "renewal", "cancellation"),
        "materials": (Paper(key="proof", name="场所平面图"), Paper(key="report", name="检测报告")),
    }  # fmt: skip
    return a_place(*(reviews or ("health",)), **{**given, **more})
