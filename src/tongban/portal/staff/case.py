"""办件页: one case on one screen, for those who handle it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.bundles.queries import joint_of_case
from tongban.kernel.cases.labels import PURPOSES as KINDS
from tongban.kernel.cases.quantity import quantity_of
from tongban.kernel.cases.queries import Case, case_by_number
from tongban.kernel.cases.queries.desk import follows
from tongban.kernel.cases.queries.own import phrases_of
from tongban.kernel.cases.queries.places import accepted_before
from tongban.kernel.cases.rules import APPROVE, BESIDE_VOICES, READ
from tongban.kernel.cases.state import LimitRow
from tongban.kernel.cases.story import Opinion, Story, story_of
from tongban.kernel.cases.tasks import Task
from tongban.kernel.certificates.queries import certificate_by_id
from tongban.kernel.clock import day_of
from tongban.kernel.documents.queries import documents_used_by
from tongban.kernel.forms.rules import Tree
from tongban.kernel.parties.labels import PARTY_KINDS, PURPOSES
from tongban.kernel.parties.rules import UnmaskedParty
from tongban.kernel.remembering import remembering
from tongban.portal.contents import content_of
from tongban.portal.dues import days_of, due_of
from tongban.portal.limits import limit_words
from tongban.portal.moments import now, today
from tongban.portal.staff.acts import offered
from tongban.portal.staff.acts_asking import wish_words
from tongban.portal.staff.checks import Checks, checks
from tongban.portal.staff.controls import Offer, Tried
from tongban.portal.staff.custody import hand_overs, kept_originals
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.issued import issued_papers
from tongban.portal.staff.pictures import flow_of
from tongban.portal.staff.reading import is_applicant, staff_case, unmask_post
from tongban.portal.staff.running import coming, going_on, is_paused
from tongban.portal.staff.scene import Scene, scene_of
from tongban.portal.staff.step_form import Filled, asked_at, tree_of
from tongban.portal.staff.supplying import may_supply
from tongban.portal.staff.telling import acts_of, ended, moved_days, told
from tongban.portal.staff.wording import outcome_words, result_of, standing_of
from tongban.portal.taken_up import after, before
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Day, Due, DueState

LIMIT_NAMES = ("statutory", "promised")
TONES = {"agreed": "ok", "refused": "late"}


@dataclass(frozen=True, slots=True)
class Typed:
    """已填内容: what the reader typed before a refusal for which work item, `filled` into the form too; it goes back into the page of that one."""

    words: str = ""
    happened: str = ""
    fault: str = ""
    item: int = 0
    filled: Filled | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """未办成的操作: a refusal whose form does not stand on the page any more, and what was typed into it."""

    fault: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Said:
    """环节意见: one line of the table of opinions."""

    opinion: Opinion
    outcome: str
    tone: str


@for_staff
@require_safe
@remembering()
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case to who may see it; the applicant, though of the staff, follows it as the public does."""
    person = signed_in(request)
    found = case_by_number(number, person, on=today())
    if found is not None and is_applicant(person, found):
        return HttpResponseRedirect(reverse("public:own", args=[found.number]))
    return case_page(request, staff_case(person, number))


