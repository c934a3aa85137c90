"""收件审查的办理事项: what may be done before acceptance besides accepting, each with its form."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Answer, Point, Receipt
from tongban.kernel.cases.labels import DECLINED
from tongban.portal.staff.checks import verdicts_of
from tongban.portal.staff.controls import Control, Offer
from tongban.portal.staff.entries import entry_options, point_options, typed_value
from tongban.portal.staff.posted import SHORT, Posted
from tongban.portal.staff.scene import Scene, chosen_from


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield what the reader may do with an application that is not accepted yet."""
    if scene.task is None:
        return
    received = scene.story.case.materials_on is not None
    if scene.state == "submitted" and not received:
        yield _receive(scene)
    if received and scene.may("request_supplement"):
        yield _supplement(scene)
    if scene.may("decline"):
        yield _decline(scene)
    if scene.may("mend"):
        yield _mend(scene)
    if scene.may("request_supplement"):
        yield _pre_review(scene)


def _offer(
    scene: Scene, verb: str, title: str, button: str, hint: str, *controls: Control
) -> Offer:
    item, version = (scene.task.item, scene.task.version) if scene.task else (0, 0)
    return Offer(verb, title, button, version, controls, hint, item)


def _receive(scene: Scene) -> Offer:
    case, today = scene.story.case, scene.on.isoformat()
    offer = _offer(
        scene,
        "receive",
        gettext("Note that the papers arrived"),
        gettext("Note the arrival"),
        gettext(
            "An agent took this in. The organ's receipt, and every limit, begins on the day they reach you."
        ),
        Control(
            "happened", gettext("Day on which they reached the organ"), "date", today,
            low=case.received_on.isoformat(), high=today,
        ),
    )  # fmt: skip
    return replace(offer, open=True)


def _supplement(scene: Scene) -> Offer:
    again = scene.story.case.supplements > 0
    options = point_options(scene.story, scene.materials)
    what = Control("what", gettext("What is missing or wrong"))
    how = Control("how", gettext("How to put it right"), required=False)
    key = Control("point", gettext("Material or entry"), "choice", options=options)
    rows = Control("points", gettext("What has to be supplied"), "rows", columns=(key, what, how))
    reason = Control(
        "reason", gettext("Why this was not said the first time"), "area",
        help=gettext("Everything had to be said at once; supervision will see this reason."),
    )  # fmt: skip
    return _offer(
        scene,
        "request_supplement",
        gettext("Ask for what is missing"),
        gettext("Send the request"),
        gettext(
            "Once and complete, within {days} working days of the receipt. The applicant gets it in writing."
        ).format(days=scene.days("licensing/supplement_notice_limit")),
        rows,
        *([reason] if again else []),
    )


def _decline(scene: Scene) -> Offer:
    keys = ["not_needed", "not_competent"]
    keys += ["not_supplemented"] if scene.story.case.supplements else []
    return _offer(
        scene,
        "decline",
        gettext("Do not take the application on"),
        gettext("Do not take it on"),
        gettext("The applicant gets the reasons in writing; the papers go back."),
        Control("outcome", gettext("Why"), "choice", options=chosen_from(DECLINED, *keys)),
        Control(
            "organ", gettext("The organ that is competent"), required=False, only="not_competent"
        ),
        Control("reasons", gettext("Reasons"), "area"),
    )


def _mend(scene: Scene) -> Offer:
    return _offer(
        scene,
        "mend",
        gettext("Put a small error right on the spot"),
        gettext("Put right"),
        gettext(
            "Together with the applicant: a slip of the pen, a figure. The old entry stays in the log; no day is lost."
        ),
        Control("path", gettext("Entry"), "choice", options=entry_options(scene.story)),
        Control("value", gettext("What it is to say")),
    )


def _pre_review(scene: Scene) -> Offer:
    return _offer(
        scene,
        "pre_review",
        gettext("Tell the applicant beforehand"),
        gettext("Tell"),
        gettext("A remark before the answer. It moves neither the day of receipt nor any limit."),
        Control("words", gettext("What you see"), "area"),
    )


def receive(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """收到代办件: note the day on which an agent's papers reached the organ."""
    return actions.receive(
        scene.story.case.number, act, **_seen(posted), happened=posted.day("happened")
    )


def request_supplement(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """补正告知: ask for everything that is missing."""
    rows = posted.rows("point", "what", "how")
    points = [
        Point(key, what[:SHORT], how[:SHORT]) for key, what, how in rows if key or what or how
    ]
    number, reason = scene.story.case.number, posted.text("reason")
    return actions.request_supplement(number, act, **_seen(posted), points=points, reason=reason)


def decline(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """不予受理: do not take the application on."""
    outcome = posted.text("outcome", 20)
    organ = posted.text("organ", SHORT) if outcome == "not_competent" else ""
    answer = Answer(outcome, posted.text("reasons"), organ)
    return actions.decline(scene.story.case.number, act, **_seen(posted), answer=answer)


def mend(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """当场更正: put an entry of the form right."""
    path = posted.text("path", SHORT)
    value = typed_value(scene.story, path, posted.text("value"))
    return actions.mend(scene.story.case.number, act, **_seen(posted), entries={path: value})


def pre_review(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """预审: tell the applicant beforehand."""
    return actions.pre_review(
        scene.story.case.number, act, **_seen(posted), words=posted.text("words")
    )


def check_materials(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """核验原件: note how materials compare with their originals; what was noted before is not noted again."""
    before = verdicts_of(scene)
    verdicts = {
        material: verdict
        for material, verdict in posted.rows("material", "verdict")
        if verdict and before.get(material) != verdict
    }
    return actions.check_materials(scene.story.case.number, act, **_seen(posted), verdicts=verdicts)


def _seen(posted: Posted) -> dict[str, int]:
    """Return the work item and what the reader saw of it."""
    return {"version": posted.number("version"), "item": posted.number("item")}


ACTS = {
    "receive": receive,
    "request_supplement": request_supplement,
    "decline": decline,
    "mend": mend,
    "pre_review": pre_review,
    "check_materials": check_materials,
}
