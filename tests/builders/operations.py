"""Every operation on a step, each in one line: who does it, and what. For pairs of operations, and for long random plays."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from builders.cases import Place
from builders.identity import a_clerk, an_act, an_organ
from builders.joint import FOLLOWS, a_joint_place, at_joint, round_at, state_of
from builders.waiting import catch, edge, message, review, timed, ways
from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Back, Handing, Joining, Minutes, Share, Wish
from tongban.kernel.cases.awaiting import Awaited, awaited
from tongban.kernel.cases.estate import hanging_on
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.state import ItemRow, State
from tongban.kernel.identity.actions import NewMandate, grant
from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.identity.rules import Power

HELPERS = ("colleague", "helper", "joiner", "boss")


@dataclass
class Stage:
    """A case at a step, with everybody who could have to do with it; `node` is the step that is played on."""

    place: Place
    number: str
    node: str = "joint"
    posts: dict[str, set[int]] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """The rows of the case."""
        return state_of(self.place, self.number)

    @property
    def awaited(self) -> list[Awaited]:
        """What the case waits for besides people."""
        return awaited(self.state, flow_of(self.place.version))

    def person(self, who: str) -> Person:
        """Somebody by what he is here."""
        return self.place.citizen if who == "citizen" else self.place.people[who]

    def item(self, who: str, *kinds: str) -> ItemRow:
        """The newest item of the step at a post of that person, of these kinds if some are named, open ones first."""
        state, last = self.state, round_at(self.place, self.number, self.node)
        rounds = {
            one.id for one in state.rounds.values() if (one.node, one.state) == (self.node, "open")
        }
        if who not in self.posts:
            self.posts[who] = {one.pk for one in posts_of(self.person(who), on=self.place.today())}
        own = [
            one
            for one in state.items.values()
            if one.round in (rounds or {last.id})
            and one.post in self.posts[who]
            and (not kinds or one.kind in kinds)
        ]
        if not own:
            raise Refusal("case.not_found", "There is none.")
        return max(own, key=lambda one: (one.state == "open", one.id))

    def at(self, verb: str, who: str, *kinds: str, **more: object) -> None:
        """Somebody does something with his item."""
        item = self.item(who, *kinds)
        version = self.state.rounds[item.round].version
        act = self.place.act(self.person(who))
        getattr(actions, verb)(self.number, act, version=version, item=item.id, **more)

    def on(self, verb: str, who: str, **more: object) -> None:
        """Somebody does something with the case as it stands."""
        act, version = self.place.act(self.person(who)), self.place.case(self.number).n
        getattr(actions, verb)(self.number, act, version=version, **more)

    def add(self, how: str, whom: str, who: str = "civil") -> None:
        """Somebody asks somebody to join."""
        joining = Joining(how, (self.person(whom).actor_id,), "请办理")
        self.at("add", who, "main", "veto", joining=joining)

    def remove(self, who: str = "civil") -> None:
        """Whoever added takes away the newest who was added."""
        added = [
            one
            for one in self.state.items.values()
            if one.kind in {"help", "after", "beside"}
            and one.round == round_at(self.place, self.number, self.node).id
        ]
        if not added:
            raise Refusal("case.not_found", "There is none.")
        one = max(added, key=lambda each: (each.state == "open", each.id))
        version = self.state.rounds[one.round].version
        act = self.place.act(self.person(who))
        actions.remove(self.number, act, version=version, items=[one.id], reason="不再需要")

    def take_back(self, who: str = "civil") -> None:
        """Somebody takes back what he did last."""
        own = [one for one in self.state.items.values() if one.by == self.person(who).actor_id]
        if not own:
            raise Refusal("case.not_found", "There is none.")
        self.on("take_back", who, item=max(own, key=lambda one: one.id).id, reason="有误")

    def jump(self, node: str = "decide") -> None:
        """An officer asks for a jump, and the leader agrees."""
        round_ = round_at(self.place, self.number, self.node)
        body = {"round": round_.id, "node": node, "reason": "环节有误"}
        self.on("ask", "officer", wish=Wish("jump", body))
        self.approve()

    def approve(self) -> None:
        """The leader agrees to what was asked for last."""
        state = self.state
        round_ = max(
            (one for one in state.rounds.values() if one.act == "approve"), key=lambda one: one.id
        )
        item = next(one for one in state.items.values() if one.round == round_.id)
        act = self.place.act(self.person("leader"))
        given = {"version": round_.version, "item": item.id, "outcome": "agreed", "words": ""}
        actions.approve(self.number, act, **given)

    def hand_over(self, who: str, whom: str) -> None:
        """An administrator hands what hangs on somebody to somebody else, all of this case that may go to him."""
        giver, taker = self.person(who), self.person(whom)
        found = [
            one for one in hanging_on(giver, on=self.place.today()) if one.number == self.number
        ]
        shares = tuple(Share(self.number, one.item.id, taker.actor_id) for one in found)
        record = actions.hand_over_all(
            Handing(giver.actor_id, "调离", shares), self.place.act(self.person("keeper"))
        )
        refused = [row["code"] for row in record.rows if "code" in row]
        if refused and len(refused) == len(record.rows):
            raise Refusal(refused[0], "Nothing was moved.")

    def note(self, who: str = "officer") -> None:
        """Somebody notes the first message for which the case waits."""
        waited = [one.node.id for one in self.awaited if one.node.trigger.sort == "message"]
        if not waited:
            raise Refusal("case.not_found", "There is none.")
        self.on("note_message", who, message=waited[0], words="来函", facts={"fit": True})

    def late(self) -> None:
        """Time goes by until the step's own time is over, and the platform looks."""
        self.place.wait(days=3)
        self.place.sweep()