def case_page(
    request: HttpRequest,
    found: Case,
    *,
    typed: Typed | None = None,
    tried: Tried | None = None,
    unmasked: UnmaskedParty | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the case; `unmasked` shows personal data this once, `typed` and `tried` what was refused with its reason."""
    reader = signed_in(request)
    story = story_of(found, reader, at=now())
    scene = scene_of(story, reader, on=today())
    task, may_unmask = task_of(story), unmask_post(reader, story) is not None
    lost = _lost_step(typed, task)
    doings = _doings(scene, tried)
    context = {
        **_facts(story),
        "before": before(found, reader, at=now(), address="staff:case", tell=ended),
        **doings,
        "content": content_of(story, masked=unmasked is None),
        "task": task,
        "filling": _filling(story, task, None if typed is None else typed.filled),
        "wish": _wish(story, task, masked=unmasked is None),
        "typed": Typed(happened=today().isoformat()) if lost or typed is None else typed,
        "lost": lost or _lost_act(tried, doings),
        "key": uuid4().hex,
        "today": today(),
        "unmasked": unmasked,
        "may_unmask": may_unmask,
        "followed": follows(reader, found),
        "joint": joint_of_case(found.number),
        "phrases": phrases_of(reader) if task else (),
        "may_open": scene.handles or may_unmask,
        "may_look": bool(story.tasks) or may_unmask,
        "may_scan": scene.leads and story.case.archived_at is None,
        "may_close": may_unmask and scene.may("archive"),
        "purposes": PURPOSES,
    }
    return render(request, "portal/staff/case.html", context, status=status)


def _facts(story: Story) -> Mapping[str, object]:
    return {
        "story": story,
        "case": story.case,
        "standing": standing_of(story.case),
        "result": result_of(story.case),
        "asked": _asked(story),
        "due": _due(story),
        "flow": flow_of(story),
        "days": _days(story),
        "limits": {kind: limit_in_words(story, kind) for kind in LIMIT_NAMES},
        "basis": next(_own_limits(story), None) or story.version.bases.first(),
        "unverified": not set(LIMIT_NAMES).isdisjoint(story.version.unverified),
        "timeline": told(story),
        "moved": moved_days(story),
        "going": going_on(story),
        "coming": coming(story),
        "issued": issued_papers(story.case.number),
        "originals": kept_originals(story),
        "lists": hand_overs(story),
        "opinions": _said(story),
        "after": after(story.case, address="staff:case"),
        "party_kind": dict(PARTY_KINDS).get(story.applicant.kind if story.applicant else "", ""),
    }


def _asked(story: Story) -> tuple[str, int, str] | None:
    """Return what is asked for besides something new: its name, and the certificate with its number."""
    case = story.case
    if case.purpose == "new":
        return None
    about = certificate_by_id(case.certificate or 0)
    name = str(KINDS.get(case.purpose, case.purpose))
    return name, case.certificate or 0, about.number if about else ""


def task_of(story: Story) -> Task | None:
    """Return the step that the reader is to take: what waits for approval goes before what waits for it."""
    steps = [
        task
        for task in story.tasks
        if task.act != READ and task.kind not in BESIDE_VOICES and not task.waits
    ]
    return min(steps, key=lambda task: task.act != APPROVE, default=None)


def _doings(scene: Scene, tried: Tried | None) -> Mapping[str, Any]:
    return {
        "offered": offered(scene, tried),
        "checks": checks(scene, tried),
        "may_supply": may_supply(scene.reader, scene.story.case),
        "waits": _waits(scene),
        **_places(scene),
        "answers": "answer" in scene.story.procedure.moves,
    }


def _filling(story: Story, task: Task | None, filled: Filled | None) -> Tree | None:
    """Return what the step fills in of the form, with what was typed for it before a refusal."""
    asked = asked_at(story, task)
    if asked is None:
        return None
    files = {one.reference: one.name for one in documents_used_by(f"case/{story.case.number}")}
    return tree_of(asked, files, filled)


def _lost_step(typed: Typed | None, task: Task | None) -> Lost | None:
    if typed is None or not typed.fault or (task is not None and task.item == typed.item):
        return None
    return Lost(typed.fault, [typed.words] if typed.words else [])


def _lost_act(tried: Tried | None, doings: Mapping[str, Any]) -> Lost | None:
    if tried is None or not tried.fault:
        return None
    shown: list[Offer | Checks | None] = [doings["checks"], doings["offered"].first]
    shown += [offer for group in doings["offered"].groups for offer in group.offers]
    if any(one is not None and one.fault for one in shown):
        return None
    return Lost(tried.fault, tried.posted.prose())


def _places(scene: Scene) -> Mapping[str, object]:
    """Say how many places of the matter are left, and who came before, where that decides something."""
    case, version = scene.story.case, scene.story.version
    if version.quota is None or case.purpose != "new" or case.decided_at or case.closed_at:
        return {}
    return {"places": quantity_of(version, on=scene.on), "before": accepted_before(case)}


def _waits(scene: Scene) -> str:
    """Say what the step waits for, where it cannot be done yet."""
    case = scene.story.case
    if case.state == "submitted" and case.materials_on is None:
        return gettext("The papers are still with the agent. Note below on which day they arrive.")
    return ""


def _wish(story: Story, task: Task | None, *, masked: bool) -> list[tuple[str, str]]:
    """Return what the reader is asked to approve, in words."""
    item = story.state.items.get(task.item) if task is not None else None
    found = (one for one in story.state.requests.values() if item and one.round == item.round)
    request = next(found, None)
    return wish_words(story, request, masked=masked) if request else []


def _due(story: Story) -> Due | None:
    due = due_of(story.deadline)
    if due is None or not is_paused(story):
        return due
    words = gettext("{left}; the clock stands still").format(left=due.text)
    return replace(due, state=DueState.PAUSED, text=words)


def _days(story: Story) -> list[Day]:
    ended = story.case.decided_at or story.case.closed_at
    ended_on = day_of(ended) if ended else None
    return days_of(story.days, story.deadline, today=today(), ended_on=ended_on)


def limit_in_words(story: Story, kind: str) -> str:
    """Return a limit as it runs in this case, or as the matter sets it where none runs yet."""
    for limit in _own_limits(story):
        if limit.kind == kind:
            return limit_words(f"{limit.amount}{limit.unit}")
    version = story.version
    return limit_words(version.statutory if kind == "statutory" else version.promised)


def _own_limits(story: Story) -> Iterator[LimitRow]:
    """Yield the limits of the case, without those of single steps."""
    return (limit for limit in story.limits if limit.round is None)


def _said(story: Story) -> list[Said]:
    acts = acts_of(story)
    return [
        Said(one, outcome_words(acts.get(one.step, ""), one.outcome), TONES.get(one.outcome, ""))
        for one in story.opinions
    ]
