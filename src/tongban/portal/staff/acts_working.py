"""协同办理事项: claiming and handing out a step, asking others to join it, and meeting about it."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext, pgettext

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.events import ItemsAdded
from tongban.kernel.cases.partaking import STEPS
from tongban.kernel.cases.rules import DISPATCH, HELP
from tongban.kernel.cases.standing import posts_held
from tongban.kernel.cases.tasks import Task
from tongban.kernel.cases.voices import VOTING, WITH_VOICE, of_round
from tongban.kernel.identity.queries import names_of
from tongban.kernel.identity.queries.accounts import holders_of
from tongban.portal.staff.controls import Control, Offer, Options
from tongban.portal.staff.named import asked_for, named_in
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import Scene

OPINION = "opinion-"


def steps(scene: Scene) -> Iterator[Offer]:
    """Yield what waits for the reader besides an opinion: a step to claim, work to hand out, a question to answer."""
    for task in scene.story.tasks:
        if task.kind == HELP:
            yield _answer(scene, task)
        elif task.kind == DISPATCH:
            yield _assign(scene, task)
        elif task.holder and not task.held and not task.giver and _gone(scene, task):
            title = gettext("{step}: claimed by {name}")
            hint = gettext("That person no longer holds the post.")
            yield _release(task, title.format(step=task.name, name=task.holder), hint)
        elif task.act in STEPS and task.kind in WITH_VOICE and task.waits and not task.holder:
            title = gettext("{step}: waits for somebody to take it on")
            yield replace(_claim(task, title.format(step=task.name)), open=True)


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield how the reader may share out or share his step."""
    task = own(scene)
    if task is None:
        return
    if task.held:
        hint = gettext("It waits for your colleagues again, or for who hands out the work.")
        yield _release(task, gettext("Release this step"), hint)
    elif task.hand == "direct":
        yield _claim(task, gettext("Claim this step"))
    if task.kind in {"main", "veto"}:
        yield _join(scene, task)
    yield from _meet(scene, task)


def _claim(task: Task, title: str) -> Offer:
    hint = gettext("Nobody else of your organ can do it then, until you release it.")
    return Offer("claim", title, pgettext("verb", "Claim"), task.version, hint=hint, item=task.item)


def _release(task: Task, title: str, hint: str) -> Offer:
    return Offer("release", title, gettext("Release"), task.version, hint=hint, item=task.item)


def _gone(scene: Scene, task: Task) -> bool:
    """Tell whether who took the step on no longer holds its post."""
    item = scene.story.state.items[task.item]
    return item.post not in {post.pk for post in posts_held(item.holder or "", on=scene.on)}


def own(scene: Scene) -> Task | None:
    """Return the step of the flow that the reader can do now."""
    fits = (
        one
        for one in scene.story.tasks
        if one.act in STEPS and one.kind in WITH_VOICE and not one.waits and not one.behalf
    )
    return next(fits, None)


def _answer(scene: Scene, task: Task) -> Offer:
    item = scene.story.state.items[task.item]
    words = [
        gettext("{name}: {value}").format(name=one.by, value=one.words)
        for one in scene.story.happened
        if isinstance(one.event, ItemsAdded) and task.item in {each.id for each in one.event.items}
    ]
    return Offer(
        "answer",
        gettext("{step}: you were asked to help").format(step=task.name),
        pgettext("verb", "Answer"),
        task.version,
        (Control("opinion", gettext("What you say to it"), "area"),),
        " ".join(words),
        item=item.id,
        open=True,
    )


def _assign(scene: Scene, task: Task) -> Offer:
    return Offer(
        "assign",
        gettext("{step}: hand out the work").format(step=task.name),
        gettext("Hand out"),
        task.version,
        (Control("people", gettext("Who gets it"), "checks", options=_waiting(scene, task)),),
        gettext("One person does it.")
        if task.hand == "dispatch"
        else gettext("Whoever of them claims it first does it."),
        item=task.item,
        open=True,
    )


def _waiting(scene: Scene, task: Task) -> Options:
    """Return the people at whose posts the step waits."""
    round_ = scene.story.state.items[task.item].round
    items = of_round(scene.story.state, round_).values()
    posts = [
        one.post for one in items if one.kind in WITH_VOICE and one.state == "waiting" and one.post
    ]
    found = {
        holding.person.actor_id: f"{holding.person.name} · {holding.post.name}"
        for holdings in holders_of(posts, on=scene.on).values()
        for holding in holdings
    }
    return list(found.items())


