"""报批的办理事项: what a second person must approve, each with its form, and what was asked for in words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language, gettext, ngettext, pgettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt, Wish
from tongban.kernel.cases.correcting import title_of, words_of
from tongban.kernel.cases.forming import at
from tongban.kernel.cases.labels import LATE_ENTRY, TERMINATED
from tongban.kernel.cases.state import RequestRow, SpecialRow
from tongban.kernel.cases.story import Story
from tongban.kernel.clock import day_of
from tongban.portal.staff.controls import Control, Offer
from tongban.portal.staff.entries import entry_options, is_personal, typed_value
from tongban.portal.staff.posted import SHORT, Posted
from tongban.portal.staff.scene import Scene, chosen_from
from tongban.portal.staff.wording import long_day


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield what the reader may ask a second person to approve."""
    if not scene.leads:
        return
    waiting = {one.kind for one in scene.story.state.requests.values() if one.state == "open"}
    makers = {"extension": _extension, "termination": _termination}
    makers |= {"correction": _correction, "void": _void}
    verbs = {"extension": "extend", "termination": "terminate", "correction": "correct"}
    for kind, made in makers.items():
        extended = kind == "extension" and scene.story.case.extended
        if kind not in waiting and not extended and scene.may(verbs.get(kind, kind)):
            yield made(scene)
    for special in scene.story.state.specials.values():
        asked_for = special.kind == "hearing" and special.state in {"open", "arranged"}
        if asked_for and "waiver" not in waiting and scene.may("special"):
            yield _waiver(scene, special)


def _offer(scene: Scene, verb: str, title: str, hint: str, *controls: Control) -> Offer:
    reason = Control("reason", gettext("Reasons"), "area")
    return Offer(verb, title, gettext("Ask for approval"), scene.seen, (*controls, reason), hint)


def _extension(scene: Scene) -> Offer:
    name = scene.story.procedure.extension
    most = scene.days(name) if name else 0
    return _offer(
        scene,
        "extension",
        gettext("Ask for more time"),
        gettext("Once only, approved by the head of the organ; the applicant is told the reasons."),
        Control(
            "days", gettext("Working days more"), "number", str(most), low="1", high=str(most),
            help=ngettext("{n} working day at most.", "{n} working days at most.", most).format(n=most),
        ),
    )  # fmt: skip


def _termination(scene: Scene) -> Offer:
    return _offer(
        scene,
        "termination",
        gettext("Ask to end without a decision"),
        gettext("Only on a ground of the list, approved by the head of the organ."),
        Control("ground", gettext("Ground"), "choice", options=chosen_from(TERMINATED)),
    )


def _correction(scene: Scene) -> Offer:
    return _offer(
        scene,
        "correction",
        gettext("Ask to correct an entry"),
        gettext(
            "Approved by the duty manager of the hall. The old entry is kept; the applicant gets a notice."
        ),
        Control("path", gettext("Entry"), "choice", options=entry_options(scene.story)),
        Control("value", gettext("What it is to say")),
    )


def _void(scene: Scene) -> Offer:
    return _offer(
        scene,
        "void",
        gettext("Ask to void the receipt"),
        gettext(
            "For what was entered wrongly, such as twice. Approved by the duty manager of the hall."
        ),
    )


def _waiver(scene: Scene, special: SpecialRow) -> Offer:
    today, first = scene.on.isoformat(), day_of(special.opened_at).isoformat()
    offer = _offer(
        scene,
        "waiver",
        gettext("Ask to end a hearing that was given up"),
        gettext("Who asked for it gave it up in writing or stayed away; approved by the head of the organ, and the applicant is told."),
        Control("happened", gettext("Day"), "date", today, low=first, high=today),
    )  # fmt: skip
    return replace(offer, about=special.id)


def extension(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """申请延期: ask for more time."""
    return _ask(scene, act, posted, "extension", days=posted.number("days"))


def termination(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """申请终止: ask to end without a decision."""
    return _ask(scene, act, posted, "termination", ground=posted.text("ground", 30))


def correction(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """申请更正: ask to correct an entry."""
    path = posted.text("path", SHORT)
    value = typed_value(scene.story, path, posted.text("value"))
    return _ask(scene, act, posted, "correction", path=path, value=value)


def void(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """申请作废: ask to void the receipt."""
    return _ask(scene, act, posted, "void")


def waiver(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """放弃听证报批: ask to end a hearing that was given up."""
    happened, special = posted.day("happened").isoformat(), posted.number("about")
    return _ask(scene, act, posted, "waiver", special=special, happened=happened)


def _ask(scene: Scene, act: Act, posted: Posted, kind: str, **body: Any) -> Receipt:  # noqa: ANN401 - any JSON
    wish = Wish(kind, {**body, "reason": posted.text("reason")})
    return actions.ask(scene.story.case.number, act, version=posted.number("version"), wish=wish)


def wish_words(story: Story, request: RequestRow, *, masked: bool) -> list[tuple[str, str]]:
    """Return what a request asks for, as (name, value); `masked` leaves out what is personal of a correction."""
    wish = story.texts.get(request.wish, {})
    found = _wanted(story, request, wish, masked=masked)
    reason = str(wish.get("reason", "")).strip()
    return [*found, *([(gettext("Reasons"), reason)] if reason else [])]


def _wanted(
    story: Story, request: RequestRow, wish: Mapping[str, Any], *, masked: bool
) -> list[tuple[str, str]]:
    """Return what is asked for; what stands in its place now is told only while the request waits."""
    waits = request.state == "open"
    match request.kind:
        case "extension":
            days = int(wish.get("days", 0))
            words = ngettext("{n} working day", "{n} working days", days).format(n=days)
            found = [(gettext("More time"), words)]
        case "termination":
            found = [(gettext("Ground"), str(TERMINATED.get(wish.get("ground", ""), "")))]
        case "correction":
            found = _correction_words(story, wish, masked=masked, waits=waits)
        case "receipt_day":
            ground = str(LATE_ENTRY.get(wish.get("ground", ""), ""))
            entered = long_day(story.case.received_on.isoformat())
            found = [
                (gettext("Day of receipt"), long_day(str(wish.get("day", "")))),
                *([(gettext("instead of"), entered)] if waits else []),
                (pgettext("late receipt", "Ground"), ground),
            ]
        case "waiver":
            found = [(gettext("Day"), long_day(str(wish.get("happened", ""))))]
        case "jump":
            found = _jump_words(story, wish)
        case _:
            found = []
    return found


def _jump_words(story: Story, wish: Mapping[str, Any]) -> list[tuple[str, str]]:
    names = {step.node: step.name for step in story.steps}
    left = story.state.rounds.get(int(wish.get("round") or 0))
    return [
        (gettext("Step that is left"), left.name if left is not None else ""),
        (gettext("Step to go on at"), names.get(str(wish.get("node", "")), "")),
    ]


def _correction_words(
    story: Story, wish: Mapping[str, Any], *, masked: bool, waits: bool
) -> list[tuple[str, str]]:
    path = str(wish.get("path", ""))
    hidden = gettext("masked; look behind the mask to see it")
    masked, language = masked and is_personal(story, path), get_language() or ""
    now, to_be = (
        hidden if masked else words_of(story.version, path, value, language)
        for value in (at(story.values, path), wish.get("value"))
    )
    return [
        (gettext("Entry"), title_of(story.version, path, language)),
        *([(gettext("Now"), now)] if waits else []),
        (gettext("To be"), to_be),
    ]


ACTS = {
    "extension": extension,
    "termination": termination,
    "correction": correction,
    "void": void,
    "waiver": waiver,
}