def opinion(who: str, outcome: str) -> Callable[[Stage], None]:
    """An opinion of somebody on his item."""
    return lambda s: s.at(
        "complete", who, "main", "veto", "after", "beside", outcome=outcome, opinion="理由"
    )


OPERATIONS: dict[str, Callable[[Stage], None]] = {
    "同意": opinion("civil", "agreed"),
    "不同意": opinion("civil", "refused"),
    "弃权": opinion("civil", "abstained"),
    "填写": lambda s: s.at("fill", "civil", "main", fields={"applicant.income": 29000}),
    "另一单位同意": opinion("police", "agreed"),
    "认领": lambda s: s.at("claim", "civil", "main"),
    "取消认领": lambda s: s.at("release", "civil", "main"),
    "同事认领": lambda s: s.at("claim", "colleague", "main"),
    "转办": lambda s: s.at("transfer", "civil", "main", to=s.person("boss").actor_id, reason="出差"),
    "离职交接": lambda s: s.hand_over("police", "deputy"),
    "委派": lambda s: s.add("delegate", "colleague"),
    "前加签": lambda s: s.add("before", "helper"),
    "后加签": lambda s: s.add("after", "boss"),
    "并加签": lambda s: s.add("beside", "joiner"),
    "答复": lambda s: s.at("answer", "helper", "help", opinion="无意见"),
    "减签": lambda s: s.remove(),
    "联审会议": lambda s: s.at("meet", "civil", "main", minutes=Minutes("agreed", "一致同意。")),
    "退回": lambda s: s.at("send_back", "civil", "main", back=Back("survey", straight=False, reason="请核实")),
    "退回直达": lambda s: s.at("send_back", "civil", "main", back=Back("survey", straight=True, reason="请核实")),
    "撤回": lambda s: s.take_back(),
    "上一环节撤回": lambda s: s.take_back("survey"),
    "跳转": lambda s: s.jump(),
    "传阅": lambda s: s.on("circulate", "officer", readers=[s.person("helper").actor_id]),
    "催办": lambda s: s.on("urge", "citizen"),
    "环节超时": lambda s: s.late(),
    "终止": lambda s: (
        s.on("ask", "officer", wish=Wish("termination", {"ground": "object_lost", "reason": "标的灭失"})),
        s.approve(),
    )[0],
    "撤回申请": lambda s: s.on("withdraw", "citizen", reason=""),
}  # fmt: skip


def a_stage(manner: str = "", **more: str) -> Stage:
    """A case at the joint step, with a colleague and three helpers; each step may write one answer of the form."""
    write = 't:write="applicant.income"'
    more = {"first": write, "decide": write, **more}
    place = a_joint_place(f't:limit="2wd" {write} {manner}', **more)
    place.people["colleague"] = a_clerk(place.organs["civil"], "officer")[0]
    place.people["boss"] = a_clerk(place.organs["civil"], "officer")[0]
    place.people["helper"] = a_clerk(an_organ("司法局"), "officer")[0]
    place.people["deputy"] = a_clerk(place.organs["police"], "reviewer")[0]
    place.people["joiner"] = a_clerk(an_organ("交通局"), "officer")[0]
    stage = Stage(place, at_joint(place))
    place.people["keeper"] = an_administrator(place)
    return stage