def _join(scene: Scene, task: Task) -> Offer:
    ways = {
        "delegate": gettext("Delegate: a colleague works on it, and it comes back to me"),
        "before": gettext("Before me: they answer, then I decide"),
        "after": gettext("After me: I agree now, and they must agree too"),
        "beside": gettext("Beside me: they sign together with us"),
    }
    if task.act == "accept":
        ways = {key: ways[key] for key in ("delegate", "before")}
    elif task.rule == "any":
        ways.pop("beside")
    return Offer(
        "add",
        gettext("Ask others to join this step"),
        gettext("Ask them"),
        task.version,
        (
            Control("how", gettext("In which way"), "choice", options=list(ways.items())),
            *asked_for(scene),
            Control("reason", gettext("What is asked, and why"), "area"),
            Control("opinion", gettext("Your own opinion"), "area", required=False, only="after"),
        ),
        gettext("No limit waits for them. Who was added asks nobody else."),
        item=task.item,
    )  # fmt: skip


def _meet(scene: Scene, task: Task) -> Iterator[Offer]:
    """Yield the minutes of a meeting, for the organ in the lead of a review that several sign."""
    round_ = scene.story.state.items[task.item].round
    items = sorted(of_round(scene.story.state, round_).values(), key=lambda one: one.id)
    organs = list(dict.fromkeys(one.organ for one in items if one.kind in VOTING and one.organ))
    mine = scene.story.state.items[task.item].organ
    if task.act != "review" or len(organs) < 2 or organs[0] != mine:
        return
    names = names_of({f"organ/{one}" for one in organs})
    others = [(str(one), names.get(f"organ/{one}", "")) for one in organs[1:]]
    outcomes = [("agreed", gettext("Agreed")), ("refused", gettext("Not agreed"))]
    yield Offer(
        "meet",
        gettext("Record a joint meeting"),
        gettext("Record"),
        task.version,
        (
            Control("outcome", gettext("What the meeting came to"), "choice", options=outcomes),
            Control("minutes", gettext("Minutes"), "area"),
            Control("absent", gettext("Who was absent"), "checks", options=others, required=False),
            *(
                Control(f"{OPINION}{key}", gettext("What {organ} said").format(organ=name), required=False)
                for key, name in others
            ),
        ),
        gettext("It takes the place of the single opinions, and this step is over with it."),
        item=task.item,
    )  # fmt: skip


def claim(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """认领: take the step on."""
    return actions.claim(
        _number(scene), act, version=posted.number("version"), item=posted.number("item")
    )


def release(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """取消认领: give the step back."""
    return actions.release(
        _number(scene), act, version=posted.number("version"), item=posted.number("item")
    )


def assign(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """派单: hand out the work."""
    return actions.assign(
        _number(scene), act, version=posted.number("version"), item=posted.number("item"), people=posted.texts("people"),
    )  # fmt: skip


def add(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """委派、加签: ask others to join."""
    how = posted.text("how", 20)
    if not how:
        raise Refusal("portal.no_way", "Please choose in which way they are to join.")
    joining = actions.Joining(
        how, tuple(named_in(scene, posted)), posted.text("reason"), posted.text("opinion")
    )
    version, item = posted.number("version"), posted.number("item")
    return actions.add(_number(scene), act, version=version, item=item, joining=joining)


def answer(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """答复: say what one was asked."""
    return actions.answer(
        _number(scene), act, version=posted.number("version"), item=posted.number("item"), opinion=posted.text("opinion"),
    )  # fmt: skip


def remove(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """减签: let those go who were ticked."""
    items = posted.numbers("items")
    if not items:
        raise Refusal("portal.nobody_chosen", "Please choose who need not act any more.")
    return actions.remove(
        _number(scene),
        act,
        version=posted.number("version"),
        items=items,
        reason=posted.text("reason"),
    )


def meet(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """联审会议: keep the minutes."""
    organs = {item.organ for item in scene.story.state.items.values() if item.organ}
    opinions = {organ: posted.text(f"{OPINION}{organ}") for organ in organs}
    minutes = actions.Minutes(
        posted.text("outcome", 20),
        posted.text("minutes"),
        tuple(posted.numbers("absent")),
        {organ: words for organ, words in opinions.items() if words},
    )
    version, item = posted.number("version"), posted.number("item")
    return actions.meet(_number(scene), act, version=version, item=item, minutes=minutes)


def _number(scene: Scene) -> str:
    return scene.story.case.number


ACTS = {
    "claim": claim,
    "release": release,
    "assign": assign,
    "add": add,
    "answer": answer,
    "remove": remove,
    "meet": meet,
}
