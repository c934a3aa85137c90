"""办理中的办理事项: pauses, special procedures, hearings and statements, each with its form."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.labels import SPECIALS
from tongban.kernel.cases.state import SpecialRow
from tongban.kernel.identity.queries import people_of
from tongban.portal.limits import limit_words
from tongban.portal.staff.controls import Control, Offer, Options
from tongban.portal.staff.posted import SHORT, Posted
from tongban.portal.staff.scene import Scene, chosen_from

RUNNING = frozenset({"open", "arranged"})
PERSON = "person/"


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield what the reader may do besides the steps of the flow while the case is being handled."""
    if scene.leads and scene.may("special"):
        yield from _specials(scene)
    if scene.leads and scene.may("pause") and (grounds := _other_grounds(scene)):
        yield _stop(scene, "pause", "ground", grounds, gettext("Stop the clock"))
    if scene.leads and scene.may("resume"):
        yield from _resumes(scene)
    if scene.handles and scene.may("hear"):
        yield _hear(scene)


def _specials(scene: Scene) -> Iterator[Offer]:
    for special in scene.story.state.specials.values():
        if special.state in RUNNING:
            yield _arrange(scene, special)
            yield _conclude(scene, special)
        if special.state == "offered":
            yield _ask_hearing(scene, special)
    kinds = [one["kind"] for one in scene.story.version.special]
    if options := chosen_from(SPECIALS, *(kinds or ["-"])):
        yield _stop(scene, "open_special", "kind", options, gettext("Begin a special procedure"))
    live = {s.kind for s in scene.story.state.specials.values() if s.state != "lapsed"}
    if "hearing" not in live:
        yield _offer_hearing(scene)


def _stop(scene: Scene, verb: str, name: str, options: Options, title: str) -> Offer:
    tomorrow = (scene.on + timedelta(days=1)).isoformat()
    limits = [
        f"{SPECIALS[one['kind']]} {limit_words(one['limit'])}"
        for one in scene.story.version.special
        if one.get("limit") and one["kind"] in SPECIALS
    ]
    most = gettext("By the guide at most: {limits}.").format(limits=gettext("; ").join(limits))
    return Offer(
        verb,
        title,
        gettext("Begin") if verb == "open_special" else gettext("Stop the clock"),
        scene.seen,
        (
            Control(name, gettext("What for"), "choice", options=options),
            Control(
                "announced", gettext("Announced last day"), "date", low=tomorrow,
                help=most if limits and verb == "open_special" else "",
            ),
            Control("reasons", gettext("What the applicant is told"), "area"),
        ),
        gettext("The time until then does not count; the applicant is told in writing. The due day moves with it."),
    )  # fmt: skip


def _arrange(scene: Scene, special: SpecialRow) -> Offer:
    kind = str(SPECIALS[special.kind])
    people = people_of(scene.story.case.organ, on=scene.on) if special.kind == "hearing" else []
    reviewed = {item.by for item in scene.story.state.items.values() if item.state == "done"}
    chairs = [(f"{PERSON}{one.pk}", one.name) for one in people if one.actor_id not in reviewed]
    chair = Control(
        "chair", gettext("Who presides"), "choice", options=chairs,
        help=gettext("Nobody who reviewed the application."),
    )  # fmt: skip
    title = (
        gettext("{what}: say when and where")
        if special.state == "open"
        else gettext("{what}: change when and where")
    )
    return Offer(
        "arrange_special",
        title.format(what=kind),
        gettext("Set"),
        scene.seen,
        (
            Control("on", gettext("Day and time"), "time"),
            Control("place", gettext("Where it is held")),
            *([chair] if special.kind == "hearing" else []),
            Control("people", gettext("Who takes part for the organ"), "area", required=False, help=gettext("One name on a line.")),
        ),
        _notice(scene) if special.kind == "hearing" else "",
        about=special.id,
    )  # fmt: skip


def _notice(scene: Scene) -> str:
    days = scene.days("licensing/hearing_notice")
    return gettext("Time and place are told {days} working days before.").format(days=days)


def _conclude(scene: Scene, special: SpecialRow) -> Offer:
    signed = Control(
        "signed", gettext("The record is signed by those who took part"), "tick", required=False
    )
    return Offer(
        "conclude_special",
        gettext("{what}: keep what came out").format(what=SPECIALS[special.kind]),
        gettext("Conclude"),
        scene.seen,
        (
            Control("happened", gettext("Day"), "date", scene.on.isoformat(), high=scene.on.isoformat()),
            Control("people", gettext("Who took part"), "area", required=False, help=gettext("One name on a line.")),
            Control("text", gettext("What came out"), "area"),
            signed,
        ),
        gettext("The clock runs on from now.") if special.pause else "",
        about=special.id,
    )  # fmt: skip