def an_administrator(place: Place) -> Person:
    """Who gives and takes the posts of every organ of the place."""
    person, _post = a_clerk(place.organs["civil"], "security_admin")
    for organ in {one.pk: one for one in (*place.organs.values(), place.bureau)}.values():
        plan = NewMandate(
            power=Power.ASSIGN_RIGHTS, organ_id=organ.pk, grounds="统一管理", person_id=person.pk
        )
        grant(plan, an_act())
    return person


def tried(stage: Stage, name: str) -> str:
    """Do one operation; return the code of its refusal, or nothing where it was let through."""
    try:
        OPERATIONS[name](stage)
    except Refusal as refusal:
        return refusal.code
    return ""


def stands(stage: Stage) -> str:
    """How the step and the case stand, in a few words."""
    case, round_ = stage.place.case(stage.number), round_at(stage.place, stage.number, stage.node)
    if case.closed_at is not None:
        return case.state
    step = round_.outcome or "open"
    return f"{step}, round {round_.ordinal}, needs {round_.need}"


PLAYERS = (
    "civil",
    "police",
    "fire",
    "survey",
    "leader",
    "colleague",
    "boss",
    "helper",
    "joiner",
    "deputy",
    "window",
)
MANNERS = (
    "",
    't:rule="any"',
    't:rule="vote" t:quota="2/3"',
    't:rule="vote" t:quota=">1/2" t:weights="civil:2" t:veto="fire"',
    't:order="one-by-one"',
    't:hand="claim"',
    't:hand="dispatch" t:dispatcher="leader" t:rule="any"',
    't:hand="dispatch-claim" t:dispatcher="leader" t:rule="any"',
    't:unit="post"',
    't:overdue="escalate"',
)
BESIDE = f'{review("beside", "survey")}<endEvent id="seen"/>{ways("beside seen")}'
TWICE = (
    "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
    "<completionCondition>counts.joint.failed &gt;= 1</completionCondition>"
    "</multiInstanceLoopCharacteristics>"
)
DRAWINGS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"beside": catch("cool", timed("2cd")) + catch("reply", message()) + ways("joint cool reply decide")},
    {"beside": FOLLOWS + edge("late", "joint", timed("4cd")) + ways("late survey")},
    {"beside": FOLLOWS + BESIDE + edge("watch", "joint", timed("2cd"), interrupts=False) + ways("watch beside")},
    {
        "beside": FOLLOWS + BESIDE + edge("told", "joint", message())
        + edge("hint", "joint", message(), interrupts=False) + ways("told survey", "hint beside")
    },
    {"several": TWICE},
    {
        "several": TWICE,
        "beside": catch("cool", timed("2cd")) + ways("joint cool decide") + BESIDE
        + edge("late", "joint", timed("9cd")) + edge("watch", "joint", timed("2cd"), interrupts=False)
        + ways("late survey", "watch beside"),
    },
)  # fmt: skip
"""What the flows of the plays wait for besides people: nothing, times and messages, after the step and at its edge."""


def play(stage: Stage, rng: Random) -> bool:
    """One step of a random play: anybody tries anything at either step; tell whether it was let through."""
    steps = ("joint", "survey", "decide", "beside")
    now = [one.node for one in stage.state.rounds.values() if one.state == "open"]
    live = [node for node in steps if node in now]
    stage.node = rng.choice(live if live and rng.random() < 0.8 else steps)
    try:
        if not live and rng.random() < 0.5:
            return _came(stage)
        _move(stage, rng)
    except (Refusal, IndexError, ValueError, StopIteration):
        return False
    return True