def _ask_hearing(scene: Scene, special: SpecialRow) -> Offer:
    return Offer(
        "ask_hearing",
        gettext("A third party asks for the hearing"),
        gettext("Note the request"),
        scene.seen,
        (Control("words", gettext("Who asks, and what for"), "area"),),
        gettext("The applicant asks for it on the own page. A hearing is held within {days} working days.").format(days=scene.days("licensing/hearing_holding_limit")),
        about=special.id,
    )  # fmt: skip


def _offer_hearing(scene: Scene) -> Offer:
    return Offer(
        "offer_hearing",
        gettext("Tell of the right to a hearing"),
        gettext("Send the notice"),
        scene.seen,
        (Control("words", gettext("What is intended, and why"), "area"),),
        gettext("They may ask for it within {days} working days; until then nothing is decided.").format(days=scene.days("licensing/hearing_request_limit")),
    )  # fmt: skip


def _resumes(scene: Scene) -> Iterator[Offer]:
    owned = {one.pause for one in scene.story.state.specials.values() if one.state in RUNNING}
    for pause in scene.story.state.pauses.values():
        if pause.until is None and pause.id not in owned:
            ground = str(SPECIALS.get(pause.ground, pause.ground))
            yield Offer(
                "resume",
                gettext("Let the clock run on ({ground})").format(ground=ground),
                gettext("Let it run on"),
                scene.seen,
                hint=gettext("What was announced and not needed is given back: the due day comes earlier."),
                about=pause.id,
            )  # fmt: skip


def _hear(scene: Scene) -> Offer:
    roles = [("applicant", gettext("Applicant")), ("third_party", gettext("Third party"))]
    return Offer(
        "hear",
        gettext("Keep a statement"),
        gettext("Keep"),
        scene.seen,
        (
            Control("role", gettext("Who speaks"), "choice", options=roles),
            Control("words", gettext("What was said"), "area"),
        ),
        gettext("The decision must weigh it."),
    )


def _other_grounds(scene: Scene) -> Options:
    """Return the grounds of the law that no special procedure of the guide stands for."""
    if not scene.story.procedure.statutory_pauses:
        return ()
    lawful = scene.legal("licensing/pause_grounds").value
    named = {one["kind"] for one in scene.story.version.special} | {"hearing"}
    keys = [str(one) for one in lawful if one not in named] if isinstance(lawful, tuple) else []
    return chosen_from(SPECIALS, *keys) if keys else ()


def pause(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """中止: stop the clock."""
    return actions.pause(
        scene.story.case.number,
        act,
        version=posted.number("version"),
        ground=posted.text("ground", 20),
        announced=posted.day("announced"),
        reasons=posted.text("reasons"),
    )


def open_special(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """启动特别程序: begin a special procedure."""
    return actions.open_special(
        scene.story.case.number,
        act,
        version=posted.number("version"),
        kind=posted.text("kind", 20),
        announced=posted.day("announced"),
        reasons=posted.text("reasons"),
    )


def arrange_special(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """通知时间地点: say when and where; the chair is one of the organ's people."""
    chair = posted.text("chair", 40)
    people = people_of(scene.story.case.organ, on=scene.on) if chair else []
    names = {one.actor_id: one.name for one in people}
    plan = {
        "place": posted.text("place", SHORT),
        "chair": chair if chair in names else "",
        "chair_name": names.get(chair, ""),
        "people": posted.names("people"),
    }
    special, on = posted.number("about"), posted.instant("on")
    return actions.arrange_special(
        scene.story.case.number, act, version=posted.number("version"),
        special=special, on=on, plan=plan,
    )  # fmt: skip


def conclude_special(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """特别程序结束: keep what came out."""
    record = {
        "text": posted.text("text"),
        "people": posted.names("people"),
        "signed": bool(posted.text("signed")),
        "happened": posted.day("happened").isoformat(),
    }
    return actions.conclude_special(
        scene.story.case.number, act, version=posted.number("version"),
        special=posted.number("about"), record=record,
    )  # fmt: skip


def offer_hearing(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """听证告知: tell of the right to a hearing."""
    number, words = scene.story.case.number, posted.text("words")
    return actions.offer_hearing(number, act, version=posted.number("version"), words=words)


def ask_hearing(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """要求听证: note that a third party asks for the hearing."""
    return actions.ask_hearing(
        scene.story.case.number, act, version=posted.number("version"),
        special=posted.number("about"), words=posted.text("words"),
    )  # fmt: skip


def resume(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """恢复: let the clock run on."""
    seen, pause_id = posted.number("version"), posted.number("about")
    return actions.resume(scene.story.case.number, act, version=seen, pause_id=pause_id)


def hear(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """陈述申辩: keep a statement."""
    return actions.hear(
        scene.story.case.number, act, version=posted.number("version"),
        role=posted.text("role", 20), words=posted.text("words"),
    )  # fmt: skip


ACTS = {
    "pause": pause,
    "open_special": open_special,
    "arrange_special": arrange_special,
    "conclude_special": conclude_special,
    "offer_hearing": offer_hearing,
    "ask_hearing": ask_hearing,
    "resume": resume,
    "hear": hear,
}