def _move(stage: Stage, rng: Random) -> None:
    who, whom = _likely(stage, rng), rng.choice(PLAYERS)
    outcome = rng.choice(("agreed", "agreed", "agreed", "refused", "abstained"))
    moves: list[Callable[[], object]] = [
        lambda: stage.at("complete", who, outcome=outcome, opinion="理由"),
        lambda: stage.at("complete", who, outcome=outcome, opinion="理由"),
        lambda: stage.at("claim", who),
        lambda: stage.at("release", who),
        lambda: stage.at("assign", "leader", "dispatch", people=[stage.person(whom).actor_id]),
        lambda: stage.at("transfer", who, to=stage.person(whom).actor_id, reason="出差"),
        lambda: stage.add(rng.choice(("delegate", "before", "after", "beside")), whom, who),
        lambda: stage.at("answer", who, "help", opinion="无意见"),
        lambda: stage.remove(who),
        lambda: stage.at("meet", who, minutes=Minutes(rng.choice(("agreed", "refused")), "纪要")),
        lambda: stage.at("send_back", who, back=Back("survey", rng.random() < 0.5, "请核实")),
        lambda: stage.take_back(who),
        lambda: stage.on("circulate", who, readers=[stage.person(whom).actor_id]),
        lambda: stage.on("urge", rng.choice(("citizen", who))),
        lambda: stage.hand_over(who, whom),
        lambda: stage.at("fill", who, fields={"applicant.income": rng.randrange(9)}),
        stage.late,
        lambda: stage.place.wait(days=1),
    ]
    if any(one.node.trigger.sort == "message" for one in stage.awaited):
        moves.append(stage.note)
    if rng.random() < 0.02:
        moves = [lambda: stage.jump(rng.choice(("decide", "survey")))]
    rng.choice(moves)()


def _likely(stage: Stage, rng: Random) -> str:
    """Mostly somebody who has something open at the step, now and then anybody."""
    state, round_ = stage.state, round_at(stage.place, stage.number, stage.node)
    posts = {
        one.post for one in state.items.values() if one.round == round_.id and one.state == "open"
    }
    for name in PLAYERS:
        if name not in stage.posts:
            held = posts_of(stage.person(name), on=stage.place.today())
            stage.posts[name] = {one.pk for one in held}
    able = [name for name in PLAYERS if stage.posts[name] & posts]
    return rng.choice(able if able and rng.random() < 0.7 else PLAYERS)


def finish(stage: Stage) -> None:
    """Bring the case to its end: whoever is asked answers, whoever has a step takes it and agrees."""
    holders = {
        post.pk: name
        for name, person in stage.place.people.items()
        for post in posts_of(person, on=stage.place.today())
    }
    for _ in range(120):
        case, state = stage.place.case(stage.number), stage.state
        if case.closed_at is not None:
            return
        ready = [
            one
            for one in state.items.values()
            if one.state == "open" and state.rounds[one.round].act != "read" and one.post in holders
        ]
        if not any(_done(stage, one, holders[one.post or 0]) for one in ready) and not _came(stage):
            return
        stage.place.now += timedelta(minutes=1)


def _came(stage: Stage) -> bool:
    """Let what the case waits for come: a message, else the next of its times; tell whether it waited for any."""
    found = stage.awaited
    if any(one.node.trigger.sort == "message" for one in found):
        stage.note()
    elif due := [one.timer.due_at for one in found if one.timer is not None]:
        stage.place.now = max(stage.place.now, min(due)) + timedelta(minutes=1)
        stage.place.sweep()
    return bool(found)


def _done(stage: Stage, item: ItemRow, who: str) -> bool:
    """Let the holder of an item do what it is there for; tell whether he could."""
    place, round_ = stage.place, stage.state.rounds[item.round]
    person = next(
        (one for one in place.people.values() if one.actor_id == item.holder), stage.person(who)
    )
    given = {"version": round_.version, "item": item.id}
    others = [one for one in place.people.values() if one.actor_id != person.actor_id]
    verbs: list[tuple[str, dict[str, object]]] = [
        ("answer", {"opinion": "无意见"}),
        *(("assign", {"people": [one.actor_id]}) for one in others),
        ("complete", {"outcome": "agreed", "opinion": "同意"}),
        ("decide", {"outcome": "agreed", "reasons": ""}),
        ("approve", {"outcome": "refused", "words": "按流程办理"}),
        ("claim", {}),
        ("transfer", {"to": stage.person("boss").actor_id, "reason": "回避"}),
    ]
    for verb, more in verbs:
        try:
            getattr(actions, verb)(stage.number, place.act(person), **given, **more)
        except Refusal:
            continue
        return True
    return False
